"""What stands in a track's way, who can lift it, and what was answered."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_obstacle"
down_revision = "2026_11_29_indicator"


def upgrade() -> None:
    op.create_table(
        "obstacle",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False, index=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "cause", "proposal", "lifter", "lifter_name", "state")),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("raised_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Date()),
    )
    open_ = sa.text("state IN ('asked', 'passed', 'answered')")
    op.create_index("obstacle_open", "obstacle", ["due", "id"], postgresql_where=open_)
    op.create_table(
        "obstacle_milestone",
        sa.Column("obstacle", sa.Uuid(), sa.ForeignKey("obstacle.id"), primary_key=True),
        sa.Column("milestone", sa.String(), primary_key=True),
        sa.Column("track", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),
    )
    op.create_table(
        "obstacle_step",
        sa.Column("obstacle", sa.Uuid(), sa.ForeignKey("obstacle.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "words")),
        sa.Column("due", sa.Date()),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("lifter", "lifter_name", "paper_number")),
        sa.Column("paper_day", sa.Date()),
        sa.Column("paper_issuer", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
