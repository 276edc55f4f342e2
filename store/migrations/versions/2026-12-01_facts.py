"""What facts of the last days are found by: documents by facility and moment, copies, signatures and lines of the audit by moment."""

from alembic import op

revision = "2026_12_01_facts"
down_revision = "2026_12_01_date_extension"


def upgrade() -> None:
    op.create_index("document_made", "document", ["facility", "created_at"])
    op.create_index("copy_issued", "copy", ["issued_at"])
    op.create_index("signature_at", "signature", ["at"], postgresql_using="brin")
    op.create_index("audit_at", "audit", ["at"], postgresql_using="brin")
