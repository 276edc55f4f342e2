"""Facilities and other departments of health: the list, bringing in one by a form or many by a workbook, a first account, taking out."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.facilities import DEPARTMENTS, DIGITS, FirstAccount, NewFacility, departments_of
from domain.names import FacilityId
from domain.people import HEALTH_DEPARTMENT
from services import facilities, facility_workbooks
from services.context import Context
from store.queries.facilities import FacilityLine
from store.queries.plans import OpenPlan
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.summaries import download, workbook
from web.words import FACILITIES


@dataclass(frozen=True)
class Line:
    code: str
    name: str
    kind: str
    unit: str
    accounts: int
    plans: int


@dataclass(frozen=True)
class FacilitiesPage:
    department: str
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    """Other departments of health."""
    may_department: bool
    added: int = 0
    """How many have just been brought in."""
    plans: tuple[Option, ...] = ()
    """Where they are taken into a plan that runs: address, title."""


@dataclass(frozen=True)
class NewFacilityPage:
    kinds: tuple[Option, ...]
    form: Form
    sheet: Form
    """The one that takes a filled-in workbook."""
    usual: tuple[tuple[str, str], ...] = ()
    """Kind and its usual departments."""


@dataclass(frozen=True)
class FacilityPage:
    line: Line
    place: str
    basis: str
    published: bool
    plans: tuple[Option, ...] = ()
    """Where it is taken into a plan it has no track in: address, title."""
    account: Form | None = None
    """Present while it has no administrator and this position may give it one."""
    removal: Form | None = None
    """Present while nobody holds a post there and no plan has a track of it."""


async def listing(request: Request) -> Response:
    view, words = await facilities.read(asking.context(request)), asking.words(request)
    lines, others = (tuple(_line(one, words) for one in these) for these in (view.lines, view.others))
    added = asking.number(request.query_params.get("added", ""))
    shown = FacilitiesPage(view.department.name, lines, others, view.may_department, added, _plans(view.plans))
    return page(request, "facilities/list.html", shown)


async def blank(request: Request) -> Response:
    return page(request, "facilities/new.html", await _new_page(request))


async def add(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        (which,) = await facilities.add(context, [_facility(sent)])
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "facilities/new.html", await _new_page(request, form), status_of(no))
    return asking.seen(request, f"/facilities/{which}")


async def template(request: Request) -> Response:
    return download(await facility_workbooks.blank(asking.context(request)))


async def load(request: Request) -> Response:
    """Everything the workbook says, or nothing."""
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            file = workbook(await asking.uploads(sent, "file"))
            added = await facility_workbooks.load(context, file.name, file.content)
        except Refusal as no:
            sheet = asking.again(sent, no, locale_of(request))
            return page(request, "facilities/new.html", await _new_page(request, sheet=sheet), status_of(no))
    return asking.seen(request, f"/facilities?added={len(added)}")


async def show(request: Request) -> Response:
    return await _page(request)


async def give_account(request: Request) -> Response:
    async def act(context: Context, which: FacilityId, sent: FormData) -> None:
        await facilities.give_account(context, which, _account(sent))

    return await _act(request, act, "account", f"/facilities/{_which(request)}")


async def remove(request: Request) -> Response:
    async def act(context: Context, which: FacilityId, sent: FormData) -> None:
        await facilities.remove(context, which, asking.text(sent, "reason"))

    return await _act(request, act, "removal", "/facilities")


async def _act(request: Request, act: Callable[[Context, FacilityId, FormData], Awaitable[None]], form: str, where: str) -> Response:
    sent = await request.form()
    try:
        await act(asking.context(request, asking.text(sent, "request")), _which(request), sent)
    except Refusal as no:
        return await _page(request, **{form: asking.again(sent, no, locale_of(request))}, status=status_of(no))
    return asking.seen(request, where)


async def _page(request: Request, account: Form | None = None, removal: Form | None = None, status: int = 200) -> Response:
    view = await facilities.one(asking.context(request), _which(request))
    of = view.line.facility
    shown = FacilityPage(
        _line(view.line, asking.words(request)),
        of.place,
        view.line.basis,
        of.published,
        _plans(view.plans),
        account or (Form() if view.may_account else None),
        removal or (Form() if view.may_remove else None),
    )
    return page(request, "facilities/show.html", shown, status)


async def _new_page(request: Request, form: Form | None = None, sheet: Form | None = None) -> NewFacilityPage:
    view, words = await facilities.read(asking.context(request)), asking.words(request)
    kinds = tuple(Option(kind, words(FACILITIES[kind])) for kind in DIGITS if kind != HEALTH_DEPARTMENT or view.may_department)
    usual = tuple((one.words, ", ".join(name for _, name in DEPARTMENTS[one.value])) for one in kinds)
    return NewFacilityPage(kinds, form or Form(values={"place": view.department.place}), sheet or Form(), usual)


def _plans(these: Iterable[OpenPlan]) -> tuple[Option, ...]:
    return tuple(Option(f"/plans/{one.id}/changes#join", one.title) for one in these)


def _line(one: FacilityLine, words: Callable[[str], str]) -> Line:
    return Line(one.facility.id, one.facility.name, words(FACILITIES[one.facility.kind]), one.unit, one.accounts, one.plans)


def _which(request: Request) -> FacilityId:
    return FacilityId(request.path_params["facility"])


def _facility(sent: FormData) -> NewFacility:
    """Raises: Malformed for departments or a day that cannot be read."""
    return NewFacility(
        code=asking.text(sent, "code"),
        name=asking.text(sent, "name"),
        kind=asking.text(sent, "kind"),
        place=asking.text(sent, "place"),
        basis=asking.text(sent, "basis"),
        published=asking.text(sent, "published") == "1",
        unit=asking.text(sent, "unit"),
        unit_since=asking.a_day(sent, "unit_since") if asking.text(sent, "unit_since") else None,
        departments=departments_of(asking.text(sent, "departments")),
        account=_account(sent) if any(asking.text(sent, one) for one in ("login", "person", "password", "pin", "post_basis")) else None,
    )


def _account(sent: FormData) -> FirstAccount:
    login, person, pin, basis = (asking.text(sent, field) for field in ("login", "person", "pin", "post_basis"))
    return FirstAccount(login, person, str(sent.get("password", "")), pin, basis)


ROUTES = [
    Route("/facilities", listing),
    Route("/facilities", add, methods=["POST"]),
    Route("/facilities/new", blank),
    Route("/facilities.xlsx", template),
    Route("/facilities.xlsx", load, methods=["POST"]),
    Route("/facilities/{facility}", show),
    Route("/facilities/{facility}/account", give_account, methods=["POST"]),
    Route("/facilities/{facility}/removal", remove, methods=["POST"]),
]
