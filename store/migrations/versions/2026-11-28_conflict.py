"""A line of a disposal names everybody who treated, not the last doctor only: none of them has a word on the record."""

from alembic import op

revision = "2026_11_28_conflict"
down_revision = "2026_11_28_grant"


def upgrade() -> None:
    op.execute("ALTER TABLE disposal_item ALTER COLUMN treated_by TYPE uuid[] USING ARRAY[treated_by]")
