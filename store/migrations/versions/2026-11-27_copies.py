"""Copies of released documents: what was given to patients, to whom, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_copies"
down_revision = "2026_11_27_status_answers"


def upgrade() -> None:
    op.create_table(
        "copy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("relation", sa.String(), server_default="", nullable=False),
        sa.Column("proof", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_by", sa.Uuid(), nullable=True),
        sa.Column("settled", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_note", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"], name=op.f("fk_copy_document_version")),
        sa.ForeignKeyConstraint(["record"], ["record.id"], name=op.f("fk_copy_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
    )
    op.create_index("copy_document", "copy", ["document", "issued_at"], unique=False)
    outside = sa.text("handed_at IS NOT NULL AND settled IS NULL")
    op.create_index("copy_outside", "copy", ["handed_by"], unique=False, postgresql_where=outside)
    op.create_index(op.f("ix_copy_printed"), "copy", ["printed"], unique=False)
    op.create_index(op.f("ix_copy_sha256"), "copy", ["sha256"], unique=False)
