"""Declared levels of systems, with the criteria the facility entered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_12_02_level"
down_revision = "2026_12_01_regulation"


def upgrade() -> None:
    op.create_table(
        "level_declaration",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("system", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("level", "paper_number", "paper_issuer")),
        sa.Column("paper_day", sa.Date(), nullable=False),
        sa.Column("criteria", JSONB(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
