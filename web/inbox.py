"""The inbox: what waits for me, read beside the list, signed one by one or as a reviewed set."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from domain.clock import day
from domain.errors import Malformed, Refusal
from domain.names import DocumentId, Sha256
from services import batches, messages, signatures
from services import errands as waited
from services.signatures import Outcome, Reviewed
from store.queries.folding import fold
from store.queries.tasks import InboxLine
from web import asking, documents, errands, notices, returned
from web.errands import ErrandLine
from web.errors import status_of
from web.events import counts
from web.forms import Form
from web.i18n import locale_of
from web.notices import NoticeLine
from web.reading import Reading
from web.render import either, page
from web.returned import ReturnedLine
from web.words import _, initials

MOST = 100
"""Tasks shown and counted at once; more wait behind "99+" until these are done."""
TICK = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9]{1,6})/([0-9a-f]{64})")


@dataclass(frozen=True)
class Filter:
    words: str
    address: str
    count: int
    current: bool = False


@dataclass(frozen=True)
class TaskLine:
    """One open task: a version of a document that waits for this person's signature."""

    document: str
    version: int
    form: str
    subject: str
    """`Đ.V.H. 1958 · BA-26-004512`, or whose paper of the rollout it is."""
    step: str
    """`2/3`."""
    asked_at: datetime
    due: date | None = None
    """Told only when it is near or past."""
    current: bool = False
    read: str = ""
    """SHA-256 of the content this person has before them: only a document that is read may join the set."""


@dataclass(frozen=True)
class InboxPage:
    filters: tuple[Filter, ...]
    lines: tuple[TaskLine, ...]
    signing: Form
    """The form that signs the set."""
    query: str = ""
    reading: Reading | None = None
    notices: tuple[NoticeLine, ...] = ()
    returned: tuple[ReturnedLine, ...] = ()
    """Sheets of this person that were refused."""
    errands: tuple[ErrandLine, ...] = ()
    """What waits beside signatures."""
    numbers: bool = False
    """Papers among the lines get a number by being signed."""


@dataclass(frozen=True)
class Became:
    """What became of one document of a set."""

    title: str
    address: str
    refusal: str = ""


@dataclass(frozen=True)
class SetPage:
    signed: int
    became: tuple[Became, ...]


async def show(request: Request) -> Response:
    return page(request, "inbox/show.html", await _inbox(request))


async def open_task(request: Request) -> Response:
    """A task beside the list; for htmx only the reading view, and the tick that puts it into the set."""
    opened = (await documents.read(request)).reading
    return either(request, "inbox/show.html", "pane", replace(await _inbox(request, opened), reading=opened))


async def sign_set(request: Request) -> Response:
    """One PIN for the reviewed set; several are signed while the person works on, one is waited for."""
    sent = await request.form()
    titles = {(one.document, one.version): one.title for one in await signatures.inbox(asking.context(request), limit=MOST)}
    chosen: list[Reviewed] = []
    try:
        chosen = [_reviewed(str(one)) for one in sent.getlist("reviewed")]
        context = asking.context(request, asking.text(sent, "request"))
        if len(chosen) > 1:
            which = await batches.begin(context, chosen, asking.text(sent, "pin"), asking.warned(sent))
            return asking.seen(request, f"/batches/{which}")
        outcomes = await signatures.sign(context, chosen, asking.text(sent, "pin"), asking.warned(sent))
    except Refusal as no:
        form = asking.again(asking.signing(sent, no), no, locale_of(request))
        shown = await _inbox(request)
        ticked = {(str(one.document), one.version): one.content for one in chosen}
        lines = tuple(replace(line, read=ticked.get((line.document, line.version), "")) for line in shown.lines)
        return page(request, "inbox/show.html", replace(shown, lines=lines, signing=form), status_of(no))
    became = tuple(_became(one, titles, request) for one in outcomes)
    return page(request, "inbox/set.html", SetPage(sum(not one.refusal for one in became), became))


async def events(request: Request) -> Response:
    """The live count of the person who asks."""
    context = asking.context(request)

    async def count() -> int:
        return await waited.count(context)

    stream = counts(request.app.state.broker, str(context.position.person), count)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def _inbox(request: Request, opened: Reading | None = None) -> InboxPage:
    context = asking.context(request)
    waiting = await signatures.inbox(context, limit=MOST)
    late = [one for one in waiting if one.due_at < context.now]
    beside = await waited.errands(context)
    beside_late = errands.late(beside, context.today)
    only_late, query = "late" in request.query_params, request.query_params.get("q", "")
    words = asking.words(request)
    filters = (
        Filter(words(_("Tất cả")), "/", len(waiting) + errands.weight(beside), not only_late),
        Filter(words(_("Quá hạn")), "/?late=1", len(late) + errands.weight(beside_late), only_late),
    )
    lines = [_line(one, context.now, opened) for one in _matching(late if only_late else waiting, query)]
    numbers = any(one.organisation for one in waiting)
    again = returned.lines(await signatures.returned(context), context)
    others = errands.lines(beside_late if only_late else beside, query, context.today, words)
    return InboxPage(
        filters, tuple(lines), Form(), query, notices=await notices.lines(request), returned=again, errands=others, numbers=numbers
    )


def _matching(lines: Sequence[InboxLine], query: str) -> list[InboxLine]:
    wanted = fold(query)
    return [one for one in lines if wanted in fold(f"{one.title} {one.patient} {one.patient_code}")]


def _line(one: InboxLine, now: datetime, opened: Reading | None) -> TaskLine:
    subject = f"{initials(one.patient)} {one.birth_year} · {one.patient_code}" if one.patient else one.facility
    today, due = day(now), day(one.due_at)
    here = opened is not None and (opened.document, opened.version) == (str(one.document), one.version)
    return TaskLine(
        str(one.document),
        one.version,
        one.title,
        subject,
        f"{one.signed + 1}/{one.needed}",
        one.asked_at,
        due if (due - today).days <= 0 else None,
        here,
        opened.content if opened and here else "",
    )


def _reviewed(told: str) -> Reviewed:
    """`document/version/content` of a tick. Raises: Malformed for anything else."""
    match = TICK.fullmatch(told)
    if match is None:
        raise Malformed("reviewed: văn bản đã chọn không đọc được, hãy mở xem lại rồi chọn / open the document again and tick it")
    return Reviewed(DocumentId(UUID(match[1])), int(match[2]), Sha256(match[3]))


def _became(one: Outcome, titles: Mapping[tuple[DocumentId, int], str], request: Request) -> Became:
    """A document that had left the inbox before (a second click) has no title at hand: it is not read again for one."""
    reviewed = one.reviewed
    refusal = messages.said(one.refusal)[0 if locale_of(request) == "vi" else 1] if one.refusal else ""
    title = titles.get((reviewed.document, reviewed.version)) or asking.words(request)(_("Văn bản đã ký trước đó"))
    return Became(title, f"/documents/{reviewed.document}/{reviewed.version}", refusal)


ROUTES = [
    Route("/", show),
    Route("/inbox/{document}/{version:int}", open_task),
    Route("/signatures", sign_set, methods=["POST"]),
    Route("/events", events),
]
