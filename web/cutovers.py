"""A head's page for the day the department drops paper: what becomes of each inpatient's record; and converting one later."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.cutovers import Choice, Chosen
from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.names import RecordId
from services import cutovers, records
from services.cutovers import CutoverView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.records import Head, head
from web.render import page
from web.words import _

CHOICES = {
    Choice.CONVERT: _("Chuyển sang điện tử từ ngày bắt đầu; phần giấy trước đó giữ nguyên"),
    Choice.FINISH: _("Kết thúc trên giấy"),
}


@dataclass(frozen=True)
class InpatientRow:
    code: str
    address: str
    patient: str
    opened_at: datetime
    state: str
    """`medium_paper`, `medium_hybrid`, or empty while nothing was chosen."""
    convert: str = ""
    """Where it is converted, after the day, when it was to end on paper."""


@dataclass(frozen=True)
class CutoverPage:
    department: str
    day: date | None
    begun: bool
    choice: str
    place: str
    rows: tuple[InpatientRow, ...]
    choices: tuple[Option, ...]
    form: Form | None
    """Present until the day."""


@dataclass(frozen=True)
class ConversionPage:
    head: Head
    since: date | None
    form: Form


async def show(request: Request) -> Response:
    context = asking.context(request)
    view = await cutovers.read(context)
    return page(request, "golive/cutover.html", cutover_page(view, asking.words(request), context.today))


async def choose(request: Request) -> Response:
    sent = await request.form()
    context = asking.context(request, asking.text(sent, "request"))
    try:
        chosen = asking.text(sent, "choice")
        if chosen not in set(Choice):
            raise Malformed(both("choice: chọn một cách", "choose one"))
        exceptions = tuple(one for one in sent.getlist("exceptions") if isinstance(one, str))
        await cutovers.choose(context, Chosen(Choice(chosen), asking.text(sent, "place"), exceptions))
    except Refusal as no:
        again = asking.again(sent, no, locale_of(request))
        view = await cutovers.read(asking.context(request))
        shown = cutover_page(view, asking.words(request), context.today, again)
        return page(request, "golive/cutover.html", shown, status_of(no))
    return asking.seen(request, "/cutover")


async def asks(request: Request) -> Response:
    """The form by which one record is converted."""
    return page(request, "golive/conversion.html", await _conversion(request))


async def convert(request: Request) -> Response:
    """One record that was to end on paper goes on electronically."""
    sent = await request.form()
    which = RecordId(asking.uuid(request, "record"))
    try:
        await cutovers.convert(asking.context(request, asking.text(sent, "request")), which, asking.text(sent, "place"))
    except Refusal as no:
        shown = await _conversion(request, asking.again(sent, no, locale_of(request)))
        return page(request, "golive/conversion.html", shown, status_of(no))
    return asking.seen(request, f"/records/{which}")


async def _conversion(request: Request, form: Form | None = None) -> ConversionPage:
    view = await records.read(asking.context(request), RecordId(asking.uuid(request, "record")))
    medium = view.page.medium
    known = form or Form(values={"place": medium.place if medium else ""})
    return ConversionPage(head(view.page, asking.words(request)), medium.day if medium else None, known)


def cutover_page(view: CutoverView, words: Words, today: date, form: Form | None = None) -> CutoverPage:
    begun = view.day is not None and view.day <= today
    rows = tuple(
        InpatientRow(
            one.code,
            f"/records/{one.record}",
            one.patient,
            one.opened_at,
            f"medium_{one.medium.medium}" if one.medium else "",
            f"/records/{one.record}/conversion" if begun and one.medium and one.medium.medium == "paper" else "",
        )
        for one in view.records
    )
    choices = tuple(Option(choice, words(said)) for choice, said in CHOICES.items())
    chosen, place = (words(CHOICES[view.chosen.choice]), view.chosen.place) if view.chosen else ("", "")
    open_form = (form or Form(values={"place": place})) if view.day and not begun else None
    return CutoverPage(view.name, view.day, begun, chosen, place, rows, choices, open_form)


ROUTES = [
    Route("/cutover", show),
    Route("/cutover", choose, methods=["POST"]),
    Route("/records/{record}/conversion", asks),
    Route("/records/{record}/conversion", convert, methods=["POST"]),
]
