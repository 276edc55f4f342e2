"""An obstacle is raised: what stands in the way, its cause, what is proposed, who can lift it, an answer by when."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.lifters import DEPARTMENT
from domain.obstacles import NewObstacle
from services import obstacle_views, obstacles
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class RaisingPage:
    facility: str
    track: str
    """Its address."""
    form: Form
    lifters: tuple[Option, ...]
    """The department first."""
    milestones: tuple[Option, ...]
    """Those that are not done."""


async def new(request: Request) -> Response:
    code = request.query_params.get("milestone", "")
    return await _page(request, Form(values={"lifter": DEPARTMENT}, many={"milestone": (code,)}))


async def put(request: Request) -> Response:
    sent = await request.form()
    try:
        wanted = asking.a_day(sent, "wanted_by")
        title, cause, proposal, lifter = (asking.text(sent, name) for name in ("title", "cause", "proposal", "lifter"))
        said = NewObstacle(title, cause, proposal, wanted, lifter, asking.ticked(sent).get("milestone", ()))
        made = await obstacles.raise_one(asking.context(request, asking.text(sent, "request")), which(request), said)
    except Refusal as no:
        return await _page(request, asking.again(sent, no, locale_of(request), {"milestones": "milestone"}), status_of(no))
    return asking.seen(request, f"/obstacles/{made}")


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    known = await obstacle_views.choices(asking.context(request), which(request))
    shown = RaisingPage(
        known.facility,
        f"/tracks/{known.track.id}",
        form,
        tuple(Option(code, name) for code, name in known.lifters.items()),
        tuple(Option(spec.code, f"{spec.code} {spec.title}") for spec in known.milestones),
    )
    return page(request, "obstacles/new.html", shown, status)


ROUTES = [
    Route("/tracks/{track}/obstacles/new", new),
    Route("/tracks/{track}/obstacles", put, methods=["POST"]),
]
