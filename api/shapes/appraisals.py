"""Shapes of an appraisal: evidence, council, interests, votes, papers."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.records import Happened
from api.shapes.shape import Answer, Named
from api.shapes.tracks import FileAnswer, PaperAnswer
from domain.appraisals import Criterion, Finding, Weight
from domain.councils import AppraisalState
from domain.seats import Seat
from services.appraisals_shown import AppraisalView, Paper
from services.evidence_bases import differences
from store.queries.exhibits import Shown


class ExhibitAnswer(Answer):
    """What is shown for a criterion as it is now."""

    sha256: Annotated[str, Field(description="Gửi lại khi biểu quyết.")]
    files: list["BroughtFile"]
    score: str
    words: str

    @classmethod
    def shown(cls, one: Shown) -> Self:
        files = [
            BroughtFile(
                file=FileAnswer.model_validate(each.file),
                fact=each.fact,
                rests_on=each.rests_on,
                basis=each.basis,
                by=Named(id=str(each.by), name=each.by_name),
                at=each.at,
            )
            for each in one.files
        ]
        return cls(sha256=one.sha256, files=files, score=one.score, words=one.words)


class BroughtFile(Answer):
    file: FileAnswer
    fact: Annotated[str, Field(description="Số liệu của hệ thống; trống khi là tệp.")]
    rests_on: Annotated[str, Field(description="Mã nội dung của quy chế mà tệp dựa trên. · Subject of the regulation it rests on.")]
    basis: Annotated[str, Field(description="Quy chế ấy nay là. · That regulation as it is now.")]
    by: Named
    at: datetime


class VoteAnswer(Answer):
    person: UUID
    finding: Finding
    evidence: str
    note: str


class CheckedAnswer(Answer):
    """What hsba's own rows say of a criterion now."""

    fact: str
    holds: bool
    sentence: str


class CriterionAnswer(Answer):
    """One criterion, its evidence, the votes this person may see, and what was found."""

    code: str
    title: str
    show: str
    basis: str
    weight: Weight
    grade: str
    evidence: ExhibitAnswer | None
    votes: list[VoteAnswer]
    checked: Annotated[CheckedAnswer | None, Field(description="Hệ thống tự xem trên dữ liệu của mình.")]
    found: Finding | None
    carried: bool
    changed: Annotated[bool, Field(description="Minh chứng đã đổi sau kết luận.")]

    @classmethod
    def of(cls, criterion: Criterion, view: AppraisalView) -> Self:
        shown, whole, looked = view.exhibits.get(criterion.code), view.appraisal, view.checks.get(criterion.code)
        return cls(
            code=criterion.code,
            title=criterion.title,
            show=criterion.show,
            basis=criterion.basis,
            weight=criterion.weight,
            grade=criterion.grade,
            evidence=ExhibitAnswer.shown(shown) if shown else None,
            votes=[VoteAnswer.model_validate(vote) for vote in view.votes if vote.criterion == criterion.code],
            checked=CheckedAnswer(fact=looked.check.fact, holds=looked.holds, sentence=looked.sentence) if looked else None,
            found=whole.verdict.findings.get(criterion.code) if whole.verdict else None,
            carried=criterion.code in (whole.carried or {}),
            changed=criterion.code in view.changed,
        )


class MemberAnswer(Answer):
    """A member and on how many criteria they have voted."""

    person: Named
    seat: Seat
    title: str
    cast: int
    voted: bool
    absent: bool
    stands_for: UUID | None
    paper: str


class InterestAnswer(Answer):
    person: UUID
    conflict: bool
    criteria: list[str]
    reason: str


class ShortfallAnswer(Answer):
    criterion: str
    what: str
    due: date


class DifferenceAnswer(Answer):
    """What a criterion's evidence rested on when it was judged, and rests on now."""

    criterion: str
    was: str
    now_is: str


class AppraisalAnswer(Answer):
    """An appraisal as this person may see it: votes stay hidden until the chair closes."""

    id: UUID
    track: UUID
    milestone: str
    purchase: Annotated[UUID | None, Field(description="Gói có đề xuất được thẩm định. · The purchase whose proposal is judged.")]
    number: int
    council_kind: Annotated[str, Field(description="`readiness`, `lis`, `ris-pacs`, `purchase`.")]
    edition: str
    state: AppraisalState
    facility: Named
    founded_by: str
    place: Annotated[str, Field(description="Nơi họp. · Where the council meets.")]
    meets_at: datetime | None
    criteria: list[CriterionAnswer]
    council: list[MemberAnswer]
    interests: list[InterestAnswer]
    needed: Annotated[int, Field(description="Số phiếu mỗi tiêu chí cần.")]
    short: Annotated[list[str], Field(description="Tiêu chí chưa đủ phiếu.")]
    revealed: bool
    my_seat: Seat | None
    met: Annotated[bool | None, Field(description="Kết luận; null khi chưa có.")]
    level: Annotated[str, Field(description="Mức đạt; trống khi không có mức.")]
    demanded: str
    stale: Annotated[bool, Field(description="Minh chứng đã đổi sau kết luận.")]
    differences: Annotated[list[DifferenceAnswer], Field(description="Quy chế, số liệu đã đổi từ gì sang gì. · From what to what.")]
    shortfalls: list[ShortfallAnswer]
    rests_on: UUID | None
    next_round: UUID | None
    founding: PaperAnswer | None
    minutes: PaperAnswer | None
    decision: PaperAnswer | None
    timeline: list[Happened]

    @classmethod
    def of(cls, view: AppraisalView) -> Self:
        found, sitting = view.appraisal, view.sitting
        return cls(
            id=found.id,
            track=found.track,
            milestone=found.milestone,
            purchase=found.purchase,
            number=sitting.number,
            council_kind=found.edition.council,
            edition=found.edition.edition,
            state=found.state,
            facility=Named(id=view.facility.id, name=view.facility.name),
            founded_by=sitting.founded_by,
            place=sitting.held_at,
            meets_at=sitting.meets_at,
            criteria=[CriterionAnswer.of(one, view) for one in found.edition.criteria],
            council=_council(view),
            interests=[InterestAnswer.model_validate(one) for one in found.interests],
            needed=found.round.quorum,
            short=list(view.short),
            revealed=view.revealed,
            my_seat=view.my_seat,
            met=found.verdict.met if found.verdict else None,
            level=found.verdict.grade if found.verdict else "",
            demanded=found.demanded,
            stale=found.stale,
            differences=[DifferenceAnswer.model_validate(one) for one in differences(view)],
            shortfalls=[ShortfallAnswer.model_validate(one) for one in view.shortfalls],
            rests_on=sitting.rests_on,
            next_round=view.next_round,
            founding=_paper(view.founding),
            minutes=_paper(view.minutes),
            decision=_paper(view.decision),
            timeline=[Happened.model_validate(one) for one in view.timeline],
        )


def _council(view: AppraisalView) -> list[MemberAnswer]:
    return [
        MemberAnswer(
            person=Named(id=str(one.person), name=one.name),
            seat=one.seat,
            title=one.title,
            cast=view.cast.get(one.person, 0),
            voted=one.person in view.voted,
            absent=one.absent,
            stands_for=one.stands_for,
            paper=one.paper,
        )
        for one in view.council
    ]


def _paper(one: Paper | None) -> PaperAnswer | None:
    return PaperAnswer(id=one[0].id, form=one[0].form, version=one[1].number, state=one[1].state) if one else None


class AppraisalStands(Answer):
    id: UUID
    state: AppraisalState


class Triggered(Answer):
    id: UUID
