"""Who is away while nobody signs for them: the list of the facility, a form to say so, a button to end it."""

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import PersonId
from services import absences
from services.absences import AbsenceView, NewAbsence
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.substitutions import signing_colleagues


@dataclass(frozen=True)
class AbsenceLine:
    id: str
    person: str
    since: date
    until: date
    reason: str
    holds: bool
    """Today."""
    mine: bool
    request: str


@dataclass(frozen=True)
class AbsencesPage:
    lines: tuple[AbsenceLine, ...]
    form: Form
    people: tuple[Option, ...]


async def show(request: Request) -> Response:
    context = asking.context(request)
    start = Form(values={"person": str(context.position.person), "since": context.today.isoformat()})
    return page(request, "absences/show.html", await _page(request, start))


async def enter(request: Request) -> Response:
    sent = await request.form()
    try:
        await absences.enter(asking.context(request, asking.text(sent, "request")), _new(sent))
    except Refusal as no:
        return page(request, "absences/show.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, "/absences")


async def end(request: Request) -> Response:
    sent = await request.form()
    try:
        await absences.end(asking.context(request, asking.text(sent, "request")), asking.uuid(request, "absence"))
    except Refusal as no:
        return page(request, "absences/show.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, "/absences")


def _new(sent: FormData) -> NewAbsence:
    if wrong := asking.unchosen(sent, "person") + asking.unreadable(sent, ("since", "until")):
        raise Malformed(*wrong)
    who = PersonId(asking.id_of(asking.text(sent, "person")))
    return NewAbsence(who, asking.a_day(sent, "since"), asking.a_day(sent, "until"), asking.text(sent, "reason"))


async def _page(request: Request, form: Form) -> AbsencesPage:
    context = asking.context(request)
    lines = tuple(_line(one, context.today) for one in await absences.listing(context))
    return AbsencesPage(lines, form, await signing_colleagues(context, asking.words(request)))


def _line(one: AbsenceView, today: date) -> AbsenceLine:
    held = one.absence
    return AbsenceLine(str(held.id), one.person, held.since, held.until, held.reason, held.holds(today), one.mine, Form().request)


ROUTES = [
    Route("/absences", show),
    Route("/absences", enter, methods=["POST"]),
    Route("/absences/{absence}/ending", end, methods=["POST"]),
]
