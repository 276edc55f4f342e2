"""When a facility will go live, with a range, and which open milestone would help most.

The method, in four steps.

1. How late this facility is as a rule: over its milestones that are done or late, the days between their last day and the day they were
   done, or today (early counts as negative); of fewer than `ENOUGH`, those of the whole plan are taken. The middle one is expected; a
   fifth of them are smaller than the near end of the range, a fifth greater than its far end. A unit that has not yet declared half of
   its milestones has no forecast.
2. Each open milestone is done so many days after its last day, not before today, and not before what it waits for is done; without a
   last day, when what it waits for is done. Of what it waits for in other tracks, the last day counts. One that a council found not met
   is not done before the day by which that is to be mended. Early is not expected of anybody: what is early as a rule is expected on its
   last day, and at the near end it is so many days sooner, but half of the days that are left pass at the least.
3. The facility is live when its milestones of going live are; the far end of the range is no sooner than the day on which all would be
   done at the pace since the plan began, but no later than the plan's own length after the last day: beyond that a pace says nothing.
   What helps most is the open milestone without which, were it done today, that day would come soonest.
4. Once the decision to go live is signed, its day is the day: nothing is guessed any more, and nothing would help.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import ceil

from domain.declarations import Claim
from domain.parts import LIVE
from domain.tracks import DONE, WAITS, Progress, State, Track

ENOUGH = 3
"""Milestones done with a last day from which a facility's own habit is read."""


@dataclass(frozen=True)
class Habit:
    """How many days after its last day a milestone is done: rarely sooner than `near`, as a rule `middle`, rarely later than `far`."""

    near: int
    middle: int
    far: int
    seen: int
    """Milestones it was read from."""

    @property
    def expected(self) -> int:
        """Days after the last day on which something open is expected: early is expected of nobody."""
        return max(self.middle, 0)


@dataclass(frozen=True)
class Forecast:
    """When a facility goes live."""

    near: date
    expected: date
    far: date
    habit: Habit
    decided: bool = False
    """The day is that of the signed decision."""


@dataclass(frozen=True)
class Help:
    """The open milestone before going live that would help most."""

    code: str
    gain: int
    """Days by which going live would come sooner, were it done today."""


def habit(delays: Sequence[int]) -> Habit:
    """From days after the last day; without any, on time."""
    return habit_of(Counter(delays))


def habit_of(times: Mapping[int, int]) -> Habit:
    """As `habit`, from days after the last day and how often each was seen."""
    days = sorted(times) or [0]
    ends = list(accumulate(times[one] for one in days)) if times else [1]
    seen = ends[-1]
    near, middle, far = (days[bisect_right(ends, place)] for place in (seen // 5, seen // 2, seen - 1 - seen // 5))
    return Habit(near, middle, far, seen if times else 0)


def delays(track: Track, today: date) -> list[int]:
    """Days after the last day, of every milestone that is done, and so far of every one that is late."""
    ends = ((one.done_on if one.state not in WAITS else today, one) for one in track.milestones if _counts(one))
    found = [((on - one.due).days, one.state in WAITS) for on, one in ends if on and one.due]
    return [days for days, open_ in found if days > 0 or not open_]


def habitual(track: Track, today: date) -> bool:
    """Whether its own habit can be read."""
    return len(delays(track, today)) >= ENOUGH


def _counts(one: Progress) -> bool:
    """What does not apply to a facility is neither done nor late."""
    return one.claim is not Claim.NOT_APPLICABLE


def forecast(track: Track, everybody: Habit, began: date, today: date) -> Forecast | None:
    """`everybody`: the habit of the whole plan, begun on the day `began`. None without going live, or before half is declared."""
    if not any(one.kind in LIVE and _counts(one) for one in track.milestones) or _unknown(track):
        return None
    usual = habit(delays(track, today)) if habitual(track, today) else everybody
    # Of a day before the decision the milestone was still open: what was expected then stands, and so it does while another part is open.
    if (on := track.live_from) and not any(one.kind in LIVE and one.state not in DONE and _counts(one) for one in track.milestones):
        return Forecast(on, on, on, usual, decided=True)
    near, expected, far = (_live(track, days, today) for days in (usual.near, usual.expected, max(usual.far, 0)))
    if any(one.kind in LIVE and one.state in WAITS for one in track.milestones):
        far = max(far, _paced(track, began, today) or far)
    return Forecast(min(near, expected), expected, max(far, expected), usual)


def _unknown(track: Track) -> bool:
    return 2 * sum(one.state is State.UNDECLARED for one in track.milestones) > len(track.milestones)


def _paced(track: Track, began: date, today: date) -> date | None:
    found, last = pace(track, began, today), live_due(track)
    return min(found, last + (last - began)) if found and last and last > began else found


def helps_most(track: Track, found: Forecast | None, today: date) -> Help | None:
    """None when nothing would: each open milestone is tried, which a board of fifty facilities need not."""
    if found is None or found.decided:
        return None
    open_ = [one.code for one in track.milestones if one.state in WAITS and one.kind not in LIVE]
    gains = {code: (found.expected - _live(track, found.habit.expected, today, code)).days for code in open_}
    best = max(gains, key=lambda code: gains[code], default="")
    return Help(best, gains[best]) if gains.get(best, 0) > 0 else None


def pace(track: Track, began: date, today: date) -> date | None:
    """The day every milestone with a deadline is done at the pace since `began`; None while fewer than two are done.

    A milestone counts from the day the unit says it was done, verified or not; one of before the plan is no pace of the plan.
    """
    counted = [one for one in track.milestones if one.due and _counts(one)]
    done = [one.done_on for one in counted if one.state not in WAITS and one.done_on]
    since = [on for on in done if on >= began]
    if len(done) == len(counted) and done:
        return max(done)
    if len(since) < 2:
        return None
    days = max((today - began).days, 1)
    return today + timedelta(days=ceil((len(counted) - len(done)) * days / len(since)))


def live_due(track: Track) -> date | None:
    """The last day for going live."""
    return max((one.due for one in track.milestones if one.due and one.kind in LIVE), default=None)


def slack(track: Track, found: Forecast | None) -> int | None:
    """Days between what is expected and the last day for going live; negative when it will be late."""
    last = live_due(track)
    return (last - found.expected).days if found and last else None


def expected_days(track: Track, late: int, today: date, done: str = "") -> dict[str, date]:
    """Milestone → the day it is done, so many days late as a rule; `done` is taken as done today."""
    milestones = {one.code: one for one in track.milestones}
    days: dict[str, date] = {}

    def of(code: str) -> date:
        if code not in days:
            held = max((one.due for one in track.others if one.of == code and one.due), default=today)
            days[code] = _day(milestones[code], late, today, held, of, code == done)
        return days[code]

    return {code: of(code) for code in milestones}


def _live(track: Track, late: int, today: date, done: str = "") -> date:
    """The day of going live."""
    days = expected_days(track, late, today, done)
    return max(days[one.code] for one in track.milestones if one.kind in LIVE and _counts(one))


def _day(one: Progress, late: int, today: date, held: date, of: Callable[[str], date], done: bool) -> date:
    if one.state not in WAITS:
        return min(one.done_on or today, today)
    if done:
        return today
    wanted = _wanted(one.due, late, today) if one.due else today
    return max(today, wanted, held, one.mend_by or today, *(of(code) for code in one.after))


def _wanted(due: date, late: int, today: date) -> date:
    """So many days late; early by no more than half of the days that are left."""
    return due + timedelta(days=max(late, -max((due - today).days, 0) // 2))
