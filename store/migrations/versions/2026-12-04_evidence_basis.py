"""A file brought for a criterion says which regulation of the facility it rests on, and which one that was."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_evidence_basis"
down_revision = "2026_12_04_state_withdrawn"


def upgrade() -> None:
    for name in ("rests_on", "basis_sha256", "basis"):
        op.add_column("exhibit", sa.Column(name, sa.String(), nullable=False, server_default=""))
