"""What a department of health decides about findings in a plan stays with the plan."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_plan_decision"
down_revision = "2026_11_28_outage"


def upgrade() -> None:
    op.create_table(
        "plan_decision",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("plan_decision_plan", "plan_decision", ["facility", "plan", "finding", "id"])
