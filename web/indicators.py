"""A plan's indicators: target, newest values by source, what contradicts, history, and reporting a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.indicators import NewValue, Origin, Reported, Value, is_share, reaches
from domain.names import FacilityId, PlanId
from services import indicators
from services.indicators import IndicatorsView, IndicatorView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.plans import number
from web.reading import Words
from web.render import page
from web.words import ORIGINS


@dataclass(frozen=True)
class ValueLine:
    """One value as it was said."""

    unit: str
    origin: str
    source: str
    numerator: int
    denominator: int
    percent: Decimal | None
    """None where the plan wants no share."""
    state: str
    """`indicator_above`, `indicator_met` or nothing."""
    day: date
    by: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Clash:
    """Sources of one unit that say different numbers of one day."""

    unit: str
    day: date
    lines: tuple[ValueLine, ...]


@dataclass(frozen=True)
class IndicatorLine:
    code: str
    title: str
    numerator: str
    denominator: str
    target: str
    day: date | None
    source: str
    quote: str
    newest: tuple[ValueLine, ...]
    aside: tuple[str, ...]
    """Facilities that hsba leaves out of its own count,"""
    aside_said: tuple[str, ...]
    """and those it counts though they say that the milestone does not apply to them."""
    clashes: tuple[Clash, ...]
    history: tuple[ValueLine, ...]
    form: Form | None
    """Present for whoever reports."""
    open: bool = False
    """Its form was given back."""


@dataclass(frozen=True)
class IndicatorsPage:
    plan: str
    title: str
    number: str
    lines: tuple[IndicatorLine, ...]
    units: tuple[Option, ...]
    origins: tuple[Option, ...]
    today: date


async def show(request: Request) -> Response:
    view = await indicators.read(asking.context(request), _which(request))
    return page(request, "plans/indicators.html", _page(request, view))


async def report(request: Request) -> Response:
    sent, code = await request.form(), request.path_params["indicator"]
    context = asking.context(request, asking.text(sent, "request"))
    try:
        await indicators.report(context, _which(request), code, FacilityId(asking.text(sent, "unit")), _new(sent))
    except Refusal as no:
        view = await indicators.read(context, _which(request))
        given = asking.again(sent, no, locale_of(request))
        return page(request, "plans/indicators.html", _page(request, view, code, given), status_of(no))
    return asking.seen(request, f"/plans/{_which(request)}/indicators#{code}")


def _new(sent: FormData) -> NewValue:
    typed = {name: asking.text(sent, name) for name in ("numerator", "denominator", "origin", "source", "note")}
    return NewValue(day=asking.a_day(sent, "day"), **typed)


def _which(request: Request) -> PlanId:
    return PlanId(asking.uuid(request, "plan"))


def _page(request: Request, view: IndicatorsView, given: str = "", form: Form | None = None) -> IndicatorsPage:
    words = asking.words(request)
    return IndicatorsPage(
        f"/plans/{view.plan.id}",
        view.words.title,
        number(view.words),
        tuple(_line(view, one, form if one.indicator.code == given else None, words) for one in view.indicators),
        tuple(Option(unit, name) for unit, name in view.may_report_for.items()),
        tuple(Option(origin, words(ORIGINS[origin])) for origin in (Origin.PAPER, Origin.SYSTEM)),
        asking.context(request).today,
    )


def _line(view: IndicatorsView, one: IndicatorView, given: Form | None, words: Words) -> IndicatorLine:
    plan, target = one.indicator, one.indicator.target

    def lines(of: Iterable[Reported]) -> tuple[ValueLine, ...]:
        return tuple(
            _value(report.value, target, view.units.get(report.unit, report.unit), words, view.people[report.by], report.at, report.note)
            for report in of
        )

    counted = (_value(one.counted, target, view.units[view.plan.department], words),) if one.counted else ()
    return IndicatorLine(
        plan.code,
        plan.title,
        plan.numerator,
        plan.denominator,
        target,
        plan.day,
        plan.source,
        view.words.reads(plan.quote) or plan.quote,
        (*counted, *lines(one.newest)),
        one.aside,
        one.aside_said,
        tuple(Clash(view.units.get(clash.unit, clash.unit), clash.day, lines(clash.reports)) for clash in one.disagreements),
        lines(one.history),
        given or Form() if view.may_report_for else None,
        given is not None,
    )


def _value(value: Value, target: str, unit: str, words: Words, by: str = "", at: datetime | None = None, note: str = "") -> ValueLine:
    share = is_share(target)
    state = "indicator_above" if share and value.above else "indicator_met" if reaches(value, target) else ""
    percent = value.percent if share else None
    return ValueLine(unit, words(ORIGINS[value.origin]), value.source, *value.numbers, percent, state, value.day, by, at, note)


ROUTES = [
    Route("/plans/{plan}/indicators", show),
    Route("/plans/{plan}/indicators/{indicator}/reports", report, methods=["POST"]),
]
