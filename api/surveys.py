"""Surveys of a facility's present state: filled in, reviewed, drawn up; what they show and how two differ."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Path, Response, UploadFile

from api.deps import Asking
from api.shapes.shape import Act, Words
from api.shapes.survey_acts import PaperOfSurvey, ReviewSurvey, SavedAnswer, SaveSurvey, SurveyNumber, SurveyPaper
from api.shapes.survey_shown import BaselineAnswer, DifferencesAnswer
from api.shapes.surveys import SurveyBrief, SurveyRead
from api.uploads import upload
from domain.names import TrackId
from services import survey_views, survey_workbooks, surveys
from services.plan_exports import MEDIA, Exported, Format

router = APIRouter(tags=["surveys"])
ALL = "/tracks/{track}/surveys"
ONE = f"{ALL}/{{number}}"
Number = Annotated[int, Path(ge=1, le=9_999)]
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA[Format.XLSX]: {}}}}
Request = Annotated[Words | None, Form()]


def _file(made: Exported) -> Response:
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})


@router.get(ALL, summary="Các lần khảo sát · Surveys of a track")
async def listing(track: UUID, caller: Asking) -> list[SurveyBrief]:
    """The newest first."""
    return [SurveyBrief.of(one) for one in (await survey_views.listing(caller.reads(), TrackId(track))).lines]


@router.post(ALL, status_code=201, summary="Bắt đầu khảo sát · Begin a survey")
async def begin(track: UUID, asked: Act, caller: Asking) -> SurveyNumber:
    """By whose track it is, while no other is open; on the edition in force today."""
    return SurveyNumber(number=await surveys.begin(caller.acts(asked.request), TrackId(track)))


@router.get(ONE, summary="Một lần khảo sát · A survey with its answers")
async def read(track: UUID, number: Number, caller: Asking) -> SurveyRead:
    return SurveyRead.view(await survey_views.read(caller.reads(), TrackId(track), number))


@router.post(f"{ONE}/answers", summary="Lưu trả lời · Save answers")
async def save(track: UUID, number: Number, asked: SaveSurvey, caller: Asking) -> SavedAnswer:
    """Answers of several people join; where one question was answered otherwise meanwhile both come back and nothing of it is changed."""
    return SavedAnswer.of(await surveys.save(caller.acts(asked.request), TrackId(track), number, asked.base, asked.answers))


@router.post(f"{ONE}/submission", status_code=204, summary="Gửi khảo sát · Submit a survey")
async def submit(track: UUID, number: Number, asked: Act, caller: Asking) -> None:
    """Every required question has to be answered."""
    await surveys.submit(caller.acts(asked.request), TrackId(track), number)


@router.post(f"{ONE}/review", status_code=204, summary="Xem xét khảo sát · Review a survey")
async def review(track: UUID, number: Number, asked: ReviewSurvey, caller: Asking) -> None:
    """By an officer of the department who did not submit it."""
    await surveys.review(caller.acts(asked.request), TrackId(track), number, asked.review())


@router.post(f"{ONE}/paper", status_code=201, summary="Lập phiếu từ khảo sát · Draw up the paper")
async def draw_up(track: UUID, number: Number, asked: PaperOfSurvey, caller: Asking) -> SurveyPaper:
    """Made from the answers of a reviewed survey; once everybody signed, the milestone is reported."""
    return SurveyPaper(document=await surveys.draw_up(caller.acts(asked.request), TrackId(track), number, asked.milestone))


@router.get(f"{ONE}/gaps", summary="Thiếu gì, đề xuất gì · Gaps and proposed investments")
async def gaps(track: UUID, number: Number, caller: Asking) -> BaselineAnswer:
    """Quantities, never prices."""
    return BaselineAnswer.view(await survey_views.baseline(caller.reads(), TrackId(track), number))


@router.get(f"{ONE}/difference", summary="So với lần trước · Against the survey before")
async def difference(track: UUID, number: Number, caller: Asking) -> DifferencesAnswer:
    return DifferencesAnswer.view(await survey_views.difference(caller.reads(), TrackId(track), number))


@router.get(f"{ONE}/workbook.xlsx", summary="Sổ khảo sát · The workbook", response_class=Response, responses=FILE)
async def workbook(track: UUID, number: Number, caller: Asking) -> Response:
    """A row for each question with its answer so far."""
    return _file(await survey_workbooks.down(caller.reads(), TrackId(track), number))


@router.post(f"{ONE}/workbook.xlsx", summary="Điền khảo sát bằng sổ · Fill in by workbook")
async def load(track: UUID, number: Number, file: UploadFile, caller: Asking, request: Request = None) -> SavedAnswer:
    """A save that began when the workbook was loaded down; every fault comes with its cell, and then nothing is kept."""
    found = await upload(file)
    return SavedAnswer.of(await survey_workbooks.up(caller.acts(request), TrackId(track), number, found.name, found.content))


@router.get(f"{ONE}/gaps.xlsx", summary="Danh mục đề xuất (xlsx) · Proposed investments", response_class=Response, responses=FILE)
async def proposed(track: UUID, number: Number, caller: Asking) -> Response:
    return _file(await survey_workbooks.proposed(caller.reads(), TrackId(track), number))
