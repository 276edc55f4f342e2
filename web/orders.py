"""Orders: placing one, one order with its lines, and what a department still has to perform."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, NotFound, Refusal
from domain.faults import both
from domain.names import DepartmentId, OrderId
from domain.orders import NewLine, NewOrder
from domain.people import demand, may
from services import orders, people, records
from services.context import Context
from services.records import OrderView, RecordView
from web import asking, returned
from web.audit import Happened, happened
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.inputs import spoken
from web.record_lines import OrderBlock, order_block
from web.records import Head, head, which
from web.render import page
from web.returned import ReturnedLine

ACTS = ("samples", "rejections", "cancellations")
"""What a page does to lines, as its address says it."""
UNSAMPLED = frozenset({"imaging"})
"""Kinds of lines of which nobody takes a sample."""
ROWS = 6
"""Services one sheet can order on a page."""


@dataclass(frozen=True)
class Row:
    """One service as it was typed."""

    n: int
    code: str
    """In the facility's catalogue; empty when the doctor does not know it."""
    service: str
    department: str
    kind: str = ""

    def faults(self, longest: Mapping[str, int]) -> Iterator[str]:
        """One `field: what to do` for each."""
        if self.service and not self.department:
            yield both(f"department-{self.n}: chọn khoa thực hiện dịch vụ {self.n}", f"choose who performs service {self.n}")
        if self.service and not self.kind:
            yield both(f"kind-{self.n}: chọn loại của dịch vụ {self.n}", f"choose the kind of service {self.n}")
        if self.code and not self.service:
            yield both(f"service-{self.n}: ghi tên dịch vụ {self.n}", f"name service {self.n}")
        if len(self.code) > (most := longest["service"]):
            yield both(f"code-{self.n}: mã dịch vụ {self.n} dài quá {most} ký tự", f"code {self.n} is longer than {most} characters")
        if len(self.service) > (most := longest["name"]):
            yield both(f"service-{self.n}: tên dịch vụ {self.n} dài quá {most} ký tự", f"name {self.n} is longer than {most} characters")


@dataclass(frozen=True)
class PlaceOrderPage:
    head: Head
    departments: tuple[Option, ...]
    kinds: tuple[Option, ...]
    """What can answer a service, as the order's form lists it."""
    rows: int
    form: Form


@dataclass(frozen=True)
class OrderPage:
    head: Head
    order: OrderBlock
    number: str
    sheet: str
    """Address of the order sheet."""
    timeline: tuple[Happened, ...]
    forms: Mapping[str, Form]
    """Act on lines, as `ACTS` names it → its form."""
    sample: tuple[Option, ...] = ()
    """Lines this position may take or reject a sample of."""
    cancel: tuple[Option, ...] = ()
    """Lines this position may cancel."""


@dataclass(frozen=True)
class CancelPage:
    """What is going to be cancelled, by name, before it is."""

    head: Head
    address: str
    number: str
    lines: tuple[Option, ...]
    reason: str
    whole: bool
    """Nothing else is left of the order: its sheet is withdrawn when nobody signed it."""
    form: Form


@dataclass(frozen=True)
class WorkLine:
    address: str
    service: str
    patient: str
    record: str
    ordered_in: str
    doctor: str
    at: datetime
    state: str
    held: bool = False
    """A hold keeps the record from disposal."""


@dataclass(frozen=True)
class WorklistPage:
    department: str
    lines: tuple[WorkLine, ...]
    returned: tuple[ReturnedLine, ...] = ()
    """Result sheets that were refused."""


async def new(request: Request) -> Response:
    return page(request, "orders/new.html", await _place(request, Form()))


