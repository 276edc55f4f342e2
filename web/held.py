"""What was being sent when the session was over: it waits in the sign-in page itself and is put back into its form afterwards.

Nothing of it is kept by the server. After the sign-in the form's own view is asked again under a mark that lets no act through
(`asking.context`), so that it gives the form back as after any refusal: filled, and to be sent again by the person.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlencode, urlsplit

from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from web.sessions import cookie_name, inside, keep

SECRETS = frozenset({"pin", "pin_new", "pin_again", "password", "password_new", "password_again"})
"""Fields that no page ever gives back."""
UNTYPED = frozenset({"request", "read", "rows", "line", "again", "confirmed", "more"})
"""Fields that a page sent by itself: nobody misses them."""
KEPT_HEADERS = frozenset({b"host", b"user-agent", b"accept-language", b"sec-fetch-site", b"origin", b"x-forwarded-for"})


LARGEST = {"application/x-www-form-urlencoded": 2**20, "multipart/form-data": 26 * 2**20}
"""Bytes of a form that is held, by its kind: nobody has signed in yet, so what is larger is not even read."""


@dataclass(frozen=True)
class Sent:
    """One form as it was sent, without its secrets and files."""

    address: str
    """Where it was sent: path and query."""
    fields: tuple[tuple[str, str], ...]

    @property
    def typed(self) -> tuple[str, ...]:
        """What a person wrote, to be read again where no form takes it back."""
        return tuple(value for name, value in self.fields if value.strip() and name not in UNTYPED)

    def packed(self) -> str:
        return json.dumps([self.address, self.fields], ensure_ascii=False)


def fits(request: Request) -> bool:
    """Whether this is a form that may be held."""
    kind, length = request.headers.get("content-type", "").partition(";")[0], request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= LARGEST.get(kind, -1)


def of(request: Request, sent: FormData) -> Sent:
    """What this request sent."""
    fields = tuple((name, value) for name, value in sent.multi_items() if isinstance(value, str) and name not in SECRETS)
    return Sent(inside(request.url.path + (f"?{request.url.query}" if request.url.query else "")), fields)


def unpacked(text: str, never: tuple[str, ...]) -> Sent | None:
    """What a sign-in page carried; None when there is nothing, or nothing that a page of the house made. `never`: where no form is."""
    try:
        address, fields = json.loads(text)
        found = Sent(inside(str(address)), tuple((str(name), str(value)) for name, value in fields))
    except (ValueError, TypeError):
        return None
    strange = found.address.startswith(never) or found.address == "/" or SECRETS & dict(found.fields).keys()
    return None if strange or not dict(found.fields).get("request") else found


class Restored(Response):
    """The page of the form that was sent, filled as it was, for the session that has just begun."""

    def __init__(self, held: Sent, token: str, https: bool) -> None:
        super().__init__()
        self.held, self.token, self.https = held, token, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Asks the whole house again, door included, and gives the new cookie with its answer."""
        body = urlencode(self.held.fields).encode()

        async def sent() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def begun(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookies = Response()
                cookies.raw_headers = []
                keep(cookies, self.token, self.https)
                MutableHeaders(scope=message).raw.extend(cookies.raw_headers)
            await send(message)

        await scope["app"](self._asked(scope, len(body)), sent, begun)

    def _asked(self, scope: Scope, length: int) -> Scope:
        parts = urlsplit(self.held.address)
        given = [(name, value) for name, value in scope["headers"] if name in KEPT_HEADERS]
        cookies = {**Request(scope).cookies, cookie_name(self.https): self.token}
        told: Mapping[str, str] = {
            "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(length),
        }
        same = {name: scope[name] for name in ("type", "asgi", "http_version", "scheme", "client", "server", "root_path") if name in scope}
        return same | {
            "method": "POST",
            "path": unquote(parts.path),
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [*given, *((name.encode(), value.encode("latin-1")) for name, value in told.items())],
            "state": {"held": self.held},
        }
