"""A purchase is opened or its items are edited, typed or pasted from a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, NotFound, Refusal
from domain.faults import both
from domain.forms import Field, Kind
from domain.procurement_entering import NewProcurement
from domain.procurement_items import NewItem
from domain.procurement_lists import pasted, priced
from domain.procurement_routes import Way
from services import procurement, procurement_views
from services.procurement_shown import Choices, ProcurementView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.inputs import Input, data, inputs, typed
from web.procurement import purchase_of
from web.procurement_words import WAYS
from web.reading import Words
from web.render import page
from web.tracks import which
from web.words import _


@dataclass(frozen=True)
class ItemsPage:
    """The items of a purchase that is opened or edited."""

    facility: str
    track: str
    title: str
    """Of the purchase that is edited; empty for a new one."""
    action: str
    back: str
    form: Form
    inputs: tuple[Input, ...]
    ways: tuple[Option, ...]
    milestones: tuple[Option, ...]
    lines: tuple[Option, ...] = ()


def fields(known: Choices, words: Words) -> tuple[Field, ...]:
    """What a line of the list asks for; a budget line only where the plan has some for this facility."""
    categories = {one.code: one.title for one in known.rules.categories}
    funds = {one.code: one.title for one in known.rules.funds}
    lines = {one.code: f"{one.facility}: {one.title}" for one in known.lines}
    one = (
        Field("name", words(_("Nội dung")), required=True),
        Field("unit", words(_("Đơn vị tính")), required=True),
        Field("quantity", words(_("Số lượng")), Kind.INTEGER, required=True),
        Field("price", words(_("Đơn giá dự kiến")), Kind.MONEY, unit="₫"),
        Field("category", words(_("Nhóm")), Kind.CHOICE, required=True, choices=categories),
        Field("fund", words(_("Nguồn kinh phí")), Kind.CHOICE, required=True, choices=funds),
        *((Field("line", words(_("Dòng dự toán của kế hoạch")), Kind.CHOICE, choices=lines),) if lines else ()),
        Field("why", words(_("Lý do"))),
    )
    return (Field("items", words(_("Danh mục")), Kind.LINES, required=True, fields=one),)


async def new(request: Request) -> Response:
    code = request.query_params.get("milestone", "")
    return await _new(request, Form(values={"way": Way.PURCHASE.value, "milestone": code}))


async def put(request: Request) -> Response:
    """Opens a purchase, or gives the form back with one more line or the pasted ones."""
    sent = await request.form()
    context, words = asking.context(request), asking.words(request)
    known = await procurement_views.choices(context, which(request))
    try:
        if more := _turned(sent, known, words):
            return await _new(request, *more)
        made = await procurement.open_one(asking.context(request, asking.text(sent, "request")), which(request), _said(sent, known, words))
    except Refusal as no:
        return await _new(request, _again(request, sent, no, known), status=status_of(no))
    return asking.seen(request, f"/procurement/{made}")


async def _new(request: Request, form: Form, more: str = "", status: int = 200) -> Response:
    known = await procurement_views.choices(asking.context(request), which(request))
    here = f"/tracks/{which(request)}"
    shown = items_page(known, form, more, f"{here}/procurement", f"{here}/procurement", "", asking.words(request))
    return page(request, "procurement/items.html", shown, status)


async def items(request: Request) -> Response:
    """The items as they stand, to be edited."""
    view = await _edited(request)
    known = await procurement_views.choices(asking.context(request), view.one.track)
    lines = [_line(item.new) for item in view.one.items]
    values = {"title": view.one.title, "way": view.one.way.value, "milestone": view.one.milestone}
    return _edit(request, view, known, Form(values=values | typed(fields(known, asking.words(request)), {"items": lines})))


async def change(request: Request) -> Response:
    sent = await request.form()
    view, words = await _edited(request), asking.words(request)
    known = await procurement_views.choices(asking.context(request), view.one.track)
    try:
        if more := _turned(sent, known, words):
            return _edit(request, view, known, *more)
        context = asking.context(request, asking.text(sent, "request"))
        await procurement.edit(context, view.one.id, _said(sent, known, words))
    except Refusal as no:
        return _edit(request, view, known, _again(request, sent, no, known), status=status_of(no))
    return asking.seen(request, f"/procurement/{view.one.id}")


async def _edited(request: Request) -> ProcurementView:
    """Raises: NotFound when it is not to be edited, or not by this position."""
    view = await procurement_views.read(asking.context(request), purchase_of(request))
    if "edit" not in view.acts:
        raise NotFound("items", view.one.id)
    return view


def _edit(request: Request, view: ProcurementView, known: Choices, form: Form, more: str = "", status: int = 200) -> Response:
    here = f"/procurement/{view.one.id}"
    return page(
        request,
        "procurement/items.html",
        items_page(known, form, more, f"{here}/items", here, view.one.title, asking.words(request)),
        status,
    )


def items_page(known: Choices, form: Form, more: str, action: str, back: str, title: str, words: Words) -> ItemsPage:
    return ItemsPage(
        known.facility,
        f"/tracks/{known.track.id}",
        title,
        action,
        back,
        form,
        inputs(fields(known, words), form.values, more),
        tuple(Option(way, words(said)) for way, said in WAYS.items()),
        tuple(Option(one.code, f"{one.code} {one.title}") for one in known.milestones),
    )


def _line(one: NewItem) -> dict[str, Any]:
    return {name: int(value) if isinstance(value, Decimal) else value for name, value in vars(one).items() if value or name == "price"}


def _turned(sent: FormData, known: Choices, words: Words) -> tuple[Form, str] | None:
    """The form with one more line, or with the pasted ones behind what was typed; None when it is to be kept. Raises: Malformed."""
    values = asking.typed(sent)
    if more := asking.text(sent, "more"):
        return Form(values=values), more
    if asking.text(sent, "turn") != "paste":
        return None
    wanted = pasted(values.get("pasted", ""), {one.title: one.code for one in known.rules.categories})
    lines = [*_lines(sent, known, words), *({"price": 0} | _line(one) for one in priced(wanted, "", ""))]
    kept = {name: value for name, value in values.items() if name != "pasted" and not name.startswith("items-")}
    return Form(values=kept | typed(fields(known, words), {"items": lines})), ""


def _lines(sent: FormData, known: Choices, words: Words) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data(fields(known, words), asking.typed(sent)).get("items", [])
    return found


def _said(sent: FormData, known: Choices, words: Words) -> NewProcurement:
    """Raises: Malformed for what is no number."""
    lines, wrong = _lines(sent, known, words), list[str]()
    for n, line in enumerate(lines, 1):
        for name in ("quantity", "price"):
            if not isinstance(line.get(name, 0), int):
                wrong.append(both(f"items-{n}-{name}: ghi số nguyên không âm", "a whole number, not below zero"))
    way = asking.text(sent, "way")
    if way not in set(Way):
        wrong.append("way: chọn mua sắm hay thuê dịch vụ / choose purchase or lease")
    if wrong:
        raise Malformed(*wrong)
    return NewProcurement(asking.text(sent, "title"), Way(way), tuple(_item(line) for line in lines), asking.text(sent, "milestone"))


def _item(line: Mapping[str, Any]) -> NewItem:
    texts = {name: str(line.get(name, "")) for name in ("name", "unit", "category", "fund", "line", "why")}
    return NewItem(quantity=int(line.get("quantity", 0)), price=Decimal(int(line.get("price", 0))), **texts)


def _again(request: Request, sent: FormData, no: Refusal, known: Choices) -> Form:
    """What was typed, without its empty lines, so that each fault stands at its line."""
    words = asking.words(request)
    told = asking.again(sent, no, locale_of(request))
    kept = {name: value for name, value in told.values.items() if not name.startswith("items-")}
    lines = typed(fields(known, words), {"items": _lines(sent, known, words)})
    return Form(told.request, kept | lines, told.faults, told.told, told.many)


ROUTES = [
    Route("/tracks/{track}/procurement/new", new),
    Route("/tracks/{track}/procurement", put, methods=["POST"]),
    Route("/procurement/{procurement}/items", items),
    Route("/procurement/{procurement}/items", change, methods=["POST"]),
]
