"""Shapes of an appraisal: evidence, council, votes, minutes."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.records import Happened
from api.shapes.shape import Act, Answer, Asked, LongText, Named, Sha256Hex, Who, Words
from api.shapes.tracks import FileAnswer, PaperAnswer
from domain.appraisals import Criterion, Weight
from domain.councils import AppraisalState, Seat
from services.appraisals import AppraisalView


class Seating(Asked):
    person: Who
    seat: Seat


class Convene(Act):
    """Calls the council."""

    members: Annotated[list[Seating], Field(min_length=1, max_length=50)]
    founded_by: Annotated[Words, Field(examples=["QĐ 512/QĐ-BVĐK ngày 02/11/2026"])]
    place: Annotated[
        Words, Field(description="Nơi họp. · Where the council meets.", examples=["Hội trường tầng 3, Bệnh viện Đa khoa tỉnh Hưng Yên"])
    ]


class CastVote(Act):
    """A member's finding on one criterion, on the evidence as it was read."""

    met: bool
    evidence: Annotated[Sha256Hex, Field(description="SHA-256 của tệp minh chứng đã đọc.")]
    note: Annotated[LongText, Field(description="Bắt buộc khi biểu quyết không đạt.")] = ""


class CloseVote(Act):
    conclusion: LongText = ""


class ExhibitAnswer(Answer):
    """The evidence of a criterion as it is now."""

    file: FileAnswer
    by: Named
    at: datetime


class VoteAnswer(Answer):
    person: UUID
    met: bool
    evidence: str
    note: str


class CriterionAnswer(Answer):
    """One criterion, its evidence, and the votes this person may see."""

    code: str
    title: str
    show: str
    basis: str
    weight: Weight
    evidence: ExhibitAnswer | None
    votes: list[VoteAnswer]

    @classmethod
    def of(cls, criterion: Criterion, view: AppraisalView) -> Self:
        shown = view.exhibits.get(criterion.code)
        exhibit = (
            ExhibitAnswer(file=FileAnswer.model_validate(shown.file), by=Named(id=str(shown.by), name=shown.by_name), at=shown.at)
            if shown
            else None
        )
        return cls(
            code=criterion.code,
            title=criterion.title,
            show=criterion.show,
            basis=criterion.basis,
            weight=criterion.weight,
            evidence=exhibit,
            votes=[VoteAnswer.model_validate(vote) for vote in view.votes if vote.criterion == criterion.code],
        )


class MemberAnswer(Answer):
    """A member and on how many criteria they have voted."""

    person: Named
    seat: Seat
    title: str
    cast: int
    voted: bool


class AppraisalAnswer(Answer):
    """An appraisal as this person may see it: votes stay hidden until all have voted or the chair closes."""

    id: UUID
    track: UUID
    number: int
    edition: str
    state: AppraisalState
    facility: Named
    founded_by: str
    place: Annotated[str, Field(description="Nơi họp. · Where the council meets.")]
    criteria: list[CriterionAnswer]
    council: list[MemberAnswer]
    revealed: bool
    my_seat: Seat | None
    met: Annotated[bool | None, Field(description="Kết luận; null khi chưa có.")]
    stale: Annotated[bool, Field(description="Minh chứng đã đổi sau kết luận.")]
    minutes: PaperAnswer | None
    timeline: list[Happened]

    @classmethod
    def of(cls, view: AppraisalView) -> Self:
        found, sitting = view.appraisal, view.sitting
        document, version = view.minutes or (None, None)
        return cls(
            id=found.id,
            track=found.track,
            number=sitting.number,
            edition=found.edition.edition,
            state=found.state,
            facility=Named(id=view.facility.id, name=view.facility.name),
            founded_by=sitting.founded_by,
            place=sitting.held_at,
            criteria=[CriterionAnswer.of(one, view) for one in found.edition.criteria],
            council=[
                MemberAnswer(
                    person=Named(id=str(one.person), name=one.name),
                    seat=one.seat,
                    title=one.title,
                    cast=view.cast.get(one.person, 0),
                    voted=one.person in view.voted,
                )
                for one in view.council
            ],
            revealed=view.revealed,
            my_seat=view.my_seat,
            met=found.verdict.met if found.verdict else None,
            stale=found.stale,
            minutes=PaperAnswer(id=document.id, form=document.form, version=version.number, state=version.state)
            if document and version
            else None,
            timeline=[Happened.model_validate(one) for one in view.timeline],
        )


class AppraisalStands(Answer):
    id: UUID
    state: AppraisalState


class Triggered(Answer):
    id: UUID
