"""A province's plan and its board of facilities × milestones."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.plans import BoardAnswer, FacilityAnswer, KnownPlan, OpenPlan, PlanAnswer, PlanOpened
from api.shapes.shape import Day, Text
from domain.names import FacilityId, PlanId, TrackId
from domain.standings import Shown
from services import plans, standings
from services.plans import Asked
from services.standings import Then

router = APIRouter(tags=["plans"])


@router.get("/plans", summary="Kế hoạch đang chạy · Open plans")
async def listing(caller: Asking) -> list[PlanAnswer]:
    """Plans with a track the acting position reaches, newest first."""
    return [PlanAnswer.of(line) for line in await plans.listing(caller.reads())]


@router.post("/plans", status_code=201, summary="Mở kế hoạch · Open a plan")
async def open_plan(asked: OpenPlan, caller: Asking) -> PlanOpened:
    """With a track for each facility; opened late, each milestone is to be declared first.

    By the edition that was looked at: a conflict when another stands by now, and nothing is opened.
    """
    named = tuple(FacilityId(one) for one in asked.facilities)
    return PlanOpened(id=await plans.open_plan(caller.acts(asked.request), asked.code, named, asked.opened_on, asked.edition_id))


@router.get("/plans/shipped", summary="Kế hoạch có sẵn · Plans that may be opened")
async def shipped(caller: Asking) -> list[KnownPlan]:
    """Plans, shipped or entered, that this department has not opened, each by the edition that stands now."""
    return [KnownPlan.of(plan) for plan in await plans.known(caller.reads())]


@router.get("/plans/facilities", summary="Cơ sở trực thuộc · Facilities to open it for")
async def facilities(caller: Asking) -> list[FacilityAnswer]:
    """The department itself, then those below it."""
    return [FacilityAnswer.model_validate(one) for one in await plans.facilities(caller.reads())]


@router.get("/plans/{plan}/board", summary="Bảng theo dõi · The board")
async def board(
    plan: UUID,
    caller: Asking,
    after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None,
    late: Annotated[bool, Query(description="Chỉ cơ sở có mốc trễ.")] = False,
    code: Annotated[Text, Query(description="Trễ ở mốc này.")] = "",
    part: Annotated[Text, Query(description="Chỉ cơ sở có việc hoặc mốc này.")] = "",
    kind: Annotated[Text, Query(description="Loại cơ sở: hospital, centre, clinic.")] = "",
    unit: Annotated[Text, Query(description="Xã, phường hôm nay, hoặc của ngày `on`.")] = "",
    on: Annotated[Day | None, Query(description="Bảng tại cuối ngày này, không sau hôm nay. · As it stood.")] = None,
) -> BoardAnswer:
    """Facilities by name; a facility's own people see its row only."""
    following = TrackId(after) if after else None
    if on is None:
        return BoardAnswer.of(await plans.board(caller.reads(), PlanId(plan), following, Asked(late, code, part, kind, unit)))
    then = Then(on, Shown.LATE if late else Shown.ALL, code or part, kind=kind, unit=unit, after=following)
    return BoardAnswer.of(await standings.board(caller.reads(), PlanId(plan), then))
