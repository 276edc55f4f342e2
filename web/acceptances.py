"""Reports of one unit read in one list; those chosen are confirmed together."""

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from services import acceptances
from services.acceptances import Reported
from web import asking
from web.errors import status_of
from web.forms import Form, Told
from web.i18n import locale_of
from web.render import page
from web.tracks import which
from web.words import CLAIMS, _


@dataclass(frozen=True)
class ReportedLine:
    """A report as it is judged: what is said to be done, since when, by which paper."""

    code: str
    number: int
    """Of the report."""
    title: str
    address: str
    claim: str
    done_on: date | None
    due: date | None
    paper: str
    note: str
    by: str
    files: int


@dataclass(frozen=True)
class AcceptancePage:
    facility: str
    track: str
    lines: tuple[ReportedLine, ...]
    form: Form
    every: bool
    """Everything is ticked beforehand, as was asked for."""


async def show(request: Request) -> Response:
    return page(request, "tracks/accept.html", await _page(request, Form()))


async def accept(request: Request) -> Response:
    """Each by itself; the page again with what could not be confirmed, and why."""
    async with request.form() as sent:
        chosen = dict(_chosen(str(one)) for one in sent.getlist("milestones"))
        try:
            left = await acceptances.accept(asking.context(request, asking.text(sent, "request")), which(request), chosen)
        except Refusal as no:
            return page(request, "tracks/accept.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    if not left:
        return asking.seen(request, f"/tracks/{which(request)}")
    return page(request, "tracks/accept.html", await _page(request, _told(request, left, len(chosen) - len(left), sent)), 409)


def _chosen(sent: str) -> tuple[str, int]:
    """Milestone and number of the report that was read."""
    code, _sep, number = sent.partition("/")
    return code, asking.number(number)


def _told(request: Request, left: list[str], done: int, sent: FormData) -> Form:
    words = asking.words(request)
    said = words(_("Đã xác nhận %(n)s mốc; những mốc sau chưa xác nhận được.")) % {"n": done}
    lines = tuple(asking.one_language(one, locale_of(request)) for one in left)
    return Form(told=Told(said, "", lines), many=asking.ticked(sent))


async def _page(request: Request, form: Form) -> AcceptancePage:
    found = await acceptances.waiting(asking.context(request), which(request))
    lines = tuple(_line(one, f"/tracks/{found.track}", request) for one in found.lines)
    return AcceptancePage(found.facility, str(found.track), lines, form, request.query_params.get("all") == "1")


def _line(one: Reported, track: str, request: Request) -> ReportedLine:
    report = one.report
    return ReportedLine(
        one.spec.code,
        report.number,
        one.spec.title,
        f"{track}/milestones/{one.spec.code}",
        asking.words(request)(CLAIMS[report.claim]),
        report.done_on,
        one.due,
        report.paper,
        report.note,
        report.on_behalf_of or report.by_name,
        len(report.files),
    )


ROUTES = [
    Route("/tracks/{track}/acceptance", show),
    Route("/tracks/{track}/acceptance", accept, methods=["POST"]),
]
