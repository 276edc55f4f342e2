"""Each record's terms, one after the other: proposed, confirmed, raised, corrected; and the files of incidents with their records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_28_retention"
down_revision = "2026_11_28_disposal"


def upgrade() -> None:
    op.create_table(
        "record_term",
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("retention_class", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("shorter", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True, index=True),
        sa.Column("decision", sa.Uuid(), sa.ForeignKey("document.id"), nullable=True),
        sa.Column("grounds", postgresql.JSONB(), nullable=False),
    )
    # What was set before: the class of the discharge, which the records office took over with the record.
    for number, how, at, those in (
        (1, "proposed", "discharged_at", "discharged_at IS NOT NULL"),
        (2, "confirmed", "received_at", "received_at IS NOT NULL"),
    ):
        op.execute(
            "INSERT INTO record_term (record, number, how, retention_class, edition, until, at, shorter, grounds) "
            f"SELECT id, {number}, '{how}', retention_class, retention_edition, keep_until, {at}, false, '[]' FROM record "
            f"WHERE retention_class IS NOT NULL AND retention_edition IS NOT NULL AND {those}"
        )
    op.create_table(
        "incident_file",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False, index=True),
        sa.Column("retention_class", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("facility", "number"),
    )
    op.create_table(
        "incident_record",
        sa.Column("incident", sa.Uuid(), sa.ForeignKey("incident_file.id"), primary_key=True),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True, index=True),
        sa.Column("linked_by", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
    )
