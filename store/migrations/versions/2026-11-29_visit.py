"""Inspection visits give minutes, findings and remedial tasks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_visit"
down_revision = "2026_11_29_obstacle"
TIME = sa.DateTime(timezone=True)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _paper() -> list[sa.Column[Any]]:
    number, issuer = _texts("paper_number", "paper_issuer")
    return [number, sa.Column("paper_day", sa.Date()), issuer]


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False, index=True),
        sa.Column("day", sa.Date(), nullable=False),
        *_texts("subject"),
        sa.Column("members", sa.dialects.postgresql.JSONB(), nullable=False),
        *_paper(),
        *_texts("state", "conclusion", "reason"),
        sa.Column("planned_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("planned_at", TIME, nullable=False),
        sa.Column("number", sa.String()),
        sa.Column("held_on", sa.Date()),
        sa.Column("remedies", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
    )
    op.create_index("visit_planned", "visit", ["day", "id"], postgresql_where=sa.text("state = 'planned'"))
    op.create_table(
        "visit_milestone",
        sa.Column("visit", sa.Uuid(), sa.ForeignKey("visit.id"), primary_key=True),
        sa.Column("milestone", sa.String(), primary_key=True),
        sa.Column("track", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String()),
        *_texts("words"),
        sa.ForeignKeyConstraint(["track", "milestone"], ["milestone.track", "milestone.code"]),
    )
    _remedies()


def _remedies() -> None:
    op.create_table(
        "remedy",
        sa.Column("visit", sa.Uuid(), sa.ForeignKey("visit.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        *_texts("what", "milestone"),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        *_texts("state"),
        sa.Column("since", TIME, nullable=False),
        sa.Column("reported_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("sent_back", sa.Boolean(), nullable=False),
        sa.Column("steps", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Date()),
    )
    op.create_index("remedy_open", "remedy", ["facility", "due"], postgresql_where=sa.text("state <> 'accepted'"))
    op.create_table(
        "remedy_step",
        sa.Column("visit", sa.Uuid(), primary_key=True),
        sa.Column("remedy", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        *_texts("kind", "words"),
        sa.Column("done_on", sa.Date()),
        *_paper(),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["visit", "remedy"], ["remedy.visit", "remedy.number"]),
    )
    op.create_table(
        "visit_file",
        sa.Column("visit", sa.Uuid(), sa.ForeignKey("visit.id"), primary_key=True),
        sa.Column("remedy", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("step", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.String(), primary_key=True, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
    )
