"""A member's vote on a disposal: on the whole list, or against single records, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.disposals import Ballot, DisposalState, Item
from domain.errors import Malformed, NotAllowed, Refusal, WrongState
from domain.faults import both
from domain.names import Sha256
from domain.people import demand, may
from services import disposals
from services.disposals import DisposalView
from web import asking
from web.disposal_lines import acts
from web.disposals import which
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page

PAGE = 50
"""Lines of one page."""
Said = list[tuple[int | None, bool, str]]


@dataclass(frozen=True)
class VoteLine:
    number: int
    code: str
    address: str
    kind: str
    until: date
    barred: str
    """By which acts this member has no word on the record; empty for whoever has one."""
    against: bool
    note: str
    fault: str = ""


@dataclass(frozen=True)
class VotePage:
    address: str
    title: str
    list_sha256: str
    form: Form
    lines: tuple[VoteLine, ...]
    shown: str
    """Numbers of the lines on this page."""
    records: int
    whole: str
    """`yes` or `no` once this member spoke of the whole list."""
    whole_note: str
    against: int
    """On how many lines this member said no."""
    barred: int
    nth: int
    pages: int


async def show(request: Request) -> Response:
    told = request.query_params.get("page", "")
    return page(request, "disposals/vote.html", await _page(request, _number(told), Form()))


async def vote(request: Request) -> Response:
    """What this page says; and on the whole list when that was asked."""
    sent, one = await request.form(), which(request)
    nth, act = _number(asking.text(sent, "page")), asking.text(sent, "act")
    try:
        context = asking.context(request, asking.text(sent, "request"))
        said = _said(sent, await _mine(request))
        if act == "all":
            said.append((None, True, ""))
        if act == "none":
            said.append((None, False, asking.text(sent, "note")))
        if said:
            await disposals.vote(context, one, Sha256(asking.text(sent, "list")), said)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "disposals/vote.html", await _page(request, nth, form), status_of(no))
    if act in ("all", "none"):
        return asking.seen(request, f"/disposals/{one}")
    return asking.seen(request, f"/disposals/{one}/vote?page={nth + 1 if act == 'next' else nth}")


def _said(sent: FormData, mine: dict[int, Ballot]) -> Said:
    """What is new on this page: a line newly said no to, with another reason, or no more.

    Raises: Malformed (no reason, or one without its tick).
    """
    said: Said = []
    faults: list[str] = []
    ticked = set(asking.numbers(sent, "against"))
    for number in (int(one) for one in asking.text(sent, "shown").split() if one.isdecimal() and len(one) < 10):
        note, before = asking.text(sent, f"note-{number}"), mine.get(number)
        if number not in ticked and note and not (before and not before.destroy and before.note == note):
            faults.append(both(f"note-{number}: đánh dấu “Không hủy”, hoặc xóa lý do", "tick “Do not destroy”, or clear the reason"))
        elif number in ticked and not note:
            faults.append(both(f"note-{number}: ghi lý do không hủy", "say why it is not to be destroyed"))
        elif number in ticked and (before is None or before.destroy or before.note != note):
            said.append((number, False, note))
        elif number not in ticked and before and not before.destroy:
            said.append((number, True, ""))
    if faults:
        raise Malformed(*faults)
    return said


async def _mine(request: Request) -> dict[int, Ballot]:
    context = asking.context(request)
    said = (await disposals.read(context, which(request))).disposal.words.get(context.position.person, {})
    return {number: one for number, one in said.items() if number is not None}


async def _page(request: Request, nth: int, form: Form) -> VotePage:
    context = asking.context(request)
    view = await disposals.read(context, which(request))
    one, me = view.disposal, context.position.person
    demand(context.position, "disposal.vote", DisposalState.VOTING, context.today)
    if one.state is not DisposalState.VOTING:
        raise WrongState("disposal.vote", one.state)
    if view.my_seat is None:
        raise NotAllowed(context.position.role, "disposal.vote", one.state)
    listed, own = one.listed, one.words.get(me, {})
    numbers = {item.number for item in listed}
    pages = max(1, -(-len(listed) // PAGE))
    nth = min(nth, pages)
    here = listed[(nth - 1) * PAGE : nth * PAGE]
    whole, reads = own.get(None), may(context.position.role, "record.read")
    ties, words = await disposals.ties(context, view, here), asking.words(request)
    return VotePage(
        f"/disposals/{one.id}",
        one.title,
        one.list_sha256,
        form,
        tuple(_line(item, view, own, acts(item, me, ties, words), reads, form) for item in here),
        " ".join(str(item.number) for item in here if me not in item.treated_by),
        len(listed),
        "" if whole is None else "yes" if whole.destroy else "no",
        whole.note if whole else "",
        sum(number in numbers and not ballot.destroy for number, ballot in own.items()),
        sum(me in item.treated_by for item in listed),
        nth,
        pages,
    )


def _line(item: Item, view: DisposalView, own: Mapping[int | None, Ballot], barred: str, reads: bool, form: Form) -> VoteLine:
    said = own.get(item.number)
    against, note = said is not None and not said.destroy, said.note if said else ""
    if form.told:
        against, note = form.ticked("against", str(item.number)), form.value(f"note-{item.number}")
    seen = (item.number, item.code, f"/records/{item.record}" if reads else "", view.classes.get(item.kept_as, ""))
    return VoteLine(*seen, item.keep_until, barred, against, note, form.fault(f"note-{item.number}"))


def _number(told: str) -> int:
    return max(1, asking.number(told, 1))


ROUTES = [
    Route("/disposals/{disposal}/vote", show),
    Route("/disposals/{disposal}/vote", vote, methods=["POST"]),
]
