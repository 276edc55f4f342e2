"""Comments beside a document: in the order of time, each with its author's post and the version it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.comments import Comment
from domain.errors import Refusal
from domain.names import DocumentId
from services import comments, signatures
from services.comments import Comments
from services.context import Context
from services.signatures import DocumentView
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page
from web.words import ROLES

Words = Callable[[str], str]


@dataclass(frozen=True)
class CommentLine:
    id: str
    who: str
    post: str
    at: datetime
    version: int
    words: str
    taken_back_at: datetime | None
    take_back: str = ""
    """Address that takes it back; for who wrote it."""


@dataclass(frozen=True)
class CommentsBlock:
    address: str
    version: int
    """The one that is commented on now."""
    lines: tuple[CommentLine, ...]
    form: Form | None
    """Present for who takes part."""
    requests: Form
    """Whose request id takes a comment back."""


@dataclass(frozen=True)
class CommentsPage:
    """A comment that was refused, given back with what was typed."""

    title: str
    document: str
    comments: CommentsBlock


async def remarks(context: Context, view: DocumentView, version: int, words: Words, form: Form | None = None) -> CommentsBlock:
    """What stands beside this version; `form` carries what was typed before."""
    told = await comments.of(context, view.document)
    lines = tuple(_line(one, told, context, view, words) for one in told.said)
    return CommentsBlock(f"/documents/{view.document.id}/comments", version, lines, (form or Form()) if told.takes_part else None, Form())


def _line(one: Comment, told: Comments, context: Context, view: DocumentView, words: Words) -> CommentLine:
    post = told.posts.get(one.position)
    held = " · ".join(part for part in (words(ROLES[post.position.role]), post.department) if part) if post else ""
    mine = told.takes_part and one.person == context.position.person and not one.taken_back_at
    address = f"/documents/{view.document.id}/comments/{one.id}/withdrawal" if mine else ""
    return CommentLine(one.id, told.names.get(one.person, ""), held, one.at, one.version, one.words, one.taken_back_at, address)


async def add(request: Request) -> Response:
    sent = await request.form()
    which, version = DocumentId(asking.uuid(request, "document")), asking.number(asking.text(sent, "version"))
    try:
        await comments.add(asking.context(request, asking.text(sent, "request")), which, version, asking.text(sent, "words"))
    except Refusal as no:
        return await _again(request, which, version, asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, f"/documents/{which}/{version}#comments")


async def _again(request: Request, which: DocumentId, version: int, form: Form, status: int) -> Response:
    context = asking.context(request)
    view = await signatures.read(context, which)
    block = await remarks(context, view, version or view.newest.number, asking.words(request), form)
    shown = CommentsPage(view.document.title, f"/documents/{which}", block)
    return page(request, "documents/comments.html", shown, status)


async def take_back(request: Request) -> Response:
    sent = await request.form()
    which = DocumentId(asking.uuid(request, "document"))
    one: UUID = asking.uuid(request, "comment")
    await comments.take_back(asking.context(request, asking.text(sent, "request")), which, one)
    return asking.seen(request, f"/documents/{which}#comments")


ROUTES = [
    Route("/documents/{document}/comments", add, methods=["POST"]),
    Route("/documents/{document}/comments/{comment}/withdrawal", take_back, methods=["POST"]),
]
