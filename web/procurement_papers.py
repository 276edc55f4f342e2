"""The papers of a purchase are drawn up: what each asks, and what the house knows already."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal
from services import procurement, procurement_views
from services.procurement_shown import ProcurementView
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.inputs import Input, data, inputs, places, spoken, typed
from web.procurement import purchase_of
from web.render import page


@dataclass(frozen=True)
class PaperPage:
    """The paper of one step."""

    facility: str
    track: str
    title: str
    name: str
    action: str
    back: str
    basis: str
    inputs: tuple[Input, ...]
    form: Form
    again: str = ""


async def paper(request: Request) -> Response:
    """What the paper of the step asks for."""
    view = await procurement_views.read(asking.context(request), purchase_of(request))
    return page(
        request, "procurement/paper.html", paper_page(view, request.path_params["step"], Form(values=_before(view)), locale_of(request))
    )


async def draw_up(request: Request) -> Response:
    """One more line of a list, or the paper itself, which then goes to be signed."""
    sent, step = await request.form(), str(request.path_params["step"])
    view = await procurement_views.read(asking.context(request), purchase_of(request))
    if more := asking.text(sent, "more"):
        same = Form(values=asking.typed(sent))
        return page(request, "procurement/paper.html", paper_page(view, step, same, locale_of(request), more))
    values = asking.typed(sent)
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await procurement.draw_up(context, view.one.id, step, data(view.form.fields if view.form else (), values))
    except Refusal as no:
        if view.form is None:
            raise
        form = asking.again(sent, no, locale_of(request), places(view.form, values))
        return page(request, "procurement/paper.html", paper_page(view, step, form, locale_of(request)), status_of(no))
    return asking.seen(request, f"/documents/{made}")


def _before(view: ProcurementView) -> dict[str, str]:
    """What the version before said, or what is known."""
    step, form = view.one.next, view.form
    if step is None or form is None:
        return {}
    last = next((one.version.data for one in view.papers if one.step == step and one.version.data), None)
    own = tuple(one for one in form.fields if not one.name.startswith(("found-", "place-", "accepted-")))
    known = typed(own, last) if last else {}
    return known | {f"accepted-{one.number}": str(one.delivered) for one in view.one.items if one.delivered}


def paper_page(view: ProcurementView, step: str, form: Form, locale: str, more: str = "") -> PaperPage:
    """Raises: NotFound when there is nothing to draw up now, or not by this position."""
    if view.form is None or view.one.next is None or view.one.next.code != step:
        raise NotFound("form", step)
    sheet, here = spoken(view.form, locale), f"/procurement/{view.one.id}"
    drawn = next((one.version for one in view.papers if one.step.code == step and one.current), None)
    return PaperPage(
        view.facility,
        f"/tracks/{view.one.track}",
        view.one.title,
        sheet.name,
        f"{here}/papers/{step}",
        here,
        sheet.basis,
        inputs(sheet.fields, form.values, more),
        form,
        (drawn.ended_reason or "") if drawn else "",
    )


ROUTES = [
    Route("/procurement/{procurement}/papers/{step}", paper),
    Route("/procurement/{procurement}/papers/{step}", draw_up, methods=["POST"]),
]
