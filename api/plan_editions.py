"""Editions of plans: entered from a file, held against what runs, applied; last days moved."""

from uuid import UUID

from fastapi import APIRouter, UploadFile

from api.deps import Asking
from api.shapes.plan_editions import ApplyEdition, ChangesAnswer, DateMoved, EditionAnswer, MoveDate, ProposedAnswer
from api.uploads import upload
from domain.names import DocumentId, PlanId, TrackId
from services import plan_editions

router = APIRouter(tags=["plan-editions"])


@router.post("/plan-papers", status_code=201, summary="Nhập kế hoạch từ tệp · Enter a plan from a file")
async def enter(file: UploadFile, caller: Asking) -> EditionAnswer:
    """YAML or xlsx, a plan or another edition of one; every fault comes with its line or cell, and then nothing is kept."""
    found = await upload(file)
    return EditionAnswer.of(await plan_editions.enter(caller.acts(None), found.name, found.content))


@router.get("/plans/{plan}/changes", summary="Thay đổi kế hoạch · Changes of a plan")
async def changes(plan: UUID, caller: Asking) -> ChangesAnswer:
    """The edition that runs, the others there are, and every last day that was moved for the whole plan."""
    return ChangesAnswer.of(await plan_editions.read(caller.reads(), PlanId(plan)))


@router.get("/plans/{plan}/changes/{edition}", summary="Khác biệt của một bản · What an edition changes")
async def propose(plan: UUID, edition: UUID, caller: Asking) -> ProposedAnswer:
    """Before anything is changed, and why it cannot be applied when it cannot."""
    return ProposedAnswer.of(await plan_editions.propose(caller.reads(), PlanId(plan), edition))


@router.post("/plans/{plan}/changes/{edition}", status_code=204, summary="Áp dụng bản mới · Apply an edition")
async def apply(plan: UUID, edition: UUID, asked: ApplyEdition, caller: Asking) -> None:
    """All of it in one act; running milestones keep reports, evidence and papers."""
    await plan_editions.apply(caller.acts(asked.request), PlanId(plan), edition, asked.paper)


@router.post("/plans/{plan}/dates", summary="Đổi hạn một mốc · Move a last day")
async def move(plan: UUID, asked: MoveDate, caller: Asking) -> DateMoved:
    """In these tracks or in all; legal days and those set from above only come sooner.

    Where the department's settings ask for it a paper is drawn up, and the day moves when everybody has signed.
    """
    tracks, again = tuple(TrackId(one) for one in asked.tracks), DocumentId(asked.again) if asked.again else None
    said = (asked.milestone, asked.to, asked.reason, asked.paper, tracks, again)
    return DateMoved(document=await plan_editions.move(caller.acts(asked.request), PlanId(plan), *said))
