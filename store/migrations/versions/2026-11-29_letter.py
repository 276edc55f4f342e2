"""Letters that remind the late units of a plan, and who is away while nobody signs for them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_29_letter"
down_revision = "2026_11_29_visit"


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
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False, server_default=""),
        sa.Column("entered_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", sa.Uuid()),
    )
    op.create_index("absence_open", "absence", ["facility", "until"], postgresql_where=sa.text("ended_at IS NULL"))
