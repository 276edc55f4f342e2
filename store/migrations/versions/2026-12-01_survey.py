"""Surveys of a facility's present state, every answer as it was saved, and their steps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_12_01_survey"
down_revision = "2026_12_01_security"


def upgrade() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("code", "edition", "state")),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("steps", sa.BigInteger(), nullable=False),
        sa.Column("begun_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("document", sa.Uuid(), sa.ForeignKey("document.id")),
        sa.UniqueConstraint("track", "number"),
    )
    op.create_table(
        "survey_answer",
        sa.Column("survey", sa.Uuid(), sa.ForeignKey("survey.id"), primary_key=True),
        sa.Column("question", sa.String(), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("said", JSONB(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "survey_step",
        sa.Column("survey", sa.Uuid(), sa.ForeignKey("survey.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("remarks", JSONB(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
