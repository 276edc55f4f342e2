"""A plan played to its end: who is reminded on which day, what is late, when each facility goes live. The calendar's own rule, in no time.

What units do is the scenario's, and on which days `domain.rehearsal_days`'; when they are told is `domain.tracks.next_event`, as in the
running track.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from domain.clock import VIETNAM, day
from domain.errors import Malformed
from domain.escalations import Level, raised, rises
from domain.faults import both
from domain.names import FacilityId, PersonId, PlanId, TrackId, id_of
from domain.parts import LIVE, Part, Task
from domain.plans import FacilityKind, Milestone, Plan
from domain.rehearsal_days import Days, Planned, Wait
from domain.scenarios import Player, Scenario
from domain.tracks import Calendar, Event, Progress, Reminder, State, Told, Track, apply, next_event

OPENS, REPORTS, ACCEPTS = time(7), time(10), time(15)
"""Hours of a rehearsed day; the calendar speaks at its own hour."""


class What(StrEnum):
    """Kinds of happening."""

    OPENED = "opened"
    DUE = "due"
    """Reminded before the last day."""
    TODAY = "today"
    """Reminded on the last day itself."""
    LATE = "late"
    """Reminded after it."""
    ESCALATED = "escalated"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    SUCCEEDED = "succeeded"
    """A unit ended: what it had goes on with the one that follows it."""


MOST = 400_000
"""Lines of one play: 1,500 units that are on time have 311,000."""
LONGEST = timedelta(days=2 * 366)
"""After the plan's last day a play goes on no longer, when the scenario names no end."""
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
    """Who is told: code of the player, `department` or `province`; of what ended, the plan's code of what follows it."""
    why: str = ""
    """Of a report that came late, the scenario's cause; of what ended, its name and the text that ended it."""
    instead: str = ""
    """The plan's code of the unit whose work it is, when the department is told and reports in its place."""
    wait: Wait | None = field(default=None, compare=False)
    """Of a report, what it was held back by."""

    def of(self, player: Player) -> "Happening":
        """The same in the track of another unit of its sort."""
        if player.code == self.unit:
            return self
        to = player.code if self.to == self.unit else self.to
        return Happening(self.at, player.code, self.milestone, self.what, to, self.why, self.instead, self.wait)


@dataclass(frozen=True)
class Outcome:
    """How one unit came through."""

    player: Player
    live_on: date | None
    """The day it was live by its report; null when it never was, or has nothing of the kind."""
    late: tuple[tuple[str, int], ...]
    """Milestones reported after their last day, with the days, also past the end of the play; of those never reported, until it ends."""
    missing: tuple[str, ...]
    """Milestones not reported when the play ends."""
    why: tuple[tuple[str, Planned], ...] = ()
    """Of each that is late or missing: the day it is reported, the cause, what it is held back by."""


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
    days = Days(plan, scenario, begins)
    ends = scenario.ends or _end(plan, days)
    table: list[Happening] = list(_succeeded(days, ends))
    outcomes: list[Outcome] = []
    known: dict[_Alike, list[Happening]] = {}
    for player in scenario.players:
        stage = _Stage(days, player, ends)
        table += stage.play(calendar, known)
        if len(table) > MOST:
            raise Malformed(
                both(f"scenario: kịch bản có hơn {MOST} dòng, hãy bớt đơn vị hoặc bớt ngày", "too many lines, fewer units or days")
            )
        outcomes.append(stage.outcome())
    return Rehearsal(scenario, begins, ends, tuple(sorted(table)), tuple(outcomes))


def _end(plan: Plan, days: Days) -> date:
    """A month after the plan's last day, or once all that is ever done is accepted."""
    usual = plan.effective_until + timedelta(days=31)
    return min(max(usual, days.last() or usual), plan.effective_until + LONGEST)


def _succeeded(days: Days, ends: date) -> Iterator[Happening]:
    """Units of the plan that end while it is played, of those that do or accept something of it."""
    plan, players = days.plan, days.scenario.players
    asked = {unit for code in days.owners for unit in _asked(plan, *days.parts[code])}
    watches = next((one for one in players if one.kind is FacilityKind.DEPARTMENT), players[0])
    for unit in plan.units:
        since = unit.valid_until + timedelta(days=1) if unit.valid_until and unit.successor else None
        if since and days.begins <= since <= ends and unit.code in asked:
            whose = next((one for one in players if one.kind is FacilityKind.AUTHORITY and one.code == unit.code), watches)
            why = f"{unit.name}: {unit.basis}" if unit.basis else unit.name
            yield Happening(_at(since, time.min), whose.code, "", What.SUCCEEDED, unit.successor, why)


def _asked(plan: Plan, task: Task, part: Part) -> tuple[str, str]:
    return plan.doer(task, part), part.accepted_by or task.accepted_by


