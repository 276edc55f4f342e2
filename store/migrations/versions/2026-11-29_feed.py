"""Calendars of a plan are read by a secret address, which a person makes, renews and revokes."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_feed"
down_revision = "2026_11_29_merger"


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("position", sa.Uuid(), sa.ForeignKey("position.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=True),
        sa.Column("secret", sa.String(), nullable=True, unique=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reads", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
    )
    op.create_index("ix_feed_position", "feed", ["position"])
    op.create_table(
        "feed_entry",
        sa.Column("feed", sa.Uuid(), sa.ForeignKey("feed.id"), primary_key=True),
        sa.Column("uid", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
