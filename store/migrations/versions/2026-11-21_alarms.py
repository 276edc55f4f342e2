"""Critical values: when one came, who knows it, how often it was told."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_alarms"
down_revision = "2026_11_21_batches"


def upgrade() -> None:
    op.add_column("result", sa.Column("critical_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("result", sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("result", sa.Column("heard_by", sa.Uuid(), nullable=True))
    op.add_column("result", sa.Column("told", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    alarming = sa.text("critical_at IS NOT NULL AND heard_at IS NULL AND acknowledged_at IS NULL")
    op.create_index("result_alarming", "result", ["order"], unique=False, postgresql_where=alarming)
