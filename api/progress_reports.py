"""Progress reports of a plan."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.deps import Asking
from api.shapes.progress_reports import MakeReport, ReportAnswer, ReportMade, ReportsAnswer, SetCadence
from api.shapes.shape import Text
from domain.names import PlanId, ProgressReportId
from services import progress_reports, report_exports
from services.plan_exports import MEDIA

router = APIRouter(tags=["progress-reports"])
FILES: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA[one]: {} for one in report_exports.FORMATS}}}


@router.get("/plans/{plan}/reports", summary="Báo cáo tiến độ · Progress reports")
async def listing(plan: UUID, caller: Asking) -> ReportsAnswer:
    """Of the acting position's own department of health."""
    return ReportsAnswer.of(await progress_reports.listing(caller.reads(), PlanId(plan)))


@router.post("/plans/{plan}/reports", status_code=201, summary="Lập báo cáo tiến độ · Make a progress report")
async def make(plan: UUID, asked: MakeReport, caller: Asking) -> ReportMade:
    """Of any day since the plan was opened until today; its numbers stay as they are."""
    return ReportMade(id=await progress_reports.make(caller.acts(asked.request), PlanId(plan), asked.on))


@router.post("/plans/{plan}/reports/cadence", status_code=204, summary="Đặt kỳ báo cáo · How often a report is made")
async def enter_cadence(plan: UUID, asked: SetCadence, caller: Asking) -> None:
    """A report is made by itself the day after each period, once."""
    await progress_reports.enter_cadence(caller.acts(asked.request), PlanId(plan), asked.every, asked.day)


@router.get("/plans/{plan}/reports/{report}", summary="Một báo cáo tiến độ · A progress report")
async def show(plan: UUID, report: UUID, caller: Asking) -> ReportAnswer:
    """Every number as it was when it was made."""
    return ReportAnswer.of(await progress_reports.read(caller.reads(), PlanId(plan), ProgressReportId(report)))


@router.get(
    "/plans/{plan}/reports/{report}/file",
    summary="Báo cáo tiến độ thành tệp · A progress report as a file",
    response_class=Response,
    responses=FILES,
)
async def export(
    request: Request,
    plan: UUID,
    report: UUID,
    caller: Asking,
    wanted: Annotated[Text, Query(alias="format", description=f"Một trong: {', '.join(report_exports.FORMATS)}.")],
) -> Response:
    """A workbook with links to the pages, or a printed copy in the official layout that says it is not signed."""
    base = f"{request.url.scheme}://{request.url.netloc}"
    made = await report_exports.export(caller.reads(), PlanId(plan), ProgressReportId(report), wanted, base)
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})
