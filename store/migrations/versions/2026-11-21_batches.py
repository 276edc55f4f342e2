"""Batches: sets signed by one PIN, and what became of each document."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_batches"
down_revision = "2026_11_21_unseen"


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_batch_person")),
        sa.ForeignKeyConstraint(["position"], ["position.id"], name=op.f("fk_batch_position")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("request", name=op.f("uq_batch_request")),
    )
    op.create_index("batch_unfinished", "batch", ["id"], unique=False, postgresql_where=sa.text("ended_at IS NULL"))
    op.create_index(op.f("ix_batch_person"), "batch", ["person"], unique=False)
    op.create_table(
        "batch_line",
        sa.Column("batch", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(), server_default="", nullable=False),
        sa.Column("facts", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["batch"], ["batch.id"], name=op.f("fk_batch_line_batch")),
        sa.PrimaryKeyConstraint("batch", "number", name=op.f("pk_batch_line")),
    )
    op.create_index(
        "batch_line_unfollowed",
        "batch_line",
        ["batch", "number"],
        unique=False,
        postgresql_where=sa.text("state = 'signed' AND followed_at IS NULL"),
    )
    op.create_index("batch_line_waiting", "batch_line", ["batch", "number"], unique=False, postgresql_where=sa.text("state = 'waiting'"))
