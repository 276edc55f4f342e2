"""A facility's track: what each milestone's state is, who may move it, and what the calendar says next."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from domain.clock import VIETNAM, day
from domain.declarations import Claim, Declaration
from domain.errors import EarlierFirst, NotFound, SamePerson, WrongState
from domain.escalations import Level, Rise, rises
from domain.faults import named
from domain.names import FacilityId, PersonId, PlanId, TrackId
from domain.parts import Kind
from domain.people import Position
from domain.roles import Role
from domain.waiting import Held


class State(StrEnum):
    UNDECLARED = "undeclared"
    """The plan was opened late: the unit has not yet said how far it is."""
    OPEN = "open"
    REPORTED = "reported"
    """Said to be done; not yet verified from above."""
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    """A later edition has it no more: no track is read with it, its page and its past stay."""


WAITS = frozenset({State.UNDECLARED, State.OPEN})
"""States in which the unit is waited for: only these are reminded."""

DONE = frozenset({State.REPORTED, State.ACCEPTED})
PAPERS = {Kind.SURVEY: "survey", Kind.PROCUREMENT: "procurement", Kind.REGULATION: "regulation", Kind.GOLIVE: "golive-decision"}
"""Kind of milestone → form of the document it ends in; an appraisal ends in its council's minutes."""


@dataclass(frozen=True)
class Progress:
    """How far one milestone is: what the unit reported and what was verified are marks of their own."""

    code: str
    kind: Kind
    due: date | None
    """Last day in time."""
    after: tuple[str, ...]
    state: State
    since: datetime
    """When it came to this state."""
    claim: Claim | None = None
    done_on: date | None = None
    reported_by: PersonId | None = None
    accepted_by: PersonId | None = None
    sent_back: bool = False
    """The last report was sent back."""
    reports: int = 0
    """How many times it was reported."""
    mend_by: date | None = None
    """A council found it not met: the day by which what is missing is to be mended; null once a later one finds it met."""


