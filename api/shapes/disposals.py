"""Shapes of disposals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.appraisal_acts import Seating
from api.shapes.records import Happened
from api.shapes.shape import Act, Answer, Asked, Day, LongText, Named, Reasoned, Sha256Hex, Words
from api.shapes.tracks import PaperAnswer
from domain.disposals import Disposal, DisposalState, Fate, Item, Obstacle
from domain.recusals import Tie, Ties, tally, ties_of
from domain.seats import Seat
from services.disposals import DisposalView, Preview

PAGE = 200
"""Lines of one answer."""


class Propose(Act):
    """Freezes the list that was previewed."""

    title: Annotated[Words, Field(examples=["Tiêu hủy hồ sơ ngoại trú hết hạn năm 2025"])]
    before: Annotated[Day, Field(description="Thời hạn lưu trữ hết trước ngày này. · Retention ended before this day.")]
    without: Annotated[
        tuple[UUID, ...], Field(description="Hồ sơ bỏ ra, như lúc xem trước. · Left out, as in the preview.", max_length=20_000)
    ] = ()
    list_sha256: Annotated[Sha256Hex, Field(description="Của danh mục đã xem trước; khác thì bị từ chối. · Of the list previewed.")]


class ConveneCouncil(Act):
    """Names the council."""

    members: Annotated[list[Seating], Field(min_length=1, max_length=50)]
    place: Annotated[Words, Field(description="Nơi họp. · Where the council meets.", examples=["Phòng họp tầng 2"])]


class BallotWords(Asked):
    """A word on the whole list, or on one line, which goes before the word on the whole."""

    item: Annotated[int | None, Field(ge=1, description="Dòng của danh mục; bỏ trống: toàn bộ. · Line; none for all of it.")] = None
    destroy: bool
    note: Annotated[LongText, Field(description="Bắt buộc khi không đồng ý hủy. · Needed against destroying.")] = ""


class CastBallots(Act):
    """What a member says of the list that was read."""

    list_sha256: Sha256Hex
    ballots: Annotated[list[BallotWords], Field(min_length=1, max_length=20_000)]


class CloseBallots(Act):
    conclusion: LongText = ""


class TakeOut(Reasoned):
    """A record leaves the list."""

    item: Annotated[int, Field(ge=1, description="Dòng của danh mục. · Line of the list.")]


class Withdraw(Reasoned):
    """All of it is given up."""


class Proposal(Answer):
    id: UUID


class DisposalStands(Answer):
    id: UUID
    state: DisposalState


class ClassCount(Answer):
    code: str
    title: str
    records: int


class PreviewLine(Answer):
    number: int
    record: UUID
    code: str
    sha256: str
    retention_class: str
    keep_until: date


class HinderedLine(Answer):
    """A record whose term is over and that may not be listed."""

    record: UUID
    code: str
    keep_until: date | None
    why: Obstacle


class DisposalPreview(Answer):
    """Exactly what would be proposed now: the hash covers every line, on every page."""

    before: date
    records: int
    list_sha256: str
    classes: list[ClassCount]
    lines: list[PreviewLine]
    hindered: list[HinderedLine]
    next: Annotated[int | None, Field(description="Gửi lại ở `after` để lấy trang sau. · For the next page.")]

    @classmethod
    def of(cls, one: Preview, after: int) -> Self:
        shown, following = _page(one.items, after)
        return cls(
            before=one.before,
            records=len(one.items),
            list_sha256=one.list_sha256,
            classes=_classes(one.items, one.classes),
            lines=[PreviewLine.model_validate(item) for item in shown],
            hindered=[HinderedLine(record=it.record, code=it.code, keep_until=it.keep_until, why=why) for it, why in one.hindered[:PAGE]],
            next=following,
        )


class DisposalLine(Answer):
    """A disposal, as a list has it."""

    id: UUID
    number: int
    title: str
    state: DisposalState
    proposed_at: datetime
    records: int
    destroyed: int


class BallotAnswer(Answer):
    person: UUID
    item: int | None
    destroy: bool
    note: str


class StoodAside(Answer):
    """A member whose vote does not count on a line."""

    person: Named
    acts: Annotated[list[Tie], Field(description="treated: điều trị; wrote: lập văn bản; signed: ký văn bản của hồ sơ.")]


class ItemAnswer(PreviewLine):
    """A line of the frozen list, and what became of it."""

    fate: Fate
    reason: Annotated[str, Field(description="Lời của người đưa ra, hoặc mã lý do khi bị loại khỏi danh mục. · Words, or a code.")]
    votes_for: Annotated[int | None, Field(description="Null khi phiếu chưa mở. · Null while votes are hidden.")]
    votes_against: int | None
    stood_aside: Annotated[
        list[StoodAside], Field(description="Thành viên không tính phiếu về hồ sơ này, và vì sao. · Members whose vote does not count.")
    ]

    @classmethod
    def line(cls, item: Item, view: DisposalView, known: Ties) -> Self:
        found, names = tally(view.disposal, item), {one.person: one.name for one in view.council}
        shown = view.revealed and view.disposal.ballots
        return cls(
            **PreviewLine.model_validate(item).model_dump(),
            fate=item.fate,
            reason=item.reason,
            votes_for=found.yes if shown else None,
            votes_against=found.no if shown else None,
            stood_aside=[
                StoodAside(person=Named(id=str(who), name=names.get(who, "")), acts=list(ties_of(item, who, known))) for who in found.aside
            ],
        )


class SeatedAnswer(Answer):
    person: Named
    seat: Seat
    title: str
    voted: bool


class DisposalAnswer(Answer):
    """A disposal as this person may see it: others' ballots stay hidden until the chair closes."""

    id: UUID
    number: int
    title: str
    state: DisposalState
    proposed_by: Named
    proposed_at: datetime
    list_sha256: str
    seats: int
    quorum: int
    place: Annotated[str, Field(description="Nơi họp. · Where the council meets.")]
    council: list[SeatedAnswer]
    my_seat: Seat | None
    revealed: bool
    ballots: list[BallotAnswer]
    conclusion: str
    destroy_at: Annotated[datetime | None, Field(description="Hết thời gian chờ, bắt đầu hủy. · End of the waiting term.")]
    destroyed_at: datetime | None
    ended_at: datetime | None
    ended_reason: str
    papers: list[PaperAnswer]
    records: int
    fates: dict[Fate, int]
    lines: list[ItemAnswer]
    timeline: list[Happened]
    next: Annotated[int | None, Field(description="Gửi lại ở `after` để lấy trang sau. · For the next page.")]

    @classmethod
    def of(cls, view: DisposalView, after: int, known: Ties) -> Self:
        """`known`: of the lines of this page."""
        one, sitting = view.disposal, view.sitting
        shown, following = _page(one.items, after)
        return cls(
            id=one.id,
            number=sitting.number,
            title=one.title,
            state=one.state,
            proposed_by=Named(id=str(one.proposed_by), name=view.names.get(one.proposed_by, "")),
            proposed_at=sitting.proposed_at,
            list_sha256=one.list_sha256,
            seats=one.seats,
            quorum=one.quorum,
            place=sitting.held_at,
            council=_council(view),
            my_seat=view.my_seat,
            revealed=view.revealed,
            ballots=[BallotAnswer.model_validate(said) for said in one.ballots],
            conclusion=sitting.conclusion,
            destroy_at=one.destroy_at,
            destroyed_at=sitting.destroyed_at,
            ended_at=sitting.ended_at,
            ended_reason=sitting.ended_reason,
            papers=[PaperAnswer(id=doc.id, form=doc.form, version=version.number, state=version.state) for doc, version in view.papers],
            records=len(one.items),
            fates=_fates(one),
            lines=[ItemAnswer.line(item, view, known) for item in shown],
            timeline=[Happened.model_validate(said) for said in view.timeline],
            next=following,
        )


def _council(view: DisposalView) -> list[SeatedAnswer]:
    return [
        SeatedAnswer(person=Named(id=str(one.person), name=one.name), seat=one.seat, title=one.title, voted=one.person in view.voted)
        for one in view.council
    ]


def _fates(one: Disposal) -> dict[Fate, int]:
    return {fate: many for fate in Fate if (many := sum(item.fate is fate for item in one.items))}


def _classes(items: Iterable[Item], titles: Mapping[tuple[str, str], str]) -> list[ClassCount]:
    many = Counter(one.kept_as for one in items)
    return [ClassCount(code=kept[1], title=titles.get(kept, kept[1]), records=n) for kept, n in sorted(many.items())]


def _page(items: Sequence[Item], after: int) -> tuple[Sequence[Item], int | None]:
    """The lines after a number, and the number to go on from."""
    shown = items[after : after + PAGE]
    return shown, after + PAGE if len(items) > after + PAGE else None
