"""Who is signed in: the cookie, and the door that lets nobody past it unknown.

The cookie holds an opaque token; rows hold only its SHA-256, the person and the acting position, and know when it ends (idle or absolute).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.errors import Unavailable
from domain.names import PersonId, PositionId
from services import people
from services.batches import Running


@dataclass(frozen=True)
class Held:
    """A position as the header shows it."""

    id: PositionId
    role: str
    department: str
    """Name of the department; empty for a position of the whole facility."""
    facility: str


@dataclass(frozen=True)
class SignedIn:
    """A person behind a session, and the position they act in, as the header shows them."""

    person: PersonId
    name: str
    positions: tuple[Held, ...]
    acting: Held


@dataclass(frozen=True)
class Visit:
    """One request of somebody signed in."""

    shown: SignedIn
    asker: people.SignedIn
    """The same person as the services know them."""
    running: Running | None = None
    """How far the sets are that this person signs."""


Who = Callable[[str], Awaitable[Visit | None]]
"""Token of the cookie → the visit, or None when the token is unknown or its session has ended. Raises: Unavailable."""
Away = Callable[[Request, Exception], Awaitable[Response]]
"""The page that says which part is away: who asks cannot be known without the database."""
Hold = Callable[[Request], Awaitable[Response]]
"""The sign-in page that keeps the form which was just sent."""


def shown(asker: people.SignedIn) -> SignedIn | None:
    """None for who holds no position today: nobody acts as a bare person."""
    if asker.acting is None:
        return None
    held = {post.position.id: Held(post.position.id, post.position.role, post.department, post.facility) for post in asker.posts}
    return SignedIn(asker.person.id, asker.person.name, tuple(held.values()), held[asker.acting.position.id])


def cookie_name(https: bool) -> str:
    """`__Host-` binds the cookie to this host and to HTTPS; browsers refuse the prefix on plain HTTP."""
    return "__Host-hsba" if https else "hsba"


def keep(response: Response, token: str, https: bool) -> None:
    """Gives the browser the session's token, until the browser closes or the session's row ends."""
    response.set_cookie(cookie_name(https), token, path="/", secure=https, httponly=True, samesite="lax")


def forget(response: Response, https: bool) -> None:
    response.delete_cookie(cookie_name(https), path="/", secure=https, httponly=True, samesite="lax")


def inside(path: str | None) -> str:
    """`path` when it leads to a page of this house, else the inbox: a sign-in never sends people elsewhere."""
    parts = urlsplit(path or "/")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


class Doorkeeper:
    """Puts the visit on the request; who is unknown is led to the sign-in page, and back afterwards."""

    def __init__(self, app: ASGIApp, who: Who, https: bool, open_to_all: tuple[str, ...], away: Away, hold: Hold | None = None) -> None:
        self.app = app
        self.who = who
        self.https = https
        self.open_to_all = open_to_all
        self.away = away
        self.hold = hold

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        token = request.cookies.get(cookie_name(self.https))
        try:
            visit = await self.who(token) if token else None
        except Unavailable as lost:
            await (await self.away(request, lost))(scope, receive, send)
            return
        request.state.visit = visit
        request.state.signed_in = visit.shown if visit else None
        request.state.running = visit.running if visit else None
        known = visit is not None or scope["path"].startswith(self.open_to_all)
        if not known and self.hold and scope["method"] == "POST":
            await (await self.hold(request))(scope, receive, send)
            return
        await (self.app if known else to_sign_in(request))(scope, receive, send)


def to_sign_in(request: Request) -> Response:
    """Leads to the sign-in page; a piece asked for by htmx makes the whole page go there."""
    where = f"/sign-in?next={quote(came_from(request) or inside(_local(str(request.url))))}"
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)


def came_from(request: Request) -> str:
    """The page on which a person sent a form or asked for a piece; empty when the browser does not say."""
    told = request.headers.get("hx-current-url") or (request.headers.get("referer") if request.method == "POST" else "")
    return inside(_local(told)) if told else ""


def _local(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
