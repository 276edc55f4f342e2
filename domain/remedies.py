"""Remedial tasks (việc khắc phục) of an inspection visit: given, reported, sent back or accepted; never by whoever reported."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.calendars import come
from domain.clock import day, too_far
from domain.errors import Incomplete, Malformed, NotAllowed, SamePerson, WrongState
from domain.evidence import Evidence
from domain.faults import both
from domain.names import FacilityId, PersonId, VisitId
from domain.outside_papers import OutsidePaper
from domain.people import Position
from domain.reasons import LONGEST, reason_faults, too_long
from domain.tracks import Calendar
from domain.visits import NO_PAPER, Visit, VisitState


class RemedyState(StrEnum):
    OPEN = "open"
    REPORTED = "reported"
    ACCEPTED = "accepted"


class RemedyStepKind(StrEnum):
    """What was done about a remedial task."""

    SET = "set"
    REPORTED = "reported"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class RemedyStep:
    """One step of its history, which only grows."""

    kind: RemedyStepKind
    by: PersonId
    at: datetime
    words: str = ""
    done_on: date | None = None
    paper: OutsidePaper = NO_PAPER
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class NewRemedy:
    """A remedial task to be given."""

    what: str
    due: date
    milestone: str = ""
    """Code of the milestone it is about; empty for none."""
    by_department: bool = False
    """The department sees to it itself, not the facility."""


@dataclass(frozen=True)
class Done:
    """What is reported of a remedial task."""

    done_on: date
    words: str = ""
    paper: OutsidePaper = NO_PAPER
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Remedy:
    """A remedial task (việc khắc phục)."""

    visit: VisitId
    number: int
    what: str
    milestone: str
    facility: FacilityId
    """Who is to do it."""
    due: date
    state: RemedyState
    since: datetime
    reported_by: PersonId | None = None
    sent_back: bool = False
    steps: int = 1
    told: date | None = None
    """The last day of reminding that was told of in this state."""

    def days_late(self, today: date) -> int:
        """0 when it is in time, reported or done."""
        return max((today - self.due).days, 0) if self.state is RemedyState.OPEN else 0

    def report(self, said: Done, position: Position, now: datetime) -> tuple["Remedy", RemedyStep]:
        """By whoever is to do it, with a paper or a file. Raises: WrongState, NotAllowed, Malformed, Incomplete."""
        self._in(RemedyState.OPEN, "remedy.report")
        if position.facility != self.facility:
            raise NotAllowed(position.role, "remedy.report", "elsewhere")
        found = too_long("words", said.words, LONGEST) + said.paper.faults(day(now), needed=False)
        if said.done_on > day(now):
            found.append("done_on: ngày hoàn thành ở tương lai / the day lies in the future")
        if found:
            raise Malformed(*found)
        if said.paper.empty and not said.files:
            raise Incomplete("file: cần tệp minh chứng hoặc giấy tờ làm căn cứ / add a file or name the paper it rests on")
        step = RemedyStep(RemedyStepKind.REPORTED, position.person, now, said.words.strip(), said.done_on, said.paper, said.files)
        return self._after(RemedyState.REPORTED, step, position.person, sent_back=False)

    def accept(self, words: str, by: PersonId, now: datetime) -> tuple["Remedy", RemedyStep]:
        """Raises: WrongState, SamePerson, Malformed."""
        self._judged(by)
        if found := too_long("words", words, LONGEST):
            raise Malformed(*found)
        return self._after(RemedyState.ACCEPTED, RemedyStep(RemedyStepKind.ACCEPTED, by, now, words.strip()), self.reported_by)

    def send_back(self, reason: str, by: PersonId, now: datetime) -> tuple["Remedy", RemedyStep]:
        """Open again. Raises: WrongState, SamePerson, Malformed."""
        self._judged(by)
        if found := reason_faults(reason):
            raise Malformed(*found)
        return self._after(RemedyState.OPEN, RemedyStep(RemedyStepKind.SENT_BACK, by, now, reason.strip()), None, sent_back=True)

    def reminder(self, calendar: Calendar, now: datetime) -> date | None:
        """The day of its reminder that has come and was not told; None while it does not wait for whoever is to do it."""
        return come(self.due, self.since, self.told, calendar, now) if self.state is RemedyState.OPEN else None

    def _judged(self, by: PersonId) -> None:
        self._in(RemedyState.REPORTED, "remedy.judge")
        if by == self.reported_by:
            raise SamePerson("remedy.judge")

    def _in(self, state: RemedyState, act: str) -> None:
        if self.state is not state:
            raise WrongState(act, self.state)

    def _after(
        self, state: RemedyState, step: RemedyStep, reported_by: PersonId | None, sent_back: bool = False
    ) -> tuple["Remedy", RemedyStep]:
        after = replace(self, state=state, since=step.at, reported_by=reported_by, sent_back=sent_back, steps=self.steps + 1, told=None)
        return after, step


def give(visit: Visit, new: NewRemedy, by: PersonId, now: datetime) -> tuple[Remedy, RemedyStep]:
    """A remedial task of a recorded visit. Raises: WrongState, Malformed."""
    if visit.state is not VisitState.RECORDED:
        raise WrongState("visit.remedy", visit.state)
    found = [] if new.what.strip() else ["what: ghi việc phải khắc phục / say what is to be mended"]
    found += too_long("what", new.what, LONGEST)
    if new.due < day(now):
        found.append("due: ngày này đã qua / this day is over")
    found += too_far("due", new.due, day(now))
    if new.milestone and new.milestone not in {one.milestone for one in visit.looked}:
        found.append(both(f"milestone: đợt kiểm tra không xem mốc {new.milestone}", f"{new.milestone} was not looked at"))
    if found:
        raise Malformed(*found)
    facility = visit.department if new.by_department else visit.facility
    number = visit.remedies + 1
    made = Remedy(visit.id, number, new.what.strip(), new.milestone, facility, new.due, RemedyState.OPEN, now)
    return made, RemedyStep(RemedyStepKind.SET, by, now)
