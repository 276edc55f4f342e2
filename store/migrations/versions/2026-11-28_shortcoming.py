"""What a returned record lacks, who mends it and by when."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_shortcoming"
down_revision = "2026_11_28_kind"


def upgrade() -> None:
    op.create_table(
        "record_shortcoming",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), nullable=False, index=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=True),
        sa.Column("owed_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by", sa.Uuid(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mended_by", sa.Uuid(), nullable=True),
    )
    op.create_index("record_shortcoming_owed", "record_shortcoming", ["owed_by", "due"], postgresql_where=sa.text("mended_at IS NULL"))
