"""Signature chains: which rule, and a facility's own, proposed, approved, withdrawn."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.editions import ApproveEdition, ChainAnswer, Proposed, ProposeEdition
from api.shapes.shape import Reasoned
from domain.names import EditionId
from services import chains, editions

router = APIRouter(tags=["chains"])


@router.get("/chains", summary="Trình tự ký của từng biểu mẫu · By which chain each form is signed")
async def listing(caller: Asking) -> list[ChainAnswer]:
    return [ChainAnswer.of(one) for one in await chains.listing(caller.reads())]


@router.post("/chains", status_code=201, summary="Đề nghị trình tự ký của cơ sở · Propose an edition")
async def propose(asked: ProposeEdition, caller: Asking) -> Proposed:
    """Kept only without faults; `facts` of the refusal has each with line and place."""
    return Proposed(id=await editions.propose(caller.acts(asked.request), asked.text, asked.file))


@router.post("/chains/{edition}/approvals", status_code=204, summary="Duyệt và áp dụng từ một ngày · Approve")
async def approve(edition: UUID, asked: ApproveEdition, caller: Asking) -> None:
    """By another person than proposed it; the edition before ends the day before."""
    await editions.approve(caller.acts(asked.request), EditionId(edition), asked.first, asked.pin)


@router.post("/chains/{edition}/withdrawals", status_code=204, summary="Rút trước khi áp dụng · Withdraw")
async def withdraw(edition: UUID, asked: Reasoned, caller: Asking) -> None:
    await editions.withdraw(caller.acts(asked.request), EditionId(edition), asked.reason)
