"""Mail digests: one's own address and rhythm; for administrators the facility's addresses and letters."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.digests import ChoiceAnswer, ChooseDigest, DigestsAnswer, SetMail
from domain.names import PersonId
from services import digests

router = APIRouter(tags=["digests"])


@router.get("/me/digest", summary="Địa chỉ và lịch gửi của tôi · My address and rhythm")
async def choice(caller: Asking) -> ChoiceAnswer:
    """What was chosen, or what is usual for the positions held."""
    return ChoiceAnswer.model_validate(await digests.choice(caller.reads()))


@router.post("/me/digest", status_code=204, summary="Chọn địa chỉ và lịch gửi · Choose")
async def choose(asked: ChooseDigest, caller: Asking) -> None:
    """An empty address ends the letters."""
    await digests.choose(caller.acts(asked.request), asked.mail, asked.rhythm)


@router.get("/people/digests", summary="Địa chỉ và thư của cơ sở · Addresses and letters of the facility")
async def listing(caller: Asking) -> DigestsAnswer:
    """Letters of the last two weeks, newest first, with what the mail server said of those that were not sent."""
    return DigestsAnswer.of(*await digests.listing(caller.reads()))


@router.post("/people/{person}/mail", status_code=204, summary="Đặt địa chỉ thư của một người · Set a colleague's address")
async def address(person: UUID, asked: SetMail, caller: Asking) -> None:
    """Somebody who holds a position here."""
    await digests.address(caller.acts(asked.request), PersonId(person), asked.mail)
