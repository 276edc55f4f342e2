"""A facility's regulations: what is in force, what is drafted, what plans ask for; and the page of one with its next act."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import TrackId
from services import regulation_views, regulations
from services.context import Context
from services.regulation_views import RegulationsView
from services.regulations import NewRegulation
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.regulation_lines import RegulationLine, regulation_line
from web.render import page


@dataclass(frozen=True)
class DemandedLine:
    """What a plan asks for and nobody drafts."""

    track: str
    milestone: str
    title: str
    plan: str
    due: date | None
    template: str
    """Title of the template; empty when the facility writes its own."""


@dataclass(frozen=True)
class TemplateLine:
    code: str
    title: str
    kind: str
    basis: str
    by_law: bool
    articles: int


@dataclass(frozen=True)
class RegulationsPage:
    facility: str
    asked: tuple[RegulationLine, ...]
    """On which the own unit is asked."""
    demanded: tuple[DemandedLine, ...]
    lines: tuple[RegulationLine, ...]
    """In force or to come, and drafted."""
    past: tuple[RegulationLine, ...]
    templates: tuple[TemplateLine, ...]
    start: Form | None
    register: bool


async def listing(request: Request) -> Response:
    return page(
        request, "regulations/list.html", _listing(await regulation_views.listing(asking.context(request)), asking.context(request))
    )


async def start(request: Request) -> Response:
    sent = await request.form()
    context = asking.context(request, asking.text(sent, "request"))
    track = asking.text(sent, "track")
    new = NewRegulation(
        asking.text(sent, "template"),
        asking.text(sent, "own"),
        TrackId(asking.id_of(track)) if track else None,
        asking.text(sent, "milestone"),
    )
    try:
        made = await regulations.start(context, new)
    except Refusal as no:
        shown = _listing(await regulation_views.listing(asking.context(request)), asking.context(request))
        form = asking.again(sent, no, locale_of(request), {"title": "own", "code": "template"})
        return page(request, "regulations/list.html", replace(shown, start=form), status_of(no))
    return asking.seen(request, f"/regulations/{made}/draft")


async def of_milestone(request: Request) -> Response:
    """Where a milestone leads to: the one that is drafted for it, or the list from which it is begun."""
    track = TrackId(asking.uuid(request, "track"))
    found = await regulation_views.of_milestone(asking.context(request), track, str(request.path_params["code"]))
    return RedirectResponse(f"/regulations/{found.id}" if found else "/regulations#demanded", 303)


def _listing(view: RegulationsView, context: Context) -> RegulationsPage:
    lines = [regulation_line(one, context.today) for one in view.regulations]
    past = ("regulation_superseded", "regulation_repealed", "regulation_withdrawn")
    return RegulationsPage(
        view.facility,
        tuple(regulation_line(one, context.today) for one in view.asked),
        tuple(
            DemandedLine(str(one.track), one.milestone, one.title, one.plan, one.due, one.template.title if one.template else "")
            for one in view.demanded
        ),
        tuple(one for one in lines if one.state not in past),
        tuple(one for one in lines if one.state in past),
        tuple(TemplateLine(one.code, one.title, one.kind, one.basis, one.asked_by_law, len(one.articles)) for one in view.templates),
        Form() if view.may_draft else None,
        view.may_read_register,
    )


ROUTES = [
    Route("/regulations", listing),
    Route("/regulations", start, methods=["POST"]),
    Route("/tracks/{track}/milestones/{code}/regulation", of_milestone),
]
