"""A code knows how often it was sent, and when its message could not be handed over."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_unsent"
down_revision = "2026_11_28_stuck"


def upgrade() -> None:
    op.add_column("one_time_code", sa.Column("sendings", sa.BigInteger(), nullable=False, server_default="1"))
    op.add_column("one_time_code", sa.Column("unsent_at", sa.DateTime(timezone=True), nullable=True))
