"""The inbox: what waits for me, read beside the list, signed one by one or as a reviewed set."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import DocumentId, Sha256
from services import batches, inbox, messages, signatures
from services import errands as waited
from services.signatures import Outcome, Reviewed
from store.queries.inbox import Shown
from web import asking, documents, errands, notices, returned
from web.errands import ErrandLine
from web.errors import status_of
from web.filters import Filter, filters
from web.forms import Form, Told
from web.i18n import locale_of
from web.lists import TaskLine, line
from web.near import NearLine, near
from web.notices import NoticeLine
from web.places import Place
from web.reading import Reading
from web.render import fragment, page, wants_piece
from web.returned import ReturnedLine
from web.words import _

TICK = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9]{1,6})/([0-9a-f]{64})")


@dataclass(frozen=True)
class InboxPage:
    place: Place
    """Which list is shown, searched for what, from where on."""
    filters: tuple[Filter, ...]
    lines: tuple[TaskLine, ...]
    signing: Form
    """The form that signs the set."""
    chosen: tuple[str, ...] = ()
    """`document/version/content` of everything in the set."""
    reading: Reading | None = None
    later: Form | None = None
    """Present when what is read waits for this person and can be put aside."""
    moved: str = ""
    """Document that was just put into the set, out of it, or aside."""
    told: Told | None = None
    """Why that was refused."""
    notices: tuple[NoticeLine, ...] = ()
    returned: tuple[ReturnedLine, ...] = ()
    """Sheets of this person that were refused."""
    errands: tuple[ErrandLine, ...] = ()
    """What waits beside signatures."""
    numbers: bool = False
    """Papers among the lines get a number by being signed."""
    outages: tuple[NearLine, ...] = ()
    """Running, or within a day."""


@dataclass(frozen=True)
class Became:
    """What became of one document of a set."""

    title: str
    address: str
    refusal: str = ""


@dataclass(frozen=True)
class SetPage:
    signed: int
    became: tuple[Became, ...]


async def show(request: Request) -> Response:
    return page(request, "inbox/show.html", await page_of(request, Place.asked(request)))


async def open_task(request: Request) -> Response:
    """A task beside the list; for htmx only the reading view, and the mark that puts it into the set."""
    opened = (await documents.read(request)).reading
    return shown(request, await page_of(request, Place.asked(request), opened))


async def sign_set(request: Request) -> Response:
    """One PIN for the reviewed set; several are signed while the person works on, one is waited for."""
    sent = await request.form()
    titles = {(one.document, one.version): one.title for one in await signatures.inbox(asking.context(request), limit=100)}
    chosen: list[Reviewed] = []
    try:
        chosen = [_reviewed(str(one)) for one in sent.getlist("reviewed")]
        context = asking.context(request, asking.text(sent, "request"))
        if len(chosen) > 1:
            which = await batches.begin(context, chosen, asking.text(sent, "pin"), asking.warned(sent))
            return asking.seen(request, f"/batches/{which}")
        outcomes = await signatures.sign(context, chosen, asking.text(sent, "pin"), asking.warned(sent))
    except Refusal as no:
        form = asking.again(asking.signing(sent, no), no, locale_of(request))
        shown = await page_of(request, Place())
        kept = tuple(_told(one) for one in chosen) or shown.chosen
        return page(request, "inbox/show.html", replace(shown, signing=form, chosen=kept), status_of(no))
    became = tuple(_became(one, titles, request) for one in outcomes)
    return page(request, "inbox/set.html", SetPage(sum(not one.refusal for one in became), became))


async def back_to_list(request: Request) -> Response:
    """A set that was refused stands at this address; opened anew it is the list again."""
    return asking.seen(request, "/")


def shown(request: Request, shown: InboxPage, status: int = 200, address: str = "") -> Response:
    if wants_piece(request):
        return fragment(request, "inbox/show.html", "pane", shown, status, {"hx-push-url": address} if address else None)
    return page(request, "inbox/show.html", shown, status)


async def page_of(request: Request, place: Place, opened: Reading | None = None) -> InboxPage:
    context, words = asking.context(request), asking.words(request)
    view = await inbox.view(context, place.shown, place.query, place.after)
    beside, back = await waited.errands(context), returned.lines(await signatures.returned(context), context)
    late = errands.late(beside, context.today)
    request.state.count = min(view.tallies[Shown.WAITING] + errands.weight(beside), waited.MOST)
    whole, lines = place.show == "", [line(one, context.now, opened, view.opened) for one in view.lines]
    others = errands.lines(late if place.show == "late" else beside, place.query, context.today, words)
    return InboxPage(
        replace(place, following=place.next(view.lines[-1]) if view.more else ""),
        filters(place, view.tallies, errands.weight(beside), errands.weight(late), len(back), words),
        tuple(lines) if place.documents else (),
        Form(),
        tuple(_told(one) for one in view.chosen),
        opened,
        Form() if opened and opened.form else None,
        notices=await notices.lines(request) if whole else (),
        returned=back if whole or place.show == "returned" else (),
        errands=others if whole or place.show in ("late", "other") else (),
        numbers=any(one.organisation for one in view.lines),
        outages=await near(context),
    )


def _told(one: Reviewed) -> str:
    return f"{one.document}/{one.version}/{one.content}"


def _reviewed(told: str) -> Reviewed:
    """`document/version/content` of a mark. Raises: Malformed for anything else."""
    match = TICK.fullmatch(told)
    if match is None:
        raise Malformed("reviewed: văn bản đã chọn không đọc được, hãy mở xem lại rồi chọn / open the document again and tick it")
    return Reviewed(DocumentId(UUID(match[1])), int(match[2]), Sha256(match[3]))


def _became(one: Outcome, titles: Mapping[tuple[DocumentId, int], str], request: Request) -> Became:
    """A document that had left the inbox before (a second click) has no title at hand: it is not read again for one."""
    reviewed = one.reviewed
    refusal = messages.said(one.refusal)[0 if locale_of(request) == "vi" else 1] if one.refusal else ""
    title = titles.get((reviewed.document, reviewed.version)) or asking.words(request)(_("Văn bản đã ký trước đó"))
    return Became(title, f"/documents/{reviewed.document}/{reviewed.version}", refusal)


ROUTES = [
    Route("/", show),
    Route("/inbox/{document}/{version:int}", open_task),
    Route("/signatures", back_to_list),
    Route("/signatures", sign_set, methods=["POST"]),
]
