"""Outages are declared; what is entered after one carries its mark, and each record that was under treatment is confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_outage"
down_revision = "2026_11_28_referral"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "outage",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("facility", sa.String(), sa.ForeignKey("facility.id"), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False, index=True),
        sa.Column("declared_by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("declared_at", TIME, nullable=False),
        sa.Column("ended_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("due_at", TIME),
        sa.Column("remind_at", TIME),
        sa.Column("withdrawn_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("withdrawn_at", TIME),
        sa.Column("withdrawn_reason", sa.String(), index=True),
    )
    op.create_index("outage_facility", "outage", ["facility", "started_at", "id"])
    op.create_index("outage_remind", "outage", ["remind_at"], postgresql_where=sa.text("remind_at IS NOT NULL"))
    op.create_table(
        "outage_department",
        sa.Column("outage", sa.Uuid(), sa.ForeignKey("outage.id"), primary_key=True),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id"), primary_key=True),
    )
    op.create_table(
        "back_entry",
        sa.Column("outage", sa.Uuid(), sa.ForeignKey("outage.id"), primary_key=True),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True, index=True),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id"), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("confirmed_at", TIME),
        sa.Column("sheets", sa.BigInteger()),
    )
    op.create_index("back_entry_owed", "back_entry", ["outage"], postgresql_where=sa.text("confirmed_at IS NULL"))
    op.create_table(
        "outage_sheet",
        sa.Column("document", sa.Uuid(), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True),
        sa.Column("outage", sa.Uuid(), sa.ForeignKey("outage.id"), nullable=False),
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), nullable=False, index=True),
        sa.Column("acted_at", TIME, nullable=False),
        sa.Column("entered_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
    )
    op.create_index("outage_sheet_outage", "outage_sheet", ["outage", "record"])
