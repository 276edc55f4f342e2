"""What a closing sheet says of how long its record is kept, to whoever receives the record with their signature."""

from dataclasses import dataclass
from datetime import date

from domain.names import RecordId
from domain.people import may
from domain.records import RecordState
from services import retention
from services.context import Context
from services.records import RecordView
from services.signatures import DocumentView


@dataclass(frozen=True)
class KeptBlock:
    """The class that their signature confirms."""

    title: str
    until: date | None
    address: str
    """Where it says why, and where another class is chosen."""
    confirmed: bool
    """Somebody stands for it already."""


async def kept(context: Context, view: DocumentView) -> KeptBlock | None:
    """For the records office, while the closing sheet is being signed."""
    record, office = view.document.record, may(context.position.role, "record.confirm_class", RecordState.DISCHARGED)
    if view.document.subject_kind != "closing" or not record or not office or view.newest.chain.ended or view.newest.completed_at:
        return None
    found = await retention.read(context, RecordId(record))
    one = found.now.one.title if found.confirmed else found.proposed[1].title
    return KeptBlock(one, found.now.term.until, f"/records/{record}/retention", found.confirmed is not None)


def being_closed(view: RecordView) -> bool:
    """Whether a closing sheet waits for its signatures: there is nothing to press until it is refused or withdrawn."""
    return any(document.subject_kind == "closing" and not version.chain.ended for document, version in view.documents)
