"""A disposal is proposed: exactly the list that is looked at first, page by page, without what is left out of it."""

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.disposals import Candidate, Item, Obstacle
from domain.errors import Refusal, StaleDocument
from domain.names import RecordId, Sha256
from services import disposals
from services.disposals import Hindrance, Preview
from web import asking
from web.disposal_lines import Gettext, by_class
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page
from web.retention_words import OBSTACLES
from web.words import _

PAGE = 100
"""Records of one page of the preview, and of those that are hindered."""


@dataclass(frozen=True)
class Offered:
    """A record whose term is over."""

    record: str
    number: int
    """On the list; 0 when it is left out."""
    code: str
    kind: str
    until: date
    sha256: str
    """Of its object in the archive, as the list freezes it."""


@dataclass(frozen=True)
class Hindered:
    """A record whose term is over and that may not be listed."""

    code: str
    address: str
    until: date | None
    why: str
    links: tuple[tuple[str, str], ...]
    """Address and words of what hinders it."""


@dataclass(frozen=True)
class PreviewBlock:
    records: int
    left_out: int
    list_sha256: str
    classes: tuple[tuple[str, int], ...]
    lines: tuple[Offered, ...]
    shown: str
    """Records of this page, of which some may be unticked."""
    without: str
    """What is left out, on every page."""
    nth: int
    pages: int
    hindered: tuple[Hindered, ...]
    hindrances: int


@dataclass(frozen=True)
class ProposingPage:
    before: date
    form: Form
    preview: PreviewBlock
    changed: str = ""
    """What is different from the list that was looked at before."""


async def new(request: Request) -> Response:
    told, today = request.query_params.get("before", ""), asking.context(request).today
    try:
        before = min(date.fromisoformat(told), today) if told else today
    except ValueError:
        before = today
    title = request.query_params.get("title", "")
    return page(request, "disposals/new.html", await _page(request, before, frozenset(), 1, Form(values={"title": title} if title else {})))


async def propose(request: Request) -> Response:
    """Looks at another page or at what is left, or proposes what was seen."""
    sent = await request.form()
    before, seen, wanted = _day(sent, asking.context(request).today), _ids(sent, "without"), _wanted(sent)
    if asking.text(sent, "act") != "propose":
        return page(request, "disposals/new.html", await _page(request, before, wanted, _nth(sent), _kept(sent)))
    if seen - wanted:
        words = asking.words(request)
        shown = await _page(
            request, before, wanted, _nth(sent), _kept(sent), words(_("Hồ sơ vừa chọn lại đã vào danh mục: xem lại rồi đề nghị."))
        )
        return page(request, "disposals/new.html", shown)
    try:
        context = asking.context(request, asking.text(sent, "request"))
        said = asking.text(sent, "title"), before, sorted(seen), Sha256(asking.text(sent, "list_sha256")), wanted - seen
        made = await disposals.propose(context, *said)
    except Refusal as no:
        form, words = asking.again(sent, no, locale_of(request)), asking.words(request)
        changed = words(_("Dưới đây là danh mục mới.")) if isinstance(no, StaleDocument) else ""
        return page(
            request, "disposals/new.html", await _page(request, before, wanted, 1 if changed else _nth(sent), form, changed), status_of(no)
        )
    return asking.seen(request, f"/disposals/{made}")


def _kept(sent: FormData) -> Form:
    return Form(asking.text(sent, "request"), asking.typed(sent))


def _day(sent: FormData, today: date) -> date:
    return min(asking.a_day(sent, "before"), today) if asking.text(sent, "before") else today


def _nth(sent: FormData) -> int:
    told = asking.text(sent, "page") or asking.text(sent, "nth")
    return max(1, asking.number(told, 1))


def _ids(sent: FormData, name: str) -> frozenset[RecordId]:
    return frozenset(RecordId(asking.id_of(one)) for one in asking.text(sent, name).split())


def _wanted(sent: FormData) -> frozenset[RecordId]:
    """What is left out after this page's ticks: the ticks speak only of the records that were shown."""
    shown = _ids(sent, "shown")
    ticked = {RecordId(asking.id_of(one)) for one in sent.getlist("record") if isinstance(one, str)}
    return (_ids(sent, "without") - shown) | (shown - ticked)


async def _page(request: Request, before: date, without: frozenset[RecordId], nth: int, form: Form, changed: str = "") -> ProposingPage:
    context, words = asking.context(request), asking.words(request)
    whole = await disposals.preview(context, before)
    here = whole.hindered[:PAGE]
    why = await disposals.hindrances(context, [one.record for one, _obstacle in here])
    hindered = tuple(_hindered(one, obstacle, why[one.record], words) for one, obstacle in here)
    return ProposingPage(whole.before, form, _preview(whole, without, nth, hindered), changed)


def _preview(whole: Preview, without: frozenset[RecordId], nth: int, hindered: tuple[Hindered, ...]) -> PreviewBlock:
    left = without & {one.record for one in whole.items}
    kept = whole.less(left)
    numbers = {one.record: one.number for one in kept.items}
    pages = max(1, -(-len(whole.items) // PAGE))
    nth = min(nth, pages)
    here = whole.items[(nth - 1) * PAGE : nth * PAGE]
    return PreviewBlock(
        len(kept.items),
        len(left),
        kept.list_sha256,
        by_class(kept.items, whole.classes),
        tuple(_offered(one, numbers.get(one.record, 0), whole) for one in here),
        " ".join(str(one.record) for one in here),
        " ".join(sorted(map(str, left))),
        nth,
        pages,
        hindered,
        len(whole.hindered),
    )


def _offered(one: Item, number: int, whole: Preview) -> Offered:
    return Offered(str(one.record), number, one.code, whole.classes.get(one.kept_as, ""), one.keep_until, one.sha256)


def _hindered(one: Candidate, obstacle: Obstacle, why: Hindrance, words: Gettext) -> Hindered:
    links: list[tuple[str, str]] = []
    if obstacle is Obstacle.HELD:
        links = [(f"/holds/{which}", name) for which, name in why.holds]
    if obstacle is Obstacle.LINKED:
        links = [("/incidents", number) for number in why.incidents]
    if obstacle is Obstacle.LISTED_ELSEWHERE and why.disposal:
        links = [(f"/disposals/{why.disposal[0]}", why.disposal[1])]
    return Hindered(one.code, f"/records/{one.record}", one.keep_until, words(OBSTACLES[obstacle]), tuple(links))


ROUTES = [Route("/disposals/new", new), Route("/disposals", propose, methods=["POST"])]
