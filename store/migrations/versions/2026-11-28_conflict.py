"""A line of a disposal names everybody who treated; records not yet archived have an index, names are sorted in at once.

Archived records whose patient is another one by now, or has a number by now, are told in their objects: those of before, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_conflict"
down_revision = "2026_11_28_grant"

TREATED = """UPDATE disposal_item i SET treated = ARRAY[i.treated_by] || ARRAY(
  SELECT v.author FROM document d JOIN version v ON v.document = d.id JOIN position p ON p.id = v.position
  WHERE d.record = i.record AND p.role IN ('doctor', 'nurse', 'technician', 'head')
  UNION
  SELECT s.person FROM document d JOIN version v ON v.document = d.id
  JOIN signature s ON s.document = v.document AND s.version = v.number JOIN position p ON p.id = s.position
  WHERE d.record = i.record AND p.role IN ('doctor', 'nurse', 'technician', 'head')
    AND NOT jsonb_path_exists(v.chain, '$.steps[*] ? (@.name == $step && @.substitutable == true)', jsonb_build_object('step', s.step)))"""
UNTOLD = """UPDATE record r SET untold_since = now() WHERE r.state = 'archived' AND (
  EXISTS (SELECT FROM patient_move_record l JOIN patient_move m ON m.id = l.move WHERE l.record = r.id AND m.at > r.archived_at)
  OR EXISTS (SELECT FROM audit a WHERE a.act = 'patient.identify' AND a.subject_kind = 'patient' AND a.subject = r.patient::text AND a.at > r.archived_at))"""


def upgrade() -> None:
    op.add_column("disposal_item", sa.Column("treated", sa.ARRAY(sa.Uuid()), nullable=False, server_default=sa.text("'{}'")))
    op.execute(TREATED)
    op.alter_column("disposal_item", "treated_by", nullable=True)
    op.execute("ALTER INDEX patient_words SET (fastupdate = off)")
    op.execute("SELECT gin_clean_pending_list('patient_words')")
    op.add_column("record", sa.Column("untold_since", sa.DateTime(timezone=True)))
    op.execute(UNTOLD)
    unsaid = sa.text("untold_since IS NOT NULL")
    op.create_index("record_untold", "record", ["facility", "untold_since"], postgresql_where=unsaid)
    op.create_index("record_open", "record", ["facility", "opened_at"], postgresql_where=sa.text("archived_at IS NULL"))
