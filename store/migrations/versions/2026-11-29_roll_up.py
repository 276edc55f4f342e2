"""A plan may serve another, and facilities lie in administrative units that change on a day."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_roll_up"
down_revision = "2026_11_29_letter"


def upgrade() -> None:
    op.add_column("plan", sa.Column("above", sa.Uuid(), sa.ForeignKey("plan.id")))
    op.create_table(
        "facility_unit",
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), primary_key=True),
        sa.Column("since", sa.Date(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
