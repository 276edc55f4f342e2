"""Restore drills of a facility on a page: recorded with their minutes, taken back when the entry was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.drills import Drill
from domain.errors import Malformed, Refusal
from domain.names import DrillId, PersonId
from services import drills
from services.drills import DrillsView, Recorded
from web import asking
from web.errors import status_of
from web.evidence import File, file
from web.forms import Form, Option
from web.i18n import locale_of
from web.readiness_words import RESULTS
from web.reading import Words
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class DrillLine:
    number: int
    """From the newest on."""
    address: str
    what: str
    backup: str
    backup_of: date
    started_at: datetime
    minutes: int
    state: str
    """`drill_restored`, `drill_partly`, `drill_failed` or `drill_withdrawn`."""
    words: str
    withdrawn: str
    by: str
    at: datetime
    files: tuple[File, ...]
    withdraw: Form | None = None


@dataclass(frozen=True)
class DrillsPage:
    facility: str
    track: str
    lines: tuple[DrillLine, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`record`, for whoever may."""
    results: tuple[Option, ...] = ()


async def show(request: Request) -> Response:
    return await _page(request)


async def record(request: Request) -> Response:
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            await drills.record(context, which(request), await _recorded(sent))
        except Refusal as no:
            return await _page(request, asking.again(sent, no, locale_of(request)), status=status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}/drills")


async def _recorded(sent: FormData) -> Recorded:
    """Raises: Malformed."""
    if wrong := asking.unreadable(sent, days=("backup_of",), moments=("started_at", "ended_at")):
        raise Malformed(*wrong)
    what, backup, result, words = (asking.text(sent, name) for name in ("what", "backup", "result", "words"))
    times = (asking.moment(sent, "started_at"), asking.moment(sent, "ended_at"))
    return Recorded(what, backup, asking.a_day(sent, "backup_of"), *times, result, words, await asking.uploads(sent, "file"))


async def withdraw(request: Request) -> Response:
    sent, n = await request.form(), asking.number(request.query_params.get("n", "1"), 1)
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await drills.withdraw(context, DrillId(asking.uuid(request, "drill")), asking.text(sent, f"reason-{n}"))
    except Refusal as no:
        again = asking.again(sent, no, locale_of(request), {"reason": f"reason-{n}"})
        return await _page(request, None, n, again, status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}/drills")


async def _page(request: Request, form: Form | None = None, n: int = 0, taken: Form | None = None, status: int = 200) -> Response:
    context = asking.context(request)
    shown = drills_page(await drills.read(context, which(request)), context.position.person, asking.words(request))
    if form:
        shown = replace(shown, forms={"record": form})
    if taken:
        shown = replace(shown, lines=tuple(replace(one, withdraw=taken) if one.number == n else one for one in shown.lines))
    return page(request, "drills/register.html", shown, status)


def drills_page(view: DrillsView, me: PersonId, words: Words) -> DrillsPage:
    track = f"/tracks/{view.track.id}"
    return DrillsPage(
        view.facility,
        track,
        tuple(_line(number, one, view, me, track) for number, one in enumerate(view.drills, 1)),
        {"record": Form()} if view.may_record else {},
        tuple(Option(one, words(said)) for one, said in RESULTS.items()),
    )


def _line(number: int, one: Drill, view: DrillsView, me: PersonId, track: str) -> DrillLine:
    said = one.said
    return DrillLine(
        number,
        f"{track}/drills/{one.id}",
        said.what,
        said.backup,
        said.backup_of,
        said.started_at,
        one.minutes,
        "drill_withdrawn" if one.withdrawn_at else f"drill_{said.result}",
        said.words,
        one.withdrawn_why,
        view.names[one.by],
        one.at,
        tuple(file(each, track) for each in said.files),
        Form() if view.may_record and one.by != me and not one.withdrawn_at else None,
    )


ROUTES = [
    Route("/tracks/{track}/drills", show),
    Route("/tracks/{track}/drills", record, methods=["POST"]),
    Route("/tracks/{track}/drills/{drill}/withdrawal", withdraw, methods=["POST"]),
]
