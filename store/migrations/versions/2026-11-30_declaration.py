"""What was declared of each milestone, whose act a report is, and the authorities of a province as units of its plans.

Of declarations made before, the request they came with names the moment: a milestone's line of the past at that moment is what was said.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_declaration"
down_revision = "2026_11_30_progress_report"

DECLARED = """
INSERT INTO milestone_declaration (track, milestone, claim, done_on, paper, report, on_behalf_of, person, position, at)
SELECT DISTINCT ON (p.track, p.code) p.track, p.code, p.claim, p.done_on, coalesce(r.paper, ''), r.number,
       CASE WHEN u.facility IS DISTINCT FROM t.facility THEN f.name ELSE '' END, u.person, u.position, p.at
FROM audit u
JOIN track t ON t.id::text = u.subject
JOIN facility f ON f.id = t.facility
JOIN milestone_past p ON p.track = t.id AND p.at = u.at AND u.facts -> 'milestones' ? p.code
LEFT JOIN milestone_report r ON r.track = p.track AND r.milestone = p.code AND r.at = p.at
WHERE u.act = 'track.declare' AND u.subject_kind = 'track' AND p.claim IS NOT NULL AND u.person IS NOT NULL AND u.position IS NOT NULL
ORDER BY p.track, p.code, p.at, p.id
"""
ON_BEHALF = """
UPDATE milestone_report r SET on_behalf_of = f.name
FROM track t JOIN facility f ON f.id = t.facility, position o
WHERE t.id = r.track AND o.id = r.position AND o.facility <> t.facility AND r.document IS NULL
"""


def upgrade() -> None:
    op.add_column("facility", sa.Column("unit", sa.String(), nullable=False, server_default=""))
    op.add_column("milestone_report", sa.Column("on_behalf_of", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "milestone_declaration",
        sa.Column("track", sa.Uuid(), primary_key=True),
        sa.Column("milestone", sa.String(), primary_key=True),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date()),
        sa.Column("paper", sa.String(), nullable=False, server_default=""),
        sa.Column("report", sa.BigInteger()),
        sa.Column("on_behalf_of", sa.String(), nullable=False, server_default=""),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),
    )
    op.execute(DECLARED)
    op.execute(ON_BEHALF)
