"""What was told and is over is found by how its key begins, without reading every notice there ever was."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_notice_key"
down_revision = "2026_11_28_shortcoming"


def upgrade() -> None:
    op.create_index(
        "notice_open_key",
        "notice",
        ["key"],
        postgresql_ops={"key": "text_pattern_ops"},
        postgresql_where=sa.text("seen_at IS NULL"),
    )
