"""Khai báo lại by workbook, of one track or of a whole plan, and the summaries of what was declared."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Response, UploadFile

from api.deps import Asking
from api.shapes.declarations import LoadedAnswer, SummaryAnswer, UnitSummaryAnswer
from api.shapes.shape import Words
from api.shapes.tracks import TrackStands
from api.uploads import upload
from domain.names import PlanId, TrackId
from services import declaring, summaries
from services.plan_exports import MEDIA, Exported, Format

router = APIRouter(tags=["declarations"])
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA[Format.XLSX]: {}}}}
Request = Annotated[Words | None, Form()]


def _file(made: Exported) -> Response:
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})


@router.get("/tracks/{track}/declaration.xlsx", summary="Sổ khai báo lại · The workbook", response_class=Response, responses=FILE)
async def workbook(track: UUID, caller: Asking) -> Response:
    """What is still to be declared, a row each, with lists to choose from."""
    return _file(await declaring.track_workbook(caller.reads(), TrackId(track)))


@router.post("/tracks/{track}/declaration.xlsx", summary="Khai báo lại bằng sổ · Declare by workbook")
async def load(track: UUID, file: UploadFile, caller: Asking, request: Request = None) -> TrackStands:
    """Every fault comes with its cell, and then nothing is declared."""
    found = await upload(file)
    return TrackStands.of(await declaring.load_track(caller.acts(request), TrackId(track), found.name, found.content))


@router.get("/tracks/{track}/summary", summary="Tổng hợp khai báo lại · What was declared")
async def summary(track: UUID, caller: Asking) -> SummaryAnswer:
    """Of one unit, for its head: what was said, what is overdue and open, what comes next; codes of milestones."""
    return SummaryAnswer.model_validate((await summaries.of_track(caller.reads(), TrackId(track))).summary)


@router.get("/plans/{plan}/declaration.xlsx", summary="Sổ của mọi đơn vị · Every unit's", response_class=Response, responses=FILE)
async def plan_workbook(plan: UUID, caller: Asking) -> Response:
    """Of a department of health: what each unit has still to declare."""
    return _file(await declaring.plan_workbook(caller.reads(), PlanId(plan)))


@router.post("/plans/{plan}/declaration.xlsx", summary="Khai thay các đơn vị · Declare for the units")
async def load_plan(plan: UUID, file: UploadFile, caller: Asking, request: Request = None) -> list[LoadedAnswer]:
    """Each unit in an act of its own: of one with a wrong cell nothing is declared, the others are."""
    found = await upload(file)
    loaded = await declaring.load_plan(caller.acts(request), PlanId(plan), found.name, found.content)
    return [LoadedAnswer.model_validate(one) for one in loaded]


@router.get("/plans/{plan}/summary", summary="Tổng hợp của các đơn vị · Of every unit")
async def plan_summary(plan: UUID, caller: Asking) -> list[UnitSummaryAnswer]:
    """Counts of what was declared, and of what is overdue and open, of each unit the position reaches."""
    return [UnitSummaryAnswer.model_validate(one) for one in (await summaries.of_plan(caller.reads(), PlanId(plan))).units]
