"""One's own certificates: confirmed to be in one's hands, reported lost."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.certificate_requests import Line
from domain.errors import Refusal
from services import certificate_requests
from web import asking
from web.certificate_lists import OneLine, list_of, one_line
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class MinePage:
    lines: tuple[OneLine, ...]
    addresses: tuple[str, ...]


async def mine(request: Request) -> Response:
    return await _mine(request)


async def hand_over(request: Request) -> Response:
    """The person has it."""
    sent = await request.form()
    try:
        await certificate_requests.hand_over(asking.context(request, asking.text(sent, "request")), list_of(request))
    except Refusal as no:
        return await _mine(request, "hand_over", asking.again(sent, no, locale_of(request)), status_of(no))
    return asking.seen(request, "/me/certificates")


async def lose_own(request: Request) -> Response:
    sent, n = await request.form(), str(request.query_params.get("n", "1"))
    context = asking.context(request, asking.text(sent, "request"))
    try:
        await certificate_requests.lose(context, list_of(request), context.position.person, asking.text(sent, f"reason-{n}"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), {"reason": f"reason-{n}"})
        return await _mine(request, "lose", form, status_of(no))
    return asking.seen(request, "/me/certificates")


async def _mine(request: Request, act: str = "", form: Form | None = None, status: int = 200) -> Response:
    found = await certificate_requests.mine(asking.context(request))
    shown = mine_page(found)
    if form:
        here = f"/certificate-requests/{request.path_params['request']}"
        pairs = zip(shown.lines, shown.addresses, strict=True)
        shown = replace(shown, lines=tuple(replace(one, forms={**one.forms, act: form}) if at == here else one for one, at in pairs))
    return page(request, "certificates/mine.html", shown, status)


def mine_page(found: list[Line]) -> MinePage:
    lines = []
    for number, one in enumerate(found, 1):
        acts = () if one.lost_at or one.issued is None else ("lose",) if one.handed_at else ("hand_over", "lose")
        lines.append(replace(one_line(number, one, False), forms={name: Form() for name in acts}))
    return MinePage(tuple(lines), tuple(f"/certificate-requests/{one.request}" for one in found))


ROUTES = [
    Route("/certificate-requests/{request}/receipt", hand_over, methods=["POST"]),
    Route("/certificate-requests/{request}/loss", lose_own, methods=["POST"]),
    Route("/me/certificates", mine),
]
