"""Which records went from one patient to another, when and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_patient_move"
down_revision = "2026_11_28_hold"


def upgrade() -> None:
    op.create_table(
        "patient_move",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        *(sa.Column(name, sa.Uuid(), sa.ForeignKey("patient.id"), nullable=False) for name in ("source", "target")),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    for name in ("source", "target", "reason"):
        op.create_index(op.f(f"ix_patient_move_{name}"), "patient_move", [name])
    op.create_table(
        "patient_move_record",
        sa.Column("move", sa.Uuid(), sa.ForeignKey("patient_move.id"), primary_key=True),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True),
    )
    op.create_index(op.f("ix_patient_move_record_record"), "patient_move_record", ["record"])
