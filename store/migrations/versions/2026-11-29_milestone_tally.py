"""Boards of thousands of milestones are read from counts that the database keeps, and milestones keep their past."""

import sqlalchemy as sa
from alembic import op

from store.migrations.tallies import TALLIES

revision = "2026_11_29_milestone_tally"
down_revision = "2026_11_28_plan_decision"


def upgrade() -> None:
    op.create_table(
        "milestone_tally",
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id", ondelete="CASCADE"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("applies", sa.Boolean(), nullable=False),
        sa.Column("late", sa.BigInteger()),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint(
            "plan", "code", "due", "state", "applies", "late", name="milestone_tally_key", postgresql_nulls_not_distinct=True
        ),
    )
    op.create_table(
        "milestone_past",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("track", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claim", sa.String()),
        sa.Column("done_on", sa.Date()),
        sa.Column("sent_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["track", "code"], ["milestone.track", "milestone.code"]),
    )
    op.create_index("milestone_past_of", "milestone_past", ["track", "code", "at", "id"])
    op.create_index("milestone_state", "milestone", ["state", "track"])
    op.add_column("track", sa.Column("next_due", sa.Date()))
    op.add_column("track", sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("track", sa.Column("total", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("track", sa.Column("accepted", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.create_index("track_next_due", "track", ["plan", "next_due"])
    # What was not kept cannot be told: a milestone's past begins with how it stands today.
    op.execute(
        "INSERT INTO milestone_past (track, code, at, due, state, claim, done_on, sent_back)"
        " SELECT track, code, since, due, state, claim, done_on, sent_back FROM milestone"
    )
    for statement in TALLIES:
        op.execute(statement)
    op.execute(
        "INSERT INTO milestone_tally SELECT t.plan, m.code, m.due, m.state, m.claim IS DISTINCT FROM 'not_applicable', m.done_on - m.due,"
        " count(*) FROM milestone m JOIN track t ON t.id = m.track GROUP BY 1, 2, 3, 4, 5, 6"
    )
    op.execute(
        "UPDATE track SET next_due = found.due, total = found.total, accepted = found.accepted FROM (SELECT track,"
        " min(due) FILTER (WHERE state = 'open') AS due, count(*) AS total, count(*) FILTER (WHERE state = 'accepted') AS accepted"
        " FROM milestone GROUP BY track) AS found WHERE track.id = found.track"
    )
