"""A state that was entered by mistake is taken back, with who, when and why."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_state_withdrawn"
down_revision = "2026_12_03_withdrawn"


def upgrade() -> None:
    op.add_column("facility_state", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.add_column("facility_state", sa.Column("withdrawn_by", sa.Uuid(), sa.ForeignKey("person.id")))
    op.add_column("facility_state", sa.Column("withdrawn_why", sa.String(), nullable=False, server_default=""))
