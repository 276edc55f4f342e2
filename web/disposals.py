"""Disposals: the list, and one with its course, what is to be done now, its council, its list of records."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.disposals import Disposal, DisposalState, Fate, Item
from domain.names import DisposalId
from domain.people import may
from domain.roles import Role
from domain.seats import Seat
from services import disposals
from services.context import Context
from services.disposals import DisposalView
from store.queries.disposals import Seated
from web import asking
from web.audit import Happened, happened
from web.disposal_csv import csv_of
from web.disposal_lines import CERTIFICATE, COUNCIL, DECISION, MINUTES, PAGE, ItemLine, Step, again, by_class, item_line, paper, steps
from web.disposal_told import going, told
from web.filters import Filter
from web.forms import Form
from web.i18n import locale_of
from web.reading import Words
from web.render import either, page, wants_piece
from web.words import SEATS, _

NAMED = 5
"""Held records that are named above the list; the list tells of each."""
OUT = (Fate.TAKEN_OUT, Fate.VOTED_OUT, Fate.FELL_OUT)


@dataclass(frozen=True)
class Listed:
    """A disposal in the list."""

    address: str
    number: int
    title: str
    state: str
    proposed_at: datetime
    records: int
    destroyed: int


@dataclass(frozen=True)
class DisposalsPage:
    lines: tuple[Listed, ...]
    may_propose: bool


@dataclass(frozen=True)
class MemberLine:
    name: str
    seat: str
    title: str
    state: str
    """`voted` or `unvoted`; empty before the vote."""
    said: str = ""
    """What this member said of the whole list, once it may be seen."""


@dataclass(frozen=True)
class DisposalPage:
    address: str
    number: int
    title: str
    state: str
    told: str
    """What it waits for, and whose act that is."""
    proposed_by: str
    proposed_at: datetime
    list_sha256: str
    held_at: str
    conclusion: str
    ended: str
    """Why it was withdrawn, by whom."""
    steps: tuple[Step, ...]
    members: tuple[MemberLine, ...]
    revealed: bool
    voting: bool
    classes: tuple[tuple[str, int], ...]
    filters: tuple[Filter, ...]
    lines: tuple[ItemLine, ...]
    query: str
    show: str
    found: int
    earlier: str
    later: str
    first: int
    """Of the lines found, the first and the last one on this page."""
    last: int
    timeline: tuple[Happened, ...]
    held: tuple[str, ...] = ()
    """Codes of the first records of the list that are held now, and so will not be destroyed."""
    holds: int = 0
    """How many are."""
    waiting_days: int = 0
    going: tuple[int, int] | None = None
    """While records are destroyed: how many are done, of how many."""
    vote: str = ""
    """Where this member votes; empty when they do not, or not now."""
    voted: bool = False
    council: str = ""
    """Where the council is named; empty when that is not this position's act now."""
    close: Form | None = None
    decide: Form | None = None
    certify: Form | None = None
    take_out: Form | None = None
    withdraw: Form | None = None


async def listing(request: Request) -> Response:
    context = asking.context(request)
    found = await disposals.listing(context)
    lines = tuple(
        Listed(f"/disposals/{one.id}", one.number, one.title, f"disposal_{one.state}", one.proposed_at, one.records, one.destroyed)
        for one in found
    )
    return page(request, "disposals/list.html", DisposalsPage(lines, may(context.position.role, "disposal.propose")))


async def show(request: Request) -> Response:
    """The page; while records are destroyed htmx asks again for how far that is, and for all of it once that is over."""
    shown = await disposal_page(request)
    answer = either(request, "disposals/show.html", "course", shown)
    if wants_piece(request) and shown.going is None:
        answer.headers["HX-Refresh"] = "true"
    return answer


async def lines_file(request: Request) -> Response:
    """The list as it was frozen, with what became of each line."""
    view = await disposals.read(asking.context(request), which(request))
    name = f'attachment; filename="danh-muc-tieu-huy-{view.sitting.number}.csv"'
    body = csv_of(view, asking.words(request))
    return Response(body, media_type="text/csv; charset=utf-8", headers={"content-disposition": name})


async def disposal_page(request: Request) -> DisposalPage:
    """The page as it is now; what a form shows is replaced by whoever gives it back."""
    context, words = asking.context(request), asking.words(request)
    view = await disposals.read(context, which(request))
    one, sitting, role = view.disposal, view.sitting, context.position.role
    shown = _Shown(request, one, words)
    names = {member.person: member.name for member in view.council}
    mine = one.state is DisposalState.VOTING and view.my_seat is not None
    ties = await disposals.ties(context, view, shown.lines)
    return DisposalPage(
        address=shown.here,
        number=sitting.number,
        title=one.title,
        state="disposal_destroying" if one.destroying(context.now) else f"disposal_{one.state}",
        told=told(view, words, locale_of(request), context.now),
        proposed_by=view.names.get(one.proposed_by, ""),
        proposed_at=sitting.proposed_at,
        list_sha256=one.list_sha256,
        held_at=sitting.held_at,
        conclusion=sitting.conclusion,
        ended=sitting.ended_reason,
        steps=tuple(_step(view, *step, words) for step in steps(view)),
        members=tuple(_member(view, one, words) for one in view.council),
        revealed=view.revealed,
        voting=one.state is DisposalState.VOTING,
        classes=by_class((item for item in one.items if item.fate not in OUT), view.classes),
        filters=shown.filters,
        lines=tuple(item_line(item, view, may(role, "record.read"), names, ties, words) for item in shown.lines),
        query=shown.query,
        show=shown.show,
        found=len(shown.found),
        earlier=shown.at(shown.nth - 1) if shown.nth > 1 else "",
        later=shown.at(shown.nth + 1) if len(shown.found) > shown.nth * PAGE else "",
        first=shown.first,
        last=shown.first + len(shown.lines) - bool(shown.lines),
        timeline=happened(view.timeline, words),
        held=tuple(item.code for item in one.listed if item.number in view.held)[:NAMED],
        holds=len(view.held),
        waiting_days=view.waiting_days,
        going=going(one) if one.destroying(context.now) else None,
        vote=f"{shown.here}/vote" if mine and may(role, "disposal.vote", one.state) else "",
        voted=context.position.person in view.voted,
        **_forms(view, context),  # type: ignore[arg-type]
    )


