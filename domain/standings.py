"""How a plan stood on a day: every unit's track as it was when the day was over, which units fit what is asked for, what is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from domain.boards import Figures
from domain.declarations import Claim
from domain.errors import Malformed
from domain.faults import both
from domain.forecasts import Habit, delays, habit
from domain.names import FacilityId, TrackId
from domain.parts import LIVE, Kind
from domain.people import Position
from domain.plans import Plan
from domain.tracks import WAITS, Progress, State, Track
from domain.waiting import Count, Held, crossing, held


class Shown(StrEnum):
    """Which units a board as of a day shows: those with such a milestone."""

    ALL = ""
    LATE = "late"
    REPORTED = "reported"
    """Done, whether verified or not."""
    ACCEPTED = "accepted"
    """Done and verified."""
    NOT_APPLICABLE = "not_applicable"
    """Said not to apply, whether verified or not."""
    UNDECLARED = "undeclared"
    LIVE = "live"
    """Units that are live: every milestone of going live is verified."""
    LIVE_SAID = "live_said"
    """Units that say so; verified or not."""
    LIVE_DUE = "live_due"
    """Units whose last day for going live was over."""


OF_UNIT = frozenset({Shown.LIVE, Shown.LIVE_SAID, Shown.LIVE_DUE})
"""What a whole unit is, and no single milestone."""


@dataclass(frozen=True)
class Said:
    """What the plan says of a milestone, whichever unit's it is."""

    code: str
    task: str
    title: str
    kind: Kind


@dataclass(frozen=True)
class Unit:
    """A unit of the plan with its track as it stood."""

    track: Track
    facility: FacilityId
    name: str
    kind: str


@dataclass(frozen=True)
class Standing:
    """A plan when a day was over."""

    on: date
    units: tuple[Unit, ...]
    """By name; those that were in the plan then."""
    said: Mapping[str, Said]

    @cached_property
    def habit(self) -> Habit:
        """How late milestones of the plan were done as a rule, in all its units."""
        return habit([late for unit in self.units for late in delays(unit.track, self.on)])

    def waiting(self, words: Plan) -> "Standing":
        """With what milestones waited for in other tracks."""
        found = held(words, {first.part: self._count(first.part) for afters in crossing(words).values() for first in afters})
        return replace(self, units=tuple(replace(one, track=beside(one.track, found)) for one in self.units))

    def _count(self, code: str) -> Count:
        those = [one for unit in self.units for one in unit.track.milestones if one.code == code and not _excused(one)]
        due = max((one.due for one in those if one.due and one.state in WAITS), default=None)
        return Count(len(those), sum(one.state not in WAITS for one in those), sum(one.state is State.ACCEPTED for one in those), due)

    def reached_by(self, position: Position) -> "Standing":
        """What this position sees of it."""
        return replace(self, units=tuple(one for one in self.units if one.track.reached_by(position)))

    def fitting(self, shown: Shown = Shown.ALL, part: str = "", unit: TrackId | None = None) -> list[Unit]:
        """Units that have the task or milestone `part`, with such a milestone of it."""
        return [one for one in self.units if unit in (None, one.track.id) and self._fits(one.track, shown, part)]

    def of(self, track: Track, part: str) -> list[Progress]:
        """The track's milestones of the task or milestone of this code; all when it is empty."""
        return [one for one in track.milestones if part in ("", one.code, self.said[one.code].task)]

    def _fits(self, track: Track, shown: Shown, part: str) -> bool:
        those = self.of(track, part)
        if shown in OF_UNIT:
            return bool(those) and is_live(track, shown, self.on)
        return any(is_one(one, shown, self.on) for one in those)


def beside(track: Track, found: Iterable[Held]) -> Track:
    """The track with what its milestones wait for in others."""
    mine = {one.code for one in track.milestones}
    return replace(track, others=tuple(one for one in found if one.of in mine and one.code not in mine))


def _excused(one: Progress) -> bool:
    return one.state is State.ACCEPTED and one.claim is Claim.NOT_APPLICABLE


def is_one(one: Progress, shown: Shown, on: date) -> bool:
    """Whether a milestone is what a board shows; of what only a whole unit is, never."""
    match shown:
        case Shown.ALL:
            return True
        case Shown.LATE:
            return one.state is State.OPEN and one.due is not None and one.due < on
        case Shown.REPORTED:
            return one.state not in WAITS and not _aside(one)
        case Shown.ACCEPTED:
            return one.state is State.ACCEPTED and not _aside(one)
        case Shown.NOT_APPLICABLE:
            return one.state not in WAITS and _aside(one)
        case Shown.UNDECLARED:
            return one.state is State.UNDECLARED
        case _:
            return False


def is_live(track: Track, shown: Shown, on: date) -> bool:
    """Whether a unit is live, says so, or should be by its last day; what was verified not to apply to it counts for nothing."""
    live = going_live(track)
    if shown is Shown.LIVE_DUE:
        return any(one.due and one.due < on for one in live)
    if shown is Shown.LIVE:
        return bool(live) and all(is_one(one, Shown.ACCEPTED, on) for one in live)
    said = [one for one in live if not _aside(one)]
    return bool(said) and all(is_one(one, Shown.REPORTED, on) for one in said)


def going_live(track: Track) -> list[Progress]:
    """The milestones with which it goes live: what it says does not apply to it stands among them until that is verified."""
    return [one for one in track.milestones if one.kind in LIVE and not (_aside(one) and one.state is State.ACCEPTED)]


def stands_aside(track: Track) -> Shown | None:
    """Of a unit that says that going live does not apply to it: whether that was verified (`ACCEPTED`) or is only said (`REPORTED`)."""
    live = [one for one in track.milestones if one.kind in LIVE]
    if not live or not all(_aside(one) for one in live):
        return None
    return Shown.ACCEPTED if all(one.state is State.ACCEPTED for one in live) else Shown.REPORTED


def _aside(one: Progress) -> bool:
    return one.claim is Claim.NOT_APPLICABLE


def figures(milestones: Iterable[Progress], on: date) -> Figures:
    those = list(milestones)
    wanted = (Shown.ALL, Shown.REPORTED, Shown.ACCEPTED, Shown.LATE, Shown.UNDECLARED, Shown.NOT_APPLICABLE)
    waived = sum(is_one(one, Shown.NOT_APPLICABLE, on) and one.state is State.ACCEPTED for one in those)
    return replace(Figures(*(sum(is_one(one, shown, on) for one in those) for shown in wanted)), waived=waived)


def check_day(on: date, today: date) -> None:
    """Raises: Malformed for a day that has not come."""
    if on > today:
        vi, en = f"on: chọn ngày từ {today:%d/%m/%Y} trở về trước, ngày sau chưa có số liệu", f"choose {today:%d/%m/%Y} or a day before"
        raise Malformed(both(vi, en))
