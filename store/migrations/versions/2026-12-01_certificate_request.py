"""Lists by which certificates are asked for, and their lines."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_certificate_request"
down_revision = "2026_12_01_procurement"


def upgrade() -> None:
    op.create_table(
        "certificate_request",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), nullable=False, index=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False, index=True),
        sa.Column("document", sa.Uuid(), sa.ForeignKey("document.id"), nullable=False, index=True),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("drawn_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "certificate_line",
        sa.Column("request", sa.Uuid(), sa.ForeignKey("certificate_request.id"), primary_key=True),
        sa.Column("person", sa.Uuid(), sa.ForeignKey("person.id"), primary_key=True, index=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("serial", sa.String()),
        sa.Column("authority", sa.String()),
        sa.Column("issued_on", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.Column("issued_by", sa.Uuid()),
        sa.Column("handed_at", sa.DateTime(timezone=True)),
        sa.Column("tested_on", sa.Date()),
        sa.Column("tested_words", sa.String(), nullable=False),
        sa.Column("lost_at", sa.DateTime(timezone=True)),
        sa.Column("lost_words", sa.String(), nullable=False),
    )
