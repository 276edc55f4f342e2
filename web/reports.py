"""Reports: the form by which a result other than a laboratory's is delivered, and made again, whatever form answers the line."""

from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal
from domain.forms import Form as Sheet
from domain.names import OrderId
from domain.orders import Line
from domain.people import demand
from domain.results import NewReport
from services import results
from services.records import OrderView, RecordView
from store.queries.signatures import Document, Version
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.inputs import Input, data, inputs, places, spoken, typed
from web.orders import ordered
from web.records import Head, head
from web.render import page
from web.returned import Before, before

KNOWN = frozenset({"ordered_in", "doctor", "performed_in", "performer", "note"})
"""What the house writes itself."""


@dataclass(frozen=True)
class ReportPage:
    head: Head
    order: str
    code: str
    name: str
    """Of the form."""
    lines: tuple[Option, ...]
    """Lines of this department that the form answers; of a sheet that is made again, its own."""
    inputs: tuple[Input, ...]
    form: Form
    again: str = ""
    before: Before | None = None
    """The version it takes the place of."""


@dataclass(frozen=True)
class _Asked:
    """What the page is about: the form, the lines it answers here, and the sheet that is made again."""

    sheet: Sheet
    lines: tuple[Line, ...]
    again: str
    made: tuple[Document, Version] | None


async def new(request: Request) -> Response:
    return page(request, "reports/new.html", await _page(request, None))


async def deliver(request: Request) -> Response:
    """A new report, or the next version of the one that covers the same lines; "one more line" only shows the page again."""
    sent = await request.form()
    if asking.text(sent, "more"):
        return page(request, "reports/new.html", await _page(request, Form(asking.text(sent, "request"), asking.typed(sent))))
    context = asking.context(request)
    view, found = await ordered(request, context)
    asked = _asked(request, view, found, asking.text(sent, "again"))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        said = data(asked.sheet.fields, asking.typed(sent))
        lines = asking.numbers(sent, "line")
        report = NewReport(lines, context.position.person, said, asking.text(sent, "why"), asked.sheet.code)
        document, version = await results.deliver(context, OrderId(found.order.id), report)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), places(asked.sheet, asking.typed(sent)))
        return page(request, "reports/new.html", await _page(request, form), status_of(no))
    return asking.seen(request, f"/documents/{document}/{version}")


async def _page(request: Request, form: Form | None) -> ReportPage:
    context = asking.context(request)
    view, found = await ordered(request, context)
    demand(context.position, "result.deliver", view.page.record.state, context.today)
    asked = _asked(request, view, found, form.value("again") if form else request.query_params.get("again", ""))
    sheet = spoken(asked.sheet, locale_of(request))
    wanted = [one for one in sheet.fields if one.name not in KNOWN]
    begun = {"service": ", ".join(line.name for line in asked.lines)}
    values = form.values if form else typed(wanted, asked.made[1].data or {}) if asked.made else begun
    return ReportPage(
        head(view.page, asking.words(request)),
        str(found.order.id),
        found.sheet.code,
        sheet.name,
        tuple(Option(str(line.number), line.name) for line in asked.lines),
        inputs(wanted, values, form.value("more") if form else ""),
        form or Form(values=values),
        asked.again,
        before(*asked.made) if asked.made else None,
    )


def _asked(request: Request, view: RecordView, found: OrderView, again: str) -> _Asked:
    """Raises: NotFound when no line here waits for a report."""
    context = asking.context(request)
    book, order = context.house.policies, found.order
    mine = [line for line in order.lines if line.department == context.position.department and line.kind != "laboratory"]
    covered = {number for one in order.sheets for number in one.lines if str(one.document) == again}
    free = [line for line in mine if line in order.unanswered]
    lines = [line for line in mine if line.number in covered] if covered else free
    forms = [one for line in lines[:1] for one in book.answering(line.kind, context.today) if context.position.role in one.written_by]
    if not forms:
        raise NotFound("report", order.id)
    made = next((one for one in view.documents if covered and one[0].id == UUID(again)), None)
    return _Asked(forms[0], tuple(line for line in lines if line.kind == lines[0].kind), again if covered else "", made)


ROUTES = [
    Route("/orders/{order}/reports/new", new),
    Route("/orders/{order}/reports", deliver, methods=["POST"]),
]
