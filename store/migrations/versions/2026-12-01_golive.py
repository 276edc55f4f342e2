"""How a facility drops paper: steps, states with their papers, what departments chose for their inpatients, which records are hybrid."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_golive"
down_revision = "2026_12_01_facts"


def upgrade() -> None:
    op.create_table(
        "golive_step",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("well", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("words", sa.String(), nullable=False, server_default=""),
        sa.Column("code", sa.String(), nullable=False, server_default=""),
        sa.Column("paper_number", sa.String(), nullable=False, server_default=""),
        sa.Column("paper_day", sa.Date()),
        sa.Column("paper_issuer", sa.String(), nullable=False, server_default=""),
        sa.Column("department", sa.String(), sa.ForeignKey("department.id")),
        sa.Column("document", sa.Uuid()),
    )
    op.create_index("golive_step_document", "golive_step", ["document"], postgresql_where=sa.text("document IS NOT NULL"))
    op.create_table(
        "facility_state",
        sa.Column("track", sa.Uuid(), sa.ForeignKey("track.id"), primary_key=True),
        sa.Column("state", sa.String(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("paper_number", sa.String(), nullable=False),
        sa.Column("paper_day", sa.Date()),
        sa.Column("paper_issuer", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "cutover",
        sa.Column("department", sa.String(), sa.ForeignKey("department.id"), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "record_medium",
        sa.Column("record", sa.Uuid(), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
