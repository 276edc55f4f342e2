"""Progress reports of plans, and how often one is made by itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_30_progress_report"
down_revision = "2026_11_29_roll_up"


def upgrade() -> None:
    op.create_table(
        "progress_report",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("content", postgresql.JSONB(), nullable=False),
    )
    op.create_index("progress_report_of", "progress_report", ["plan", "as_of", "made_at"])
    op.create_index(
        "progress_report_period", "progress_report", ["plan", "as_of"], unique=True, postgresql_where=sa.text("made_by IS NULL")
    )
    op.create_table(
        "report_cadence",
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id"), primary_key=True),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
