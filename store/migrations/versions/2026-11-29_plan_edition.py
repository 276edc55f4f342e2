"""Plans run by an edition of their own, which another may follow; last days that were moved keep the day before."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_plan_edition"
down_revision = "2026_11_29_milestone_tally"


def upgrade() -> None:
    op.create_table(
        "plan_edition",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("department", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("department", "code", "edition"),
    )
    op.create_table(
        "moved_date",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id")),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("before", sa.Date()),
        sa.Column("after", sa.Date()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("moved_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("moved_date_of", "moved_date", ["plan", "code", "id"])
    op.create_index("moved_date_track", "moved_date", ["track", "code"])
    op.add_column("plan", sa.Column("title", sa.String(), server_default="", nullable=False))
    op.add_column("plan", sa.Column("words", sa.Uuid(), sa.ForeignKey("plan_edition.id")))
