"""When each archived record was last read; those archived before count from their archiving."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

revision = "2026_11_28_fixity"
down_revision = "2026_11_28_notice_key"


def upgrade() -> None:
    op.create_table(
        "fixity",
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("facility", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("damaged", ARRAY(TEXT), nullable=False, server_default="{}"),
        sa.Column("damaged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("fixity_due", "fixity", ["facility", "checked_at"])
    op.create_index("fixity_damaged", "fixity", ["facility"], postgresql_where=sa.text("damaged_at IS NOT NULL"))
    op.execute(
        "INSERT INTO fixity (record, facility, checked_at) SELECT id, facility, archived_at FROM record WHERE archived_at IS NOT NULL"
    )
