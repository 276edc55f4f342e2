"""The days of a rehearsal: when each unit reports each of its milestones, and what holds it back, in its own track and in others'."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.deadlines import DueForm
from domain.parts import Part, Scope, Task
from domain.plans import FacilityKind, Milestone, Plan, milestones_for
from domain.scenarios import Player, Scenario
from domain.waiting import across, verified


@dataclass(frozen=True)
class Wait:
    """What a milestone is held back by."""

    part: str
    unit: str = ""
    """Code of the player that is done last; empty when it is the unit's own."""
    units: int = 1
    """How many have it."""
    until: date | None = None
    """The day it is over; null when it never is."""
    accepted: bool = False
    """It is over once all are accepted; else once they are reported."""

    @property
    def free(self) -> date | None:
        """The first day on which what waits can be reported: what is accepted in an afternoon frees the next morning."""
        return self.until + timedelta(days=1) if self.until and self.accepted else self.until


@dataclass(frozen=True)
class Planned:
    """When a milestone is reported."""

    on: date | None
    """Null when it never is."""
    cause: str = ""
    """The scenario's, of its own delays."""
    wait: Wait | None = None
    """What it is held back by, when without that it were sooner."""


@dataclass
class Days:
    """All tracks of a play at once, since they wait for each other."""

    plan: Plan
    scenario: Scenario
    begins: date
    parts: dict[str, tuple[Task, Part]] = field(init=False)
    tracks: dict[str, dict[str, Milestone]] = field(init=False)
    owners: dict[str, list[Player]] = field(default_factory=dict)
    """Code of a milestone → who has it."""
    _planned: dict[tuple[str, str], Planned] = field(default_factory=dict)
    _wants: dict[tuple[str, str], date | None] = field(default_factory=dict)
    _elsewhere: dict[tuple[str, bool], Wait | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts = {part.code: (task, part) for task, part in self.plan.parts()}
        apart = frozenset(one.code for one in self.scenario.players if one.kind is FacilityKind.AUTHORITY)
        alike: dict[tuple[FacilityKind, bool, str], dict[str, Milestone]] = {}
        self.tracks = {}
        for one in self.scenario.players:
            sort = one.kind, one.published, one.code if one.kind is FacilityKind.AUTHORITY else ""
            if sort not in alike:
                alike[sort] = {spec.code: spec for spec in milestones_for(self.plan, *sort, apart)}
            self.tracks[one.code] = alike[sort]
            for code in alike[sort]:
                self.owners.setdefault(code, []).append(one)
        self._firsts = {code: across(self.plan, code, self._mine(code)) for code in self.owners}
        self._strict = {code: verified(self.parts[code][1]) for code in self.owners}

    def _mine(self, code: str) -> dict[str, Milestone]:
        return self.tracks[self.owners[code][0].code]

    def of(self, player: Player, code: str) -> Planned:
        """On its last day, when what comes before it is done, and what delays it is over."""
        if (key := (player.code, code)) not in self._planned:
            self._planned[key] = self._of(player, self.tracks[player.code][code])
        return self._planned[key]

    def last(self) -> date | None:
        """The day on which the last of all that is ever done is accepted."""
        days = (self.of(player, code).on for code, players in self.owners.items() for player in players)
        return max((on + timedelta(days=self.scenario.accepts_after) for on in days if on), default=None)

    def _of(self, player: Player, spec: Milestone) -> Planned:
        delays = [one for one in self.scenario.delays if one.of(player) and one.hits(spec)]
        cause = "; ".join(one.why for one in delays)
        waits = [Wait(code, until=self.of(player, code).on) for code in spec.after]
        waits += [wait for one in self._firsts[spec.code] if (wait := self._of_others(one.part, self._strict[spec.code]))]
        if never := next((one for one in waits if one.until is None), None):
            return Planned(None, cause, never)
        if any(one.days is None for one in delays):
            return Planned(None, cause)
        late = timedelta(days=sum(one.days or 0 for one in delays))
        on = max(self._target(player, spec) + late, self.begins)
        last = max(waits, key=lambda one: one.free or on, default=None)
        return Planned(last.free, cause, last) if last and last.free and last.free > on else Planned(on, cause)

    def _of_others(self, code: str, accepted: bool) -> Wait | None:
        """Until all that have it are through; None when nobody plays it."""
        if (key := (code, accepted)) not in self._elsewhere:
            owners, more = self.owners.get(code, []), timedelta(days=self.scenario.accepts_after if accepted else 0)
            days = [(on and on + more, one) for one in owners for on in (self.of(one, code).on,)]
            last = max(days, key=lambda pair: pair[0] or date.max, default=None)
            self._elsewhere[key] = Wait(code, last[1].code, len(owners), last[0], accepted) if last else None
        return self._elsewhere[key]

    def _target(self, player: Player, spec: Milestone) -> date:
        """Its last day; without one, in time for what waits for it; else once what its words wait for is due, or when the plan ends."""
        if wanted := self._wanted(player, spec):
            return wanted
        task = self.parts[spec.code][0]
        waits = next((due for due in task.dues if due.form is DueForm.AFTER), None)
        ends = [due.last for one in self.plan.tasks if waits and one.code in waits.after for due in one.dues if due.last]
        return max(ends) + timedelta(days=waits.days_after) if waits and ends else self.plan.effective_until

    def _wanted(self, player: Player, spec: Milestone) -> date | None:
        """Back from the last days: the milestone's own, else the earliest of those that wait for it, here and in others' tracks."""
        if spec.due:
            return spec.due - timedelta(days=self.scenario.reports_before)
        key = player.code, spec.code
        if key not in self._wants:
            waiting = [self._wanted(player, one) for one in self.tracks[player.code].values() if spec.code in one.after]
            ahead = timedelta(days=self.scenario.reports_before + self.scenario.accepts_after)
            others = [self._mine(code)[code].due for code, firsts in self._firsts.items() if any(one.part == spec.code for one in firsts)]
            waiting += [due - ahead for due in others if due]
            self._wants[key] = min((on for on in waiting if on), default=None)
        return self._wants[key]

    def instead(self, player: Player, code: str) -> str:
        """Of what another unit of the province does and the department enters for it: that unit's code; else empty."""
        task, part = self.parts[code]
        own = player.kind is not FacilityKind.DEPARTMENT or part.scope is not Scope.PROVINCE
        return "" if own else self.plan.doer(task, part)
