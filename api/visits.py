"""Inspection visits: planned, moved, called off, recorded; their remedial tasks given, reported, judged."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from pydantic import Json

from api.deps import Asking
from api.shapes.shape import LongText, Text, Words
from api.shapes.visits import (
    AcceptRemedy,
    CallOffVisit,
    FindingShape,
    GiveRemedy,
    MoveVisit,
    PlanVisit,
    RemedyGiven,
    SendBackRemedy,
    VisitPlanned,
    VisitRead,
    Visits,
)
from api.uploads import upload
from domain.names import PlanId, TrackId, VisitId
from domain.outside_papers import OutsidePaper
from services import remedies, visit_views, visits
from services.remedies import Reported
from services.visits import Recorded
from store.queries.visits import Shown

router = APIRouter(tags=["visits"])
ONE = "/visits/{visit}/remedies/{number}"
Number = Annotated[int, Path(ge=1, le=1000, examples=[1])]


@router.get("/visits", summary="Các đợt kiểm tra · Inspection visits")
async def listing(
    caller: Asking,
    show: Annotated[Shown, Query(description="`planned` · `mending` · `done` · `called_off`.")] = Shown.PLANNED,
    plan: UUID | None = None,
    after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None,
) -> Visits:
    """Of the department's plans for its officers, else of the own facility; 50 a page."""
    which, last = PlanId(plan) if plan else None, VisitId(after) if after else None
    return Visits.of(await visit_views.listing(caller.reads(), show, which, last))


@router.post("/tracks/{track}/visits", status_code=201, summary="Lập đợt kiểm tra · Plan a visit")
async def plan_one(track: UUID, asked: PlanVisit, caller: Asking) -> VisitPlanned:
    """The facility and the members are told at once."""
    return VisitPlanned(id=await visits.plan(caller.acts(asked.request), TrackId(track), asked.words()))


@router.get("/visits/{visit}", summary="Một đợt kiểm tra · A visit with what came of it")
async def read(visit: UUID, caller: Asking) -> VisitRead:
    """Files are fetched from `GET /tracks/{track}/evidence/{sha256}`."""
    context = caller.reads()
    return VisitRead.view(await visit_views.read(context, VisitId(visit)), context.today)


@router.post("/visits/{visit}/move", status_code=204, summary="Đổi ngày kiểm tra · Move a visit")
async def move(visit: UUID, asked: MoveVisit, caller: Asking) -> None:
    await visits.move(caller.acts(asked.request), VisitId(visit), asked.day, asked.reason)


@router.post("/visits/{visit}/call-off", status_code=204, summary="Hủy đợt kiểm tra · Call a visit off")
async def call_off(visit: UUID, asked: CallOffVisit, caller: Asking) -> None:
    await visits.call_off(caller.acts(asked.request), VisitId(visit), asked.reason)


@router.post("/visits/{visit}/minutes", status_code=204, summary="Ghi biên bản kiểm tra · Record a visit")
async def record(
    visit: UUID,
    caller: Asking,
    number: Annotated[Words, Form(description="Số biên bản. · Number of the minutes.")],
    held_on: Annotated[date, Form()],
    conclusion: Annotated[LongText, Form(min_length=1)],
    findings: Annotated[Json[list[FindingShape]], Form(description="JSON: kết quả từng mốc đã chọn. · Of each milestone.")],
    file: Annotated[list[UploadFile], File(max_length=20, description="Biên bản đã ký, tệp PDF. · The signed minutes.")],
    request: Annotated[Words | None, Form()] = None,
) -> None:
    """With the signed minutes (PDF, up to 20 MB each, 25 MB together) and a finding for each milestone that was to be looked at."""
    files = tuple([await upload(one) for one in file])
    said = Recorded(number, held_on, conclusion, tuple(one.looked() for one in findings), files)
    await visits.record(caller.acts(request), VisitId(visit), said)


@router.post("/visits/{visit}/remedies", status_code=201, summary="Giao việc khắc phục · Give a remedial task")
async def give(visit: UUID, asked: GiveRemedy, caller: Asking) -> RemedyGiven:
    return RemedyGiven(number=await visits.give_remedy(caller.acts(asked.request), VisitId(visit), asked.words()))


@router.post(f"{ONE}/reports", status_code=204, summary="Báo cáo đã khắc phục · Report a remedial task done")
async def report(
    visit: UUID,
    number: Number,
    caller: Asking,
    done_on: Annotated[date, Form()],
    request: Annotated[Words | None, Form()] = None,
    words: Annotated[LongText, Form()] = "",
    paper_number: Annotated[Text, Form()] = "",
    paper_day: Annotated[date | None, Form()] = None,
    paper_issuer: Annotated[Text, Form()] = "",
    file: Annotated[list[UploadFile], File(max_length=20, description="Minh chứng, tệp PDF.")] = [],  # noqa: B006  FastAPI copies it
) -> None:
    """With evidence (PDF) or the paper it rests on, by whoever is to do it."""
    files = tuple([await upload(one) for one in file])
    said = Reported(done_on, words, OutsidePaper(paper_number, paper_day, paper_issuer), files)
    await remedies.report(caller.acts(request), VisitId(visit), number, said)


@router.post(f"{ONE}/acceptance", status_code=204, summary="Xác nhận đã khắc phục · Accept a remedial task")
async def accept(visit: UUID, number: Number, asked: AcceptRemedy, caller: Asking) -> None:
    """Never by whoever reported it."""
    await remedies.accept(caller.acts(asked.request), VisitId(visit), number, asked.words)


@router.post(f"{ONE}/return", status_code=204, summary="Trả lại báo cáo khắc phục · Send a remedial task back")
async def send_back(visit: UUID, number: Number, asked: SendBackRemedy, caller: Asking) -> None:
    await remedies.send_back(caller.acts(asked.request), VisitId(visit), number, asked.reason)
