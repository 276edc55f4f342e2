"""A version knows since when nobody can sign it: each time it stands still is told by a name of its own."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_stuck"
down_revision = "2026_11_27_identifiers"


def upgrade() -> None:
    op.add_column("version", sa.Column("stuck_since", sa.DateTime(timezone=True), nullable=True))
