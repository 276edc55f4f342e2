"""The register of outgoing papers (Sổ đăng ký văn bản đi) of a facility, by year and series."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.issuing import GivenNumber
from services import issuing
from services import register as register_of
from services.issuing import NewOutside
from services.register import RegisterView
from services.regulations import templates
from web import asking
from web.errors import status_of
from web.filters import Filter
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.words import _

ALL = _("Mọi ký hiệu")


@dataclass(frozen=True)
class NumberLine:
    """One number."""

    number: str
    day: date
    title: str
    address: str
    recipients: str
    by: str
    state: str
    """`number_…` of the vocabulary."""
    code: str


@dataclass(frozen=True)
class RegisterPage:
    facility: str
    year: int
    years: tuple[Option, ...]
    filters: tuple[Filter, ...]
    """A series each, with its last number."""
    wanted: str
    lines: tuple[NumberLine, ...]
    enter: Form | None
    subjects: tuple[Option, ...]


async def register(request: Request) -> Response:
    return page(request, "issuing/register.html", await _page(request))


async def enter(request: Request) -> Response:
    async with request.form() as sent:
        return await _entered(request, sent)


async def _entered(request: Request, sent: FormData) -> Response:
    context = asking.context(request, asking.text(sent, "request"))
    try:
        if wrong := asking.unreadable(sent, days=["day"]):
            raise Malformed(*wrong)
        begins = asking.a_day(sent, "begins") if asking.text(sent, "begins") else None
        words = (asking.text(sent, name) for name in ("number", "title", "recipient", "subject"))
        number, title, recipient, subject = words
        file = next(iter(await asking.uploads(sent, "file")), None)
        sure, on = bool(asking.text(sent, "confirmed")), asking.a_day(sent, "day")
        made = await issuing.enter(context, NewOutside(number, on, title, recipient, subject, begins, file, sure))
    except Refusal as no:
        return page(request, "issuing/register.html", await _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    year = asking.a_day(sent, "day").year
    return asking.seen(request, f"/regulations/{made}" if made else f"/issued?year={year}")


async def _page(request: Request, form: Form | None = None) -> RegisterPage:
    context, asked = asking.context(request), request.query_params
    view = await register_of.register(context, asking.number(asked.get("year", "")), asked.get("series", ""), asked.get("q", "")[:200])
    subjects = tuple(Option(one.code, one.title) for one in templates(context))
    return register_page(view, subjects, form, asking.words(request))


def register_page(view: RegisterView, subjects: tuple[Option, ...], form: Form | None, words: Words) -> RegisterPage:
    years = sorted({view.year, *(year for year, _series, _last in view.every)}, reverse=True)
    here = [(name, last) for year, name, last in view.every if year == view.year]
    filters = [Filter(words(ALL), _address(view.year), sum(last for _name, last in here), not view.series)]
    filters += [Filter(name, _address(view.year, name), last, name == view.series) for name, last in here]
    return RegisterPage(
        view.facility,
        view.year,
        tuple(Option(str(year), str(year)) for year in years),
        tuple(filters),
        view.wanted,
        tuple(_line(one) for one in view.lines),
        (form or Form()) if view.may_enter else None,
        subjects,
    )


def _line(one: GivenNumber) -> NumberLine:
    address = f"/documents/{one.document}/{one.version}" if one.document else f"/regulations/{one.regulation}" if one.regulation else ""
    to = "; ".join(one.recipients)
    return NumberLine(one.written, one.day, one.title, address, to, one.by, f"number_{one.state}", one.code)


def _address(year: int, series: str = "") -> str:
    return f"/issued?{urlencode({'year': year} | ({'series': series} if series else {}))}"


ROUTES = [Route("/issued", register), Route("/issued", enter, methods=["POST"])]
