"""Letters that remind the late units of a plan: the list, a new one drawn up from who is late today, a look at it before."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.letters import About, LateWork, LetterWords, NewLetter, Reminded
from domain.names import DocumentId, PlanId, TrackId
from domain.signatures import MADE_AGAIN
from services import letters
from services.letters import Drafting, UnitLine
from store.queries.letters import Letter
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.reading import Words, cited
from web.render import page
from web.words import _

MOST_TICKS = 5000
"""Fields of one form: a tick for each unit."""


@dataclass(frozen=True)
class LetterLine:
    number: str
    address: str
    state: str
    on: date
    """The day of issue; before it, the day the letter is of."""
    by_when: date
    units: int
    again: str = ""
    """Where a letter that was refused or taken back is drawn up again."""


@dataclass(frozen=True)
class LettersPage:
    plan: str
    address: str
    late: int
    undeclared: int
    lines: tuple[LetterLine, ...]
    write: str = ""
    """Where a new one is drawn up; empty when nobody is late, or it is not this position's act."""


@dataclass(frozen=True)
class WorkLine:
    code: str
    title: str
    due: date
    days: int
    address: str
    undeclared: bool = False


@dataclass(frozen=True)
class LateLine:
    track: str
    name: str
    address: str
    days: int
    """How late it is at worst; 0 for one that has only not declared."""
    work: tuple[WorkLine, ...]
    reminded: str
    """When it was last reminded; empty when never."""
    letter: str
    """Address of that letter."""
    today: bool

    @property
    def late(self) -> int:
        return sum(not one.undeclared for one in self.work)

    @property
    def undeclared(self) -> int:
        return len(self.work) - self.late


@dataclass(frozen=True)
class Besides:
    """A letter of today, or one being signed, that reminds some of these units of the same."""

    document: str
    words: str


@dataclass(frozen=True)
class NewLetterPage:
    plan: str
    letters: str
    """Address of the list."""
    form: Form
    units: tuple[LateLine, ...]
    late: tuple[int, int]
    """Units that are late, and with how many milestones;"""
    undeclared: tuple[int, int]
    """those that have not declared, and how many."""
    reminded_today: int
    besides: tuple[Besides, ...] = ()
    again: str = ""
    """Id of the letter that is drawn up again."""
    why: str = ""
    """Why it was refused or taken back."""
    about: str = ""
    """`late` or `undeclared` when it reminds of that alone."""


async def listing(request: Request) -> Response:
    which = PlanId(asking.uuid(request, "plan"))
    view = await letters.listing(asking.context(request), which)
    here = f"/plans/{which}"
    lines = tuple(_line(one, f"{here}/letters", view.may_write) for one in view.letters)
    write = f"{here}/letters/new" if view.may_write and (view.late or view.undeclared) else ""
    return page(request, "plans/letters.html", LettersPage(view.words.title, here, view.late, view.undeclared, lines, write))


async def new(request: Request) -> Response:
    again = request.query_params.get("again", "")
    shown = await _drafting(request, DocumentId(asking.id_of(again)) if again else None, _about(request.query_params.get("about", "")))
    return page(request, "plans/letter.html", shown)


async def draw_up(request: Request) -> Response:
    """Draws the letter up and has it signed; the other button shows it as it would be printed, and keeps nothing."""
    async with request.form(max_fields=MOST_TICKS) as sent:
        again = DocumentId(asking.id_of(asking.text(sent, "again"))) if asking.text(sent, "again") else None
        which = PlanId(asking.uuid(request, "plan"))
        try:
            said = _said(sent, again)
            if asking.text(sent, "as") == "preview":
                shown = await letters.preview(asking.context(request), which, said)
                return Response(shown, media_type="application/pdf", headers={"content-disposition": 'inline; filename="cong-van.pdf"'})
            made = await letters.draw_up(asking.context(request, asking.text(sent, "request")), which, said)
        except Refusal as no:
            given = asking.again(sent, no, locale_of(request))
            return page(
                request,
                "plans/letter.html",
                replace(await _drafting(request, again, _about(asking.text(sent, "about"))), form=given),
                status_of(no),
            )
    return asking.seen(request, f"/documents/{made}")


