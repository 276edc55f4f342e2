"""Versions that were refused or taken back are found without reading the others: the inbox and the worklist ask for them."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_refused"
down_revision = "2026_11_21_ground"


def upgrade() -> None:
    op.create_index("version_refused", "version", ["document", "number"], postgresql_where=sa.text("ended IN ('refused', 'withdrawn')"))
