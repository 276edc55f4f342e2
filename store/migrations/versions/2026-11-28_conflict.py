"""A line of a disposal names everybody who treated; records not yet archived have an index, names are sorted in at once.

Archived records whose patient is another one by now, or has a number by now, are told in their objects.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_conflict"
down_revision = "2026_11_28_grant"


def upgrade() -> None:
    op.execute("ALTER TABLE disposal_item ALTER COLUMN treated_by TYPE uuid[] USING ARRAY[treated_by]")
    op.execute("ALTER INDEX patient_words SET (fastupdate = off)")
    op.execute("SELECT gin_clean_pending_list('patient_words')")
    op.add_column("record", sa.Column("untold_since", sa.DateTime(timezone=True)))
    unsaid = sa.text("untold_since IS NOT NULL")
    op.create_index("record_untold", "record", ["facility", "untold_since"], postgresql_where=unsaid)
    op.create_index("record_open", "record", ["facility", "opened_at"], postgresql_where=sa.text("archived_at IS NULL"))
