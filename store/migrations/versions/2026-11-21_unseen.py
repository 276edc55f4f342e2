"""Final results nobody has acknowledged are found without reading the others: the inbox of the ordering doctor asks for them."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_unseen"
down_revision = "2026_11_21_refused"


def upgrade() -> None:
    unseen = sa.text("complete_at IS NOT NULL AND acknowledged_at IS NULL")
    op.create_index("result_unseen", "result", ["order"], postgresql_where=unseen)
