"""Regulations of facilities: drafts, comments, legal checks; and numbers given outside hsba."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_regulation"
down_revision = "2026_12_01_survey"

OPEN = "state IN ('drafting', 'commenting', 'checked', 'signing')"
INSTEAD = ("superseded_by", "replaces")


def upgrade() -> None:
    _regulation()
    _drafting()
    op.create_table(
        "outside_number",
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), primary_key=True),
        sa.Column("year", sa.BigInteger(), primary_key=True),
        sa.Column("series", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "recipient")),
        sa.Column("regulation", sa.Uuid(), sa.ForeignKey("regulation.id")),
        *_by_at(),
    )


def _regulation() -> None:
    op.create_table(
        "regulation",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("code", "title", "state")),
        sa.Column("author", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("version", "round")),
        sa.Column("comment_due", sa.Date()),
        sa.Column("document", sa.Uuid(), unique=True),
        sa.Column("number", sa.String(), nullable=False),
        *(sa.Column(name, sa.Date()) for name in ("issued_on", "begins", "ends")),
        *(sa.Column(name, sa.Uuid(), sa.ForeignKey("regulation.id")) for name in INSTEAD),
        sa.Column("track", sa.Uuid()),
        sa.Column("milestone", sa.String(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
    )
    op.create_index("regulation_open", "regulation", ["facility", "code"], unique=True, postgresql_where=sa.text(OPEN))
    op.create_index("regulation_subject", "regulation", ["facility", "code", "begins"])


def _drafting() -> None:
    op.create_table(
        "regulation_version",
        _of(primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("words", sa.dialects.postgresql.JSONB(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        *_by_at(),
    )
    op.create_table(
        "regulation_asked",
        _of(primary_key=True),
        sa.Column("round", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id"), primary_key=True),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by", sa.Uuid(), sa.ForeignKey("person.id")),
    )
    op.create_table(
        "regulation_comment",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of(index=True),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("round", "version", "article")),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id"), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        *_by_at(),
        sa.Column("taken", sa.Boolean()),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "regulation_check",
        _of(primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        *_by_at(),
    )


def _of(primary_key: bool = False, index: bool = False) -> "sa.Column[UUID]":
    return sa.Column("regulation", sa.Uuid(), sa.ForeignKey("regulation.id"), primary_key=primary_key, nullable=False, index=index)


def _by_at() -> "tuple[sa.Column[UUID], sa.Column[datetime]]":
    return (
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
