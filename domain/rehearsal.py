"""A plan played to its end: who is reminded on which day, what is late, when each facility goes live. The calendar's own rule, in no time.

What units do is the scenario's; when they are told is `domain.tracks.next_event`, as in the running track.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from domain.clock import VIETNAM, day
from domain.deadlines import DueForm
from domain.errors import Malformed
from domain.escalations import Level, raised, rises
from domain.faults import both
from domain.names import FacilityId, PersonId, PlanId, TrackId, id_of
from domain.parts import LIVE
from domain.plans import FacilityKind, Milestone, Plan, milestones_for
from domain.scenarios import Delay, Player, Scenario
from domain.tracks import Calendar, Event, Progress, Reminder, State, Told, Track, apply, next_event

OPENS, REPORTS, ACCEPTS = time(7), time(10), time(15)
"""Hours of a rehearsed day; the calendar speaks at its own hour."""


class What(StrEnum):
    """Kinds of happening."""

    OPENED = "opened"
    DUE = "due"
    """Reminded before the last day."""
    LATE = "late"
    """Reminded after it."""
    ESCALATED = "escalated"
    REPORTED = "reported"
    ACCEPTED = "accepted"


MOST = 400_000
"""Lines of one play: 1,500 units that are on time have 311,000."""
DEPARTMENT, PROVINCE = "department", "province"
"""Who is told, when it is none of the players: no player has such a code."""
TOLD = {Told.DUE: What.DUE, Told.LATE: What.LATE, Told.ESCALATED: What.ESCALATED}


@dataclass(frozen=True, order=True)
class Happening:
    """One line of the table."""

    at: datetime
    unit: str
    """Code of the player whose track it is."""
    milestone: str
    """Empty for the track as a whole."""
    what: What
    to: str = ""
    """Who is told: code of the player, `department` or `province`."""
    why: str = ""
    """Of a report that came late, the scenario's cause."""

    def of(self, player: Player) -> "Happening":
        """The same in the track of another unit of its sort."""
        if player.code == self.unit:
            return self
        return Happening(self.at, player.code, self.milestone, self.what, player.code if self.to == self.unit else self.to, self.why)


@dataclass(frozen=True)
class Outcome:
    """How one unit came through."""

    player: Player
    live_on: date | None
    """The day it was live by its report; null when it never was, or has nothing of the kind."""
    late: tuple[tuple[str, int], ...]
    """Milestones reported after their last day, with the days; of those never reported, the days until the play ends."""
    missing: tuple[str, ...]
    """Milestones never reported."""


@dataclass(frozen=True)
class Rehearsal:
    """The whole play."""

    scenario: Scenario
    begins: date
    ends: date
    table: tuple[Happening, ...]
    outcomes: tuple[Outcome, ...]


def rehearse(plan: Plan, scenario: Scenario, calendar: Calendar) -> Rehearsal:
    """Every reminder, escalation and change of state, in order of time. CPU-heavy: call it in a thread.

    Raises: Malformed for more than `MOST` lines.
    """
    begins = scenario.begins or plan.day
    ends = scenario.ends or plan.effective_until + timedelta(days=31)
    table: list[Happening] = []
    outcomes: list[Outcome] = []
    known: dict[_Alike, list[Happening]] = {}
    for player in scenario.players:
        stage = _Stage(plan, player, scenario, begins, ends)
        table += stage.play(calendar, known)
        if len(table) > MOST:
            raise Malformed(
                both(f"scenario: kịch bản có hơn {MOST} dòng, hãy bớt đơn vị hoặc bớt ngày", "too many lines, fewer units or days")
            )
        outcomes.append(stage.outcome())
    return Rehearsal(scenario, begins, ends, tuple(sorted(table)), tuple(outcomes))


_Alike = tuple[bool, str, date | None, str]
"""Department or not, milestone, the day it is reported, the cause: of which all is the same, all that is said is the same."""


