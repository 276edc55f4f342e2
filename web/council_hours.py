"""The hour of a council moved: by its chair, its secretary, or whoever calls it."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.clock import VIETNAM
from domain.errors import NotAllowed, Refusal
from services import appraisals
from web import asking
from web.appraisal_acts import calls
from web.appraisals import which
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class HourPage:
    facility: str
    appraisal: str
    meets_at: datetime | None
    """As it is called now."""
    form: Form


async def show(request: Request) -> Response:
    return page(request, "appraisals/hour.html", await _hour(request))


async def reschedule(request: Request) -> Response:
    """Everybody who was invited is told."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await appraisals.reschedule(context, which(request), asking.moment(sent, "meets_at"), asking.text(sent, "place"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "appraisals/hour.html", await _hour(request, form), status_of(no))
    return asking.seen(request, f"/appraisals/{which(request)}")


async def _hour(request: Request, form: Form | None = None) -> HourPage:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    context = asking.context(request)
    view = await appraisals.read(context, which(request))
    if not calls(view, context):
        raise NotAllowed(context.position.role, "appraisal.reschedule", view.appraisal.state)
    at = view.sitting.meets_at
    now = Form(values={"place": view.sitting.held_at, "meets_at": at.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M") if at else ""})
    return HourPage(view.facility.name, str(view.appraisal.id), at, form or now)


ROUTES = [
    Route("/appraisals/{appraisal}/hour", show),
    Route("/appraisals/{appraisal}/hour", reschedule, methods=["POST"]),
]
