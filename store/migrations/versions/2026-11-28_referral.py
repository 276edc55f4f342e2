"""Patients are transferred to another facility with a package under a grant; a record knows where its patient came from."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_referral"
down_revision = "2026_11_28_conflict"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _referral()
    op.create_table(
        "referral_item",
        sa.Column("referral", sa.Uuid(), sa.ForeignKey("referral.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("document", sa.Uuid(), nullable=False, index=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
    )
    op.create_table(
        "referral_taken",
        sa.Column("referral", sa.Uuid(), sa.ForeignKey("referral.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
    )
    op.create_table(
        "record_origin",
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("facility", sa.String(), nullable=False),
        sa.Column("slip", sa.String(), nullable=False),
        sa.Column("slip_day", sa.Date()),
        sa.Column("from_record", sa.String(), server_default="", nullable=False),
        sa.Column("referral", sa.Uuid(), sa.ForeignKey("referral.id"), unique=True),
    )


def _referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), nullable=False, index=True),
        sa.Column("grant", sa.Uuid(), sa.ForeignKey("record_grant.id"), nullable=False, unique=True),
        sa.Column("slip", sa.Uuid(), sa.ForeignKey("document.id"), nullable=False),
        sa.Column("receiver", sa.String(), sa.ForeignKey("facility.id")),
        sa.Column("elsewhere", sa.String(), server_default="", nullable=False),
        sa.Column("sent_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("sent_at", TIME, nullable=False),
        sa.Column("linked", sa.Uuid(), sa.ForeignKey("record.id"), unique=True),
        sa.Column("answered_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("answered_at", TIME),
        sa.Column("declined", sa.String()),
        sa.Column("declined_reason", sa.String(), index=True),
    )
    there = sa.text("receiver IS NOT NULL")
    op.create_index("referral_incoming", "referral", ["receiver", "sent_at", "id"], postgresql_where=there)
    op.create_index("referral_waiting", "referral", ["receiver", "sent_at"], postgresql_where=sa.text("answered_at IS NULL"))
