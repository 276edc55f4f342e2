"""Units report the numbers of a plan's indicators, each with its day and source."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_indicator"
down_revision = "2026_11_29_digest"


def upgrade() -> None:
    op.create_table(
        "indicator_report",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("reported_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("indicator_report_plan", "indicator_report", ["plan", "indicator", "unit", "id"])
