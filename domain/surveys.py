"""Surveys (khảo sát) of a facility's present state: how one goes from draft to the department's review."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Malformed, NotAllowed, SamePerson, WrongState
from domain.faults import both
from domain.names import FacilityId, PersonId, PlanId, SurveyId, TrackId
from domain.people import Position
from domain.reasons import LONGEST, reason_faults, too_long
from domain.survey_editions import Answers, SurveyEdition


class SurveyState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    """Waits for the department's review."""
    RETURNED = "returned"
    """Sent back with reasons: it is filled in again."""
    REVIEWED = "reviewed"
    """The department took it: it is the facility's baseline."""


FILLED = frozenset({SurveyState.DRAFT, SurveyState.RETURNED})
"""States in which it is filled in."""
OPEN = FILLED | {SurveyState.SUBMITTED}
"""States in which no other survey of the track begins."""


@dataclass(frozen=True)
class SurveyStep:
    """One step of its history, which only grows."""

    state: SurveyState
    """What it came to."""
    by: PersonId
    at: datetime
    words: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """Code of a question → what the department says of its answer."""


@dataclass(frozen=True)
class Review:
    """What the department says of a survey that was submitted."""

    accepted: bool
    words: str = ""
    """A remark; the reason when it is sent back."""
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """A survey as its row has it. Immutable: an act gives a new one."""

    id: SurveyId
    track: TrackId
    plan: PlanId
    facility: FacilityId
    department: FacilityId
    """The department of health that reviews it."""
    number: int
    """First, second, … of its track."""
    code: str
    edition: str
    state: SurveyState
    since: datetime
    version: int
    """How many saves it has had."""
    begun_by: PersonId
    begun_at: datetime
    steps: int = 1
    submitted_by: PersonId | None = None

    @property
    def filled(self) -> bool:
        """Whether answers can still be given."""
        return self.state in FILLED

    def check_whose(self, position: Position, act: str) -> None:
        """Only the surveyed facility fills it in and submits it. Raises: NotAllowed."""
        check_whose(self.facility, position, act)

    def saved(self) -> "Survey":
        """One save later. Raises: WrongState."""
        self._in("survey.fill", *FILLED)
        return replace(self, version=self.version + 1)

    def submit(self, edition: SurveyEdition, answers: Answers, by: PersonId, now: datetime) -> tuple["Survey", SurveyStep]:
        """Raises: WrongState, Malformed with a line for each question that is missing or wrong."""
        self._in("survey.submit", *FILLED)
        if found := (*edition.missing(answers), *edition.faults(answers)):
            raise Malformed(*found)
        step = SurveyStep(SurveyState.SUBMITTED, by, now)
        return replace(self, state=step.state, since=now, steps=self.steps + 1, submitted_by=by), step

    def review(
        self, said: Review, edition: SurveyEdition, by: PersonId, now: datetime, authors: Collection[PersonId] = ()
    ) -> tuple["Survey", SurveyStep]:
        """By nobody who sent it or gave an answer (`authors`). Raises: WrongState, SamePerson, Malformed."""
        self._in("survey.review", SurveyState.SUBMITTED)
        if by == self.submitted_by or by in authors:
            raise SamePerson("survey.review")
        remarks = {code: words.strip() for code, words in said.remarks.items() if words.strip()}
        found = too_long("reason", said.words, LONGEST) if said.accepted else reason_faults(said.words)
        known = {one.code for one in edition.questions}
        for code, words in remarks.items():
            if code not in known:
                found.append(both(f"remarks.{code}: khảo sát không có câu hỏi này", "the survey has no such question"))
            found += too_long(f"remarks.{code}", words, LONGEST)
        if found:
            raise Malformed(*found)
        step = SurveyStep(SurveyState.REVIEWED if said.accepted else SurveyState.RETURNED, by, now, said.words.strip(), remarks)
        return replace(self, state=step.state, since=now, steps=self.steps + 1), step

    def check_baseline(self, act: str) -> None:
        """Only what the department took is drawn up as a paper. Raises: WrongState."""
        self._in(act, SurveyState.REVIEWED)

    def _in(self, act: str, *states: SurveyState) -> None:
        if self.state not in states:
            raise WrongState(act, self.state)


def check_whose(facility: FacilityId, position: Position, act: str) -> None:
    """Raises: NotAllowed when the position is not held at the facility of the track."""
    if position.facility != facility:
        raise NotAllowed(position.role, act, "elsewhere")


def check_next(surveys: Sequence[Survey]) -> int:
    """The number of the next survey of a track. Raises: WrongState while another is open."""
    for one in surveys:
        if one.state in OPEN:
            raise WrongState("survey.begin", one.state)
    return max((one.number for one in surveys), default=0) + 1
