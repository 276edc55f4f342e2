"""Archived documents share evidence; those archived before wait for their group like the others, with SHA-256 alone."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_evidence"
down_revision = "2026_11_28_patient_move"

BEFORE = """
INSERT INTO evidence_member (record, document, version, facility, archived_at, sha256)
SELECT r.id, d.id, v.number, r.facility, r.archived_at, decode(coalesce(v.preserved, (
    SELECT s.sha256 FROM signature s WHERE s.document = v.document AND s.version = v.number ORDER BY s.number DESC LIMIT 1
), v.content), 'hex')
FROM record r JOIN document d ON d.record = r.id JOIN version v ON v.document = d.id
WHERE r.state = 'archived'
"""


def upgrade() -> None:
    op.create_table(
        "evidence_group",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), nullable=False),
        sa.Column("began", sa.String(), nullable=False),
        sa.Column("algorithm", sa.String(), nullable=False),
        sa.Column("documents", sa.BigInteger(), nullable=False),
        sa.Column("stamps", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("sha256", sa.String(), nullable=False, server_default=""),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renew_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("damaged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(op.f("ix_evidence_group_facility"), "evidence_group", ["facility"])
    op.create_table(
        "evidence_member",
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("document", sa.Uuid(), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True),
        sa.Column("facility", sa.String(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("sha512", sa.LargeBinary(), nullable=True),
        sa.Column("evidence", sa.Uuid(), sa.ForeignKey("evidence_group.id"), nullable=True),
    )
    op.create_index(op.f("ix_evidence_member_evidence"), "evidence_member", ["evidence"])
    waiting = sa.text("evidence IS NULL")
    op.create_index("evidence_waiting", "evidence_member", ["facility", "archived_at"], postgresql_where=waiting)
    op.execute(BEFORE)
