"""The board's words: what a milestone looks like from above, why it is late, and when a track will be done at its pace."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.declarations import Claim
from domain.tracks import WAITS, Progress, State, Track

SOON = 14
"""Days before the last day from which a milestone counts as due soon."""


@dataclass(frozen=True)
class Cell:
    """One facility's milestone on the board."""

    code: str
    word: str
    """`accepted`, `not_applicable`, `reported`, `undeclared`, `late`, `short`, `sent_back`, `blocked`, `soon`, `doing` or `on_time`."""
    on: date | None
    """The day it was done, else its last day."""
    days_late: int
    """Days over the last day; 0 when in time, when done, or when not declared."""
    why: str
    """Of a late one: `short` (a council found it not met), `sent_back`, `blocked`, `doing` or `not_begun`; else empty."""
    waits_for: tuple[str, ...]
    """Codes of earlier milestones that are not done, in this track and in others."""


@dataclass(frozen=True)
class Figures:
    """Milestones counted: of a plan, or of one column of its board."""

    total: int
    reported: int
    """Said to be done, verified or not; what is said not to apply is none of it."""
    accepted: int
    """Of these, verified."""
    late: int
    """Open over the last day."""
    undeclared: int
    not_applicable: int | None = None
    """Said not to apply, verified or not; None in a report of the time when these were counted among `reported`."""
    waived: int = 0
    """Of these, verified: what remains is what is to be done."""

    @property
    def applies(self) -> int:
        """What is to be done: all but what was verified not to apply."""
        return self.total - self.waived

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """As they stand beside each other in a table."""
        return self.total, self.reported, self.accepted, self.not_applicable, self.late, self.undeclared


def percent(part: int, whole: int) -> int:
    """Halves up, as an office rounds; 0 only for nothing and 100 only for everything."""
    if not whole or part in (0, whole):
        return 100 if whole and part == whole else 0
    return min(max((200 * part + whole) // (2 * whole), 1), 99)


def cell(track: Track, one: Progress, today: date) -> Cell:
    word = _word(track, one, today)
    late = (today - one.due).days if word == "late" and one.due else 0
    waits = _waits(track, one) if one.state in WAITS else ()
    return Cell(one.code, word, one.done_on or one.due, late, _why(one, waits) if late else "", waits)


def cells(track: Track, today: date) -> tuple[Cell, ...]:
    """In the plan's order."""
    return tuple(cell(track, one, today) for one in track.milestones)


def _word(track: Track, one: Progress, today: date) -> str:
    if one.state is State.ACCEPTED:
        return "not_applicable" if one.claim is Claim.NOT_APPLICABLE else "accepted"
    if one.state is not State.OPEN:
        return str(one.state)
    if one.due and one.due < today:
        return "late"
    if one.mend_by:
        return "short"
    if one.sent_back:
        return "sent_back"
    if _waits(track, one):
        return "blocked"
    if one.due and one.due - today <= timedelta(days=SOON):
        return "soon"
    return "doing" if one.claim is Claim.DOING else "on_time"


def _waits(track: Track, one: Progress) -> tuple[str, ...]:
    return (*track.waits_for(one.code), *(other.code for other in track.others if other.of == one.code))


def _why(one: Progress, waits: tuple[str, ...]) -> str:
    if one.mend_by:
        return "short"
    if one.sent_back:
        return "sent_back"
    if waits:
        return "blocked"
    return "doing" if one.claim is Claim.DOING else "not_begun"


def deadline(track: Track) -> date | None:
    """The last of the track's last days."""
    return max((one.due for one in track.milestones if one.due), default=None)
