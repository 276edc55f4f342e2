"""Regulations of a facility: drafted, commented on, checked, submitted; what is in force."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.deps import Asking
from api.shapes.differences import ArticleChangeAnswer
from api.shapes.regulation_drafts import TemplateAnswer
from api.shapes.regulations import (
    AnswerComment,
    AskUnits,
    CheckRegulation,
    CommentRegulation,
    InForceAnswer,
    Made,
    NewVersion,
    RegulationRead,
    Regulations,
    RepealRegulation,
    ReviseRegulation,
    StartRegulation,
    Submitted,
)
from api.shapes.shape import Act, Reasoned
from domain.names import RegulationId
from domain.regulation_drafts import from_template
from services import regulation_rounds, regulation_views, regulations

router = APIRouter(tags=["regulations"])


@router.get("/regulation-templates", summary="Mẫu quy chế · Templates of regulations")
async def templates(caller: Asking) -> list[TemplateAnswer]:
    return [TemplateAnswer.of(one, from_template(one)) for one in regulations.templates(caller.reads())]


@router.get("/regulations", summary="Quy chế của cơ sở, và điều kế hoạch đòi · The facility's regulations, and what plans ask for")
async def listing(caller: Asking) -> Regulations:
    context = caller.reads()
    return Regulations.of(await regulation_views.listing(context), context.today)


@router.get("/regulations-in-force", summary="Quy chế đang có hiệu lực · What is in force today")
async def ruling(caller: Asking) -> list[InForceAnswer]:
    return [InForceAnswer.of(one) for one in await regulation_views.ruling(caller.reads())]


@router.post("/regulations", status_code=201, summary="Bắt đầu soạn quy chế · Begin a draft")
async def start(asked: StartRegulation, caller: Asking) -> Made:
    return Made(id=await regulations.start(caller.acts(asked.request), asked.new()))


@router.get("/regulations/{regulation}", summary="Một quy chế · A regulation with its versions, comments and checks")
async def read(regulation: UUID, caller: Asking) -> RegulationRead:
    context = caller.reads()
    return RegulationRead.view(await regulation_views.read(context, RegulationId(regulation)), context.today)


@router.get("/regulations/{regulation}/difference", summary="Hai bản khác nhau gì · How two versions differ")
async def difference(
    regulation: UUID, caller: Asking, before: Annotated[int, Query(ge=1)], after: Annotated[int, Query(ge=1)]
) -> list[ArticleChangeAnswer]:
    """Article by article; words marked `added`, `removed` or `same`."""
    _opening, articles = await regulation_views.difference(caller.reads(), RegulationId(regulation), before, after)
    return [ArticleChangeAnswer.of(one) for one in articles]


@router.get("/regulations/{regulation}/pdf", summary="Bản in thử · The paper as it would print", response_class=Response)
async def pdf(regulation: UUID, caller: Asking) -> Response:
    return Response(await regulation_views.preview(caller.reads(), RegulationId(regulation)), media_type="application/pdf")


@router.post("/regulations/{regulation}/versions", status_code=201, summary="Lưu bản dự thảo mới · The next version of its words")
async def revise(regulation: UUID, asked: ReviseRegulation, caller: Asking) -> NewVersion:
    made = await regulations.revise(caller.acts(asked.request), RegulationId(regulation), asked.base, asked.draft.draft(), asked.reason)
    return NewVersion(version=made)


@router.post("/regulations/{regulation}/rounds", status_code=204, summary="Lấy ý kiến khoa, phòng · Ask departments")
async def ask(regulation: UUID, asked: AskUnits, caller: Asking) -> None:
    await regulation_rounds.ask(caller.acts(asked.request), RegulationId(regulation), asked.chosen(), asked.due)


@router.post("/regulations/{regulation}/comments", status_code=204, summary="Góp ý · Comment on an article")
async def comment(regulation: UUID, asked: CommentRegulation, caller: Asking) -> None:
    await regulation_rounds.comment(caller.acts(asked.request), RegulationId(regulation), asked.article, asked.words)


@router.post("/regulations/{regulation}/settlements", status_code=204, summary="Khoa, phòng góp ý xong · The department has said all")
async def settle(regulation: UUID, asked: Act, caller: Asking) -> None:
    await regulation_rounds.settle(caller.acts(asked.request), RegulationId(regulation))


@router.post("/regulations/{regulation}/comments/{comment}/answers", status_code=204, summary="Trả lời góp ý · Answer a comment")
async def answer(regulation: UUID, comment: UUID, asked: AnswerComment, caller: Asking) -> None:
    await regulation_rounds.answer(caller.acts(asked.request), RegulationId(regulation), comment, asked.taken, asked.words)


@router.post("/regulations/{regulation}/round-ends", status_code=204, summary="Kết thúc lấy ý kiến · End the round")
async def close_round(regulation: UUID, asked: Act, caller: Asking) -> None:
    """After its last day, or once everybody asked has answered."""
    await regulation_rounds.close_round(caller.acts(asked.request), RegulationId(regulation))


@router.post("/regulations/{regulation}/checks", status_code=204, summary="Kiểm tra pháp lý · The legal check")
async def check(regulation: UUID, asked: CheckRegulation, caller: Asking) -> None:
    """By another person than wrote any version."""
    await regulation_rounds.check(caller.acts(asked.request), RegulationId(regulation), asked.passed, asked.words)


@router.post("/regulations/{regulation}/submissions", status_code=201, summary="Trình ký · Give it to be signed")
async def submit(regulation: UUID, asked: Act, caller: Asking) -> Submitted:
    of = await regulations.submit(caller.acts(asked.request), RegulationId(regulation))
    return Submitted(document=of.document, version=of.version)


@router.post("/regulations/{regulation}/withdrawals", status_code=204, summary="Rút dự thảo · Give it up")
async def withdraw(regulation: UUID, asked: Reasoned, caller: Asking) -> None:
    await regulations.withdraw(caller.acts(asked.request), RegulationId(regulation), asked.reason)


@router.post("/regulations/{regulation}/repeals", status_code=204, summary="Bãi bỏ · Repeal one in force")
async def repeal(regulation: UUID, asked: RepealRegulation, caller: Asking) -> None:
    await regulations.repeal(caller.acts(asked.request), RegulationId(regulation), asked.first, asked.reason)