_Alike = tuple[bool, str, Planned, str]
"""Department or not, milestone, when and why it is reported, for whom: of which all is the same, all that is said is the same."""


@dataclass
class _Stage:
    """One unit's track while it is played."""

    days: Days
    player: Player
    ends: date
    specs: dict[str, Milestone] = field(init=False)
    planned: dict[str, Planned] = field(init=False)

    def __post_init__(self) -> None:
        self.specs = self.days.tracks[self.player.code]
        self.planned = {code: self.days.of(self.player, code) for code in self.specs}

    def play(self, calendar: Calendar, known: dict[_Alike, list[Happening]]) -> Iterator[Happening]:
        """Each milestone for itself: while nobody sleeps, what the calendar says of one does not depend on the others.

        `known` holds what was played for units before.
        """
        yield Happening(_at(self.days.begins, OPENS), self.player.code, "", What.OPENED)
        own = self.player.kind is FacilityKind.DEPARTMENT
        for code, planned in self.planned.items():
            alike = own, code, planned, self.days.instead(self.player, code)
            if alike not in known:
                known[alike] = list(self._milestone(code, calendar))
            yield from (one.of(self.player) for one in known[alike])

    def _milestone(self, code: str, calendar: Calendar) -> Iterator[Happening]:
        spec, until, acts = self.specs[code], _at(self.ends, time.max), self._acts(code)
        track = self._opened((Progress(code, spec.kind, spec.due, (), State.OPEN, _at(self.days.begins, OPENS)),))
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
        days = {code: one.on for code, one in self.planned.items() if one.on and one.on <= self.ends}
        over = ((code, ((self.planned[code].on or self.ends) - one.due).days) for code, one in self.specs.items() if one.due)
        late = tuple(pair for pair in over if pair[1] > 0)
        live = [days.get(one.code) for one in self.specs.values() if one.kind in LIVE]
        gone = max(on for on in live if on) if live and all(live) else None
        missing = tuple(one for one in self.specs if one not in days)
        why = tuple((code, one) for code, one in self.planned.items() if code in {*missing, *dict(late)})
        return Outcome(self.player, gone, late, missing, why)

    def _opened(self, progress: tuple[Progress, ...]) -> Track:
        opened = _at(self.days.begins, OPENS)
        facility = FacilityId(self.player.code)
        above = facility if self.player.kind is FacilityKind.DEPARTMENT else FacilityId(DEPARTMENT)
        return Track(TrackId(id_of("track", 0)), PlanId(id_of("plan", 0)), facility, above, opened, opened, progress)

    def _acts(self, code: str) -> list[Happening]:
        """The report and its verification, in order of time."""
        planned, due = self.planned[code], self.specs[code].due
        if (on := planned.on) is None:
            return []
        late = planned.cause if due and on > due else ""
        verified = _at(on + timedelta(days=self.days.scenario.accepts_after), ACCEPTS)
        instead = self.days.instead(self.player, code)
        return [
            Happening(_at(on, REPORTS), self.player.code, code, What.REPORTED, self._above(), late, instead, planned.wait),
            Happening(verified, self.player.code, code, What.ACCEPTED, self.player.code, "", instead),
        ]

    def _above(self) -> str:
        """Who judges what it reports, and hears when it is late."""
        return PROVINCE if self.player.kind is FacilityKind.DEPARTMENT else DEPARTMENT

    def _told(self, event: Event, calendar: Calendar) -> Iterator[Happening]:
        for one in event.reminders:
            to = self._risen(one, calendar) if one.to else self.player.code
            what = What.TODAY if one.kind is Told.DUE and day(event.at) >= one.due else TOLD[one.kind]
            if to:
                yield Happening(event.at, self.player.code, one.code, what, to, "", self.days.instead(self.player, one.code))

    def _risen(self, one: Reminder, calendar: Calendar) -> str:
        """Who hears of an escalation; empty when they heard at an earlier step. A unit's own head is told in the unit."""
        assert one.to is not None
        own, spec = self.player.kind is FacilityKind.DEPARTMENT, self.specs[one.code]
        level = raised(rises(calendar.ladder, calendar.escalate_after), one.to, own, self.days.plan.accepting(spec.accepted_by))
        within = (Level.UNIT_HEAD, Level.DEPARTMENT_HEAD) if own else (Level.UNIT_HEAD,)
        return "" if level is None else PROVINCE if level is Level.PROVINCE else self.player.code if level in within else DEPARTMENT


def _done(track: Track, act: Happening) -> Track:
    who, judge = PersonId(id_of("person", 0)), PersonId(id_of("person", 1))
    if act.what is What.REPORTED:
        return track.report(act.milestone, day(act.at), who, act.at)
    return track.accept(act.milestone, judge, act.at)


def _at(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, VIETNAM).astimezone(UTC)
