"""Time-stamp services: one row governs all who ask; signatures that wait for their stamp are found in order."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_stamps"
down_revision = "2026_11_27_codes"


def upgrade() -> None:
    op.create_table(
        "stamp_service",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("quota", sa.String(), nullable=False),
        sa.Column("burst", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=True),
        sa.Column("per_day", sa.BigInteger(), nullable=True),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("granted", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resting_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queue_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stamp_service")),
    )
    op.create_index("signature_unstamped", "signature", ["at", "document"], postgresql_where=sa.text("stamped_at IS NULL"))
