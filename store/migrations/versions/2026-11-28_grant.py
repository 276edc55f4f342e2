"""Grants let others see archived records for a while; records are found by name, code, day, department and diagnosis code."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_grant"
down_revision = "2026_11_28_evidence"

TIME = sa.DateTime(timezone=True)
TEAM = "UPDATE record SET team_until = archived_at + interval '30 days' WHERE archived_at IS NOT NULL AND team_until IS NULL"
"""The shipped policy on the day of this migration; from now on the term is set when a record is archived."""
CODES = """INSERT INTO record_code (record, facility, code)
SELECT id, facility, upper(replace(clinical ->> 'diagnosis_code', '.', '')) FROM record
WHERE clinical ->> 'diagnosis_code' <> '' ON CONFLICT DO NOTHING"""


def upgrade() -> None:
    op.add_column("record", sa.Column("team_until", TIME))
    op.execute(TEAM)
    op.create_table(
        "record_code",
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("facility", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
    )
    op.execute(CODES)
    op.create_index("record_code_found", "record_code", ["facility", sa.text("code text_pattern_ops")])
    op.create_index("record_team", "record", ["facility", "team_until"])
    for table in ("record", "patient"):
        op.create_index(f"{table}_code_start", table, ["facility", sa.text("upper(code) text_pattern_ops")])
        op.create_index(f"{table}_code_end", table, ["facility", sa.text("reverse(upper(code)) text_pattern_ops")])
    words = sa.text("to_tsvector('simple'::regconfig, name_folded)")
    op.create_index("patient_words", "patient", [words], postgresql_using="gin")
    _grant()
    for part, of in (("record", "record"), ("document", "document")):
        op.create_table(
            f"grant_{part}",
            sa.Column("grant", sa.Uuid(), sa.ForeignKey("record_grant.id"), primary_key=True),
            sa.Column(part, sa.Uuid(), sa.ForeignKey(f"{of}.id"), primary_key=True, index=True),
        )


def _grant() -> None:
    op.create_table(
        "record_grant",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("holder", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("body", sa.String(), server_default="", nullable=False),
        sa.Column("paper", sa.String(), server_default="", nullable=False),
        sa.Column("paper_day", sa.Date()),
        sa.Column("whole", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("may_copy", sa.Boolean(), nullable=False),
        sa.Column("days", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False, index=True),
        sa.Column("asked_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("decided_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("decided_at", TIME),
        sa.Column("granted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("decided_reason", sa.String(), index=True),
        sa.Column("since", TIME),
        sa.Column("until", TIME),
        sa.Column("ended_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("ended_at", TIME),
        sa.Column("ended_reason", sa.String(), index=True),
        sa.Column("reviewed_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("reviewed_at", TIME),
        sa.Column("finding", sa.String()),
        sa.Column("review_reason", sa.String(), index=True),
    )
    waits = sa.text("decided_at IS NULL AND ended_at IS NULL")
    op.create_index("grant_facility", "record_grant", ["facility", "asked_at", "id"])
    op.create_index("grant_asked", "record_grant", ["facility", "asked_at"], postgresql_where=waits)
    op.create_index("grant_out", "record_grant", ["facility", "until"], postgresql_where=sa.text("granted AND ended_at IS NULL"))
    op.create_index("grant_holder", "record_grant", ["holder", "asked_at"], postgresql_where=sa.text("holder IS NOT NULL"))
    unreviewed = sa.text("kind = 'emergency' AND reviewed_at IS NULL")
    op.create_index("grant_review", "record_grant", ["facility", "asked_at"], postgresql_where=unreviewed)
