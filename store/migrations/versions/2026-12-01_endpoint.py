"""Connections with their steps and exchanges; restore drills."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_endpoint"
down_revision = "2026_12_01_course"


def upgrade() -> None:
    op.create_table(
        "endpoint",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("responsible", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("tested", sa.BigInteger(), nullable=False),
        sa.Column("steps", sa.BigInteger(), nullable=False),
        sa.Column("succeeded", sa.DateTime(timezone=True)),
        sa.Column("failed", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "endpoint_step",
        sa.Column("track", sa.Uuid(), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("responsible", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["track", "code"], ["endpoint.track", "endpoint.code"]),
    )
    op.create_table(
        "endpoint_exchange",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("track", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("machine", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["track", "code"], ["endpoint.track", "endpoint.code"]),
    )
    op.create_index("endpoint_exchange_newest", "endpoint_exchange", ["track", "code", "at"])
    _drills()


def _drills() -> None:
    op.create_table(
        "restore_drill",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("backup", sa.String(), nullable=False),
        sa.Column("backup_of", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_why", sa.String(), nullable=False),
    )
    op.create_index("restore_drill_newest", "restore_drill", ["facility", "started_at"])
