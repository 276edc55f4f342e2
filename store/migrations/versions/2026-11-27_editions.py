"""A facility's own editions of signature chains."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_27_editions"
down_revision = "2026_11_27_alerts"


def upgrade() -> None:
    op.create_table(
        "chain_edition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("facility", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("uploaded", sa.String(), nullable=False),
        sa.Column("policy", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["facility"], ["facility.id"], name=op.f("fk_chain_edition_facility")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_chain_edition_proposed_by")),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"], name=op.f("fk_chain_edition_approved_by")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["person.id"], name=op.f("fk_chain_edition_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_edition")),
    )
    op.create_index(
        "chain_edition_name",
        "chain_edition",
        ["facility", "form", "edition"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_index(
        "chain_edition_begins",
        "chain_edition",
        ["facility", "form", "begins"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL AND begins IS NOT NULL"),
    )
