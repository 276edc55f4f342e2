"""Courses with who took part, degrees of staff, and the files of a track's registers."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_course"
down_revision = "2026_12_01_certificate_request"


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False, index=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False, index=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("trainer", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sheets", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("planned_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "course_person",
        sa.Column("course", sa.Uuid(), sa.ForeignKey("course.id"), primary_key=True),
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("invited", sa.Boolean(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("sheet", sa.Uuid(), sa.ForeignKey("document.id"), index=True),
    )
    _degrees()


def _degrees() -> None:
    op.create_table(
        "qualification",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False, index=True),
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("degree", sa.String(), nullable=False),
        sa.Column("discipline", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("paper_day", sa.Date()),
        sa.Column("paper_issuer", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "register_file",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("register", sa.String(), primary_key=True),
        sa.Column("of", sa.String(), primary_key=True),
        sa.Column("sha256", sa.String(), primary_key=True, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
    )
