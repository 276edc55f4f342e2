"""A council as it sits: interests, substitutes, three findings, rounds that carry over, levels, a decision, evidence of several files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "2026_12_01_council"
down_revision = "2026_11_30_declaration"

AT = sa.DateTime(timezone=True)
REPLACED = """
UPDATE exhibit e SET removed_at = n.at, removed_by = n.person
FROM exhibit n WHERE n.track = e.track AND n.criterion = e.criterion AND n.number = e.number + 1
"""
STANDING = """
INSERT INTO criterion_evidence (track, criterion, sha256, person, at)
SELECT track, criterion, sha256, person, at FROM exhibit WHERE removed_at IS NULL
"""
MILESTONE = """
UPDATE appraisal a SET milestone = m.code
FROM (SELECT DISTINCT ON (track) track, code FROM milestone WHERE spec ->> 'kind' = 'appraisal' ORDER BY track, number) m
WHERE m.track = a.track
"""
UNDECLARED = """
INSERT INTO council_interest (appraisal, person, conflict, criteria, reason, at)
SELECT m.appraisal, m.person, false, '{}', '', coalesce(a.convened_at, a.triggered_at)
FROM council_member m JOIN appraisal a ON a.id = m.appraisal
WHERE EXISTS (SELECT 1 FROM vote v WHERE v.appraisal = m.appraisal AND v.person = m.person)
"""
OPEN = """
INSERT INTO council_ballot (appraisal, person, criterion)
SELECT m.appraisal, m.person, c.criterion
FROM council_member m JOIN appraisal a ON a.id = m.appraisal AND a.state = 'voting' JOIN criterion_evidence c ON c.track = a.track
WHERE NOT EXISTS (
  SELECT 1 FROM vote v WHERE v.appraisal = m.appraisal AND v.person = m.person AND v.criterion = c.criterion AND v.evidence = c.sha256
)
"""


def upgrade() -> None:
    for column in (
        sa.Column("milestone", sa.String(), nullable=False, server_default=""),
        sa.Column("ground", sa.String(), nullable=False, server_default="facility"),
        sa.Column("demanded", sa.String(), nullable=False, server_default=""),
        sa.Column("reason", sa.String(), nullable=False, server_default=""),
        sa.Column("anyway", sa.String(), nullable=False, server_default=""),
        sa.Column("rests_on", sa.Uuid(), sa.ForeignKey("appraisal.id", name="fk_appraisal_rests_on")),
        sa.Column("carried", JSONB()),
        sa.Column("founding", sa.Uuid()),
        sa.Column("meets_at", AT),
        sa.Column("findings", JSONB()),
        sa.Column("grade", sa.String(), nullable=False, server_default=""),
        sa.Column("judged", JSONB()),
        sa.Column("decision", sa.Uuid()),
        sa.Column("stale_told", sa.String(), nullable=False, server_default=""),
    ):
        op.add_column("appraisal", column)
    op.add_column("milestone", sa.Column("mend_by", sa.Date()))
    op.execute(MILESTONE)
    _evidence()
    _council()


def _evidence() -> None:
    op.add_column("exhibit", sa.Column("fact", sa.String(), nullable=False, server_default=""))
    op.add_column("exhibit", sa.Column("removed_by", sa.Uuid()))
    op.add_column("exhibit", sa.Column("removed_at", AT))
    op.create_table(
        "criterion_evidence",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id", name="fk_criterion_evidence_track")),
        sa.Column("criterion", sa.String()),
        sa.Column("sha256", sa.String()),
        sa.Column("score", sa.String(), nullable=False, server_default=""),
        sa.Column("words", sa.String(), nullable=False, server_default=""),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("track", "criterion", name="pk_criterion_evidence"),
    )
    op.execute(REPLACED)
    op.execute(STANDING)


def _council() -> None:
    op.add_column("council_member", sa.Column("absent", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.add_column("council_member", sa.Column("stands_for", sa.Uuid(), sa.ForeignKey("person.id", name="fk_council_member_stands_for")))
    op.add_column("council_member", sa.Column("paper", sa.String(), nullable=False, server_default=""))
    op.add_column("vote", sa.Column("finding", sa.String()))
    op.execute("UPDATE vote SET finding = CASE WHEN met THEN 'met' ELSE 'not_met' END")
    op.alter_column("vote", "finding", nullable=False)
    op.drop_column("vote", "met")
    op.create_table(
        "council_interest",
        sa.Column("appraisal", sa.Uuid(), sa.ForeignKey("appraisal.id", name="fk_council_interest_appraisal")),
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id", name="fk_council_interest_person")),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("criteria", ARRAY(sa.String()), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("appraisal", "person", name="pk_council_interest"),
    )
    op.create_table(
        "council_ballot",
        sa.Column("appraisal", sa.Uuid(), sa.ForeignKey("appraisal.id", name="fk_council_ballot_appraisal")),
        sa.Column("person", sa.Uuid()),
        sa.Column("criterion", sa.String()),
        sa.PrimaryKeyConstraint("appraisal", "person", "criterion", name="pk_council_ballot"),
    )
    op.create_index("council_ballot_person", "council_ballot", ["person"])
    op.create_table(
        "appraisal_shortfall",
        sa.Column("appraisal", sa.Uuid(), sa.ForeignKey("appraisal.id", name="fk_appraisal_shortfall_appraisal")),
        sa.Column("criterion", sa.String()),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("appraisal", "criterion", name="pk_appraisal_shortfall"),
    )
    op.execute(UNDECLARED)
    op.execute(OPEN)
