"""Occasions of a track's registers that people were told of."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_03_occasion"
down_revision = "2026_12_03_communication"


def upgrade() -> None:
    op.create_table(
        "occasion",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
    )
