"""What answers an order line, and what other systems know documents by."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_identifiers"
down_revision = "2026_11_27_editions"


def upgrade() -> None:
    op.add_column("order_line", sa.Column("kind", sa.String(), server_default="laboratory", nullable=False))
    op.create_table(
        "identifier",
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("facility", sa.String(), nullable=False),
        sa.Column("sole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_identifier_document")),
        sa.PrimaryKeyConstraint("document", "name", "value", name=op.f("pk_identifier")),
    )
    op.create_index("identifier_sole", "identifier", ["facility", "name", "value"], unique=True, postgresql_where=sa.text("sole"))
    op.create_index("identifier_value", "identifier", ["name", "value"], unique=False)
