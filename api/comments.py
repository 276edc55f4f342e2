"""Comments on documents."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Asking
from api.shapes.comments import CommentsAnswer, SaidId, Say
from api.shapes.shape import Act
from domain.names import DocumentId
from services import comments

router = APIRouter(tags=["comments"])


@router.get("/documents/{document}/comments", summary="Bình luận · Comments")
async def read(document: UUID, caller: Asking) -> CommentsAnswer:
    """In the order of time, each with the version it is about. The read is audited."""
    return CommentsAnswer.of(await comments.read(caller.reads(), DocumentId(document)))


@router.post("/documents/{document}/comments", status_code=201, summary="Bình luận về một bản · Comment")
async def add(document: UUID, asked: Say, caller: Asking) -> SaidId:
    """By whoever made or signs it or treats the patient; the author and whoever is asked to sign are told. Nothing is removed."""
    return SaidId(id=await comments.add(caller.acts(asked.request), DocumentId(document), asked.version, asked.words))


@router.post("/documents/{document}/comments/{comment}/withdrawal", status_code=204, summary="Rút lại bình luận · Take a comment back")
async def take_back(document: UUID, comment: UUID, asked: Act, caller: Asking) -> Response:
    """Its writer only: the words are no longer shown, that there was a comment is."""
    await comments.take_back(caller.acts(asked.request), DocumentId(document), comment)
    return Response(status_code=204)
