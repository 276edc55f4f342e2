"""Progress reports of a plan: the list with how often one is made, one of them with every number a way to the board, and its files."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.cadences import LAST, Cadence, Every, Period
from domain.clock import clock_time
from domain.errors import Refusal
from domain.names import PlanId, ProgressReportId
from services import progress_reports, report_exports
from services.progress_reports import ReportsView
from store.queries.progress_reports import ReportLine
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.report_pages import report_page
from web.report_words import closing, every_words, period_words
from web.words import _


@dataclass(frozen=True)
class Line:
    """A report in the list."""

    address: str
    period: str
    as_of: date
    made_at: datetime
    made_by: str
    total: int
    reported: int
    late: int
    late_units: int


@dataclass(frozen=True)
class ReportsPage:
    plan: str
    title: str
    lines: tuple[Line, ...]
    cadence: str
    """How often one is made by itself, in words; empty for never."""
    coming: date | None
    """The day the next is of."""
    asked: tuple[tuple[str, str], ...]
    """Reports the plan itself asks for: how often, and its words."""
    today: str
    make: Form | None = None
    """Present for whoever makes reports."""
    rhythm: Form | None = None
    rhythms: tuple[Option, ...] = ()
    weekdays: tuple[Option, ...] = ()
    days: tuple[Option, ...] = ()


async def listing(request: Request) -> Response:
    view = await progress_reports.listing(asking.context(request), _plan(request))
    return page(request, "plans/reports.html", _listed(request, view))


async def make(request: Request) -> Response:
    """A report of a day that was, or of today."""
    sent = await request.form()
    try:
        on = asking.a_day(sent, "on")
        made = await progress_reports.make(asking.context(request, asking.text(sent, "request")), _plan(request), on)
    except Refusal as no:
        view = await progress_reports.listing(asking.context(request), _plan(request))
        form = asking.again(sent, no, locale_of(request))
        return page(request, "plans/reports.html", _listed(request, view, make=form), status_of(no))
    return asking.seen(request, f"/plans/{_plan(request)}/reports/{made}")


async def enter_cadence(request: Request) -> Response:
    sent = await request.form()
    every = asking.text(sent, "every")
    told = asking.text(sent, "weekday" if every == Every.WEEK else "day")
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await progress_reports.enter_cadence(context, _plan(request), every, asking.number(told))
    except Refusal as no:
        view = await progress_reports.listing(asking.context(request), _plan(request))
        form = asking.again(sent, no, locale_of(request))
        return page(request, "plans/reports.html", _listed(request, view, rhythm=form), status_of(no))
    return asking.seen(request, f"/plans/{_plan(request)}/reports")


async def show(request: Request) -> Response:
    report = await progress_reports.read(asking.context(request), _plan(request), _report(request))
    return page(request, "plans/report.html", report_page(report, asking.words(request)))


async def export(request: Request) -> Response:
    """The report as a file: `?format=xlsx` or `pdf`."""
    wanted, base = request.query_params.get("format", ""), str(request.base_url)
    made = await report_exports.export(asking.context(request), _plan(request), _report(request), wanted, base)
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})


def _plan(request: Request) -> PlanId:
    return PlanId(asking.uuid(request, "plan"))


def _report(request: Request) -> ProgressReportId:
    return ProgressReportId(asking.uuid(request, "report"))


def _listed(request: Request, view: ReportsView, make: Form | None = None, rhythm: Form | None = None) -> ReportsPage:
    words, today = asking.words(request), asking.context(request).today.isoformat()
    here = f"/plans/{view.plan.id}"
    entered = view.cadence.cadence if view.cadence else None
    shown = ReportsPage(
        here,
        view.words.title,
        _lines(view.reports, here, words),
        every_words(entered, words) if entered else "",
        view.coming.last if view.coming else None,
        tuple((view.words.reads(one.every) or one.every, view.words.reads(one.quote) or one.quote) for one in view.asked),
        today,
    )
    if not view.may_make:
        return shown
    return ReportsPage(
        **vars(shown)
        | {
            "make": make or Form(values={"on": today}),
            "rhythm": rhythm or Form(values=_values(entered)),
            "rhythms": tuple(Option(one, words(said)) for one, said in RHYTHMS),
            "weekdays": tuple(Option(str(n), words(said)) for n, said in enumerate(closing(), 1)),
            "days": tuple(Option(str(n), str(n) if n < LAST else words(_("ngày cuối tháng"))) for n in range(1, LAST + 1)),
        }
    )


RHYTHMS = (("", _("Không tự lập")), ("week", _("Hàng tuần")), ("month", _("Hàng tháng")), ("quarter", _("Hàng quý")))


def _values(entered: Cadence | None) -> dict[str, str]:
    if entered is None:
        return {"every": "", "weekday": "5", "day": str(LAST)}
    own = "weekday" if entered.every is Every.WEEK else "day"
    return {"every": str(entered.every), "weekday": "5", "day": str(LAST), own: str(entered.day)}


def _lines(reports: list[ReportLine], here: str, words: Words) -> tuple[Line, ...]:
    """Two of one period are told apart by the moment they were made."""
    lines = [_line(one, here, words) for one in reports]
    twice = {period for period, many in Counter(one.period for one in lines).items() if many > 1}
    made = words(_("lập lúc %(at)s"))
    named = (f"{one.period} · {made % {'at': clock_time(one.made_at)}}" if one.period in twice else one.period for one in lines)
    return tuple(replace(one, period=period) for one, period in zip(lines, named, strict=True))


def _line(one: ReportLine, here: str, words: Words) -> Line:
    period = period_words(one.every, Period(one.period.first, one.period.last), words)
    counted = one.figures
    return Line(
        f"{here}/reports/{one.id}",
        period,
        one.period.last,
        one.made_at,
        one.made_by,
        counted.applies,
        counted.reported,
        counted.late,
        one.late_units,
    )


ROUTES = [
    Route("/plans/{plan}/reports", listing),
    Route("/plans/{plan}/reports", make, methods=["POST"]),
    Route("/plans/{plan}/reports/cadence", enter_cadence, methods=["POST"]),
    Route("/plans/{plan}/reports/{report}", show),
    Route("/plans/{plan}/reports/{report}/file", export),
]
