"""Duty list, substitutions, and what a signature says of its method and of whom it stands for."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_substitution"
down_revision = "2026_11_27_inbox"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id")),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("entered_at", TIME, nullable=False),
        sa.Column("cancelled_at", TIME),
    )
    op.create_index("duty_shift", "duty", ["facility", "until", "since"], postgresql_where=sa.text("cancelled_at IS NULL"))
    op.create_table(
        "substitution",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("absent", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("substitute", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("paper_kind", sa.String(), nullable=False),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("paper_day", sa.Date(), nullable=False),
        sa.Column("signs_as", sa.String(), nullable=False),
        sa.Column("forms", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id")),
        sa.Column("begun_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("begun_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("ended_by", sa.Uuid()),
    )
    op.create_index("substitution_open", "substitution", ["facility", "until"], postgresql_where=sa.text("ended_at IS NULL"))
    op.create_table(
        "staffing",
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), primary_key=True),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("followed_at", TIME),
    )
    op.add_column("signature", sa.Column("method", sa.String(), server_default="digital", nullable=False))
    op.add_column("signature", sa.Column("absent", sa.Uuid()))
    op.add_column("signature", sa.Column("substitution", sa.Uuid()))
