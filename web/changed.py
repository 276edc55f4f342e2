"""What a version says otherwise than the one before, and who was told of it, as pages show both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.changes import changes
from domain.forms import Form as Sheet
from services.alerts import Told
from store.queries.signatures import Version
from web.parts import said
from web.words import _

Words = Callable[[str], str]
BECAUSE: dict[str, str] = {
    "handed_out": _("đã trao bản sao cho người bệnh"),
    "acknowledged": _("đã xác nhận đã xem bản cũ"),
    "read": _("đã xem bản cũ"),
    "escalated": _("được báo thêm"),
}
"""The words for `domain.alerts.Because`."""


@dataclass(frozen=True)
class ToldLine:
    """One person who was told that a released version was replaced."""

    who: str
    why: str
    at: datetime
    known_at: datetime | None = None


def lines(sheet: Sheet | None, before: Version | None, version: Version) -> tuple[str, ...]:
    """`Kali: Giá trị: 6,9 → 5,8`; nothing for a first version, or when the rows keep no content any more."""
    if sheet is None or before is None or before.data is None or version.data is None:
        return ()
    # The note says why there is this version, and stands beside it.
    found = [one for one in changes(sheet, before.data, version.data) if (one.field.name, one.now) != ("note", version.note)]
    return tuple(f"{one.where}: {said(one.field, one.was) or '–'} → {said(one.field, one.now) or '–'}" for one in found)


def told(of: Told, words: Words) -> tuple[ToldLine, ...]:
    """Who has not confirmed stands first."""
    found = [ToldLine(of.names.get(one.person, ""), words(BECAUSE[one.because]), one.told_at, one.known_at) for one in of.alerts]
    return tuple(sorted(found, key=lambda one: (one.known_at is not None, one.at, one.who)))
