"""Letters that remind the late units of a plan: who is late, drawn up in one act, listed."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Asking
from api.shapes.letters import LateUnits, LetterAnswer, LetterMade, WriteLetter
from domain.names import PlanId
from services import letters

router = APIRouter(tags=["letters"])


@router.get("/plans/{plan}/late", summary="Đơn vị đang quá hạn · Units that are late")
async def late(plan: UUID, caller: Asking) -> LateUnits:
    """As of today, each with its late milestones and the last letter that reminded it."""
    return LateUnits.of(await letters.drafting(caller.reads(), PlanId(plan)))


@router.get("/plans/{plan}/letters", summary="Công văn đôn đốc · Reminder letters")
async def listing(plan: UUID, caller: Asking) -> list[LetterAnswer]:
    """Of the department whose plan it is, newest first; a unit reads those it got as documents."""
    return [LetterAnswer.of(one) for one in (await letters.listing(caller.reads(), PlanId(plan))).letters]


@router.post("/plans/{plan}/letters", status_code=201, summary="Lập công văn đôn đốc · Draw up a reminder letter")
async def draw_up(plan: UUID, asked: WriteLetter, caller: Asking) -> LetterMade:
    """It goes to be signed and numbered; then each unit is told once, of its own late milestones."""
    return LetterMade(document=await letters.draw_up(caller.acts(asked.request), PlanId(plan), asked.new()))


@router.post(
    "/plans/{plan}/letters/preview",
    summary="Xem trước công văn đôn đốc · Look at a reminder letter before",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
async def preview(plan: UUID, asked: WriteLetter, caller: Asking) -> Response:
    """As it would be printed now; nothing is kept."""
    shown = await letters.preview(caller.reads(), PlanId(plan), asked.new())
    return Response(shown, media_type="application/pdf", headers={"content-disposition": 'inline; filename="cong-van.pdf"'})
