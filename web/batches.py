"""A set that is being signed: how far it is, and what became of each document."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.batches import Line, LineState
from domain.names import BatchId
from services import batches, messages
from services.batches import BatchView, Named
from web import asking
from web.i18n import locale_of
from web.render import either
from web.words import initials


@dataclass(frozen=True)
class BatchLine:
    title: str
    address: str
    about: str
    """`Đ.V.H. 1958 · BA-26-004512`; empty for papers of the rollout."""
    state: str
    """`signed`, `waiting` or `handed_back`."""
    why: str = ""
    """Why it was not signed, and what to do."""


@dataclass(frozen=True)
class BatchPage:
    address: str
    signed: int
    done: int
    ended: bool
    lines: tuple[BatchLine, ...]
    """What was not signed stands first."""


async def show(request: Request) -> Response:
    """The page; for htmx what moves on it."""
    which = BatchId(asking.uuid(request, "batch"))
    view = await batches.read(asking.context(request), which)
    return either(request, "batches/show.html", "progress", _page(view, locale_of(request)))


def _page(view: BatchView, locale: str) -> BatchPage:
    batch = view.batch
    lines = sorted(batch.lines, key=lambda line: (line.state is not LineState.HANDED_BACK, line.number))
    return BatchPage(
        f"/batches/{batch.id}",
        batch.count(LineState.SIGNED),
        len(batch.lines) - batch.count(LineState.WAITING),
        batch.ended_at is not None,
        tuple(_line(line, view.named.get(line.document, Named("")), locale) for line in lines),
    )


def _line(line: Line, named: Named, locale: str) -> BatchLine:
    refusal = batches.why(line)
    why = messages.said(refusal)[0 if locale == "vi" else 1] if refusal else ""
    about = f"{initials(named.patient)} {named.birth_year} · {named.record_code}" if named.patient else ""
    return BatchLine(named.title, f"/documents/{line.document}/{line.version}", about, line.state, why)


ROUTES = [Route("/batches/{batch}", show)]
