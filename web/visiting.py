"""An inspection visit is planned on the track of the facility."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import PersonId
from domain.visits import NewVisit
from services import visit_views, visits
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class VisitingPage:
    facility: str
    track: str
    """Its address."""
    form: Form
    officers: tuple[Option, ...]
    milestones: tuple[Option, ...]


async def new(request: Request) -> Response:
    return await _page(request, Form(many={"officer": (str(asking.context(request).position.person),)}))


async def plan(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await visits.plan(context, which(request), _new(sent))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), {"officers": "officer", "milestones": "milestone"})
        return await _page(request, form, status_of(no))
    return asking.seen(request, f"/visits/{made}")


def _new(sent: FormData) -> NewVisit:
    """Raises: Malformed."""
    dated = ["day", *(["paper_day"] if asking.text(sent, "paper_day") else [])]
    if wrong := asking.unreadable(sent, days=dated):
        raise Malformed(*wrong)
    ticked = asking.ticked(sent)
    return NewVisit(
        asking.a_day(sent, "day"),
        asking.text(sent, "subject"),
        tuple(PersonId(asking.id_of(one)) for one in ticked.get("officer", ())),
        tuple(line.strip() for line in asking.text(sent, "others").splitlines() if line.strip()),
        ticked.get("milestone", ()),
        asking.outside_paper(sent),
    )


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    known = await visit_views.choices(asking.context(request), which(request))
    shown = VisitingPage(
        known.facility,
        f"/tracks/{known.track.id}",
        form,
        tuple(Option(str(who), name) for who, name in known.officers.items()),
        tuple(Option(spec.code, f"{spec.code} {spec.title}") for spec in known.milestones),
    )
    return page(request, "visits/new.html", shown, status)


ROUTES = [
    Route("/tracks/{track}/visits/new", new),
    Route("/tracks/{track}/visits", plan, methods=["POST"]),
]
