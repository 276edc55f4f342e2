"""Departments of health merge on a day; a plan keeps who was in charge of it, and two of one code may come together."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_merger"
down_revision = "2026_11_29_plan_edition"


def upgrade() -> None:
    op.create_table(
        "merger",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("old", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("new", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("called_off_by", sa.Uuid()),
        sa.Column("called_off_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
    )
    op.create_index("merger_due", "merger", ["on"], postgresql_where=sa.text("state = 'accepted'"))
    live = sa.text("state NOT IN ('refused', 'called_off')")
    op.create_index("merger_live", "merger", ["old"], unique=True, postgresql_where=live)
    op.create_table(
        "plan_authority",
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id"), primary_key=True),
        sa.Column("merger", sa.Uuid(), sa.ForeignKey("merger.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
    )
    op.drop_constraint("uq_plan_department_code", "plan")
    op.create_index("plan_department", "plan", ["department", "code"])
    op.add_column("track", sa.Column("closed_on", sa.Date()))
    op.add_column("track", sa.Column("closed_paper", sa.String(), server_default="", nullable=False))
    op.add_column("track", sa.Column("successor", sa.String(), sa.ForeignKey("facility.id")))
