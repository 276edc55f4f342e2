"""Results: the form by which a technician delivers one."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import OrderId
from domain.people import demand
from domain.results import Flag, NewResult, Value
from services import results
from services.context import Context
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.orders import ordered
from web.records import Head, head
from web.render import page
from web.words import _

ROWS = 12
"""Values one sheet can carry on a page; a LIS delivers longer ones."""


@dataclass(frozen=True)
class DeliverPage:
    head: Head
    order: str
    code: str
    lines: tuple[Option, ...]
    """Lines of this department that can have a result."""
    rows: int
    flags: tuple[Option, ...]
    form: Form
    refused: str = ""
    """Why the version before was refused, in the words of who refused it."""


async def new(request: Request) -> Response:
    return page(request, "results/new.html", await _deliver(request, Form()))


async def deliver(request: Request) -> Response:
    """A new sheet, or the next version of the one that covers the same lines."""
    sent = await request.form()
    order = OrderId(asking.uuid(request, "order"))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        document, version = await results.deliver(context, order, _new(sent, context))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "results/new.html", await _deliver(request, form), status_of(no))
    return asking.seen(request, f"/documents/{document}/{version}")


async def _deliver(request: Request, form: Form) -> DeliverPage:
    context, words = asking.context(request), asking.words(request)
    view, found = await ordered(request, context)
    demand(context.position, "result.deliver", view.page.record.state, context.today)
    mine = [
        one for one in found.order.lines if one.department == context.position.department and one.state not in ("cancelled", "rejected")
    ]
    sheets = {sheet.document for sheet in found.order.sheets}
    refused = [version.ended_reason or "" for document, version in view.documents if document.id in sheets and version.state == "refused"]
    flags = tuple(Option(flag, words(FLAG_WORDS[flag])) for flag in Flag)
    lines = tuple(Option(str(one.number), one.name) for one in mine)
    return DeliverPage(head(view.page, words), str(found.order.id), found.sheet.code, lines, ROWS, flags, form, "; ".join(refused))


def _new(sent: FormData, context: Context) -> NewResult:
    """Raises: Malformed."""
    lines = tuple(int(str(one)) for one in sent.getlist("line") if str(one).isdigit())
    values = tuple(value for n in range(1, ROWS + 1) if (value := _value(sent, n, lines)))
    return NewResult(
        lines=lines,
        values=values,
        performer=context.position.person,
        sampled_at=asking.moment(sent, "sampled_at"),
        received_at=asking.moment(sent, "received_at"),
        resulted_at=asking.moment(sent, "resulted_at"),
        conclusion=asking.text(sent, "conclusion"),
        note=asking.text(sent, "note"),
    )


def _value(sent: FormData, n: int, lines: tuple[int, ...]) -> Value | None:
    name, value = asking.text(sent, f"name-{n}"), asking.text(sent, f"value-{n}")
    if not name and not value:
        return None
    if not name or not value:
        raise Malformed(f"value-{n}: cần cả tên xét nghiệm và giá trị / give both the name and the value")
    line = asking.text(sent, f"line-{n}")
    number = int(line) if line.isdigit() else next(iter(lines), 0)
    flag = asking.text(sent, f"flag-{n}")
    return Value(
        number,
        name,
        value,
        asking.text(sent, f"unit-{n}"),
        asking.text(sent, f"reference-{n}"),
        Flag(flag) if flag in set(Flag) else Flag.NORMAL,
    )


FLAG_WORDS = {
    Flag.NORMAL: _("bình thường"),
    Flag.HIGH: _("cao"),
    Flag.LOW: _("thấp"),
    Flag.ABNORMAL: _("bất thường"),
    Flag.CRITICAL: _("nguy hiểm"),
}

ROUTES = [
    Route("/orders/{order}/results/new", new),
    Route("/orders/{order}/results", deliver, methods=["POST"]),
]