@dataclass(frozen=True)
class Track:
    """The milestones of one facility in one plan. Immutable: an act gives a new track."""

    id: TrackId
    plan: PlanId
    facility: FacilityId
    department: FacilityId
    """The department of health that watches it."""
    opened_at: datetime
    heard_at: datetime
    """Moment of the last event of the calendar that was applied."""
    milestones: tuple[Progress, ...]
    live_from: date | None = None
    """The day the go-live decision names, once it is issued."""
    closed_on: date | None = None
    """Last day of a facility that closed or merged into another: from then on the track is only read."""
    others: tuple[Held, ...] = ()
    """What its milestones wait for in other tracks, where it was asked for (`store.queries.waiting`)."""

    @property
    def finished(self) -> bool:
        """Every milestone is verified: nothing more is waited for."""
        return all(one.state is State.ACCEPTED for one in self.milestones)

    @property
    def declared(self) -> bool:
        """Nothing is left to be declared."""
        return not any(one.state is State.UNDECLARED for one in self.milestones)

    @property
    def own(self) -> bool:
        """The department's own track: what it reports is accepted by the province, with a paper."""
        return self.facility == self.department

    def watched_by(self, position: Position) -> bool:
        """The officers of its department of health: only they judge what is reported."""
        return position.role is Role.HEALTH_OFFICER and position.facility == self.department

    def reached_by(self, position: Position) -> bool:
        """The facility's own people, and officers and head of the department that watches it."""
        leads = position.role is Role.DIRECTOR and position.facility == self.department
        return self.watched_by(position) or leads or position.facility == self.facility

    def check_running(self, act: str) -> None:
        """Nothing new is begun on a closed track. Raises: WrongState."""
        if self.closed_on:
            raise WrongState(act, "closed_track")

    def of(self, code: str) -> Progress:
        """Raises: NotFound."""
        if found := next((one for one in self.milestones if one.code == code), None):
            return found
        raise NotFound("milestone", code)

    def first(self, kind: Kind) -> Progress:
        """The track's milestone of this kind. Raises: NotFound."""
        if found := next((one for one in self.milestones if one.kind is kind), None):
            return found
        raise NotFound("milestone", kind)

    def waits_for(self, code: str) -> tuple[str, ...]:
        """Earlier milestones that are neither reported nor accepted."""
        return tuple(c for c in self.of(code).after if self.of(c).state in WAITS)

    def turns_on(self, code: str) -> tuple[str, ...]:
        """What must be reported before this is drawn up, reported or verified; nothing for what is said not to be for the unit."""
        return () if self.of(code).claim is Claim.NOT_APPLICABLE else self.waits_for(code)

    def bound_by(self, code: str) -> tuple[Held, ...]:
        """As `turns_on`, in other tracks: only what the source itself puts first."""
        asked = self.of(code).claim is not Claim.NOT_APPLICABLE
        return tuple(one for one in self.others if asked and one.of == code and one.binds)

    def check_turn(self, code: str, titles: Mapping[str, str]) -> None:
        """What comes first is reported first: before it nothing is drawn up, reported or verified here. Raises: EarlierFirst, NotFound.

        Outside stand declarations and reports that a signed paper makes by itself: facts are kept. Verifying them waits all the same.
        """
        if waits := [f"{one} {titles.get(one, '')}".strip() for one in self.turns_on(code)] + [one.told for one in self.bound_by(code)]:
            raise EarlierFirst(*map(named, waits))

    def declare(self, said: Declaration, by: PersonId, now: datetime) -> "Track":
        """Raises: NotFound, WrongState."""
        was = self._in(said.code, State.UNDECLARED, "track.declare")
        if said.claim is Claim.DOING:
            return self._with(replace(was, state=State.OPEN, claim=said.claim, since=now))
        return self._with(_reported(was, said.claim, said.done_on or day(now), by, now))

    def begin(self, code: str, now: datetime) -> "Track":
        """A document of the milestone is drafted. Raises: NotFound, WrongState."""
        return self._with(replace(self._in(code, State.OPEN, "track.draft"), claim=Claim.DOING))

    def fall_short(self, code: str, mend_by: date | None, now: datetime) -> "Track":
        """A council found it not met: what was reported or accepted is open again. With no day: met after all. Raises: NotFound."""
        was = replace(self.of(code), mend_by=mend_by)
        return self._with(_opened(was, now) if mend_by and was.state in DONE else was)

    def back_to_paper(self, now: datetime) -> "Track":
        """The whole returned to paper: no day stands, and going live is open again."""
        made = (_opened(one, now) if one.kind is Kind.GOLIVE and one.state in DONE else one for one in self.milestones)
        return replace(self, live_from=None, milestones=tuple(made))

    def report(self, code: str, done_on: date, by: PersonId, now: datetime, claim: Claim = Claim.DONE) -> "Track":
        """Raises: NotFound, WrongState, also of what a council found not met, before a further round finds it met."""
        was = self._in(code, State.OPEN, "track.report")
        if was.mend_by and claim is Claim.DONE:
            raise WrongState("track.report", "short")
        return self._with(_reported(was, claim, done_on, by, now))

    def accept(self, code: str, by: PersonId, now: datetime, council: Collection[PersonId] = ()) -> "Track":
        """Verified from above; `council` are those whose signed minutes are the report. Raises: NotFound, WrongState, SamePerson."""
        return self._with(replace(self._judged(code, by, council, "track.accept"), state=State.ACCEPTED, since=now, accepted_by=by))

    def send_back(self, code: str, by: PersonId, now: datetime, council: Collection[PersonId] = ()) -> "Track":
        """It is open again. Raises: as `accept`."""
        return self._with(replace(_opened(self._judged(code, by, council, "track.send_back"), now), sent_back=True))

    def _judged(self, code: str, by: PersonId, council: Collection[PersonId], act: str) -> Progress:
        was = self._in(code, State.REPORTED, act)
        if by in council or was.reported_by == by:
            raise SamePerson(act, *(["council"] if by in council else []))
        return was

    def _in(self, code: str, state: State, act: str) -> Progress:
        was = self.of(code)
        if was.state is not state:
            raise WrongState(act, was.state)
        return was

    def _with(self, new: Progress) -> "Track":
        return replace(self, milestones=tuple(new if one.code == new.code else one for one in self.milestones))


