"""A facility that is brought in keeps the paper by which it was set up."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_05_facilities"
down_revision = "2026_12_04_appraised_purchase"


def upgrade() -> None:
    op.add_column("facility", sa.Column("basis", sa.String(), nullable=False, server_default=""))
