"""A security paper entered wrongly is taken back; the year in the sign of a number of outside is no series of its own; a regulation of outside has its file."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_03_withdrawn"
down_revision = "2026_12_03_communication"


def upgrade() -> None:
    op.add_column("security_paper", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.add_column("security_paper", sa.Column("withdrawn_by", sa.Uuid(), sa.ForeignKey("person.id")))
    op.add_column("security_paper", sa.Column("withdrawn_why", sa.String(), nullable=False, server_default=""))
    op.alter_column("security_paper", "withdrawn_why", server_default=None)
    for name in ("file_sha256", "file_name"):
        op.add_column("regulation", sa.Column(name, sa.String(), nullable=False, server_default=""))
        op.alter_column("regulation", name, server_default=None)
    # `45/2026/QĐ-BV` was kept as a series of its own, `2026/QĐ-BV`. A number that its series has already stays where it is.
    op.execute(
        """
        UPDATE outside_number o SET series = substr(o.series, 6) WHERE o.series LIKE o.year::text || '/%'
        AND NOT EXISTS (SELECT 1 FROM outside_number x
            WHERE (x.facility, x.year, x.number, x.series) = (o.facility, o.year, o.number, substr(o.series, 6)))
        AND NOT EXISTS (SELECT 1 FROM version v
            WHERE (v.facility, v.year, v.issue_number, v.series) = (o.facility, o.year, o.number, substr(o.series, 6)))
        """
    )