@dataclass
class _Stage:
    """One unit's track while it is played."""

    plan: Plan
    player: Player
    scenario: Scenario
    begins: date
    ends: date
    specs: dict[str, Milestone] = field(init=False)
    planned: dict[str, date | None] = field(init=False)
    causes: dict[str, str] = field(init=False)
    delays: tuple[Delay, ...] = field(init=False)
    wanted: dict[str, date | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mine = milestones_for(self.plan, self.player.kind, self.player.published)
        self.specs, self.planned, self.causes = {one.code: one for one in mine}, {}, {}
        self.delays = tuple(one for one in self.scenario.delays if one.of(self.player))
        for code in self.specs:
            self._plan(code)

    def play(self, calendar: Calendar, known: dict[_Alike, list[Happening]]) -> Iterator[Happening]:
        """Each milestone for itself: while nobody sleeps, what the calendar says of one does not depend on the others.

        `known` holds what was played for units before.
        """
        yield Happening(_at(self.begins, OPENS), self.player.code, "", What.OPENED)
        own = self.player.kind is FacilityKind.DEPARTMENT
        for code, on in self.planned.items():
            alike = own, code, on, self.causes[code]
            if alike not in known:
                known[alike] = list(self._milestone(code, calendar))
            yield from (one.of(self.player) for one in known[alike])

    def _milestone(self, code: str, calendar: Calendar) -> Iterator[Happening]:
        spec, until, acts = self.specs[code], _at(self.ends, time.max), self._acts(code)
        track = self._opened((Progress(code, spec.kind, spec.due, (), State.OPEN, _at(self.begins, OPENS)),))
        while True:
            event = next_event(track, calendar, track.heard_at)
            act = acts[0] if acts else None
            if event and event.at <= until and (act is None or event.at <= act.at):
                yield from self._told(event, calendar)
                track = apply(track, event)
            elif act and act.at <= until:
                track = _done(track, acts.pop(0))
                yield act
            else:
                return

    def outcome(self) -> Outcome:
        days = {code: on for code, on in self.planned.items() if on and on <= self.ends}
        late = ((code, ((days.get(code) or self.ends) - one.due).days) for code, one in self.specs.items() if one.due)
        live = [days.get(one.code) for one in self.specs.values() if one.kind in LIVE]
        gone = max(on for on in live if on) if live and all(live) else None
        return Outcome(self.player, gone, tuple(pair for pair in late if pair[1] > 0), tuple(one for one in self.specs if one not in days))

    def _opened(self, progress: tuple[Progress, ...]) -> Track:
        opened = _at(self.begins, OPENS)
        facility = FacilityId(self.player.code)
        above = facility if self.player.kind is FacilityKind.DEPARTMENT else FacilityId(DEPARTMENT)
        return Track(TrackId(id_of("track", 0)), PlanId(id_of("plan", 0)), facility, above, opened, opened, progress)

    def _plan(self, code: str) -> date | None:
        """The day a milestone is reported: on its last day, when what comes before it is done, and what delays it is over."""
        if code in self.planned:
            return self.planned[code]
        spec = self.specs[code]
        before = [self._plan(one) for one in spec.after]
        delays = [one for one in self.delays if one.hits(spec)]
        self.causes[code] = "; ".join(one.why for one in delays)
        if any(one is None for one in before) or any(one.days is None for one in delays):
            self.planned[code] = None
            return None
        late = timedelta(days=sum(one.days or 0 for one in delays))
        on = max(self._target(spec) + late, self.begins, *(one for one in before if one))
        self.planned[code] = on
        return on

    def _target(self, spec: Milestone) -> date:
        """Its last day; without one, in time for what waits for it; else once what its words wait for is due, or when the plan ends."""
        if wanted := self._wanted(spec):
            return wanted
        task = next(one for one in self.plan.tasks if one.code == spec.task)
        waits = next((due for due in task.dues if due.form is DueForm.AFTER), None)
        ends = [due.last for one in self.plan.tasks if waits and one.code in waits.after for due in one.dues if due.last]
        return max(ends) + timedelta(days=waits.days_after) if waits and ends else self.plan.effective_until

    def _wanted(self, spec: Milestone) -> date | None:
        """Back from the last days: the milestone's own, else the earliest of those that wait for it."""
        if spec.due:
            return spec.due - timedelta(days=self.scenario.reports_before)
        if spec.code not in self.wanted:
            waiting = (self._wanted(one) for one in self.specs.values() if spec.code in one.after)
            self.wanted[spec.code] = min((on for on in waiting if on), default=None)
        return self.wanted[spec.code]

    def _acts(self, code: str) -> list[Happening]:
        """The report and its verification, in order of time."""
        on, due = self.planned[code], self.specs[code].due
        if on is None:
            return []
        late = self.causes[code] if due and on > due else ""
        verified = _at(on + timedelta(days=self.scenario.accepts_after), ACCEPTS)
        return [
            Happening(_at(on, REPORTS), self.player.code, code, What.REPORTED, self._above(), late),
            Happening(verified, self.player.code, code, What.ACCEPTED, self.player.code),
        ]

    def _above(self) -> str:
        """Who judges what it reports, and hears when it is late."""
        return PROVINCE if self.player.kind is FacilityKind.DEPARTMENT else DEPARTMENT

    def _told(self, event: Event, calendar: Calendar) -> Iterator[Happening]:
        for one in event.reminders:
            to = self._risen(one, calendar) if one.to else self.player.code
            if to:
                yield Happening(event.at, self.player.code, one.code, TOLD[one.kind], to)

    def _risen(self, one: Reminder, calendar: Calendar) -> str:
        """Who hears of an escalation; empty when they heard at an earlier step. A unit's own head is told in the unit."""
        assert one.to is not None
        own, spec = self.player.kind is FacilityKind.DEPARTMENT, self.specs[one.code]
        level = raised(rises(calendar.ladder, calendar.escalate_after), one.to, own, self.plan.accepting(spec.accepted_by))
        within = (Level.UNIT_HEAD, Level.DEPARTMENT_HEAD) if own else (Level.UNIT_HEAD,)
        return "" if level is None else PROVINCE if level is Level.PROVINCE else self.player.code if level in within else DEPARTMENT


def _done(track: Track, act: Happening) -> Track:
    who, judge = PersonId(id_of("person", 0)), PersonId(id_of("person", 1))
    if act.what is What.REPORTED:
        return track.report(act.milestone, day(act.at), who, act.at)
    return track.accept(act.milestone, judge, act.at)


def _at(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, VIETNAM).astimezone(UTC)
