"""What is done with a document of the inbox besides signing it: into the set, aside; then the next one stands beside the list."""

from collections.abc import Awaitable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import DocumentId, Sha256
from services import inbox
from services.signatures import Reviewed
from web import asking, documents
from web.asking import tell
from web.errors import status_of
from web.forms import Told
from web.i18n import locale_of
from web.inbox import page_of, shown
from web.places import Place
from web.reading import Reading
from web.render import wants_piece
from web.sessions import came_from


async def review(request: Request) -> Response:
    """Into the set and on to the next document; with `out` out of it again."""
    context, one = asking.context(request, "review"), _one(request)
    if asking.text(await request.form(), "out"):
        await inbox.take_out(context, one.document, one.version)
        return await _moved(request, one, stays=True)
    return await _done(request, one, inbox.review(context, one.document, one.version))


async def put_aside(request: Request) -> Response:
    """Aside until tomorrow or a moment; with `back` at once into the inbox again."""
    sent, context, one = await request.form(), asking.context(request, "later"), _one(request)
    if asking.text(sent, "back"):
        await inbox.put_back(context, one.document, one.version)
        return await _moved(request, one, stays=True)
    until = asking.moment(sent, "until") if asking.text(sent, "until") else None
    return await _done(request, one, inbox.put_aside(context, one.document, one.version, until))


async def _done(request: Request, one: Reviewed, act: Awaitable[object]) -> Response:
    """The next one after the act, or the same one and why not."""
    try:
        await act
    except Refusal as no:
        return await _moved(request, one, stays=True, told=tell(no, locale_of(request)), status=status_of(no))
    return await _moved(request, one)


async def _moved(request: Request, one: Reviewed, stays: bool = False, told: Told | None = None, status: int = 200) -> Response:
    """The document after the one that was dealt with, or the same again; beside another one that is being read, that one stays."""
    place = Place.asked(request, came_from(request))
    beside = place.reads not in ("", f"{one.document}/{one.version}")
    if told is None and not stays and not beside:
        after = await inbox.following(asking.context(request), one, place.shown, place.query)
        reads = f"{after.document}/{after.version}" if after else ""
    else:
        reads = place.reads if beside else f"{one.document}/{one.version}"
    if not wants_piece(request) and told is None:
        return asking.seen(request, place.at(reads))
    opened = await _read(request, reads) if reads else None
    return shown(request, replace(await page_of(request, place, opened), moved=str(one.document), told=told), status, place.at(reads))


async def _read(request: Request, reads: str) -> Reading:
    which, _sep, number = reads.partition("/")
    return (await documents.page_of(request, DocumentId(asking.id_of(which)), int(number))).reading


def _one(request: Request) -> Reviewed:
    return Reviewed(DocumentId(asking.uuid(request, "document")), request.path_params["version"], Sha256(""))


ROUTES = [
    Route("/inbox/{document}/{version:int}/set", review, methods=["POST"]),
    Route("/inbox/{document}/{version:int}/later", put_aside, methods=["POST"]),
]