async def place(request: Request) -> Response:
    """Places an order; its sheet comes to the doctor's inbox."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        placed = await orders.place(context, which(request), _new(sent, context))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "orders/new.html", await _place(request, form), status_of(no))
    return asking.seen(request, f"/orders/{placed}")


async def show(request: Request) -> Response:
    return page(request, "orders/show.html", await _show(request))


async def act(request: Request) -> Response:
    """Samples, rejects a sample, or cancels: the resource in the address says which, the form says which lines."""
    sent, which = await request.form(), request.path_params["act"]
    if which not in ACTS:
        raise NotFound("act", which)
    lines, reason, order = asking.numbers(sent, "line"), asking.text(sent, "reason"), _order(request)
    try:
        context = asking.context(request, asking.text(sent, "request"))
        if which == "cancellations" and not asking.text(sent, "confirmed"):
            return page(request, "orders/cancel.html", await _cancel(request, sent, lines, reason))
        match which:
            case "samples":
                await orders.sample(context, order, lines)
            case "rejections":
                await orders.reject_sample(context, order, lines, reason)
            case _:
                await orders.cancel(context, order, lines, reason)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "orders/show.html", await _show(request, which, form), status_of(no))
    return asking.seen(request, f"/orders/{order}")


async def _cancel(request: Request, sent: FormData, lines: tuple[int, ...], reason: str) -> CancelPage:
    """Asks once more, naming the lines; the same request goes on. Raises: Malformed, NotFound, WrongState, NotAllowed, OutOfReach."""
    context = asking.context(request)
    view, found = await ordered(request, context)
    demand(context.position, "order.cancel", view.page.record.state, context.today)
    after = found.order.move("cancel", lines, reason)
    if not reason:
        raise Malformed("reason: cần nêu lý do hủy / say why it is cancelled")
    named = tuple(Option(str(one.number), one.name) for one in found.order.lines if one.number in lines)
    words, form = asking.words(request), Form(asking.text(sent, "request"))
    return CancelPage(head(view.page, words), f"/orders/{found.order.id}", found.sheet.code, named, reason, after.void, form)


async def worklist(request: Request) -> Response:
    context = asking.context(request)
    found = await orders.worklist(context, limit=100)
    lines = tuple(
        WorkLine(
            f"/orders/{one.order}",
            one.name,
            f"{one.patient}, {one.birth_year}",
            one.record_code,
            one.ordered_in,
            one.doctor,
            one.ordered_at,
            one.state,
            one.held,
        )
        for one in found
    )
    department = asking.visit(request).shown.acting.department
    return page(request, "orders/worklist.html", WorklistPage(department, lines, returned.lines(await orders.refused(context), context)))


async def _place(request: Request, form: Form) -> PlaceOrderPage:
    context = asking.context(request)
    view = await records.standing(context, which(request))
    departments = tuple(Option(one, name) for one, name in await people.performing(context))
    return PlaceOrderPage(head(view.page, asking.words(request)), departments, _kinds(context, locale_of(request)), ROWS, form)


def _new(sent: FormData, context: Context) -> NewOrder:
    """Raises: Malformed for a service without the department that performs it, or longer than the form takes."""
    rows = [_row(sent, n) for n in range(1, ROWS + 1)]
    longest = _longest(context)
    if faults := [fault for row in rows for fault in row.faults(longest)]:
        raise Malformed(*faults)
    lines = tuple(NewLine(row.code, row.service, DepartmentId(row.department), row.kind) for row in rows if row.service)
    if asking.text(sent, "ordered_at") and (wrong := asking.unreadable(sent, moments=["ordered_at"])):
        raise Malformed(*wrong)
    at = asking.moment(sent, "ordered_at") if asking.text(sent, "ordered_at") else None
    urgent = bool(sent.get("urgent"))
    return NewOrder(context.position.person, lines, asking.text(sent, "diagnosis"), urgent, asking.text(sent, "note"), at)


def _row(sent: FormData, n: int) -> Row:
    """A page of before, which knew laboratories only, sends no kind."""
    code, service, department = (asking.text(sent, f"{name}-{n}") for name in ("code", "service", "department"))
    return Row(n, code, service, department, asking.text(sent, f"kind-{n}") if f"kind-{n}" in sent else "laboratory")


def _kinds(context: Context, locale: str) -> tuple[Option, ...]:
    lines = next(one for one in spoken(context.house.policies.form("order", context.today), locale).fields if one.name == "lines")
    return tuple(Option(*one) for field in lines.fields if field.name == "kind" for one in field.choices.items())


def _longest(context: Context) -> Mapping[str, int]:
    """Most characters of a line's code and name, as the order's form says."""
    lines = next(one for one in context.house.policies.form("order", context.today).fields if one.name == "lines")
    return {one.name: one.longest for one in lines.fields}


async def ordered(request: Request, context: Context) -> tuple[RecordView, OrderView]:
    """The order of the address, in its record. Raises: NotFound, NotAllowed, OutOfReach."""
    order = await orders.read(context, _order(request))
    view = await records.standing(context, order.record)
    return view, next(one for one in view.orders if one.order.id == order.id)


async def _show(request: Request, act: str = "", form: Form | None = None) -> OrderPage:
    """The order; with the form of an act that was refused."""
    context, words = asking.context(request), asking.words(request)
    view, found = await ordered(request, context)
    role, state = context.position.role, view.page.record.state
    waiting = [line for line in found.order.lines if line.state in ("ordered", "sampled", "rejected")]
    performed = [line for line in waiting if line.department == context.position.department and line.kind not in UNSAMPLED]
    mine = found.order.doctor == context.position.person
    return OrderPage(
        head(view.page, words),
        order_block(found, context, view),
        found.sheet.code,
        f"/documents/{found.sheet.id}",
        happened((one for one in view.timeline if one.subject == str(found.order.id)), words),
        {one: form if form and one == act else Form() for one in ACTS},
        tuple(Option(str(line.number), line.name) for line in performed) if may(role, "order.sample", state) else (),
        tuple(Option(str(line.number), line.name) for line in waiting) if mine and may(role, "order.cancel", state) else (),
    )


def _order(request: Request) -> OrderId:
    return OrderId(asking.uuid(request, "order"))


ROUTES = [
    Route("/worklist", worklist),
    Route("/records/{record}/orders/new", new),
    Route("/records/{record}/orders", place, methods=["POST"]),
    Route("/orders/{order}", show),
    Route("/orders/{order}/{act:str}", act, methods=["POST"]),
]
