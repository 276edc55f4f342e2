"""Copies of a document as pages list them: what was given, to whom, and whether it still says what is so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.copies import PROVISIONAL, Receiver, status
from domain.errors import NotAllowed, OutOfReach
from domain.names import PersonId
from domain.people import may
from services import copies
from services.context import Context
from services.copies import CopyView
from services.signatures import DocumentView
from web.forms import Form
from web.words import MEDIA, RECEIVERS, SETTLED, _

Words = Callable[[str], str]


@dataclass(frozen=True)
class CopyLine:
    """One copy."""

    address: str
    version: int
    medium: str
    state: str
    """`given`, `handed`, `outdated` or `settled`."""
    at: datetime
    """When it was handed over, else issued."""
    by: str
    to: str = ""
    """`Nguyễn Văn Minh (con), CCCD 0330…`; empty until it is handed over."""


@dataclass(frozen=True)
class CopiesBlock:
    """The copies of a document beside its text."""

    document: str
    lines: tuple[CopyLine, ...]
    issue: Form | None = None
    """Present when this position may give copies and everybody signed."""
    waits: str = ""
    """Why no copy is given yet."""


async def block(context: Context, view: DocumentView, words: Words, form: Form | None = None) -> CopiesBlock | None:
    """None for a paper of the rollout, and for whoever only signs here and does not reach the record."""
    if view.document.record is None:
        return None
    try:
        found = await copies.of_document(context, view.document.id)
    except (OutOfReach, NotAllowed):
        return None
    lines = tuple(line(one, words) for one in reversed(found))
    gives = may(context.position.role, "copy.issue") or may(context.position.role, "copy.issue", "open")
    released = view.newest.chain.complete
    waits = ""
    if gives and status(view.newest.chain) in PROVISIONAL:
        waits = words(_("Chỉ cấp bản sao cho người bệnh khi mọi người đã ký và có dấu thời gian."))
    return CopiesBlock(str(view.document.id), lines, (form or Form()) if gives and released else None, waits)


def line(one: CopyView, words: Words) -> CopyLine:
    copy = one.copy
    medium, address = words(MEDIA[copy.medium]), f"/copies/{copy.id}"
    if copy.handed is None:
        return CopyLine(address, copy.version, medium, "given", copy.issued_at, _named(one, copy.issued_by))
    state = "outdated" if one.outdated else "settled" if copy.settled else "handed"
    return CopyLine(address, copy.version, medium, state, copy.handed.at, _named(one, copy.handed_by), receiver(one, words))


def receiver(one: CopyView, words: Words) -> str:
    """Who has it, in a line."""
    to = one.copy.handed
    if to is None:
        return ""
    related = f"{to.name} ({to.relation})" if to.to is Receiver.REPRESENTATIVE else to.name
    return ", ".join(told for told in (words(RECEIVERS[to.to]), related, to.proof) if told)


def settled(one: CopyView, words: Words) -> str:
    """What became of it when it was replaced; empty while nothing did."""
    copy = one.copy
    return ": ".join(told for told in (words(SETTLED[copy.settled]), copy.settled_note) if told) if copy.settled else ""


def _named(one: CopyView, person: PersonId | None) -> str:
    return one.names.get(person, "") if person else ""
