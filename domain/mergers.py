"""Departments of health that end on a day and whose work another takes over: provinces merged on 01/07/2025, districts ended.

Nothing of the old one is rewritten: its name stands for the time it was in charge, with what ended it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import Malformed
from domain.faults import both
from domain.names import FacilityId, PositionId, id_of
from domain.people import Position


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


def check_merger(merger: Merger, kind: str, today: date) -> None:
    """`kind`: what the receiving facility is. Raises: Malformed with every fault."""
    faults = []
    if merger.old == merger.new:
        faults.append(both("new: chọn Sở Y tế khác", "choose another department of health"))
    elif kind != "health_department":
        faults.append(both("new: đơn vị tiếp nhận phải là Sở Y tế", "the receiving unit must be a department of health"))
    if not merger.basis.strip():
        faults.append(both("basis: cần ghi số, ngày nghị quyết hoặc quyết định hợp nhất", "name the resolution or decision it rests on"))
    if merger.on > today + timedelta(days=2 * 366):
        faults.append(both("on: ngày hợp nhất xa quá hai năm", "the day lies more than two years ahead"))
    if faults:
        raise Malformed(*faults)


def moved_posts(merger: Merger, held: Iterable[Position]) -> list[tuple[Position, Position]]:
    """Each post at the old department that lasts beyond the day, as it ends and as it goes on in the new one."""
    last = merger.on - timedelta(days=1)
    found = []
    for post in held:
        if post.until is None or post.until >= merger.on:
            since = max(post.since, merger.on)
            again = PositionId(id_of("position", "merged", post.id, merger.on))
            new = Position(again, post.person, merger.new, post.department, post.role, since, post.until, merger.basis)
            found.append((_ended(post, last), new))
    return found


def _ended(post: Position, last: date) -> Position:
    return Position(post.id, post.person, post.facility, post.department, post.role, min(post.since, last), last, post.basis)
