"""The duty list of a week: shifts in order, a form to add one, a button to take one out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.duties import FIT, DutyKind
from domain.errors import Malformed, Refusal
from domain.names import DepartmentId, PersonId
from domain.people import may
from domain.roles import Role
from services import duties, people
from services.duties import NewShift
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.words import ROLES, _

KINDS = {
    DutyKind.DOCTOR: _("Bác sĩ trực"),
    DutyKind.NURSE: _("Điều dưỡng trực"),
    DutyKind.TECHNICIAN: _("Kỹ thuật viên trực"),
    DutyKind.LEADER: _("Trực lãnh đạo"),
}

ANY = frozenset[Role]().union(*FIT.values())
"""Posts that can be on some duty."""


@dataclass(frozen=True)
class ShiftLine:
    id: str
    who: str
    what: str
    department: str
    since: datetime
    until: datetime
    paper: str
    now: bool
    request: str


@dataclass(frozen=True)
class DutiesPage:
    monday: date
    before: date
    after: date
    lines: tuple[ShiftLine, ...]
    may_enter: bool
    form: Form
    people: tuple[Option, ...]
    departments: tuple[Option, ...]
    kinds: tuple[Option, ...]


async def show(request: Request) -> Response:
    return page(request, "duties/show.html", await _page(request, Form()))


async def enter(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await duties.enter(context, [_new(sent)], asking.text(sent, "paper"))
    except Refusal as no:
        return page(request, "duties/show.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/duties?week={asking.moment(sent, 'since').date().isoformat()}")


async def cancel(request: Request) -> Response:
    sent = await request.form()
    try:
        await duties.cancel(asking.context(request, asking.text(sent, "request")), asking.uuid(request, "shift"))
    except Refusal as no:
        return page(request, "duties/show.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    week = request.query_params.get("week", "")
    return asking.seen(request, f"/duties?week={_monday(week, asking.context(request).today)}")


def _new(sent: FormData) -> NewShift:
    kind, department = asking.text(sent, "duty"), asking.text(sent, "department")
    wrong = asking.unchosen(sent, "person") + asking.unreadable(sent, moments=("since", "until"))
    if kind not in set(DutyKind):
        wrong.append("duty: chọn loại trực / choose the duty")
    if wrong:
        raise Malformed(*wrong)
    return NewShift(
        PersonId(asking.id_of(asking.text(sent, "person"))),
        DutyKind(kind),
        DepartmentId(department) if department else None,
        asking.moment(sent, "since"),
        asking.moment(sent, "until"),
    )


async def _page(request: Request, form: Form) -> DutiesPage:
    context, words = asking.context(request), asking.words(request)
    monday = _monday(request.query_params.get("week", ""), context.today)
    lines = tuple(
        ShiftLine(
            str(one.shift.id), one.person, words(KINDS[one.shift.duty]), one.department or words(_("Toàn cơ sở")),
            one.shift.since, one.shift.until, one.shift.paper, one.shift.held_at(context.now), Form().request,
        )
        for one in await duties.week(context, monday)
    )  # fmt: skip
    posts = [post for post in await people.colleagues(context) if post.position.role in ANY]
    who = {str(post.position.person): f"{post.person} – {words(ROLES[post.position.role])}" for post in reversed(posts)}
    return DutiesPage(
        monday,
        monday - duties.WEEK,
        monday + duties.WEEK,
        lines,
        may(context.position.role, "duty.enter"),
        form,
        tuple(Option(which, told) for which, told in sorted(who.items(), key=lambda pair: pair[1])),
        tuple(Option(which, name) for which, name in await people.departments(context)),
        tuple(Option(kind, words(said)) for kind, said in KINDS.items()),
    )


def _monday(told: str, today: date) -> date:
    try:
        of = date.fromisoformat(told)
    except ValueError:
        of = today
    if not duties.FIRST + duties.WEEK <= of <= duties.LAST - duties.WEEK:
        of = today
    return of - timedelta(days=of.weekday())


ROUTES = [
    Route("/duties", show),
    Route("/duties", enter, methods=["POST"]),
    Route("/duties/{shift}/cancellation", cancel, methods=["POST"]),
]
