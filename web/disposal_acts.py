"""The acts that stand on a disposal's page itself: a record taken out, the vote closed, decision and certificate drawn up, a withdrawal."""

from collections.abc import Awaitable, Callable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed
from domain.names import DisposalId
from services import disposals
from services.context import Context
from web import asking
from web.acting import acted, with_form
from web.disposals import DisposalPage, disposal_page, which
from web.forms import Form

Act = Callable[[Context, DisposalId, FormData], Awaitable[str | None]]
"""Does it; may give the address of what it led to."""


async def _close(context: Context, one: DisposalId, sent: FormData) -> str:
    return f"/documents/{await disposals.close(context, one, asking.text(sent, 'conclusion'))}"


async def _decide(context: Context, one: DisposalId, sent: FormData) -> str:
    return f"/documents/{await disposals.decide(context, one)}"


async def _certify(context: Context, one: DisposalId, sent: FormData) -> str:
    return f"/documents/{await disposals.certify(context, one)}"


async def _withdraw(context: Context, one: DisposalId, sent: FormData) -> None:
    await disposals.withdraw(context, one, asking.text(sent, "why"))


async def _take_out(context: Context, one: DisposalId, sent: FormData) -> None:
    await disposals.take_out(context, one, await _named(context, one, asking.text(sent, "item")), asking.text(sent, "reason"))


async def _named(context: Context, one: DisposalId, said: str) -> int:
    """The line of a number on the list, or of a record's code. Raises: Malformed."""
    items = (await disposals.read(context, one)).disposal.items
    coded = [item.number for item in items if said.casefold() == item.code.casefold()]
    found = coded or [item.number for item in items if said == str(item.number)]
    if len(found) != 1:
        raise Malformed("item: không có dòng hoặc hồ sơ nào như vậy trong danh mục / no such line or record is on the list")
    return found[0]


def _view(form: str, act: Act) -> Callable[[Request], Awaitable[Response]]:
    """`form`: the field of the page in which a refusal is told."""

    async def view(request: Request) -> Response:
        one = which(request)

        async def again(_sent: FormData, given: Form) -> DisposalPage:
            return with_form(await disposal_page(request), form, given)

        places = {"reason": "why"} if form == "withdraw" else None
        led = f"/disposals/{one}"
        return await acted(request, lambda context, sent: act(context, one, sent), led, "disposals/show.html", again, places)

    return view


ACTS = {
    "closing": ("close", _close),
    "decision": ("decide", _decide),
    "certificate": ("certify", _certify),
    "withdrawal": ("withdraw", _withdraw),
    "taking-out": ("take_out", _take_out),
}
"""End of the address → form of the page, act."""
ROUTES = [Route(f"/disposals/{{disposal}}/{end}", _view(form, act), methods=["POST"]) for end, (form, act) in ACTS.items()]
