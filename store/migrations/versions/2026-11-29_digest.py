"""People have a mail address, and are written a digest of their plans once a day or week."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_digest"
down_revision = "2026_11_29_feed"


def upgrade() -> None:
    op.add_column("person", sa.Column("mail", sa.String(), nullable=True))
    op.add_column("person", sa.Column("digest", sa.String(), nullable=True))
    op.create_table(
        "digest",
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
    )
    op.create_index("digest_day", "digest", ["day", "state"])
