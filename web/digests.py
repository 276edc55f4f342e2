"""Mail digests: everybody's own choice, and for administrators the addresses of their people and what became of each letter."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.digests import MOST_TRIES
from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.names import PersonId
from services import digests
from store.queries.digests import Letter
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.words import RHYTHMS


@dataclass(frozen=True)
class DigestPage:
    form: Form
    rhythms: tuple[Option, ...]
    kept: bool = False


@dataclass(frozen=True)
class LetterLine:
    name: str
    mail: str
    day: date
    state: str
    tries: int
    again: datetime | None
    """When it is tried again."""
    fault: str


@dataclass(frozen=True)
class DigestsPage:
    people: tuple[Option, ...]
    """Id, name, address."""
    form: Form
    letters: tuple[LetterLine, ...]


async def show(request: Request) -> Response:
    found = await digests.choice(asking.context(request))
    form = Form(values={"mail": found.mail, "rhythm": found.rhythm})
    return page(request, "people/digest.html", DigestPage(form, _rhythms(request), request.query_params.get("kept") == "1"))


async def choose(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await digests.choose(context, asking.text(sent, "mail"), asking.text(sent, "rhythm"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "people/digest.html", DigestPage(form, _rhythms(request)), status_of(no))
    return asking.seen(request, "/me/digest?kept=1")


async def listing(request: Request) -> Response:
    return page(request, "people/digests.html", await _listing(request, Form()))


async def address(request: Request) -> Response:
    """Sets a colleague's address."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        if not (person := asking.text(sent, "person")):
            raise Malformed(both("person: chọn người", "choose somebody"))
        await digests.address(context, PersonId(asking.id_of(person)), asking.text(sent, "mail"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "people/digests.html", await _listing(request, form), status_of(no))
    return asking.seen(request, "/people/digests")


def _rhythms(request: Request) -> tuple[Option, ...]:
    words = asking.words(request)
    return tuple(Option(rhythm, words(said)) for rhythm, said in RHYTHMS.items())


async def _listing(request: Request, form: Form) -> DigestsPage:
    people, letters = await digests.listing(asking.context(request))
    named = tuple(Option(str(one.person), one.name, one.mail) for one in people)
    return DigestsPage(named, form, tuple(_letter(one) for one in letters))


def _letter(one: Letter) -> LetterLine:
    over = one.state in ("claimed", "failed") and one.tries >= MOST_TRIES
    again = one.next_at if one.state == "failed" and not over else None
    return LetterLine(one.name, one.mail, one.day, "mail_given_up" if over else f"mail_{one.state}", one.tries, again, one.fault)


ROUTES = [
    Route("/me/digest", show),
    Route("/me/digest", choose, methods=["POST"]),
    Route("/people/digests", listing),
    Route("/people/digests", address, methods=["POST"]),
]
