"""Shapes of a facility's track: its milestones, reports, papers and gates."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, JsonValue

from api.shapes.forecasts import ForecastAnswer, HelpAnswer
from api.shapes.letters import RemindedAnswer
from api.shapes.plans import CellAnswer
from api.shapes.records import Happened
from api.shapes.shape import Act, Answer, Asked, Day, LongText, Named, Reasoned, Text, Words, printable
from domain.declarations import Claim, Declaration
from domain.golive import Gate
from domain.tracks import State, Track
from domain.waiting import Held
from services.track_views import MilestoneLine, MilestoneView, TrackView
from store.queries.tracks import Report, TrackLine


class Declared(Asked):
    """How far one milestone is, when the plan is opened late."""

    code: Annotated[Words, Field(examples=["3.1-1"])]
    claim: Claim
    done_on: Day | None = None
    paper: Annotated[Text, Field(examples=["Phiếu khảo sát số 15/PKS-BVĐK ngày 20/05/2026"])] = ""
    note: Annotated[Text, Field(description="Vì sao vận hành trước việc nó chờ. · Why going live lies before what it waits for.")] = ""


class Declare(Act):
    """Khai báo lại: all or none."""

    declarations: Annotated[list[Declared], Field(min_length=1, max_length=500)]

    def words(self) -> tuple[Declaration, ...]:
        return tuple(Declaration(one.code, one.claim, one.done_on, one.paper, one.note) for one in self.declarations)


class Accept(Act):
    """Verified from above; the department's own tasks name the province's paper."""

    note: LongText = ""
    paper: Text = ""


class SendBack(Reasoned):
    """Sent back with the reason."""


def _all_printable(data: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    waiting: list[JsonValue] = [dict(data)]
    while waiting:
        match waiting.pop():
            case str() as text:
                printable(text)
            case dict() as found:
                waiting += [*found.keys(), *found.values()]
            case list() as found:
                waiting += found
    return data


class Draft(Act):
    """What the form of the milestone asks for; its fields are those of `GET …/milestones/{code}`, `draft`."""

    data: Annotated[dict[str, JsonValue], AfterValidator(_all_printable)]


class FileAnswer(Answer):
    name: str
    sha256: str
    size: int


class ReportAnswer(Answer):
    """One report and what became of it: `judged` is accepted, sent_back or empty.

    `declared`: it came with the declaration; `on_behalf_of`: the unit whose act it is, when the department of health recorded it.
    """

    number: int
    claim: Claim
    done_on: date | None
    paper: str
    note: str
    document: UUID | None
    by: Named
    at: datetime
    files: list[FileAnswer]
    judged: str
    judged_at: datetime | None
    judged_note: str
    judged_paper: str
    declared: bool
    on_behalf_of: str

    @classmethod
    def of(cls, report: Report) -> Self:
        said = {name: getattr(report, name) for name in cls.model_fields if name not in ("by", "files")}
        files = [FileAnswer.model_validate(file) for file in report.files]
        return cls(**said, by=Named(id=str(report.by), name=report.by_name), files=files)


class PaperAnswer(Answer):
    """The document a milestone ends in."""

    id: UUID
    form: str
    version: int
    state: str


class MilestoneAnswer(Answer):
    """A milestone: what the plan says, and how far it is."""

    code: str
    task: str
    title: str
    kind: str
    due: date | None
    due_words: str
    deliverable: str
    quote: str
    state: State
    claim: Claim | None
    done_on: date | None
    reports: int
    cell: CellAnswer
    document: PaperAnswer | None

    @classmethod
    def of(cls, line: MilestoneLine) -> Self:
        spec, now = line.spec, line.progress
        document, version = line.document or (None, None)
        return cls(
            code=spec.code,
            task=spec.task,
            title=spec.title,
            kind=spec.kind,
            due=spec.due,
            due_words=spec.due_words,
            deliverable=spec.deliverable,
            quote=spec.quote,
            state=now.state,
            claim=now.claim,
            done_on=now.done_on,
            reports=now.reports,
            cell=CellAnswer.of(line.cell),
            document=PaperAnswer(id=document.id, form=document.form, version=version.number, state=version.state)
            if document and version
            else None,
        )


class FieldAnswer(Answer):
    """One thing a form asks for."""

    name: str
    label: str
    kind: str
    required: bool


class ElsewhereAnswer(Answer):
    """What a milestone waits for in other tracks; `binds`: the plan itself puts it first, so nothing is reported before."""

    code: str
    title: str
    by: str
    done: int
    units: int
    due: date | None
    binds: bool

    @classmethod
    def of(cls, one: Held) -> Self:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class MilestonePage(MilestoneAnswer):
    """A milestone with its reports; `draft` is the form it ends in, when it may be drafted now."""

    lead: str
    accepted_by: str
    submissions: list[ReportAnswer]
    draft: list[FieldAnswer] | None
    reminded: list[RemindedAnswer]
    waits_elsewhere: list[ElsewhereAnswer]

    @classmethod
    def page(cls, view: MilestoneView) -> Self:
        return cls(
            **dict(MilestoneAnswer.of(view.line)),
            lead=view.lead,
            accepted_by=view.accepted_by,
            submissions=[ReportAnswer.of(one) for one in view.reports],
            draft=[FieldAnswer.model_validate(field) for field in view.draft.fields] if view.draft else None,
            reminded=[RemindedAnswer.of(one) for one in view.reminded],
            waits_elsewhere=[ElsewhereAnswer.of(one) for one in view.others],
        )


class TrackLineAnswer(Answer):
    id: UUID
    plan: UUID
    plan_code: str
    facility: Named

    @classmethod
    def of(cls, line: TrackLine) -> Self:
        return cls(id=line.track, plan=line.plan, plan_code=line.plan_code, facility=Named(id=line.facility, name=line.facility_name))


class GateAnswer(Answer):
    """What still stands before the go-live decision: it is refused until nothing does."""

    code: str
    title: str


class TrackAppraisal(Answer):
    id: UUID
    number: int
    state: str
    met: bool | None


class TrackAnswer(Answer):
    """A facility's track, milestones in the plan's order."""

    id: UUID
    plan: UUID
    plan_code: str
    opened_on: date
    facility: Named
    department: str
    live_from: date | None
    done: int
    total: int
    milestones: list[MilestoneAnswer]
    gates: list[GateAnswer]
    appraisals: list[TrackAppraisal]
    forecast: ForecastAnswer | None
    helps: HelpAnswer | None
    deadline: date | None
    slack: int | None
    reminded: list[RemindedAnswer]
    timeline: list[Happened]

    @classmethod
    def of(cls, view: TrackView) -> Self:
        return cls(
            id=view.track.id,
            plan=view.plan.id,
            plan_code=view.plan.code,
            opened_on=view.plan.opened_on,
            facility=Named(id=view.facility.id, name=view.facility.name),
            department=view.department,
            live_from=view.track.live_from,
            done=view.done,
            total=view.total,
            milestones=[MilestoneAnswer.of(one) for one in view.milestones],
            gates=gates(view.gates),
            appraisals=[TrackAppraisal.model_validate(one) for one in view.appraisals],
            forecast=ForecastAnswer.of(view.forecast),
            helps=HelpAnswer.model_validate(view.helps) if view.helps else None,
            deadline=view.deadline,
            slack=view.slack,
            reminded=[RemindedAnswer.of(one) for one in view.reminded],
            timeline=[Happened.model_validate(one) for one in view.timeline],
        )


def gates(found: tuple[Gate, ...]) -> list[GateAnswer]:
    return [GateAnswer.model_validate(one) for one in found]


class TrackStands(Answer):
    """The state of each milestone after an act."""

    id: UUID
    milestones: Annotated[dict[str, State], Field(examples=[{"3.1-1": "accepted"}])]

    @classmethod
    def of(cls, track: Track) -> Self:
        return cls(id=track.id, milestones={one.code: one.state for one in track.milestones})


class Drafted(Answer):
    """The document that now waits for its signatures."""

    document: UUID
