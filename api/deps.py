"""What a handler receives: who asks, in which position, under which request id."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from domain.errors import Malformed, NotAllowed, SignInRefused
from services import people
from services.context import Context, House
from services.people import SignedIn
from store.queries.people import Post

COOKIES = ("__Host-hsba", "hsba")
"""The pages' own cookie, over HTTPS and without."""
READING = "read"
"""Stands where a request id would: a read makes nothing that could be made twice."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
NAMED_IN = ("idempotency-key", "x-request-id")

bearer = HTTPBearer(auto_error=False, description="Mã phiên lấy từ POST /sessions. · Token of a session.")
cookie = APIKeyCookie(name="hsba", auto_error=False, description="Phiên của trang web; chỉ nhận từ chính trang này.")


@dataclass(frozen=True)
class Caller:
    """Somebody known, acting in one of their positions."""

    house: House
    token: str
    signed_in: SignedIn
    named: str | None
    """Request id of the headers."""

    def reads(self) -> Context:
        """To read. Raises: NotAllowed without a position."""
        return self.signed_in.context(self.house, READING)

    def acts(self, request: str | None) -> Context:
        """To act, under the id of the body or of the headers. Raises: Malformed when there is none, or two that differ."""
        if request and self.named and request != self.named:
            raise Malformed("request: khác với đầu mục Idempotency-Key / differs from the header")
        named = request or self.named
        if not named:
            raise Malformed("request: cần mã yêu cầu / give a request id, in the body or as Idempotency-Key")
        return self.signed_in.context(self.house, named)


def house_of(request: Request) -> House:
    house: House = request.app.state.house
    return house


async def caller(request: Request, bearing: Annotated[object, Security(bearer)], keeping: Annotated[object, Security(cookie)]) -> Caller:
    """Raises: SignInRefused; NotAllowed for a position that is not one's own, or an act that another site's page sends."""
    house = house_of(request)
    token = token_of(request)
    signed_in = await people.who(house, token)
    wanted = request.headers.get("x-position")
    if wanted:
        signed_in = replace(signed_in, acting=_chosen(signed_in, wanted))
    named = next((request.headers[name] for name in NAMED_IN if request.headers.get(name)), None)
    if named and len(named) > 120:
        raise Malformed("Idempotency-Key: nhiều nhất 120 ký tự / at most 120 characters")
    return Caller(house, token, signed_in, named)


def token_of(request: Request) -> str:
    """The bearer's token, else the cookie's. Raises: SignInRefused, NotAllowed."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    kept = next((request.cookies[name] for name in COOKIES if request.cookies.get(name)), None)
    if kept is None:
        raise SignInRefused()
    if request.method not in SAFE and _from_elsewhere(request):
        raise NotAllowed("", "cross_site", "")
    return kept


def _from_elsewhere(request: Request) -> bool:
    """Whether a browser sends this for another site's page: `Sec-Fetch-Site` cannot be forged by a page; else `Origin`."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site != "same-origin"
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def _chosen(signed_in: SignedIn, wanted: str) -> Post:
    try:
        which = UUID(wanted)
    except ValueError as wrong:
        raise Malformed("X-Position: phải là UUID / must be a UUID") from wrong
    found = next((post for post in signed_in.posts if post.position.id == which), None)
    if found is None:
        raise NotAllowed("", "position", "")
    return found


Inside = Annotated[House, Depends(house_of)]
Asking = Annotated[Caller, Depends(caller)]