def _opened(was: Progress, now: datetime) -> Progress:
    return replace(was, state=State.OPEN, since=now, claim=Claim.DOING, done_on=None)


def _reported(was: Progress, claim: Claim, done_on: date, by: PersonId, now: datetime) -> Progress:
    return replace(
        was, state=State.REPORTED, since=now, claim=claim, done_on=done_on, reported_by=by, sent_back=False, reports=was.reports + 1
    )


@dataclass(frozen=True)
class Calendar:
    """The piece of a facility's settings that governs reminders."""

    edition: str
    before: tuple[int, ...] = (14, 7, 1)
    """Days before the last day."""
    late_every: int = 3
    """Days between reminders of what is late."""
    escalate_after: int = 7
    """Of a calendar without a ladder: days late after which the department's officers are told."""
    hour: int = 8
    """Hour of the day in Vietnam."""
    ladder: tuple[Rise, ...] = ()

    def moment(self, on: date) -> datetime:
        return datetime.combine(on, time(self.hour), VIETNAM).astimezone(UTC)


class Told(StrEnum):
    """Kinds of notice the calendar sends."""

    DUE = "milestone_due"
    LATE = "milestone_late"
    ESCALATED = "milestone_escalated"


@dataclass(frozen=True)
class Reminder:
    """One milestone of an event."""

    code: str
    kind: Told
    due: date
    to: Level | None = None
    """Of an escalation: the ladder's step (`domain.escalations.raised` says whom it means)."""


@dataclass(frozen=True)
class Event:
    """Everything the calendar says at one moment."""

    at: datetime
    reminders: tuple[Reminder, ...]


def next_event(track: Track, calendar: Calendar, now: datetime) -> Event | None:
    """What comes next; moments that passed unheard (nobody was awake) become one event, with the last of each milestone.

    Nothing for a milestone whose last day was over when the plan opened, and nothing for moments before its present state.
    """
    coming = [found for one in track.milestones for found in _coming(track, one, calendar, now)]
    missed = [found for found in coming if found[0] <= now]
    if missed:
        return Event(max(at for at, _ in missed), tuple(reminder for _, reminder in missed))
    if not coming:
        return None
    at = min(moment for moment, _ in coming)
    return Event(at, tuple(reminder for moment, reminder in coming if moment == at))


def apply(track: Track, event: Event) -> Track:
    """The track after an event: it is never said again."""
    return replace(track, heard_at=max(track.heard_at, event.at))


def _coming(track: Track, one: Progress, calendar: Calendar, now: datetime) -> Iterator[tuple[datetime, Reminder]]:
    """The last unheard moment up to now and the first after it, of each kind of notice."""
    if one.state not in WAITS or one.due is None or one.due < day(track.opened_at):
        return
    since = max(track.heard_at, one.since)
    due = _around((calendar.moment(one.due - timedelta(days=n)) for n in calendar.before), since, now)
    late = _around(_late(one.due, calendar, since, now), since, now)
    ladder = rises(calendar.ladder, calendar.escalate_after)
    above = [(r.to, _around((calendar.moment(one.due + timedelta(days=r.after_days)),), since, now)) for r in ladder]
    if any(at <= now for at in (*late, *(at for _, moments in above for at in moments))):
        due = ()
    for kind, to, moments in ((Told.DUE, None, due), (Told.LATE, None, late), *((Told.ESCALATED, *rise) for rise in above)):
        yield from ((at, Reminder(one.code, kind, one.due, to)) for at in moments)


def _late(due: date, calendar: Calendar, since: datetime, now: datetime) -> Iterator[datetime]:
    """The endless row of late reminders, as far as it matters: its first, and those around `since` and around `now`."""
    every = timedelta(days=calendar.late_every)
    for moment in (since, now):
        passed = (moment - calendar.moment(due)) // every
        yield from (calendar.moment(due) + every * k for k in (1, passed, passed + 1) if k >= 1)


def _around(moments: Iterable[datetime], since: datetime, now: datetime) -> tuple[datetime, ...]:
    unheard = [moment for moment in moments if moment > since]
    missed = [moment for moment in unheard if moment <= now]
    later = [moment for moment in unheard if moment > now]
    return (*([max(missed)] if missed else []), *([min(later)] if later else []))
