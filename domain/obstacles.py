"""Obstacles (vướng mắc): what stands in a track's way, who can lift it, and what was answered; raised again while the answer does not help.

A department of health answers, or passes it up with a paper; whoever has no account answers through it, with theirs.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.calendars import come
from domain.clock import day, too_far
from domain.errors import Malformed, NotAllowed, WrongState
from domain.faults import both
from domain.lifters import DEPARTMENT, Lifter
from domain.names import FacilityId, ObstacleId, PersonId, PlanId, TrackId
from domain.outside_papers import OutsidePaper
from domain.people import Position
from domain.reasons import LONGEST, reason_faults, too_long
from domain.tracks import Calendar, State, Track


class ObstacleState(StrEnum):
    ASKED = "asked"
    """Waits for the department: it answers or passes up."""
    PASSED = "passed"
    """Passed up: waits for somebody without an account."""
    ANSWERED = "answered"
    """Whoever raised it confirms, or raises it again."""
    RESOLVED = "resolved"
    """Whoever raised it said that it is lifted."""
    CLOSED = "closed"
    """The department closed it with a paper."""
    WITHDRAWN = "withdrawn"


UNANSWERED = frozenset({ObstacleState.ASKED, ObstacleState.PASSED})
"""States with a day by which an answer is due: only these are reminded and late."""
OPEN = UNANSWERED | {ObstacleState.ANSWERED}
"""States in which it still blocks its milestones."""
RAISED_AGAIN = frozenset({ObstacleState.ANSWERED, ObstacleState.CLOSED})
"""States from which whoever raised it raises it again."""


@dataclass(frozen=True)
class NewObstacle:
    """What a unit raises."""

    title: str
    """What stands in the way, in a line."""
    cause: str
    proposal: str
    """What is proposed (kiến nghị)."""
    wanted_by: date
    """Day by which an answer is wanted."""
    lifter: str = DEPARTMENT
    """Code of who can lift it."""
    milestones: tuple[str, ...] = ()
    """Codes of the milestones it blocks; none when it stands in the way of the whole track."""

    def check(self, track: Track, known: Mapping[str, str], today: date) -> None:
        """`known`: code → name of who can lift obstacles of this track. Raises: Malformed, with a line for each fault."""
        found = [*_said("title", self.title, "ghi vướng mắc gì", "say what stands in the way"), *too_long("title", self.title)]
        for name, said, vi, en in (
            ("cause", self.cause, "ghi nguyên nhân", "give the cause"),
            ("proposal", self.proposal, "ghi kiến nghị", "say what you propose"),
        ):
            found += _said(name, said, vi, en) + too_long(name, said, LONGEST)
        found += _day_faults("wanted_by", self.wanted_by, today) + _lifter_faults("lifter", self.lifter, known)
        states = {one.code: one.state for one in track.milestones}
        for code in self.milestones:
            if code not in states:
                found.append(both(f"milestones: lộ trình không có mốc {code}", f"the track has no milestone {code}"))
            elif states[code] is State.ACCEPTED:
                found.append(both(f"milestones: mốc {code} đã xong", f"milestone {code} is done"))
        if found:
            raise Malformed(*found)


NO_PAPER = OutsidePaper()


class StepKind(StrEnum):
    """What was done about an obstacle."""

    RAISED = "raised"
    PASSED = "passed"
    ANSWERED = "answered"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Step:
    """One step of its history, which only grows."""

    kind: StepKind
    by: PersonId
    at: datetime
    words: str = ""
    due: date | None = None
    """Day by which an answer is due from then on."""
    lifter: Lifter | None = None
    """To whom it went."""
    paper: OutsidePaper = NO_PAPER


@dataclass(frozen=True)
class Passing:
    """Passing up: to whom, by which paper, answer by when."""

    to: str
    """Code of the unit."""
    paper: OutsidePaper
    due: date
    words: str = ""


@dataclass(frozen=True)
class Obstacle:
    """An obstacle as its row has it. Immutable: an act gives a new one, and the step that made it."""

    id: ObstacleId
    track: TrackId
    plan: PlanId
    facility: FacilityId
    department: FacilityId
    """The department of health that watches the track."""
    title: str
    cause: str
    proposal: str
    lifter: Lifter
    """Who can lift it, as it lies now."""
    milestones: tuple[str, ...]
    state: ObstacleState
    since: datetime
    """When it came to this state."""
    due: date | None
    """Day by which an answer is due; None once it is there."""
    raised_by: PersonId
    raised_at: datetime
    steps: int = 1
    told: date | None = None
    """The last day of reminding that was told of in this state."""

    @property
    def open(self) -> bool:
        """Whether it still stands in the way."""
        return self.state in OPEN

    @property
    def own(self) -> bool:
        """The department's own: its answer comes from above, with a paper."""
        return self.facility == self.department

    def days_late(self, today: date) -> int:
        """Days the answer is late; 0 when it is in time or there."""
        return max((today - self.due).days, 0) if self.state in UNANSWERED and self.due else 0

    def check_whose(self, position: Position, act: str) -> None:
        """Whose track it is raises, confirms and withdraws. Raises: NotAllowed."""
        check_whose(self.facility, position, act)

    def answer(self, words: str, paper: OutsidePaper, by: PersonId, now: datetime) -> tuple["Obstacle", Step]:
        """The answer; of what lies above, or of the department's own, with the paper of whoever gave it. Raises: WrongState, Malformed."""
        self._in(UNANSWERED, "obstacle.answer")
        from_above = self.state is ObstacleState.PASSED or self.own
        _check([*_words(words), *paper.faults(day(now), needed=from_above)])
        return self._after(ObstacleState.ANSWERED, Step(StepKind.ANSWERED, by, now, words.strip(), paper=paper))

    def pass_up(self, said: Passing, known: Mapping[str, str], by: PersonId, now: datetime) -> tuple["Obstacle", Step]:
        """It lies with somebody else from now on, and may be passed further. `known`: as in `NewObstacle.check`.

        Raises: WrongState, Malformed.
        """
        self._in(UNANSWERED, "obstacle.pass")
        found = _lifter_faults("to", said.to, {code: name for code, name in known.items() if code != DEPARTMENT})
        found += said.paper.faults(day(now), needed=True) + _day_faults("due", said.due, day(now))
        _check(found + too_long("words", said.words, LONGEST))
        to = Lifter(said.to, known[said.to])
        step = Step(StepKind.PASSED, by, now, said.words.strip(), said.due, to, said.paper)
        return self._after(ObstacleState.PASSED, step, lifter=to)

    def reopen(self, reason: str, wanted_by: date, by: PersonId, now: datetime) -> tuple["Obstacle", Step]:
        """The answer does not help: it waits for the department again. Raises: WrongState, Malformed."""
        self._in(RAISED_AGAIN, "obstacle.reopen")
        _check([*reason_faults(reason), *_day_faults("wanted_by", wanted_by, day(now))])
        return self._after(ObstacleState.ASKED, Step(StepKind.REOPENED, by, now, reason.strip(), wanted_by))

    def confirm(self, words: str, by: PersonId, now: datetime) -> tuple["Obstacle", Step]:
        """Whoever raised it says that it is lifted. Raises: WrongState, Malformed."""
        self._in(frozenset({ObstacleState.ANSWERED}), "obstacle.confirm")
        _check(too_long("words", words, LONGEST))
        return self._after(ObstacleState.RESOLVED, Step(StepKind.RESOLVED, by, now, words.strip()))

    def close(self, words: str, paper: OutsidePaper, by: PersonId, now: datetime) -> tuple["Obstacle", Step]:
        """The department closes it with the paper that shows it is lifted. Raises: WrongState, Malformed."""
        self._in(OPEN, "obstacle.close")
        _check([*_words(words), *paper.faults(day(now), needed=True)])
        return self._after(ObstacleState.CLOSED, Step(StepKind.CLOSED, by, now, words.strip(), paper=paper))

    def withdraw(self, reason: str, by: PersonId, now: datetime) -> tuple["Obstacle", Step]:
        """Raises: WrongState, Malformed."""
        self._in(OPEN, "obstacle.withdraw")
        _check(reason_faults(reason))
        return self._after(ObstacleState.WITHDRAWN, Step(StepKind.WITHDRAWN, by, now, reason.strip()))

    def _in(self, states: Collection[ObstacleState], act: str) -> None:
        if self.state not in states:
            raise WrongState(act, self.state)

    def _after(self, state: ObstacleState, step: Step, lifter: Lifter | None = None) -> tuple["Obstacle", Step]:
        after = replace(self, state=state, since=step.at, due=step.due, lifter=lifter or self.lifter, steps=self.steps + 1, told=None)
        return after, step


def check_whose(facility: FacilityId, position: Position, act: str) -> None:
    """Raises: NotAllowed when the position is not held at the facility of the track."""
    if position.facility != facility:
        raise NotAllowed(position.role, act, "elsewhere")


def reminder(one: Obstacle, calendar: Calendar, now: datetime) -> date | None:
    """The day of its reminder that has come and was not told; None while nothing is asked."""
    if one.state not in UNANSWERED or one.due is None:
        return None
    return come(one.due, one.since, one.told, calendar, now)


def _said(name: str, words: str, vi: str, en: str) -> list[str]:
    return [] if words.strip() else [both(f"{name}: {vi}", en)]


def _words(words: str) -> list[str]:
    return _said("words", words, "ghi nội dung trả lời", "give the answer") + too_long("words", words, LONGEST)


def _day_faults(name: str, on: date, today: date) -> list[str]:
    return too_far(name, on, today) if on >= today else [both(f"{name}: ngày này đã qua", "this day is over")]


def _lifter_faults(name: str, code: str, known: Mapping[str, str]) -> list[str]:
    return [] if code in known else [both(f"{name}: chọn cơ quan trong danh sách", "choose one of the list")]


def _check(faults: list[str]) -> None:
    if faults:
        raise Malformed(*faults)
