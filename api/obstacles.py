"""What stands in a track's way: looked for, raised, answered, passed up, raised again, ended."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.obstacles import (
    AnswerObstacle,
    CloseObstacle,
    ConfirmObstacle,
    LifterAnswer,
    ObstacleRead,
    Obstacles,
    PassObstacle,
    Raised,
    RaiseObstacle,
    ReopenObstacle,
    WithdrawObstacle,
)
from api.shapes.shape import Text
from domain.names import ObstacleId, PlanId, TrackId
from services import obstacle_views, obstacles
from store.queries.obstacles import Shown, Wanted

router = APIRouter(tags=["obstacles"])


@router.get("/obstacles", summary="Vướng mắc, theo hạn trả lời · Obstacles, by the day an answer is due")
async def listing(
    caller: Asking,
    show: Annotated[Shown, Query(description="`open` · `late` · `asked` · `passed` · `answered` · `ended`.")] = Shown.OPEN,
    plan: UUID | None = None,
    track: UUID | None = None,
    lifter: Annotated[Text, Query(description="Mã cơ quan gỡ được; `department` là Sở Y tế.")] = "",
    after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None,
) -> Obstacles:
    """Of the department's plans for its officers, else of the own facility; 50 a page."""
    context = caller.reads()
    wanted = Wanted(PlanId(plan) if plan else None, TrackId(track) if track else None, lifter)
    return Obstacles.of(await obstacle_views.listing(context, show, wanted, ObstacleId(after) if after else None), context.today)


@router.get("/tracks/{track}/lifters", summary="Cơ quan gỡ được vướng mắc · Who can lift obstacles of a track")
async def lifters(track: UUID, caller: Asking) -> list[LifterAnswer]:
    known = await obstacle_views.lifters_of(caller.reads(), TrackId(track))
    return [LifterAnswer(code=code, name=name) for code, name in known.items()]


@router.post("/tracks/{track}/obstacles", status_code=201, summary="Nêu vướng mắc · Raise an obstacle")
async def put(track: UUID, asked: RaiseObstacle, caller: Asking) -> Raised:
    """By whose track it is, with cause, proposal, who can lift it, and the day an answer is wanted by."""
    return Raised(id=await obstacles.raise_one(caller.acts(asked.request), TrackId(track), asked.words()))


@router.get("/obstacles/{obstacle}", summary="Một vướng mắc · An obstacle with its history")
async def read(obstacle: UUID, caller: Asking) -> ObstacleRead:
    context = caller.reads()
    return ObstacleRead.view(await obstacle_views.read(context, ObstacleId(obstacle)), context.today)


@router.post("/obstacles/{obstacle}/answer", status_code=204, summary="Trả lời vướng mắc · Answer an obstacle")
async def answer(obstacle: UUID, asked: AnswerObstacle, caller: Asking) -> None:
    """Of what was passed up the answer is noted with its paper: number, day, issuer."""
    await obstacles.answer(caller.acts(asked.request), ObstacleId(obstacle), asked.words, asked.paper.paper())


@router.post("/obstacles/{obstacle}/pass", status_code=204, summary="Chuyển vướng mắc lên cấp trên · Pass an obstacle up")
async def pass_up(obstacle: UUID, asked: PassObstacle, caller: Asking) -> None:
    await obstacles.pass_up(caller.acts(asked.request), ObstacleId(obstacle), asked.passing())


@router.post("/obstacles/{obstacle}/close", status_code=204, summary="Đóng vướng mắc kèm văn bản · Close with a paper")
async def close(obstacle: UUID, asked: CloseObstacle, caller: Asking) -> None:
    await obstacles.close(caller.acts(asked.request), ObstacleId(obstacle), asked.words, asked.paper.paper())


@router.post("/obstacles/{obstacle}/reopen", status_code=204, summary="Nêu lại vướng mắc · Raise an obstacle again")
async def reopen(obstacle: UUID, asked: ReopenObstacle, caller: Asking) -> None:
    await obstacles.reopen(caller.acts(asked.request), ObstacleId(obstacle), asked.reason, asked.wanted_by)


@router.post("/obstacles/{obstacle}/confirm", status_code=204, summary="Xác nhận vướng mắc đã gỡ · Confirm that it is lifted")
async def confirm(obstacle: UUID, asked: ConfirmObstacle, caller: Asking) -> None:
    await obstacles.confirm(caller.acts(asked.request), ObstacleId(obstacle), asked.words)


@router.post("/obstacles/{obstacle}/withdraw", status_code=204, summary="Rút vướng mắc · Withdraw an obstacle")
async def withdraw(obstacle: UUID, asked: WithdrawObstacle, caller: Asking) -> None:
    await obstacles.withdraw(caller.acts(asked.request), ObstacleId(obstacle), asked.reason)
