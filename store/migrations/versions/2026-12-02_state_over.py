"""A state of a facility may be over: paper is used again."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_02_state_over"
down_revision = "2026_12_02_level"


def upgrade() -> None:
    op.add_column("facility_state", sa.Column("over", sa.Boolean(), nullable=False, server_default=sa.false()))
