"""Holds in words: on what one lies, how it stands, which records it reaches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from domain.holds import Hold, Query, Scope
from services.held import Words
from store.queries.holds import HoldLine as Line
from store.queries.holds import ReachedLine
from web.words import EPISODES, _, day

Gettext = Callable[[str], str]


@dataclass(frozen=True)
class HoldLine:
    """One hold in a list."""

    address: str
    what: str
    """On what it lies."""
    state: str
    review_by: date
    placed_by: str
    placed_at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None


@dataclass(frozen=True)
class HeldLine:
    """A record that a hold reaches."""

    address: str
    """Empty for whoever may not read records."""
    code: str
    patient: str
    patient_code: str
    department: str
    opened_at: datetime
    state: str
    kind: str


def hold_line(one: Line, called: Words, today: date, words: Gettext) -> HoldLine:
    hold = one.hold
    what = lies_on(hold, one.code, one.patient, called, words)
    placed = (state(hold, today), hold.review_by, called.people[hold.placed_by], hold.placed_at)
    return HoldLine(f"/holds/{hold.id}", what, *placed, called.people[hold.lifted_by] if hold.lifted_by else "", hold.lifted_at)


def state(hold: Hold, today: date) -> str:
    """`held`, `hold_due` or `hold_lifted`."""
    return "hold_lifted" if not hold.open else "hold_due" if hold.review_due(today) else "held"


def lies_on(hold: Hold, code: str, patient: str, called: Words, words: Gettext) -> str:
    """`Hồ sơ BA-26-004512 · Đặng Văn Hỷ`; `12 hồ sơ theo điều kiện: …`."""
    if hold.scope is Scope.RECORD:
        return words(_("Hồ sơ %(code)s · %(patient)s")) % {"code": code, "patient": patient}
    if hold.scope is Scope.PATIENT:
        return words(_("Mọi hồ sơ của người bệnh %(code)s · %(patient)s")) % {"code": code, "patient": patient}
    said = words(_("%(n)s hồ sơ theo điều kiện: %(what)s")) % {"n": hold.found, "what": conditions(hold.query, called, words)}
    return said + (words(_("; cả hồ sơ khớp về sau")) if hold.standing else "")


def conditions(query: Query, called: Words, words: Gettext) -> str:
    """Everything a query asks for, in a line."""
    told = [
        called.departments.get(query.department, query.department) if query.department else "",
        words(_("bác sĩ %(name)s")) % {"name": called.people.get(query.doctor, "")} if query.doctor else "",
        words(_("vào viện từ %(day)s")) % {"day": day(query.admitted_from)} if query.admitted_from else "",
        words(_("vào viện đến hết %(day)s")) % {"day": day(query.admitted_to)} if query.admitted_to else "",
        called.classes.get(query.retention_class, query.retention_class) if query.retention_class else "",
        words(EPISODES[query.record_kind]) if query.record_kind else "",
    ]
    return "; ".join(one for one in told if one)


def held_line(one: ReachedLine, reads: bool, words: Gettext) -> HeldLine:
    address = f"/records/{one.id}" if reads else ""
    said = (one.code, one.patient, one.patient_code, one.department, one.opened_at, one.state)
    return HeldLine(address, *said, words(EPISODES[one.kind]))
