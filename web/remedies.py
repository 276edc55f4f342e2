"""Remedial tasks on the page of their visit: reported done, accepted or sent back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import VisitId
from services import remedies
from services.context import Context
from services.remedies import Reported
from web import asking
from web.errors import status_of
from web.i18n import locale_of
from web.render import page
from web.visits import shown, which

FIELDS = ("done_on", "words", "paper_number", "paper_day", "paper_issuer", "file", "reason")


async def report(request: Request) -> Response:
    """Reports it done, with files or a paper."""
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            await remedies.report(context, which(request), _number(request), await _reported(sent, _number(request)))
        except Refusal as no:
            return await _refused(request, sent, no, "report")
    return asking.seen(request, f"/visits/{which(request)}")


async def accept(request: Request) -> Response:
    return await _judged(request, remedies.accept, "words")


async def send_back(request: Request) -> Response:
    return await _judged(request, remedies.send_back, "reason")


async def _judged(request: Request, act: Callable[[Context, VisitId, int, str], Awaitable[None]], said: str) -> Response:
    sent, n = await request.form(), _number(request)
    try:
        await act(asking.context(request, asking.text(sent, "request")), which(request), n, asking.text(sent, f"{said}-{n}"))
    except Refusal as no:
        return await _refused(request, sent, no, "judge")
    return asking.seen(request, f"/visits/{which(request)}")


async def _reported(sent: FormData, n: int) -> Reported:
    """Raises: Malformed."""
    dated = [name for name in (f"done_on-{n}", f"paper_day-{n}") if name.startswith("done") or asking.text(sent, name)]
    if wrong := asking.unreadable(sent, days=dated):
        raise Malformed(*wrong)
    paper = asking.outside_paper(sent, end=f"-{n}")
    done_on, words = asking.a_day(sent, f"done_on-{n}"), asking.text(sent, f"words-{n}")
    return Reported(done_on, words, paper, await asking.uploads(sent, f"file-{n}"))


async def _refused(request: Request, sent: FormData, no: Refusal, act: str) -> Response:
    n = _number(request)
    form = asking.again(sent, no, locale_of(request), {name: f"{name}-{n}" for name in FIELDS})
    here = await shown(request)
    changed = [replace(one, report=form) if act == "report" else replace(one, judge=form) for one in here.remedies]
    lines = tuple(new if new.number == n else one for new, one in zip(changed, here.remedies, strict=True))
    return page(request, "visits/show.html", replace(here, remedies=lines), status_of(no))


def _number(request: Request) -> int:
    """The remedial task of the address; 0, which there is none of, for what is no number."""
    return asking.number(request.path_params["number"])


ROUTES = [
    Route("/visits/{visit}/remedies/{number}/reports", report, methods=["POST"]),
    Route("/visits/{visit}/remedies/{number}/acceptance", accept, methods=["POST"]),
    Route("/visits/{visit}/remedies/{number}/return", send_back, methods=["POST"]),
]
