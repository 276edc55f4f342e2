"""Papers that move a last day of a plan once everybody has signed them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_12_01_date_extension"
down_revision = "2026_12_01_council"


def upgrade() -> None:
    op.create_table(
        "date_extension",
        sa.Column("document", sa.Uuid(), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("plan", sa.Uuid(), sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("after", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("tracks", postgresql.JSONB(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True)),
        sa.Column("void", sa.String(), nullable=False, server_default=""),
    )
    op.create_index("ix_date_extension_plan", "date_extension", ["plan"])
