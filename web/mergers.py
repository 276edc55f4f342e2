"""Departments of health that merge: entered by one, accepted by the other, and what was carried out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.mergers import MergerState
from domain.names import FacilityId
from services import mergers
from services.context import Context
from services.mergers import Shown
from web import asking
from web.errors import status_of
from web.forms import Form, Option, Told
from web.i18n import locale_of
from web.render import page

Act = Callable[[Context, UUID, str], Awaitable[None]]


@dataclass(frozen=True)
class Line:
    id: str
    old: str
    new: str
    on: date
    basis: str
    state: str
    reason: str = ""
    """Why it was refused or called off."""
    decide: Form | None = None
    """Present while this position may accept or refuse it."""
    call_off: Form | None = None
    own: bool = False
    """Waits to be accepted by somebody else than this person, who entered it."""
    waits: bool = False
    """Its day has come, and it is not accepted yet."""


@dataclass(frozen=True)
class MergersPage:
    department: str
    lines: tuple[Line, ...]
    others: tuple[Option, ...] = ()
    form: Form | None = None
    """Present while this department goes on and the position may enter its end."""
    told: Told | None = None
    """Of an act on one that has no form any more."""


async def show(request: Request) -> Response:
    return await _page(request)


async def enter(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        if not asking.text(sent, "new"):
            raise Malformed(both("new: chọn Sở Y tế tiếp nhận", "choose the receiving department"))
        await mergers.enter(context, FacilityId(asking.text(sent, "new")), asking.a_day(sent, "on"), asking.text(sent, "basis"))
    except Refusal as no:
        return await _page(request, asking.again(sent, no, locale_of(request)), status=status_of(no))
    return asking.seen(request, "/mergers")


async def accept(request: Request) -> Response:
    return await _act(request, lambda context, which, _: mergers.accept(context, which))


async def refuse(request: Request) -> Response:
    return await _act(request, mergers.refuse)


async def call_off(request: Request) -> Response:
    return await _act(request, mergers.call_off)


async def _act(request: Request, act: Act) -> Response:
    """An act on one of them; refused, its form is given back where it stands."""
    which, sent = asking.uuid(request, "merger"), await request.form()
    try:
        await act(asking.context(request, asking.text(sent, "request")), which, asking.text(sent, f"reason-{which}"))
    except Refusal as no:
        given_back = asking.again(sent, no, locale_of(request), {"reason": f"reason-{which}"})
        return await _page(request, about=(which, given_back), status=status_of(no))
    return asking.seen(request, "/mergers")


async def _page(request: Request, form: Form | None = None, about: tuple[UUID, Form] | None = None, status: int = 200) -> Response:
    context = asking.context(request)
    view = await mergers.read(context)
    lines = tuple(_line(one, context.today, about) for one in view.lines)
    others = tuple(Option(one.id, one.name) for one in view.others)
    entering = (form or Form()) if view.may_enter else None
    stands = about and any(one.decide or one.call_off for one in lines if one.id == str(about[0]))
    told = about[1].told if about and not stands else form.told if form and entering is None else None
    return page(request, "plans/mergers.html", MergersPage(view.department.name, lines, others, entering, told), status)


def _line(one: Shown, today: date, about: tuple[UUID, Form] | None) -> Line:
    merger, state = one.line.merger, one.line.state
    form = about[1] if about and about[0] == one.line.id else Form()
    waits = state is MergerState.ENTERED and merger.on <= today
    return Line(
        str(one.line.id),
        one.line.old_name,
        one.line.new_name,
        merger.on,
        merger.basis,
        f"merger_{state}",
        one.line.reason,
        form if one.decides else None,
        form if one.calls_off else None,
        one.own,
        waits,
    )


ROUTES = [
    Route("/mergers", show),
    Route("/mergers", enter, methods=["POST"]),
    Route("/mergers/{merger}/acceptance", accept, methods=["POST"]),
    Route("/mergers/{merger}/refusal", refuse, methods=["POST"]),
    Route("/mergers/{merger}/ending", call_off, methods=["POST"]),
]
