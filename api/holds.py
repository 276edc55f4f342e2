"""Holds: what keeps records from disposal; looked for, placed, put off, lifted."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.deps import Asking
from api.naming import person
from api.pages import place
from api.shapes.holds import Conditions, ExtendHold, HoldRead, Holds, LiftHold, Matches, Placed, PlaceHold
from api.shapes.shape import Text
from domain.names import HoldId, PersonId
from services import held, holds
from services.context import Context
from store.queries.holds import Shown

router = APIRouter(tags=["holds"])


@router.get("/holds", summary="Lệnh giữ lại của cơ sở, theo vụ việc · Holds of the facility, by case")
async def listing(
    caller: Asking,
    show: Annotated[Shown, Query(description="`open` đang giữ · `due` quá hạn xem xét · `lifted` đã thôi giữ.")] = Shown.OPEN,
    words: Annotated[Text, Query(description="Vụ việc, cơ quan yêu cầu, số văn bản (không cần dấu).")] = "",
    after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None,
) -> Holds:
    return Holds.of(await held.listing(caller.reads(), show, words, HoldId(after) if after else None))


@router.get("/holds/matches", summary="Xem trước hồ sơ khớp điều kiện · What conditions would reach now")
async def matches(asked: Annotated[Conditions, Query()], caller: Asking) -> Matches:
    """How many, and the 50 latest admissions. A condition that is not known is refused, so that none is left out by a slip."""
    context = caller.reads()
    return Matches.of(await held.preview(context, asked.query(await _doctor(context, asked))))


@router.get("/holds/lifters", summary="Ai thôi giữ được lệnh do mình đặt · Who could lift what the caller places")
async def lifters(caller: Asking) -> list[str]:
    """Names; empty when nobody could, and then placing is refused with what to do."""
    return list(await held.others_who_lift(caller.reads()))


@router.post("/holds", status_code=201, summary="Giữ lại hồ sơ · Place a hold")
async def put(asked: PlaceHold, caller: Asking) -> Placed:
    """On a record or a patient by `code`; on what a `query` finds, with how many records were looked at (`found`).

    Refused when nobody but the caller could lift it (409), and when the case holds the same already (409, with that hold)."""
    context = caller.acts(asked.request)
    return Placed(id=await holds.place(context, asked.words(await _doctor(context, asked.query)), asked.found))


@router.get("/holds/{hold}", summary="Một lệnh giữ lại, hồ sơ được giữ · A hold and the records it reaches")
async def read(hold: UUID, caller: Asking, after: Annotated[Text | None, Query(description="`next` của trang trước.")] = None) -> HoldRead:
    return HoldRead.view(await held.read(caller.reads(), HoldId(hold), place("after", after)))


@router.post("/holds/{hold}/extend", status_code=204, summary="Gia hạn giữ lại · Put the review off")
async def extend(hold: UUID, asked: ExtendHold, caller: Asking) -> None:
    await holds.extend(caller.acts(asked.request), HoldId(hold), asked.review_by, asked.reason)


@router.post("/holds/{hold}/lift", status_code=204, summary="Thôi giữ lại · Lift a hold")
async def lift(hold: UUID, asked: LiftHold, caller: Asking) -> None:
    """Never by whoever placed it; other holds on its records stay."""
    await holds.lift(caller.acts(asked.request), HoldId(hold), asked.reason, asked.paper)


async def _doctor(context: Context, asked: Conditions) -> PersonId | None:
    return await person(context, "doctor", asked.doctor) if asked.doctor else None
