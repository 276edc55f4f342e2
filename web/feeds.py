"""Calendar feeds: the page where a person makes, renews and revokes addresses, and the calendars other programs read by them."""

from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from domain.errors import Malformed, NotFound, Refusal
from domain.faults import both
from domain.feeds import FeedKind
from domain.names import TrackId
from services import feeds
from services.context import Context
from store.queries.feeds import FeedLine
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.words import _

GONE = "Địa chỉ lịch này không còn dùng được. · This calendar address is no longer in use.\n"
OFTEN = "Lịch này được đọc quá nhiều lần trong một giờ. · This calendar was read too often within an hour.\n"


@dataclass(frozen=True)
class CalendarLine:
    """A calendar that has an address."""

    title: str
    kind: str
    track: str
    made_at: datetime
    read_at: datetime | None
    form: Form


@dataclass(frozen=True)
class FeedsPage:
    lines: tuple[CalendarLine, ...]
    form: Form
    choices: tuple[Option, ...]
    """What can be made: the position's own calendar, and each track it reaches."""
    made: str = ""
    """The address just made; it is shown once."""
    webcal: str = ""
    """The same, as a phone takes it with one press."""
    repeated: bool = False
    """The form was sent a second time: its address was shown before."""


async def show(request: Request) -> Response:
    track = request.query_params.get("track", "")
    return page(request, "people/feeds.html", await _page(request, Form(values={"of": track} if track else {})))


async def make(request: Request) -> Response:
    """A new address, shown in the answer itself: it is kept nowhere from which it could be shown again."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        secret = await feeds.make(context, *_chosen(sent))
    except Refusal as no:
        shown = await _page(request, asking.again(sent, no, locale_of(request)))
        return page(request, "people/feeds.html", shown, status_of(no))
    address = f"{_here(request)}/feeds/{secret}.ics" if secret else ""
    return page(request, "people/feeds.html", await _page(request, Form(), address, repeated=not secret))


async def revoke(request: Request) -> Response:
    sent = await request.form()
    await feeds.revoke(asking.context(request, asking.text(sent, "request")), *_chosen(sent))
    return asking.seen(request, "/me/feeds")


async def calendar(request: Request) -> Response:
    """The calendar of a secret address, for programs: no session, no cookie, nothing else behind it."""
    try:
        found = await feeds.read(asking.house(request), request.path_params["secret"], _here(request))
    except NotFound:
        return PlainTextResponse(GONE, 404)
    if not found.content:
        return PlainTextResponse(OFTEN, 429, {"retry-after": "3600"})
    headers = {"etag": f'"{found.etag}"', "cache-control": "private, max-age=900", "x-robots-tag": "noindex"}
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type="text/calendar", headers={**headers, "content-disposition": 'inline; filename="hsba.ics"'})


def _chosen(sent: FormData) -> tuple[FeedKind, TrackId | None]:
    """`position`, or the id of a track. Raises: Malformed, NotFound."""
    of = asking.text(sent, "of")
    if not of:
        raise Malformed(both("of: chọn lịch", "choose a calendar"))
    return (FeedKind.POSITION, None) if of == FeedKind.POSITION else (FeedKind.TRACK, TrackId(asking.id_of(of)))


def _here(request: Request) -> str:
    """What the house is reached by."""
    return asking.house(request).public_url or str(request.base_url).rstrip("/")


async def _page(request: Request, form: Form, made: str = "", repeated: bool = False) -> FeedsPage:
    context, words = asking.context(request), asking.words(request)
    own = words(_("Việc của tôi: mọi mốc có hạn của đơn vị"))
    asked = form.value("of")
    reached = await feeds.subjects(context, TrackId(asking.id_of(asked)) if asked and asked != FeedKind.POSITION else None)
    choices = (Option(FeedKind.POSITION, own), *(Option(str(one), f"{facility} · {plan}") for one, facility, plan in reached))
    lines = tuple(_line(context, one, own) for one in await feeds.mine(context))
    return FeedsPage(lines, form, choices, made, made.replace("https://", "webcal://").replace("http://", "webcal://"), repeated)


def _line(context: Context, one: FeedLine, own: str) -> CalendarLine:
    of = one.feed
    title = f"{one.facility} · {one.plan}" if of.track else own
    which = str(of.track or FeedKind.POSITION)
    return CalendarLine(title, of.kind, which, one.made_at, one.read_at, Form())


ROUTES = [
    Route("/me/feeds", show),
    Route("/me/feeds", make, methods=["POST"]),
    Route("/me/feeds/revocation", revoke, methods=["POST"]),
    Route("/feeds/{secret}.ics", calendar),
]
