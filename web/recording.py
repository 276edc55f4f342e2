"""A visit is recorded: its minutes as signed, and what was found of each milestone."""

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.visits import Looked, Verdict
from services import visit_views, visits
from services.visits import Recorded
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.visits import which
from web.words import VERDICTS


@dataclass(frozen=True)
class MinutesPage:
    address: str
    facility: str
    subject: str
    day: date
    form: Form
    verdicts: tuple[Option, ...]
    looked: tuple[Option, ...]


async def minutes(request: Request) -> Response:
    return await _minutes(request, Form())


async def record(request: Request) -> Response:
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            await visits.record(context, which(request), await _recorded(sent))
        except Refusal as no:
            places = {name.removeprefix("verdict-"): name for name in sent if name.startswith("verdict-")}
            return await _minutes(request, asking.again(sent, no, locale_of(request), places), status_of(no))
    return asking.seen(request, f"/visits/{which(request)}")


async def _recorded(sent: FormData) -> Recorded:
    """Raises: Malformed."""
    codes = [name.removeprefix("verdict-") for name in sent if name.startswith("verdict-")]
    chosen = {code: asking.text(sent, f"verdict-{code}") for code in codes}
    findings = tuple(
        Looked(code, Verdict(said) if said in set(Verdict) else None, asking.text(sent, f"found-{code}")) for code, said in chosen.items()
    )
    files = await asking.uploads(sent, "file")
    return Recorded(asking.text(sent, "number"), asking.a_day(sent, "held_on"), asking.text(sent, "conclusion"), findings, files)


async def _minutes(request: Request, form: Form, status: int = 200) -> Response:
    view, words = await visit_views.read(asking.context(request), which(request)), asking.words(request)
    one = view.visit
    shown = MinutesPage(
        f"/visits/{one.id}",
        view.facility,
        one.subject,
        one.day,
        form if form.values else Form(values={"held_on": one.day.isoformat()}),
        tuple(Option(each, words(VERDICTS[each])) for each in Verdict),
        tuple(Option(each.milestone, f"{each.milestone} {view.titles.get(each.milestone, '')}".strip()) for each in one.looked),
    )
    return page(request, "visits/minutes.html", shown, status)


ROUTES = [
    Route("/visits/{visit}/minutes", minutes),
    Route("/visits/{visit}/minutes", record, methods=["POST"]),
]
