"""Communication of facilities: plans as they were made and moved, proofs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_12_03_communication"
down_revision = "2026_12_02_state_over"

LINE = ["communication.track", "communication.code"]


def upgrade() -> None:
    op.create_table(
        "communication",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        *_planned(),
        sa.Column("reason", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("proofs", "steps")),
    )
    op.create_index("communication_planned", "communication", ["track", "code"], postgresql_where=sa.text("state = 'planned'"))
    op.create_table(
        "communication_step",
        sa.Column("track", sa.Uuid(), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        *_planned(),
        *_by_at(),
        sa.ForeignKeyConstraint(["track", "code"], LINE),
    )
    op.create_table(
        "communication_proof",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("track", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("words", "address")),
        *_by_at(),
        sa.ForeignKeyConstraint(["track", "code"], LINE),
    )
    op.create_index("communication_proof_newest", "communication_proof", ["track", "day"])


def _planned() -> "tuple[sa.Column[Any], ...]":
    return (
        sa.Column("day", sa.Date()),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("responsible", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("words", sa.String(), nullable=False),
    )


def _by_at() -> "tuple[sa.Column[Any], ...]":
    return (
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
