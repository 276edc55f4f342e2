"""The time-stamp services as operators see them: how each is, what is left of its quota, and who waits."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.stamps import ServiceState
from services import stamps
from web import asking
from web.render import page
from web.words import age


@dataclass(frozen=True)
class ServiceLine:
    name: str
    state: str
    """`stamps_well`, `stamps_resting`, `stamps_probed`, `stamps_spent`."""
    until: datetime | None
    """While it rests."""
    quota: str
    spent: int
    per_day: int | None
    fault: str
    """The last failure of those in a row."""
    failures: int
    failed_at: datetime | None


@dataclass(frozen=True)
class StampsPage:
    depth: int
    oldest: datetime | None
    waited: str
    """How long the oldest has waited, in words."""
    lines: tuple[ServiceLine, ...]


async def show(request: Request) -> Response:
    context = asking.context(request)
    found, words = await stamps.read(context), asking.words(request)
    oldest = found.queue.oldest
    waited = age(oldest, context.now, words) if oldest else ""
    return page(request, "stamps/show.html", StampsPage(found.queue.depth, oldest, waited, tuple(map(_line, found.services))))


def _line(one: ServiceState) -> ServiceLine:
    state = f"stamps_{one.state}"
    until = one.resting_until if one.state == "resting" else None
    fault, failed_at = (one.fault, one.failed_at) if one.failures else ("", None)
    return ServiceLine(one.name, state, until, one.quota, one.spent, one.per_day, fault, one.failures, failed_at)


ROUTES = [Route("/stamps", show)]
