"""Disposals: lists, councils, ballots."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_disposal"
down_revision = "2026_11_28_fixity"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "disposal",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "state")),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("list_sha256", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("seats", "quorum")),
        *(sa.Column(name, sa.String(), nullable=False, server_default="") for name in ("held_at", "conclusion", "ended_reason")),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("voting_since", "closed_vote_at", "destroy_at", "destroyed_at", "ended_at")),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.UniqueConstraint("facility", "number"),
    )
    op.create_index("disposal_state", "disposal", ["facility", "state"])
    op.create_table(
        "disposal_item",
        sa.Column("disposal", sa.Uuid(), sa.ForeignKey("disposal.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("code", "sha256", "retention_class")),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("treated_by", sa.Uuid(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False, server_default=""),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("destroyed_at", MOMENT, nullable=True),
    )
    op.create_index("disposal_item_record", "disposal_item", ["record"])
    once = sa.text("fate IN ('listed', 'destroyed')")
    op.create_index("disposal_item_once", "disposal_item", ["record"], unique=True, postgresql_where=once)
    op.create_table(
        "disposal_member",
        sa.Column("disposal", sa.Uuid(), sa.ForeignKey("disposal.id"), primary_key=True),
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id"), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("seat", "title")),
    )
    op.create_table(
        "disposal_ballot",
        sa.Column("disposal", sa.Uuid(), sa.ForeignKey("disposal.id"), primary_key=True),
        sa.Column("person", sa.Uuid(), primary_key=True),
        sa.Column("item", sa.BigInteger(), primary_key=True),
        sa.Column("destroy", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
