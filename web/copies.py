"""One copy for a patient: issued on its document's page, printed, handed over, called back."""

from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.copies import HandOver, Medium, Receiver, Settled
from domain.errors import Malformed, Refusal
from domain.names import CopyId, DocumentId
from services import copies, signatures
from web import asking, copied, documents
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Reading, reading
from web.render import page
from web.words import RECEIVERS, SETTLED


@dataclass(frozen=True)
class CopyPage:
    reading: Reading
    """The version it was made of."""
    copy: copied.CopyLine
    issued_at: datetime
    issued_by: str
    paper: bool
    settled: str
    """What became of it when its version was replaced."""
    hand_over: Form | None
    """Present while nobody has it."""
    settle: Form | None
    """Present when whoever has it has a version that was replaced."""
    receivers: tuple[Option, ...]
    ways: tuple[Option, ...]
    """What can have become of an outdated copy."""


async def issue(request: Request) -> Response:
    """A copy of the newest version; refused, it is said on the document's page."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await copies.issue(context, DocumentId(asking.uuid(request, "document")), _medium(asking.text(sent, "medium")))
    except Refusal as no:
        shown = await documents.read(request)
        if shown.copies is None:
            raise
        form = asking.again(sent, no, locale_of(request))
        told = replace(shown, copies=replace(shown.copies, issue=form))
        return page(request, "documents/show.html", told, status_of(no))
    return asking.seen(request, f"/copies/{made.copy.id}")


async def show(request: Request) -> Response:
    return page(request, "copies/show.html", await _show(request))


async def pdf(request: Request) -> Response:
    """The signed file, to be taken away."""
    return await _file(request, printed=False)


async def printed(request: Request) -> Response:
    """The print, shown by the browser's own viewer."""
    return await _file(request, printed=True)


async def _file(request: Request, *, printed: bool) -> Response:
    which = _which(request)
    content = await copies.content(asking.context(request), which, printed)
    named = f'inline; filename="{which}-print.pdf"' if printed else f'attachment; filename="{which}.pdf"'
    return Response(content, media_type="application/pdf", headers={"content-disposition": named})


async def hand_over(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        words = {name: asking.text(sent, name) for name in ("name", "relation", "proof", "note")}
        to = HandOver(_receiver(asking.text(sent, "to")), asking.moment(sent, "at"), **words)
        made = await copies.hand_over(context, _which(request), to)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "copies/show.html", await _show(request, hand_over=form), status_of(no))
    return asking.seen(request, f"/documents/{made.copy.document}")


async def settle(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await copies.settle(context, _which(request), _way(asking.text(sent, "how")), asking.text(sent, "note"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "copies/show.html", await _show(request, settle=form), status_of(no))
    return asking.seen(request, f"/documents/{made.copy.document}")


async def _show(request: Request, hand_over: Form | None = None, settle: Form | None = None) -> CopyPage:
    context, words = asking.context(request), asking.words(request)
    one = await copies.read(context, _which(request))
    view = await signatures.read(context, one.copy.document, one.copy.version)
    now = asking.now(context)
    waits = one.copy.handed is None and one.copy.version == one.newest
    return CopyPage(
        reading(view, one.copy.version, None, context.house.policies, words),
        copied.line(one, words),
        one.copy.issued_at,
        one.names.get(one.copy.issued_by, ""),
        one.copy.medium is Medium.PAPER,
        copied.settled(one, words),
        (hand_over or Form(values={"at": now})) if waits else hand_over,
        (settle or Form()) if one.outdated else settle,
        tuple(Option(kind, words(said)) for kind, said in RECEIVERS.items()),
        tuple(Option(kind, words(said)) for kind, said in SETTLED.items()),
    )


def _medium(told: str) -> Medium:
    return Medium.PAPER if told == Medium.PAPER else Medium.ELECTRONIC


def _receiver(told: str) -> Receiver:
    """Raises: Malformed."""
    if told not in set(Receiver):
        raise Malformed("to: chọn người nhận / choose who takes it")
    return Receiver(told)


def _way(told: str) -> Settled:
    """Raises: Malformed."""
    if told not in set(Settled):
        raise Malformed("how: chọn cách đã xử lý / choose what was done")
    return Settled(told)


def _which(request: Request) -> CopyId:
    return CopyId(asking.uuid(request, "copy"))


ROUTES = [
    Route("/documents/{document}/copies", issue, methods=["POST"]),
    Route("/copies/{copy}", show),
    Route("/copies/{copy}/pdf", pdf),
    Route("/copies/{copy}/print", printed),
    Route("/copies/{copy}/hand-over", hand_over, methods=["POST"]),
    Route("/copies/{copy}/settlement", settle, methods=["POST"]),
]
