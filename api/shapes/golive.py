"""Shapes of going live."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.obstacles import PaperShape
from api.shapes.shape import Act, Answer, Day, LongText, Text, Words
from api.shapes.tracks import Draft
from domain.evaluations import Compared, Turn
from domain.facility_states import Reached
from domain.facility_states import State as FacilityState
from domain.faults import halves
from domain.going_live import State
from domain.golive import Readiness
from domain.golive_gates import Gate
from services.golive_boards import ProvinceView
from services.golive_views import GoliveView
from services.watch_days import WatchDay


class NamePaper(Act):
    """A paper that a gate asks for."""

    code: Annotated[Words, Field(examples=["security"])]
    paper: PaperShape


class JudgePilot(Act):
    well: bool
    words: LongText = ""


class Rehearse(Act):
    held_on: Day
    well: bool
    words: Annotated[LongText, Field(min_length=1)]


class AllowDepartment(Act):
    department: Annotated[Words, Field(examples=["33001/NOI"])]
    on: Day


class ConfirmGolive(Act):
    words: Annotated[LongText, Field(min_length=1)]


class Reverse(Draft):
    """The form's fields in `data`, its `reason` among them."""

    department: Text = ""


class ReachState(Act):
    state: FacilityState
    on: Day
    paper: PaperShape


class TakeBackState(Act):
    state: FacilityState
    number: Annotated[int, Field(description="`number` của lần ghi đã xem. · Of the entry that was read.", ge=1)]
    reason: str


class ToldGate(Answer):
    code: str
    holds: bool
    sentence: str
    sentence_en: str
    link: str

    @classmethod
    def of(cls, one: Gate) -> Self:
        vi, en = halves(one.sentence)
        return cls(code=one.code, holds=one.holds, sentence=vi, sentence_en=en, link=one.link)


class ReadinessAnswer(Answer):
    readiness: Readiness
    gates: list[ToldGate]
    """Those that do not hold."""

    @classmethod
    def of(cls, readiness: Readiness, left: Iterable[Gate]) -> Self:
        return cls(readiness=readiness, gates=[ToldGate.of(one) for one in left])


class DepartmentAnswer(Answer):
    id: str
    name: str
    begins: date | None
    gone_back: date | None


class CountedAnswer(Answer):
    fact: str
    value: Decimal | None
    holds: bool


class WatchAnswer(Answer):
    on: date
    counted: list[CountedAnswer]

    @classmethod
    def of(cls, one: WatchDay) -> Self:
        counted = [CountedAnswer(fact=f.fact.code, value=f.fact.value, holds=f.holds) for f in one.findings]
        return cls(on=one.on, counted=counted)


class IndicatorAnswer(Answer):
    code: str
    title: str
    before: Decimal | None
    before_on: date | None
    now: Decimal | None
    now_on: date | None
    turn: Turn
    met: bool | None

    @classmethod
    def of(cls, one: Compared) -> Self:
        was, is_ = one.before, one.now
        return cls(
            code=one.line.code,
            title=one.line.title,
            before=was.value if was else None,
            before_on=was.on if was else None,
            now=is_.value if is_ else None,
            now_on=is_.on if is_ else None,
            turn=one.turn,
            met=one.met,
        )


class GoliveAnswer(Answer):
    subject: str
    title: str
    state: State
    first_day: date | None
    watch_ends: date | None
    gates: list[ToldGate]
    departments: list[DepartmentAnswer]
    watch: list[WatchAnswer]
    evaluation: list[IndicatorAnswer]

    @classmethod
    def view(cls, found: GoliveView) -> Self:
        one, policy = found.stands.golive, found.stands.policy
        return cls(
            subject=one.subject,
            title=policy.title,
            state=found.state,
            first_day=one.first_day,
            watch_ends=one.watch_ends(policy),
            gates=[ToldGate.of(gate) for gate in found.stands.gates],
            departments=[DepartmentAnswer.model_validate(line) for line in found.departments],
            watch=[WatchAnswer.of(day) for day in found.watched],
            evaluation=[IndicatorAnswer.of(one) for one in found.evaluated],
        )


class StateAnswer(Answer):
    state: FacilityState
    number: Annotated[int, Field(description="Lần ghi thứ mấy của tình trạng này. · Of the entry.")]
    on: date
    paper_number: str
    paper_day: date | None
    paper_issuer: str

    @classmethod
    def of(cls, state: FacilityState, one: Reached) -> Self:
        paper = one.paper
        return cls(state=state, number=one.number, on=one.on, paper_number=paper.number, paper_day=paper.day, paper_issuer=paper.issuer)


class LackAnswer(Answer):
    sentence: str
    sentence_en: str
    link: str


class UnitAnswer(Answer):
    track: UUID
    facility: str
    state: State
    first_day: date | None
    begun: int
    departments: int
    states: list[StateAnswer]
    lacking: list[LackAnswer]


class GoliveUnits(Answer):
    """Those who are missing first."""

    total: int
    live: int
    units: list[UnitAnswer]
    next: str | None

    @classmethod
    def view(cls, found: ProvinceView) -> Self:
        units = [
            UnitAnswer(
                track=one.track,
                facility=one.facility,
                state=one.state,
                first_day=one.first_day,
                begun=one.begun,
                departments=one.departments,
                states=[StateAnswer.of(state, reached) for state, reached in one.states.items()],
                lacking=[
                    LackAnswer(sentence=halves(sentence)[0], sentence_en=halves(sentence)[1], link=link) for sentence, link in one.lacking
                ],
            )
            for one in found.units
        ]
        following = str(found.units[-1].track) if found.more else None
        return cls(total=found.total, live=found.live, units=units, next=following)
