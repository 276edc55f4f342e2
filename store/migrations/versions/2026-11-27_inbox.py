"""The inbox: what was put into the set, what was put aside; the chosen reason of a refusal."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_inbox"
down_revision = "2026_11_21_alarms"


def upgrade() -> None:
    op.add_column("task", sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("task", sa.Column("later_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("version", sa.Column("ended_code", sa.String(), server_default="", nullable=False))
