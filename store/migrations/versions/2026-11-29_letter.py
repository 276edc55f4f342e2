"""Letters that remind the late units of a plan."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_29_letter"
down_revision = "2026_11_28_plan_decision"


def upgrade() -> None:
    op.create_table(
        "reminder_letter",
        sa.Column("document", sa.Uuid(), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_reminder_letter_plan", "reminder_letter", ["plan"])
    op.create_table(
        "reminder_letter_unit",
        sa.Column("letter", sa.Uuid(), sa.ForeignKey("reminder_letter.document"), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("milestones", postgresql.JSONB(), nullable=False),
    )
    op.create_index("reminder_letter_unit_track", "reminder_letter_unit", ["track"])