def _about(said: str) -> About:
    return About(said) if said in set(About) else About.BOTH


async def _drafting(request: Request, again: DocumentId | None, about: About) -> NewLetterPage:
    which, words = PlanId(asking.uuid(request, "plan")), asking.words(request)
    found = await letters.drafting(asking.context(request), which, again, about)
    lines = tuple(_late(one, words) for one in found.units)
    return NewLetterPage(
        found.words.title,
        f"/plans/{which}/letters",
        _proposed(found),
        lines,
        (sum(bool(one.late) for one in lines), sum(one.late for one in lines)),
        (sum(bool(one.undeclared) for one in lines), sum(one.undeclared for one in lines)),
        sum(one.today for one in lines),
        tuple({str(one.document): Besides(str(one.document), told(one, words)) for unit in found.units for one in unit.besides}.values()),
        str(again or ""),
        (found.again.version.ended_reason or "") if found.again else "",
        about,
    )


def _proposed(found: Drafting) -> Form:
    """Whoever a letter of today reminded is not ticked; of one that is drawn up again, whoever it went to and is late still."""
    ticked = (one for one in found.units if (one.unit.track in found.before if found.again else not one.today))
    said = found.proposed
    values = {
        "opening": said.opening,
        "closing": said.closing,
        "by_when": said.by_when.isoformat(),
        "recipients": "\n".join(said.recipients),
    }
    return Form(values=values, many={"unit": tuple(str(one.unit.track) for one in ticked)})


def _said(sent: FormData, again: DocumentId | None) -> NewLetter:
    """Raises: Malformed when nobody is chosen, or for what is no day."""
    units = tuple(TrackId(asking.id_of(str(one))) for one in sent.getlist("unit"))
    faults = asking.unreadable(sent, days=("by_when",))
    if not units:
        faults.append(both("units: chọn ít nhất một đơn vị", "choose a unit at least"))
    if faults:
        raise Malformed(*faults)
    lines = tuple(one.strip() for one in asking.text(sent, "recipients").splitlines() if one.strip())
    words = LetterWords(asking.text(sent, "opening"), asking.text(sent, "closing"), asking.a_day(sent, "by_when"), lines)
    known = tuple(DocumentId(asking.id_of(str(one))) for one in sent.getlist("besides"))
    return NewLetter(words, units, again, known, _about(asking.text(sent, "about")))


def _late(one: UnitLine, words: Words) -> LateLine:
    here = f"/tracks/{one.unit.track}"
    return LateLine(
        str(one.unit.track),
        one.unit.name,
        here,
        one.unit.days,
        tuple(_work(work, here) for work in one.unit.work),
        told(one.reminded, words) if one.reminded else "",
        f"/documents/{one.reminded.document}" if one.reminded else "",
        one.today,
    )


def _work(one: LateWork, track: str) -> WorkLine:
    return WorkLine(one.code, one.title, one.due, one.days, f"{track}/milestones/{one.code}", one.undeclared)


def told(one: Reminded, words: Words) -> str:
    """`công văn số 05/SYT-NVY ngày 21/11/2026`."""
    if not one.sent:
        return words(_("công văn đang trình ký, lập ngày %(day)s")) % {"day": f"{one.on:%d/%m/%Y}"}
    return words(_("công văn số %(number)s ngày %(day)s")) % {"number": one.number, "day": f"{one.on:%d/%m/%Y}"}


def _line(one: Letter, here: str, may_write: bool) -> LetterLine:
    ended = one.version.chain.ended in MADE_AGAIN
    return LetterLine(
        cited(one.document, one.version),
        f"/documents/{one.document.id}",
        one.version.state,
        one.version.issued_on or one.as_of,
        one.by_when,
        one.units,
        f"{here}/new?again={one.document.id}" if ended and may_write else "",
    )


ROUTES = [
    Route("/plans/{plan}/letters", listing),
    Route("/plans/{plan}/letters", draw_up, methods=["POST"]),
    Route("/plans/{plan}/letters/new", new),
]
