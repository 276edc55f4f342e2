"""Calendar feeds (ICS): a position's own, and one of each track; read by their address alone."""

from fastapi import APIRouter, Request

from api.deps import Asking
from api.shapes.feeds import FeedAnswer, FeedMade, MakeFeed, RevokeFeed
from domain.errors import Conflict
from domain.faults import both
from services import feeds

router = APIRouter(tags=["feeds"])


@router.get("/feeds", summary="Lịch đang có địa chỉ · Calendars that have an address")
async def listing(caller: Asking) -> list[FeedAnswer]:
    """Those of the acting position; addresses are told once, when they are made."""
    return [FeedAnswer.of(line) for line in await feeds.mine(caller.reads())]


@router.post("/feeds", status_code=201, summary="Tạo hoặc đổi địa chỉ lịch · Make or renew an address")
async def make(asked: MakeFeed, caller: Asking, request: Request) -> FeedMade:
    """The address before is void. It ends with the position. A repeated request cannot be told the address again: `Conflict`."""
    secret = await feeds.make(caller.acts(asked.request), asked.kind, asked.which)
    if not secret:
        raise Conflict(both("feed: địa chỉ đã được cấp một lần, hãy tạo lại", "its address was told once, make another"))
    here = caller.house.public_url or f"{request.url.scheme}://{request.url.netloc}"
    return FeedMade(address=f"{here}/feeds/{secret}.ics")


@router.post("/feeds/revocations", status_code=204, summary="Thu hồi địa chỉ lịch · Revoke an address")
async def revoke(asked: RevokeFeed, caller: Asking) -> None:
    """From now on nobody reads it."""
    await feeds.revoke(caller.acts(asked.request), asked.kind, asked.which)
