"""Who is told that a released version was replaced, and how often a replaced result was told."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_alerts"
down_revision = "2026_11_27_stamps"


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("grave", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"], name=op.f("fk_alert_document_version")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_alert_person")),
        sa.PrimaryKeyConstraint("document", "version", "person", name=op.f("pk_alert")),
    )
    op.create_index("alert_open", "alert", ["person"], unique=False, postgresql_where=sa.text("known_at IS NULL"))
    op.add_column("result", sa.Column("amended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("result", sa.Column("amended_grave", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("result", sa.Column("amended_known_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("result", sa.Column("amended_told", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    amended = sa.text("amended_at IS NOT NULL AND amended_known_at IS NULL AND acknowledged_at IS NULL")
    op.create_index("result_amended", "result", ["order"], unique=False, postgresql_where=amended)
