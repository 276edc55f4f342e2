"""What is left of a destroyed record: that there was one, and by which disposal it went. Nothing of what was found or done."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.people import may
from services.context import Context
from services.records import RecordView
from web.audit import Happened, happened
from web.reading import Words


@dataclass(frozen=True)
class TombstonePage:
    code: str
    facility: str
    opened_at: datetime
    discharged_at: datetime | None
    archived_at: datetime | None
    keep_until: date | None
    disposal: str
    number: int
    address: str
    """Of the disposal; empty for whoever may not read it."""
    decision: str
    at: datetime | None
    certificate: str
    """Address; empty while it is not drawn up, or for whoever may not read it."""
    timeline: tuple[Happened, ...]


def tombstone_page(view: RecordView, context: Context, words: Words) -> TombstonePage | None:
    """None for a record that is still there."""
    gone, record = view.gone, view.page.record
    if gone is None:
        return None
    reads = may(context.position.role, "disposal.read")
    return TombstonePage(
        record.code,
        gone.facility,
        record.opened_at,
        record.discharged_at,
        record.archived_at,
        view.page.keep_until,
        gone.title,
        gone.number,
        f"/disposals/{gone.disposal}" if reads else "",
        gone.decision,
        gone.at,
        f"/documents/{gone.certificate}" if reads and gone.certificate else "",
        happened(view.timeline, words),
    )
