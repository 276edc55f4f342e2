"""Results: the form by which a technician delivers one, and makes a refused one again."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import OrderId
from domain.orders import Line, Sheet
from domain.people import demand
from domain.results import Flag, NewResult
from domain.signatures import MADE_AGAIN
from services import results
from services.context import Context
from services.records import OrderView, RecordView
from store.queries.signatures import Document, Version
from web import asking, values
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.orders import ordered
from web.records import Head, head
from web.render import page
from web.returned import Before, before, remake


@dataclass(frozen=True)
class SheetLine:
    """A sheet that is there already, and where it is made again."""

    title: str
    state: str
    address: str


@dataclass(frozen=True)
class DeliverPage:
    head: Head
    order: str
    code: str
    lines: tuple[Option, ...]
    """Lines of this department that can have a result; of a sheet that is made again, its own."""
    rows: int
    flags: tuple[Option, ...]
    form: Form
    before: Before | None = None
    """The version it takes the place of."""
    again: str = ""
    """The sheet that is made again; empty for a new one."""
    others: tuple[SheetLine, ...] = ()
    """The sheets this department made for the order."""


@dataclass(frozen=True)
class _Made:
    """A sheet of this department with its newest version."""

    sheet: Sheet
    document: Document
    version: Version


async def new(request: Request) -> Response:
    """A sheet that is made again by another form has a page of its own."""
    again = request.query_params.get("again", "")
    _, found = await ordered(request, asking.context(request))
    kinds = {found.order.line(n).kind for one in found.order.sheets if str(one.document) == again for n in one.lines}
    if kinds and kinds != {"laboratory"}:
        return RedirectResponse(f"/orders/{found.order.id}/reports/new?again={again}", 303)
    return page(request, "results/new.html", await _deliver(request, None))


async def deliver(request: Request) -> Response:
    """A new sheet, or the next version of the one that covers the same lines."""
    sent = await request.form()
    order = OrderId(asking.uuid(request, "order"))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        document, version = await results.deliver(context, order, _new(sent, context))
    except Refusal as no:
        form = values.rechosen(asking.again(sent, no, locale_of(request)))
        return page(request, "results/new.html", await _deliver(request, form), status_of(no))
    return asking.seen(request, f"/documents/{document}/{version}")


async def _deliver(request: Request, form: Form | None) -> DeliverPage:
    """The form as it was typed, else as the sheet before has it, else empty."""
    context, words = asking.context(request), asking.words(request)
    view, found = await ordered(request, context)
    demand(context.position, "result.deliver", view.page.record.state, context.today)
    mine = [one for one in found.order.lines if (one.department, one.kind) == (context.position.department, "laboratory")]
    made = _made(view, found, mine)
    free = [one for one in mine if one in found.order.unanswered]
    again = _again(form.value("again") if form else request.query_params.get("again", ""), made, free)
    lines = [one for one in mine if one.number in again.sheet.lines] if again else free
    shown = form or (Form(values=values.typed(again.version.data or {}, lines)) if again else Form())
    return DeliverPage(
        head(view.page, words),
        str(found.order.id),
        found.sheet.code,
        tuple(Option(str(one.number), one.name) for one in lines),
        values.rows_of(shown.value("rows")),
        (Option("", words(values.BY_RANGE)), *(Option(flag or values.NORMAL, words(values.FLAG_WORDS[flag])) for flag in Flag)),
        shown,
        before(again.document, again.version) if again else None,
        str(again.document.id) if again else "",
        tuple(_other(one, found) for one in made if one is not again),
    )


def _made(view: RecordView, found: OrderView, mine: list[Line]) -> list[_Made]:
    newest = {document.id: (document, version) for document, version in view.documents}
    numbers = {one.number for one in mine}
    return [_Made(one, *newest[one.document]) for one in found.order.sheets if numbers.issuperset(one.lines)]


def _again(told: str, made: list[_Made], free: list[Line]) -> _Made | None:
    """The sheet that was asked for; without a line still unanswered, the one that can be meant."""
    asked = [one for one in made if str(one.document.id) == told]
    if asked or free:
        return asked[0] if asked else None
    ended = [one for one in made if one.version.chain.ended in MADE_AGAIN]
    return (ended or made)[0] if len(ended) == 1 or len(made) == 1 else None


def _other(one: _Made, found: OrderView) -> SheetLine:
    return SheetLine(one.document.title, one.version.state, remake(found.order.id, one.document.id))


def _new(sent: FormData, context: Context) -> NewResult:
    """Raises: Malformed."""
    if wrong := asking.unreadable(sent, moments=("sampled_at", "received_at", "resulted_at")):
        raise Malformed(*wrong)
    lines = asking.numbers(sent, "line")
    return NewResult(
        lines=lines,
        values=values.read(sent, lines),
        performer=context.position.person,
        sampled_at=asking.moment(sent, "sampled_at"),
        received_at=asking.moment(sent, "received_at"),
        resulted_at=asking.moment(sent, "resulted_at"),
        conclusion=asking.text(sent, "conclusion"),
        note=asking.text(sent, "note"),
    )


ROUTES = [
    Route("/orders/{order}/results/new", new),
    Route("/orders/{order}/results", deliver, methods=["POST"]),
]
