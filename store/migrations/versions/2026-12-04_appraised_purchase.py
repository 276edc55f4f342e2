"""An appraisal of a proposal says which purchase it judges, and its evidence is that purchase's own."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_appraised_purchase"
down_revision = "2026_12_04_stale_at"

TOLD = {
    "criterion_evidence": "criterion, sha256, score, words, person, at",
    "exhibit": "criterion, number, sha256, name, size, fact, rests_on, basis_sha256, basis, person, at, removed_by, removed_at",
}
"""Table → what its rows say beside whose they are."""


def upgrade() -> None:
    op.add_column("appraisal", sa.Column("purchase", sa.Uuid(), sa.ForeignKey("procurement.id")))
    _judged()
    _open()
    op.create_index("appraisal_purchase_open", "appraisal", ["purchase"], unique=True, postgresql_where=sa.text("state <> 'closed'"))
    for table, key in (
        ("criterion_evidence", ["track", "purchase", "criterion"]),
        ("exhibit", ["track", "purchase", "criterion", "number"]),
    ):
        op.add_column(table, sa.Column("purchase", sa.String(), nullable=False, server_default=""))
        op.drop_constraint(f"pk_{table}", table, type_="primary")
        op.create_primary_key(f"pk_{table}", table, key)
    _evidence()


def _judged() -> None:
    """A verdict that moved a purchase: the event names its paper."""
    op.execute(
        """
        UPDATE appraisal a SET purchase = e.procurement FROM procurement_event e
        WHERE a.council = 'purchase' AND e.did = 'judged' AND e.document IN (a.minutes, a.decision)
        """
    )


def _open() -> None:
    """One that is open yet: the oldest purchase of its milestone that waits for it, as it would have got the verdict."""
    op.execute(
        """
        UPDATE appraisal a SET purchase = (
            SELECT r.id FROM procurement r
            WHERE r.track = a.track AND r.milestone = a.milestone AND r.state IN ('open', 'returned')
                AND r.route -> r.passed::int ->> 'kind' = 'appraisal'
            ORDER BY r.opened_at, r.id LIMIT 1)
        WHERE a.council = 'purchase' AND a.state <> 'closed' AND a.purchase IS NULL
        """
    )


def _evidence() -> None:
    """Each purchase that was judged, or is, keeps what was shown; what the track has stays for appraisals of no purchase known."""
    for table, told in TOLD.items():
        op.execute(
            f"""
            INSERT INTO {table} (track, purchase, {told})
            SELECT p.judged_track, p.judged, {told} FROM {table} t
            JOIN (SELECT DISTINCT a.track AS judged_track, a.purchase::text AS judged FROM appraisal a WHERE a.purchase IS NOT NULL) p
                ON p.judged_track = t.track
            WHERE t.criterion LIKE 'MS%' AND t.purchase = ''
            """
        )
