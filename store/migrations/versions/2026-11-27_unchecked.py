"""A signature made while nobody could say whether its certificate was still good says so."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_unchecked"
down_revision = "2026_11_27_foreign"


def upgrade() -> None:
    op.add_column("signature", sa.Column("unchecked", sa.Boolean(), server_default=sa.text("false"), nullable=False))
