"""Holds keep records from disposal: by case, on a record, on a patient, on what a query finds."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_hold"
down_revision = "2026_11_28_retention"

TIME = sa.DateTime(timezone=True)
OPEN = "lifted_at IS NULL"
FOLDED = r"translate(regexp_replace(normalize(lower({0}), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd')"


def upgrade() -> None:
    _hold()
    _reach_and_history()
    op.create_index("record_opened", "record", ["facility", "opened_at"])


def _hold() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("case_kind", sa.String(), nullable=False),
        sa.Column("case_name", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("paper_day", sa.Date()),
        sa.Column(
            "folded",
            sa.String(),
            sa.Computed(FOLDED.format("case_name || ' ' || asked_by || ' ' || paper"), persisted=True),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False, index=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("patient", sa.Uuid(), sa.ForeignKey("patient.id")),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id")),
        sa.Column("doctor", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("admitted_from", TIME),
        sa.Column("admitted_before", TIME),
        sa.Column("retention_class", sa.String()),
        sa.Column("record_kind", sa.String()),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("placed_at", TIME, nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("told_for", sa.Date()),
        sa.Column("lifted_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("lifted_at", TIME),
        sa.Column("lifted_reason", sa.String(), index=True),
        sa.Column("lifted_paper", sa.String(), server_default="", nullable=False),
    )
    by_case = ["facility", "case_name", "placed_at", "id"]
    op.create_index("hold_open", "hold", by_case, postgresql_where=sa.text(OPEN))
    op.create_index("hold_lifted", "hold", by_case, postgresql_where=sa.text("lifted_at IS NOT NULL"))
    op.create_index("hold_patient", "hold", ["patient"], postgresql_where=sa.text(f"{OPEN} AND patient IS NOT NULL"))
    op.create_index("hold_standing", "hold", ["facility"], postgresql_where=sa.text(f"{OPEN} AND standing"))
    op.create_index("hold_review", "hold", ["facility", "review_by"], postgresql_where=sa.text(OPEN))


def _reach_and_history() -> None:
    op.create_table(
        "hold_record",
        sa.Column("hold", sa.Uuid(), sa.ForeignKey("hold.id"), primary_key=True),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True, index=True),
    )
    op.create_table(
        "hold_extension",
        sa.Column("hold", sa.Uuid(), sa.ForeignKey("hold.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("was", sa.Date(), nullable=False),
        sa.Column("becomes", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False, index=True),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
