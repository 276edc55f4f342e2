"""People: signing in, taking a position, who holds which."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import DepartmentId, PositionId
from domain.people import demand, may
from domain.roles import Role
from services import people
from store.queries.folding import fold
from store.queries.people import Post
from web import asking, held
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import COOKIE, LOCALES, locale_of
from web.render import page
from web.sessions import came_from, cookie_name, forget, inside, keep, to_sign_in
from web.words import ROLES

YEAR = 365 * 24 * 3600
"""Seconds a browser remembers the language."""


@dataclass(frozen=True)
class SignInPage:
    form: Form
    next: str
    """Where the person wanted to go."""
    leaving: str = ""
    """Who is still signed in on this computer and ends by signing in as another."""
    demo: tuple[tuple[str, str], ...] = ()
    """Sign-in names of the demo people and what they are; empty outside a demonstration."""
    ended: bool = False
    """The browser still has the token of a session that is over."""
    held: str = ""
    """The form that was sent when the session was over, as `web.held` packs it."""


@dataclass(frozen=True)
class PersonLine:
    name: str
    role: str
    department: str
    since: date
    until: date | None
    basis: str
    posts: str = ""
    """Where this person's posts are given and ended, when who looks may do so."""


@dataclass(frozen=True)
class PeoplePage:
    facility: str
    query: str
    lines: tuple[PersonLine, ...]
    may_enrol: bool


@dataclass(frozen=True)
class EnrolPage:
    facility: str
    form: Form
    roles: tuple[Option, ...]
    departments: tuple[Option, ...]


OPEN_TO_ALL = ("/sign-in", "/session", "/first-administrator/", "/language", "/feeds/")
"""Addresses for whoever is not signed in."""


async def sign_in_page(request: Request) -> Response:
    return page(request, "people/sign_in.html", _sign_in(request, Form(), request.query_params.get("next", "/")))


async def hold(request: Request) -> Response:
    """The sign-in page for who sent a form when the session was over; for htmx it takes the place of the whole page.

    A form is held only when it is known whose session it was: it is given back to nobody else.
    """
    try:
        known = held.fits(request) and await people.whose(asking.house(request), _token(request))
        kept = held.of(request, await request.form()) if known else None
    except HTTPException:
        kept = None
    if kept is None:
        return to_sign_in(request)
    headers = {"hx-retarget": "body", "hx-reswap": "innerHTML"} if request.headers.get("hx-request") == "true" else {}
    return page(request, "people/sign_in.html", _sign_in(request, Form(), came_from(request), kept.packed()), 401, headers)


async def sign_in(request: Request) -> Response:
    """Begins a session; whoever was signed in on this computer is signed out by it. A form that was held is given back."""
    sent = await request.form()
    house, where = asking.house(request), inside(asking.text(sent, "next"))
    kept = str(sent.get("held", ""))
    try:
        token = await people.sign_in(house, asking.text(sent, "name"), str(sent.get("password", "")))
        asker = await people.who(house, token)
        asker.context(house, "sign-in")
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "people/sign_in.html", _sign_in(request, form, where, kept), status_of(no))
    before = await people.whose(house, _token(request))
    await _end(request)
    if kept and before != asker.person.id:
        where = "/"
    elif restored := held.unpacked(kept, OPEN_TO_ALL):
        return held.Restored(restored, token, request.app.state.https)
    answer = RedirectResponse(where, 303)
    keep(answer, token, request.app.state.https)
    return answer


async def sign_out(request: Request) -> Response:
    await _end(request)
    answer = RedirectResponse("/sign-in", 303)
    forget(answer, request.app.state.https)
    return answer


async def take_position(request: Request) -> Response:
    """Acts from now on in another of one's own positions, from the inbox on: the page left behind may be out of its reach."""
    sent = await request.form()
    position = PositionId(asking.id_of(asking.text(sent, "position")))
    await people.take_position(asking.house(request), _token(request), position)
    return RedirectResponse("/", 303)


async def language(request: Request) -> Response:
    sent = await request.form()
    answer = RedirectResponse(inside(asking.text(sent, "next")), 303)
    if (chosen := asking.text(sent, "language")) in LOCALES:
        answer.set_cookie(COOKIE, chosen, max_age=YEAR, secure=request.app.state.https, httponly=True, samesite="lax")
    return answer


async def listing(request: Request) -> Response:
    """Who holds which position in the acting position's facility."""
    context = asking.context(request)
    demand(context.position, "person.enrol", "*", context.today)
    query = request.query_params.get("q", "")
    posts = [one for one in await people.colleagues(context) if fold(query) in fold(one.person)]
    gives = may(context.position.role, "post.give")
    lines = tuple(replace(_line(one), posts=f"/people/{one.position.person}/posts" if gives else "") for one in posts)
    return page(request, "people/list.html", PeoplePage(asking.visit(request).shown.acting.facility, query, lines, may_enrol=True))


async def new(request: Request) -> Response:
    return page(request, "people/new.html", await _enrol(request, Form()))


async def enrol(request: Request) -> Response:
    """A new person with a position, a token and a certificate."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await people.bring_in(context, _new(sent))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "people/new.html", await _enrol(request, form), status_of(no))
    return asking.seen(request, "/people")


def _new(sent: FormData) -> people.NewPerson:
    role = asking.text(sent, "role")
    if role not in set(Role):
        raise Malformed("role: chọn chức vụ / choose a post")
    return people.NewPerson(
        login=asking.text(sent, "login"),
        name=asking.text(sent, "name"),
        password=str(sent.get("password", "")),
        pin=asking.text(sent, "pin"),
        role=Role(role),
        department=DepartmentId(asking.text(sent, "department")) if asking.text(sent, "department") else None,
        basis=asking.text(sent, "basis"),
    )


async def _enrol(request: Request, form: Form) -> EnrolPage:
    context, words = asking.context(request), asking.words(request)
    demand(context.position, "person.enrol", "*", context.today)
    roles = tuple(Option(role, words(ROLES[role])) for role in await people.roles(context))
    departments = tuple(Option(which, name) for which, name in await people.departments(context))
    return EnrolPage(asking.visit(request).shown.acting.facility, form, roles, departments)


def _line(post: Post) -> PersonLine:
    held = post.position
    return PersonLine(post.person, held.role, post.department, held.since, held.until, held.basis)


def _sign_in(request: Request, form: Form, where: str, kept: str = "") -> SignInPage:
    visit = request.state.visit
    ended = visit is None and bool(_token(request))
    return SignInPage(form, inside(where), visit.shown.name if visit else "", request.app.state.demo, ended, kept)


async def _end(request: Request) -> None:
    if token := _token(request):
        await people.sign_out(asking.house(request), token)


def _token(request: Request) -> str:
    return request.cookies.get(cookie_name(request.app.state.https), "")


ROUTES = [
    Route("/sign-in", sign_in_page),
    Route("/session", sign_in, methods=["POST"]),
    Route("/session/ending", sign_out, methods=["POST"]),
    Route("/session/position", take_position, methods=["POST"]),
    Route("/language", language, methods=["POST"]),
    Route("/people", listing),
    Route("/people", enrol, methods=["POST"]),
    Route("/people/new", new),
]
