"""Disposals: a list previewed and frozen, a council, its votes, the decision. Nothing here destroys anything."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api import naming
from api.deps import Asking
from api.shapes.disposals import (
    PAGE,
    CastBallots,
    CloseBallots,
    ConveneCouncil,
    DisposalAnswer,
    DisposalLine,
    DisposalPreview,
    DisposalStands,
    Proposal,
    Propose,
    TakeOut,
    Withdraw,
)
from api.shapes.people import Colleague
from api.shapes.shape import Act, Day
from api.shapes.tracks import Drafted
from domain.names import DisposalId, RecordId, Sha256
from domain.seats import Member
from services import disposals

router = APIRouter(tags=["disposals"])
After = Annotated[int, Query(ge=0, le=1_000_000, description="`next` của trang trước. · `next` of the page before.")]


@router.get("/disposals", summary="Các đợt tiêu hủy của cơ sở · Disposals of the facility")
async def listing(caller: Asking) -> list[DisposalLine]:
    """The newest first."""
    return [DisposalLine.model_validate(one) for one in await disposals.listing(caller.reads())]


@router.get("/disposals/preview", summary="Xem trước danh mục tiêu hủy · What would be listed now")
async def preview(
    caller: Asking,
    before: Annotated[
        Day | None, Query(description="Thời hạn lưu trữ hết trước ngày này; hôm nay. · Retention ended before this day.")
    ] = None,
    without: Annotated[list[UUID] | None, Query(description="Hồ sơ bỏ ra. · Left out.", max_length=1000)] = None,
    after: After = 0,
) -> DisposalPreview:
    """Records with ended terms, 200 a page, the hash of the whole list, and what hinders others (the first 200)."""
    context = caller.reads()
    found = await disposals.preview(context, before or context.today, [RecordId(one) for one in without or ()])
    return DisposalPreview.of(found, after)


@router.post("/disposals", status_code=201, summary="Đề nghị tiêu hủy · Propose a disposal")
async def propose(asked: Propose, caller: Asking) -> Proposal:
    """Freezes the list under its hash; another list by now is refused (409)."""
    left = [RecordId(one) for one in asked.without]
    return Proposal(id=await disposals.propose(caller.acts(asked.request), asked.title, asked.before, left, Sha256(asked.list_sha256)))


@router.get("/disposals/{disposal}", summary="Xem một đợt tiêu hủy · Read a disposal")
async def read(disposal: UUID, caller: Asking, after: After = 0) -> DisposalAnswer:
    """Its course, council, papers, and its list, 200 lines a page; others' ballots are hidden until the chair closes."""
    context = caller.reads()
    view = await disposals.read(context, DisposalId(disposal))
    return DisposalAnswer.of(view, after, await disposals.ties(context, view, view.disposal.items[after : after + PAGE]))


@router.get("/disposals/{disposal}/candidates", summary="Ai có thể vào hội đồng tiêu hủy · Who may sit")
async def candidates(disposal: UUID, caller: Asking) -> list[Colleague]:
    """Not whoever proposed the list."""
    return [Colleague.of(post) for post in await disposals.candidates(caller.reads(), DisposalId(disposal))]


@router.post("/disposals/{disposal}/council", status_code=201, summary="Lập hội đồng tiêu hủy · Set up the council")
async def convene(disposal: UUID, asked: ConveneCouncil, caller: Asking) -> Drafted:
    """Its decision is drawn up to be signed; after a refusal its next version."""
    context = caller.acts(asked.request)
    named = [(await naming.person(context, f"members[{n}].person", one.person), one.seat) for n, one in enumerate(asked.members)]
    members = tuple(Member(person, seat) for person, seat in named)
    return Drafted(document=await disposals.convene(context, DisposalId(disposal), members, asked.place))


@router.post("/disposals/{disposal}/take-out", status_code=201, summary="Đưa hồ sơ ra khỏi danh mục · Take a record out")
async def take_out(disposal: UUID, asked: TakeOut, caller: Asking) -> DisposalStands:
    found = await disposals.take_out(caller.acts(asked.request), DisposalId(disposal), asked.item, asked.reason)
    return DisposalStands.model_validate(found)


@router.post("/disposals/{disposal}/vote", status_code=201, summary="Biểu quyết về danh mục · Vote on the list")
async def vote(disposal: UUID, asked: CastBallots, caller: Asking) -> DisposalStands:
    """By a member, on the list that was read; a later word on the same thing replaces the earlier one."""
    said = [(one.item, one.destroy, one.note) for one in asked.ballots]
    found = await disposals.vote(caller.acts(asked.request), DisposalId(disposal), Sha256(asked.list_sha256), said)
    return DisposalStands.model_validate(found)


@router.post("/disposals/{disposal}/close", status_code=201, summary="Kết thúc biểu quyết về danh mục · Close the vote")
async def close(disposal: UUID, asked: CloseBallots, caller: Asking) -> Drafted:
    """By the chair; the minutes go to be signed."""
    return Drafted(document=await disposals.close(caller.acts(asked.request), DisposalId(disposal), asked.conclusion))


@router.post("/disposals/{disposal}/decide", status_code=201, summary="Lập quyết định hủy · Draw up the decision")
async def decide(disposal: UUID, asked: Act, caller: Asking) -> Drafted:
    """Its last signature begins the waiting term, after which the records are destroyed."""
    return Drafted(document=await disposals.decide(caller.acts(asked.request), DisposalId(disposal)))


@router.post("/disposals/{disposal}/withdraw", status_code=201, summary="Rút lại đề nghị tiêu hủy · Withdraw a disposal")
async def withdraw(disposal: UUID, asked: Withdraw, caller: Asking) -> DisposalStands:
    """Before anything is destroyed."""
    return DisposalStands.model_validate(await disposals.withdraw(caller.acts(asked.request), DisposalId(disposal), asked.reason))


@router.post("/disposals/{disposal}/certificate", status_code=201, summary="Lập lại biên bản hủy · Draw up the certificate again")
async def certify(disposal: UUID, asked: Act, caller: Asking) -> Drafted:
    """After it was refused."""
    return Drafted(document=await disposals.certify(caller.acts(asked.request), DisposalId(disposal)))
