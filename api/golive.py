"""Going live: what still stands before each of three decisions, its papers, departments, watch, and the way back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.golive import (
    AllowDepartment,
    ConfirmGolive,
    GoliveAnswer,
    GoliveUnits,
    JudgePilot,
    NamePaper,
    ReachState,
    ReadinessAnswer,
    Rehearse,
    Reverse,
    StateAnswer,
    TakeBackState,
)
from api.shapes.tracks import Draft, Drafted
from domain.golive_policies import Subject
from domain.names import DepartmentId, PlanId, TrackId
from domain.outside_papers import OutsidePaper
from services import going_live, golive, golive_boards, golive_views

router = APIRouter(tags=["golive"])


@router.get("/tracks/{track}/golive", summary="Đã sẵn sàng chưa · Readiness")
async def readiness(track: UUID, caller: Asking) -> ReadinessAnswer:
    """What the council found, and every gate that still stands before the decision on records."""
    found = await golive.standing(caller.reads(), TrackId(track))
    return ReadinessAnswer.of(found.readiness, found.open)


@router.post("/tracks/{track}/golive", status_code=201, summary="Quyết định sử dụng · Decide")
async def decide(track: UUID, asked: Draft, caller: Asking) -> Drafted:
    """On records: refused with every gate that does not hold; then signed by the director and issued by the clerk."""
    return Drafted(document=await golive.decide(caller.acts(asked.request), TrackId(track), asked.data))


@router.get("/tracks/{track}/golive/{subject}", summary="Một quyết định thay giấy · One of the three decisions")
async def read(track: UUID, subject: Subject, caller: Asking) -> GoliveAnswer:
    """Gates as they are at this moment, each with its number; departments; the watch day by day."""
    return GoliveAnswer.view(await golive_views.read(caller.reads(), TrackId(track), subject))


@router.post("/tracks/{track}/golive/{subject}/papers", status_code=204, summary="Ghi văn bản làm điều kiện · Name a paper")
async def name(track: UUID, subject: Subject, asked: NamePaper, caller: Asking) -> None:
    await going_live.name(caller.acts(asked.request), TrackId(track), subject, asked.code, asked.paper.paper())


@router.post("/tracks/{track}/golive/{subject}/pilot", status_code=204, summary="Sở Y tế xem xét thí điểm · Judge the pilot")
async def pilot(track: UUID, subject: Subject, asked: JudgePilot, caller: Asking) -> None:
    """By the department of health; what is not accepted says why."""
    await going_live.judge_pilot(caller.acts(asked.request), TrackId(track), subject, asked.well, asked.words, OutsidePaper())


@router.post("/tracks/{track}/golive/{subject}/rehearsals", status_code=204, summary="Ghi ngày diễn tập · Enter a rehearsal")
async def rehearse(track: UUID, subject: Subject, asked: Rehearse, caller: Asking) -> None:
    await going_live.rehearse(caller.acts(asked.request), TrackId(track), subject, asked.held_on, asked.well, asked.words)


@router.post("/tracks/{track}/golive/{subject}/decision", status_code=201, summary="Lập quyết định · Draw up the decision")
async def decide_on(track: UUID, subject: Subject, asked: Draft, caller: Asking) -> Drafted:
    return Drafted(document=await golive.decide(caller.acts(asked.request), TrackId(track), asked.data, subject))


@router.post("/tracks/{track}/golive/{subject}/publication", status_code=201, summary="Lập công văn công bố, báo cáo · Announce")
async def publish(track: UUID, subject: Subject, asked: Draft, caller: Asking) -> Drafted:
    return Drafted(document=await golive.publish(caller.acts(asked.request), TrackId(track), asked.data, subject))


@router.post("/tracks/{track}/golive/{subject}/evaluation", status_code=201, summary="Lập báo cáo đánh giá · Evaluate")
async def evaluate(track: UUID, subject: Subject, asked: Draft, caller: Asking) -> Drafted:
    return Drafted(document=await golive.evaluate(caller.acts(asked.request), TrackId(track), asked.data, subject))


@router.post("/tracks/{track}/golive/{subject}/departments", status_code=204, summary="Cho khoa bắt đầu · Let a department begin")
async def allow(track: UUID, subject: Subject, asked: AllowDepartment, caller: Asking) -> None:
    await going_live.allow(caller.acts(asked.request), TrackId(track), subject, DepartmentId(asked.department), asked.on)


@router.post("/tracks/{track}/golive/{subject}/confirmation", status_code=204, summary="Xác nhận thay giấy hẳn · Confirm")
async def confirm(track: UUID, subject: Subject, asked: ConfirmGolive, caller: Asking) -> None:
    """After the watch; refused with everything that stands against it."""
    await going_live.confirm(caller.acts(asked.request), TrackId(track), subject, asked.words)


@router.post("/tracks/{track}/golive/{subject}/reversal", status_code=201, summary="Quay lại bản giấy · Return to paper")
async def reverse(track: UUID, subject: Subject, asked: Reverse, caller: Asking) -> Drafted:
    """Of one department, or of the whole when none is named; what was drawn up and signed stays."""
    department = DepartmentId(asked.department) if asked.department else None
    return Drafted(document=await golive.reverse(caller.acts(asked.request), TrackId(track), asked.data, subject, department))


@router.get("/tracks/{track}/states", summary="Tình trạng của cơ sở, theo văn bản · States of a facility")
async def states(track: UUID, caller: Asking) -> list[StateAnswer]:
    """Equipped, deployed, self-assessed, appraised, decided, published, listed, paper-free: only those with a paper."""
    view = await golive_views.overview(caller.reads(), TrackId(track))
    return [StateAnswer.of(state, reached) for state, reached in view.states.items()]


@router.post("/tracks/{track}/states", status_code=204, summary="Ghi tình trạng kèm văn bản · Enter a state with its paper")
async def reach(track: UUID, asked: ReachState, caller: Asking) -> None:
    await going_live.reach(caller.acts(asked.request), TrackId(track), asked.state, asked.on, asked.paper.paper())


@router.post("/tracks/{track}/states/withdrawal", status_code=204, summary="Rút tình trạng ghi nhầm · Take back a state entered by mistake")
async def take_back(track: UUID, asked: TakeBackState, caller: Asking) -> None:
    await going_live.take_back(caller.acts(asked.request), TrackId(track), asked.state, asked.number, asked.reason)


@router.get("/plans/{plan}/golive", summary="Ai đã thay giấy, ai còn thiếu gì · Who is missing and why")
async def units(
    plan: UUID, caller: Asking, after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None
) -> GoliveUnits:
    return GoliveUnits.view(await golive_boards.province(caller.reads(), PlanId(plan), TrackId(after) if after else None))
