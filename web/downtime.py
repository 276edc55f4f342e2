"""What is printed before an outage: the pack of a department, and blank forms."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import DepartmentId
from domain.people import may
from services import downtime
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.inputs import spoken
from web.render import page


@dataclass(frozen=True)
class DowntimePage:
    departments: tuple[Option, ...]
    """Whose packs this position prints; none for whoever prints empty forms only."""
    forms: tuple[Option, ...]
    pack: Form
    blanks: Form
    names: bool
    """A blank may bear the head of a record."""


async def show(request: Request) -> Response:
    return page(request, "downtime/show.html", await _page(request, None, None))


async def pack(request: Request) -> Response:
    """The duty inbox of a department, and a blank of each form that is ticked for each of its patients."""
    asked = request.query_params
    try:
        context, said = asking.context(request), asked.get("day", "")
        on = asking.a_day(asked, "day") if said else None
        pdf = await downtime.pack(context, DepartmentId(asked.get("department", "")), asked.getlist("forms"), on)
    except Refusal as no:
        return await _refused(request, no, "pack")
    return _pdf(pdf, f"gian-doan-{asked['department'].rpartition('/')[2]}.pdf")


async def blanks(request: Request) -> Response:
    asked = request.query_params
    try:
        pdf = await downtime.blanks(asking.context(request), asked.getlist("forms"), asked.get("code", ""))
    except Refusal as no:
        return await _refused(request, no, "blanks")
    return _pdf(pdf, "bieu-mau.pdf")


def _pdf(content: bytes, name: str) -> Response:
    return Response(
        content, media_type="application/pdf", headers={"content-disposition": f"inline; filename*=UTF-8''{quote(name, safe='')}"}
    )


async def _refused(request: Request, no: Refusal, which: str) -> Response:
    """What was typed and ticked is kept."""
    asked = request.query_params
    form = asking.again({name: asked[name] for name in asked}, no, locale_of(request))
    ticked = Form(form.request, form.values, form.faults, form.told, {"forms": tuple(asked.getlist("forms"))})
    shown = await _page(request, ticked if which == "pack" else None, ticked if which == "blanks" else None)
    return page(request, "downtime/show.html", shown, status_of(no))


async def _page(request: Request, pack: Form | None, blanks: Form | None) -> DowntimePage:
    context = asking.context(request)
    offer = await downtime.offer(context)
    own = str(context.position.department or "")
    chosen = {"forms": tuple(offer.chosen)}
    return DowntimePage(
        tuple(Option(which, name) for which, name in offer.departments),
        tuple(Option(one.code, spoken(one, locale_of(request)).name) for one in offer.forms),
        pack or Form(values={"department": own, "day": context.today.isoformat()}, many=chosen),
        blanks or Form(),
        may(context.position.role, "downtime.print"),
    )


ROUTES = [Route("/downtime", show), Route("/downtime/pack", pack), Route("/downtime/blanks", blanks)]