class _Shown:
    """Which lines of the list stand on this page."""

    def __init__(self, request: Request, one: Disposal, words: Words) -> None:
        self.here = f"/disposals/{one.id}"
        told = request.query_params if request.method == "GET" else {}
        self.query, self.show = told.get("q", "").strip(), told.get("show", "")
        kinds: dict[str, tuple[str, tuple[Fate, ...]]] = {
            "": (_("Tất cả"), tuple(Fate)),
            "listed": (_("Trong danh mục"), (Fate.LISTED,)),
            "out": (_("Không hủy"), OUT),
            "destroyed": (_("Đã hủy"), (Fate.DESTROYED,)),
        }
        self.show = self.show if self.show in kinds else ""
        many = {name: sum(item.fate in fates for item in one.items) for name, (_said, fates) in kinds.items()}
        self.filters = tuple(
            Filter(words(said), self.at(1, name), many[name], name == self.show)
            for name, (said, _fates) in kinds.items()
            if many[name] or name in ("", self.show)
        )
        self.found = [item for item in one.items if item.fate in kinds[self.show][1] and _fits(item, self.query)]
        asked = asking.number(told.get("page", ""), 1)
        self.nth = asked if 0 < asked <= -(-len(self.found) // PAGE) else 1

    @property
    def lines(self) -> list[Item]:
        return self.found[(self.nth - 1) * PAGE : self.nth * PAGE]

    @property
    def first(self) -> int:
        """From 1; 0 when there is none."""
        return (self.nth - 1) * PAGE + bool(self.found)

    def at(self, nth: int, show: str | None = None) -> str:
        asked = {"show": self.show if show is None else show, "q": self.query, "page": str(nth) if nth > 1 else ""}
        said = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.here}?{said}#list" if said else self.here


def _fits(item: Item, query: str) -> bool:
    return query.casefold() in item.code.casefold() or query == str(item.number)


def _step(view: DisposalView, title: str, state: str, form: str, words: Words) -> Step:
    found = paper(view, form) if form else None
    if found is None:
        return Step(words(title), state)
    document, version = found
    number = f"{version.issue_number:02}/{version.series}" if version.issue_number else ""
    return Step(words(title), state, number, f"/documents/{document.id}", version.state)


def _member(view: DisposalView, seated: Seated, words: Words) -> MemberLine:
    one = view.disposal
    begun = view.sitting.voting_since is not None
    state = ("voted" if seated.person in view.voted else "unvoted") if begun else ""
    said = ""
    if begun and view.revealed and (own := [ballot for ballot in one.ballots if ballot.person == seated.person]):
        whole = next((ballot for ballot in own if ballot.item is None), None)
        no = sum(ballot.item is not None and not ballot.destroy for ballot in own)
        if whole:
            said = (
                words(_("đồng ý hủy toàn bộ")) if whole.destroy else words(_("không đồng ý hủy toàn bộ: “%(why)s”")) % {"why": whole.note}
            )
        said += (", " if said and no else "") + (words(_("không hủy %(n)s hồ sơ")) % {"n": no} if no else "")
    return MemberLine(seated.name, words(SEATS[seated.seat]), seated.title, state, said)


def _forms(view: DisposalView, context: Context) -> dict[str, Form | str | None]:
    one, role = view.disposal, context.position.role

    def free(act: str, form: str, state: DisposalState) -> bool:
        return may(role, act, one.state) and (one.state is not state or again(view, form))

    chair = view.my_seat is Seat.CHAIR and (len(view.voted) >= one.quorum or one.state is DisposalState.MINUTES)
    own = (role is Role.RECORDS_OFFICER or view.my_seat is not None) and may(role, "disposal.take_out", one.state)
    return {
        "council": f"/disposals/{one.id}/council" if free("disposal.convene", COUNCIL, DisposalState.COUNCIL) else "",
        "close": Form() if chair and free("disposal.close", MINUTES, DisposalState.MINUTES) else None,
        "decide": Form() if free("disposal.decide", DECISION, DisposalState.DECISION) and one.listed else None,
        "certify": Form() if may(role, "disposal.certify", one.state) and again(view, CERTIFICATE) else None,
        "take_out": Form() if own and one.listed else None,
        "withdraw": Form() if may(role, "disposal.withdraw", one.state) and not one.destroying(context.now) else None,
    }


def which(request: Request) -> DisposalId:
    """The disposal of the address. Raises: NotFound."""
    return DisposalId(asking.uuid(request, "disposal"))


ROUTES = [
    Route("/disposals", listing),
    Route("/disposals/{disposal}", show),
    Route("/disposals/{disposal}/list.csv", lines_file),
]
