"""Departments of health that end on a day and whose work another takes over: provinces merged on 01/07/2025, districts ended.

Nothing of the old one is rewritten: its name stands for the time it was in charge, with what ended it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import Malformed, WrongState
from domain.faults import both
from domain.names import FacilityId, PositionId, id_of
from domain.people import Position
from domain.reasons import LONGEST_LINE, too_long

EARLIEST = date(2000, 1, 1)
"""An earlier first day is a slip of the hand."""


class MergerState(StrEnum):
    """Where a merger stands: the department that ends enters it, the one that takes it over says yes or no."""

    ENTERED = "entered"
    ACCEPTED = "accepted"
    """By the receiving department; carried out once its day has come."""
    REFUSED = "refused"
    CALLED_OFF = "called_off"
    """By the department that was to end."""
    DONE = "done"


OPEN = (MergerState.ENTERED, MergerState.ACCEPTED)
"""May be called off."""
LIVE = (*OPEN, MergerState.DONE)
"""A department ends by one of them at most; what was refused or called off is entered anew."""


@dataclass(frozen=True)
class Merger:
    """One department of health that another takes over."""

    old: FacilityId
    new: FacilityId
    on: date
    """First day under the new one."""
    basis: str
    """Number and day of the resolution or decision."""


@dataclass(frozen=True)
class Authority:
    """Who was in charge of a plan until a day, and what ended it."""

    name: str
    until: date
    """Last day in charge."""
    basis: str
    successor: str


def check_merger(merger: Merger, kind: str, today: date, heir: str = "", circles: bool = False) -> None:
    """`kind`: what the receiving facility is; `heir`: who took it over, when it ended itself; `circles`: it is to come under the old one.

    Raises: Malformed with every fault.
    """
    faults = []
    if merger.old == merger.new:
        faults.append(both("new: chọn Sở Y tế khác", "choose another department of health"))
    elif kind != "health_department":
        faults.append(both("new: đơn vị tiếp nhận phải là Sở Y tế", "the receiving unit must be a department of health"))
    if heir:
        faults.append(both(f"new: Sở Y tế này đã hợp nhất vào {heir}; chọn {heir}", f"it was merged into {heir} itself; choose {heir}"))
    elif circles:
        words = "it is to be merged into yours itself; that merger is called off first"
        faults.append(both("new: chính Sở Y tế này đang chờ hợp nhất vào Sở của anh/chị; việc ấy phải được rút trước", words))
    faults += too_long("basis", merger.basis, LONGEST_LINE * 2)
    if not merger.basis.strip():
        faults.append(both("basis: cần ghi số, ngày nghị quyết hoặc quyết định hợp nhất", "name the resolution or decision it rests on"))
    if merger.on > today + timedelta(days=2 * 366):
        faults.append(both("on: ngày hợp nhất xa quá hai năm", "the day lies more than two years ahead"))
    if merger.on < EARLIEST:
        faults.append(both(f"on: ngày hợp nhất không thể trước {EARLIEST:%d/%m/%Y}", f"not before {EARLIEST:%d/%m/%Y}"))
    if faults:
        raise Malformed(*faults)


def check_state(state: MergerState, among: Iterable[MergerState]) -> None:
    """Raises: WrongState unless it stands so."""
    if state not in among:
        raise WrongState("plan.merge", state)


def moved_posts(merger: Merger, held: Iterable[Position], today: date) -> list[tuple[Position, Position]]:
    """Each post at the old department that lasts beyond the day, as it ends and as it goes on in the new one.

    `today`: when it is carried out. Nobody's post moves before: what was done meanwhile was done in the old one.
    """
    first = max(merger.on, today)
    last = first - timedelta(days=1)
    found = []
    for post in held:
        if post.until is None or post.until >= first:
            since = max(post.since, first)
            again = PositionId(id_of("position", "merged", post.id, merger.new, merger.on))
            new = Position(again, post.person, merger.new, post.department, post.role, since, post.until, merger.basis)
            found.append((_ended(post, last), new))
    return found


def _ended(post: Position, last: date) -> Position:
    return Position(post.id, post.person, post.facility, post.department, post.role, min(post.since, last), last, post.basis)
