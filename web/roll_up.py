"""Several plans at once: which serves which, added up, and every facility's part in all of them."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import FacilityId, PlanId
from services import roll_up
from services.roll_up import Level, RollUp
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class LevelLine:
    address: str
    title: str
    depth: int
    done: int
    total: int
    late: int
    whole_done: int
    whole_total: int
    whole_late: int
    """With all plans that serve it."""
    plan: str
    above: str
    """Id of the plan it serves; empty for none."""


@dataclass(frozen=True)
class Cell:
    address: str
    done: int
    total: int
    late: bool


@dataclass(frozen=True)
class Row:
    facility: str
    cells: tuple[Cell | None, ...]
    """One per plan, in the order of the levels; None where the facility is not in it."""


@dataclass(frozen=True)
class RollUpPage:
    levels: tuple[LevelLine, ...]
    rows: tuple[Row, ...]
    later: str = ""
    from_start: str = ""
    form: Form | None = None
    plans: tuple[Option, ...] = ()


async def show(request: Request) -> Response:
    return await _page(request)


async def place(request: Request) -> Response:
    """Says which plan another serves."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        above = asking.text(sent, "above")
        await roll_up.place(context, PlanId(asking.id_of(asking.text(sent, "plan"))), PlanId(asking.id_of(above)) if above else None)
    except Refusal as no:
        return await _page(request, asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, "/plans/together")


async def _page(request: Request, form: Form | None = None, status: int = 200) -> Response:
    after = request.query_params.get("after", "")
    found = await roll_up.read(asking.context(request), FacilityId(after) if after else None)
    return page(request, "plans/together.html", together(found, form, bool(after)), status)


def together(found: RollUp, form: Form | None, paged: bool) -> RollUpPage:
    places = tuple(Option(str(one.plan.id), one.plan.title) for one in found.levels)
    return RollUpPage(
        tuple(_level(one) for one in found.levels),
        tuple(Row(name, tuple(_cell(found, which, one) for one in found.levels)) for which, name in found.facilities),
        f"/plans/together?after={found.following}" if found.following else "",
        "/plans/together" if paged else "",
        (form or Form()) if found.may_place and len(found.levels) > 1 else None,
        places,
    )


def _level(one: Level) -> LevelLine:
    plan, own, whole = one.plan, one.own, one.whole
    mine, all_ = (own.accepted, own.applies, own.late), (whole.accepted, whole.applies, whole.late)
    return LevelLine(f"/plans/{plan.id}", plan.title, one.depth, *mine, *all_, str(plan.id), str(plan.above or ""))


def _cell(found: RollUp, facility: FacilityId, level: Level) -> Cell | None:
    share = found.shares.get((facility, level.plan.id))
    return Cell(f"/tracks/{share.track}", share.accepted, share.total, share.late) if share else None


ROUTES = [
    Route("/plans/together", show),
    Route("/plans/together", place, methods=["POST"]),
]
