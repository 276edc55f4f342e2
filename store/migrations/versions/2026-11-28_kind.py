"""A record says what kind of episode it is, until when it is to be complete, and when those who owe it are told next."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_kind"
down_revision = "2026_11_28_unsent"


def upgrade() -> None:
    op.add_column("record", sa.Column("kind", sa.String(), nullable=False, server_default="inpatient"))
    op.add_column("record", sa.Column("complete_by", sa.DateTime(timezone=True), nullable=True))
    op.add_column("record", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
