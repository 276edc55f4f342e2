"""Security of a facility: papers, findings with their steps, answers of the checklist."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_security"
down_revision = "2026_12_01_endpoint"


def upgrade() -> None:
    op.create_table(
        "security_paper",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("paper_day", sa.Date()),
        sa.Column("paper_issuer", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "security_finding",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("owner", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mended_by", sa.Uuid()),
        sa.Column("mended_words", sa.String(), nullable=False),
        sa.Column("checked_by", sa.Uuid()),
        sa.Column("checked_words", sa.String(), nullable=False),
        sa.Column("steps", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "security_finding_step",
        sa.Column("track", sa.Uuid(), primary_key=True),
        sa.Column("finding", sa.BigInteger(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["track", "finding"], ["security_finding.track", "security_finding.number"]),
    )
    _checklist()


def _checklist() -> None:
    op.create_table(
        "security_check",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False, index=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
