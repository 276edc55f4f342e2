"""Codes sent to a phone, and pictures and files that sheets hold beside their words."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_codes"
down_revision = "2026_11_27_unchecked"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("sent_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("passed_at", moment),
        sa.Column("used_by", sa.Uuid()),
        sa.Column("used_in", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_one_time_code"),
    )
    op.create_index("one_time_code_record", "one_time_code", ["record", "sent_at"])
    op.create_table(
        "enclosure",
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("document", "version", "field", name="pk_enclosure"),
        sa.ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"], name="fk_enclosure_document_version"),
    )
    op.create_index("ix_enclosure_sha256", "enclosure", ["sha256"])
