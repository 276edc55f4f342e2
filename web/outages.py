"""Outages: the list of the facility, one with what its records owe, declared, ended, corrected, withdrawn, confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, NotAllowed, Refusal
from domain.names import DepartmentId, OutageId, RecordId
from domain.outages import NewOutage, Outage, OutageState
from domain.people import may
from services import back_entries, outages
from services.back_entries import EntryView
from services.context import Context
from web import asking
from web.acting import Act, acted, with_form
from web.audit import Happened, happened
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.words import _, initials

Gettext = Callable[[str], str]


@dataclass(frozen=True)
class OutageLine:
    address: str
    started_at: datetime
    ended_at: datetime | None
    state: str
    planned: bool
    where: str
    owed: int
    """Records that are not confirmed."""
    late: bool


@dataclass(frozen=True)
class OutagesPage:
    lines: tuple[OutageLine, ...]
    may_declare: bool
    prints: bool
    """This position prints what is needed beforehand."""
    following: str = ""


@dataclass(frozen=True)
class DeclarePage:
    form: Form
    departments: tuple[Option, ...]


@dataclass(frozen=True)
class EntryLine:
    """What one record owes."""

    record: str
    code: str
    patient: str
    """Initials and year of birth; empty for whoever does not read records."""
    department: str
    doctor: str
    sheets: int
    state: str
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    adds: str = ""
    """Where a sheet of the record is entered; empty for whoever does not confirm it."""
    form: Form | None = None
    """Present when this person confirms it."""


@dataclass(frozen=True)
class OutagePage:
    address: str
    started_at: datetime
    ended_at: datetime | None
    state: str
    planned: bool
    where: str
    why: str
    declared_by: str
    declared_at: datetime
    ended_by: str
    due_at: datetime | None
    withdrawn: str
    """Why it was withdrawn."""
    withdrawn_by: str
    entries: tuple[EntryLine, ...]
    owed: int
    end: Form | None
    correct: Form | None
    withdraw: Form | None
    timeline: tuple[Happened, ...]


async def listing(request: Request) -> Response:
    context, words = asking.context(request), asking.words(request)
    after = request.query_params.get("after", "")
    view = await back_entries.listing(context, OutageId(asking.id_of(after)) if after else None)
    lines = tuple(
        OutageLine(
            f"/outages/{one.outage.id}",
            one.outage.started_at,
            one.outage.ended_at,
            f"outage_{one.outage.state(context.now)}",
            one.outage.planned,
            where(one.outage, view.departments, words),
            one.owed if one.outage.state(context.now) is OutageState.OVER else 0,
            bool(one.outage.due_at and one.outage.due_at < context.now),
        )
        for one in view.lines
    )
    following = f"/outages?after={view.lines[-1].outage.id}" if view.more else ""
    prints = may(context.position.role, "downtime.blank")
    return page(request, "outages/list.html", OutagesPage(lines, view.may_declare, prints, following))


def where(one: Outage, departments: Mapping[DepartmentId, str], words: Gettext) -> str:
    """The departments concerned, or the whole facility."""
    return ", ".join(departments.get(which, which) for which in one.departments) or words(_("Toàn cơ sở"))


async def new(request: Request) -> Response:
    context = asking.context(request)
    view = await back_entries.listing(context)
    if not view.may_declare:
        raise NotAllowed(context.position.role, "outage.declare", "leading")
    form = Form(values={"started_at": asking.now(context)})
    return page(request, "outages/new.html", DeclarePage(form, _departments(view.departments)))


def _departments(places: Mapping[DepartmentId, str]) -> tuple[Option, ...]:
    return tuple(Option(which, name) for which, name in places.items())


async def declare(request: Request) -> Response:
    sent = await request.form()
    try:
        which = await outages.declare(asking.context(request, asking.text(sent, "request")), _new(sent))
    except Refusal as no:
        view = await back_entries.listing(asking.context(request))
        shown = DeclarePage(asking.again(sent, no, locale_of(request)), _departments(view.departments))
        return page(request, "outages/new.html", shown, status_of(no))
    return asking.seen(request, f"/outages/{which}")


def _new(sent: FormData) -> NewOutage:
    """Raises: Malformed."""
    started_at, ended_at = _times(sent)
    departments = tuple(DepartmentId(one) for one in sent.getlist("departments") if isinstance(one, str))
    return NewOutage(started_at, asking.text(sent, "reason"), ended_at, bool(sent.get("planned")), departments)


def _times(sent: FormData) -> tuple[datetime, datetime | None]:
    """Begin, and end when one was given. Raises: Malformed."""
    given = ["started_at", *(["ended_at"] if asking.text(sent, "ended_at") else [])]
    if wrong := asking.unreadable(sent, moments=given):
        raise Malformed(*wrong)
    return asking.moment(sent, "started_at"), asking.moment(sent, "ended_at") if len(given) > 1 else None


async def show(request: Request) -> Response:
    return page(request, "outages/show.html", await _page(request))


async def end(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        await outages.end(context, _which(request), asking.moment(sent, "until"))

    return await _act(request, "end", act, {"ended_at": "until"})


async def correct(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        await outages.correct(context, _which(request), *_times(sent))

    return await _act(request, "correct", act)


async def withdraw(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        await outages.withdraw(context, _which(request), asking.text(sent, "reason"))

    return await _act(request, "withdraw", act)


async def _act(request: Request, name: str, act: Act, places: Mapping[str, str] | None = None) -> Response:
    async def again(_sent: FormData, form: Form) -> OutagePage:
        return with_form(await _page(request), name, form)

    return await acted(request, act, f"/outages/{_which(request)}", "outages/show.html", again, places)


async def confirm(request: Request) -> Response:
    """All that was done on paper in this record is entered, or nothing was written on paper."""
    sent, record = await request.form(), RecordId(asking.uuid(request, "record"))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await outages.confirm(context, _which(request), record, asking.text(sent, "said") == "nothing")
    except Refusal as no:
        form, shown = asking.again(sent, no, locale_of(request)), await _page(request)
        lines = tuple(replace(one, form=form) if one.record == str(record) else one for one in shown.entries)
        return page(request, "outages/show.html", replace(shown, entries=lines), status_of(no))
    return asking.seen(request, f"/outages/{_which(request)}")


async def _page(request: Request) -> OutagePage:
    context, words = asking.context(request), asking.words(request)
    view = await back_entries.read(context, _which(request))
    one, state = view.outage, view.outage.state(context.now)
    times = {"started_at": asking.field_moment(one.started_at), "ended_at": asking.field_moment(one.ended_at) if one.ended_at else ""}
    return OutagePage(
        address=f"/outages/{one.id}",
        started_at=one.started_at,
        ended_at=one.ended_at,
        state=f"outage_{state}",
        planned=one.planned,
        where=where(one, view.departments, words),
        why=view.reason,
        declared_by=view.names[one.declared_by],
        declared_at=one.declared_at,
        ended_by=view.names[one.ended_by] if one.ended_by else "",
        due_at=one.due_at if state is OutageState.OVER else None,
        withdrawn=view.withdrawn,
        withdrawn_by=view.names[one.withdrawn_by] if one.withdrawn_by else "",
        entries=tuple(_entry(each) for each in view.entries),
        owed=sum(each.line.entry.confirmed_at is None for each in view.entries),
        end=Form(values={"until": asking.now(context)}) if view.may_change and state is OutageState.RUNNING else None,
        correct=Form(values=times) if view.may_change else None,
        withdraw=Form() if view.may_change else None,
        timeline=happened(view.timeline, words),
    )


def _entry(each: EntryView) -> EntryLine:
    line, entry = each.line, each.line.entry
    state = "entry_confirmed" if entry.confirmed_at else "entry_late" if each.late else "entry_owed"
    return EntryLine(
        str(entry.record),
        line.code,
        f"{initials(line.patient)} {line.birth.year}" if each.reads else "",
        line.department,
        line.doctor_name,
        entry.sheets,
        state,
        line.confirmed_by,
        entry.confirmed_at,
        f"/records/{entry.record}/sheets" if each.may_confirm else "",
        Form() if each.may_confirm else None,
    )


def _which(request: Request) -> OutageId:
    return OutageId(asking.uuid(request, "outage"))


ROUTES = [
    Route("/outages", listing),
    Route("/outages", declare, methods=["POST"]),
    Route("/outages/new", new),
    Route("/outages/{outage}", show),
    Route("/outages/{outage}/ending", end, methods=["POST"]),
    Route("/outages/{outage}/times", correct, methods=["POST"]),
    Route("/outages/{outage}/withdrawal", withdraw, methods=["POST"]),
    Route("/outages/{outage}/back-entries/{record}", confirm, methods=["POST"]),
]
