"""Ready PDFs as content, addenda, comments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_27_foreign"
down_revision = "2026_11_27_copies"


def upgrade() -> None:
    op.add_column("version", sa.Column("pdf", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("document", sa.Column("adds_to", sa.Uuid(), nullable=True))
    op.add_column("document", sa.Column("adds_to_version", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_document_adds_to"), "document", "document", ["adds_to"], ["id"])
    some = sa.text("adds_to IS NOT NULL")
    op.create_index("document_addenda", "document", ["adds_to"], unique=False, postgresql_where=some)
    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"], name=op.f("fk_comment_document_version")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_comment_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("comment_document", "comment", ["document", "at"], unique=False)
    op.create_index(op.f("ix_comment_words"), "comment", ["words"], unique=False)
