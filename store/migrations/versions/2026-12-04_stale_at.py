"""When a verdict went stale: what waits for it counts from that day."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_stale_at"
down_revision = "2026_12_04_evidence_basis"


def upgrade() -> None:
    op.add_column("appraisal", sa.Column("stale_at", sa.DateTime(timezone=True)))
    op.execute(
        """
        UPDATE appraisal a SET stale_at = (SELECT min(e.at) FROM audit e
            WHERE e.act = 'appraisal.stale' AND e.subject_kind = 'appraisal' AND e.subject = a.id::text)
        WHERE a.stale_told <> ''
        """
    )
