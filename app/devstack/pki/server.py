"""The authority's addresses on loopback, by aiohttp."""

import base64
import binascii
import hmac
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack.pki.authority import Authority, NeverIssued, RequestRefused
from app.devstack.pki.profiles import Kind, Profile

LARGEST = 64 * 1024
"""Bytes of a request; a digest, a question or a PKCS#10 is far smaller."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """Handlers; `down` is the staged outage of the time stamper, `silent` that of OCSP and lists."""

    def __init__(self, authority: Authority, allow_outage: bool = False) -> None:
        self._authority, self._secret = authority, authority.secret
        self.down = self.silent = False
        self.asked: deque[float] = deque(maxlen=10_000)
        """When stamps were asked for, by the monotonic clock."""
        self.app = web.Application(client_max_size=LARGEST)
        self._open("root.pem", "application/x-pem-file", lambda: authority.root.public_bytes(Encoding.PEM))
        self._open("root.cer", "application/pkix-cert", lambda: authority.root.public_bytes(Encoding.DER))
        self._open("ca.cer", "application/pkix-cert", lambda: authority.issuing.public_bytes(Encoding.DER))
        self._open("ca.der", "application/pkix-cert", lambda: authority.issuing.public_bytes(Encoding.DER))
        self._open("ca.crl", "application/pkix-crl", authority.crl)
        self._open("root.crl", "application/pkix-crl", authority.root_crl)
        routes = self.app.router
        routes.add_get("/health", self._health)
        routes.add_post("/ocsp", self._ocsp)
        routes.add_get("/ocsp/{request:.+}", self._ocsp)
        routes.add_post("/tsa", self._tsa)
        routes.add_post("/issue", self._guarded(self._issue))
        routes.add_post("/revoke", self._guarded(self._revoke))
        if allow_outage:
            routes.add_post("/tsa/outage", self._guarded(self._outage))

    def _open(self, name: str, kind: str, content: Callable[[], bytes]) -> None:
        async def answer(_: web.Request) -> web.Response:
            if self.silent and name.endswith(".crl"):
                return _said(HTTPStatus.SERVICE_UNAVAILABLE, "staged outage")
            return web.Response(body=content(), content_type=kind)

        self.app.router.add_get(f"/{name}", answer)

    def _guarded(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            shown = request.headers.get("Authorization", "").encode()
            if not hmac.compare_digest(shown, f"Bearer {self._secret}".encode()):
                return _said(HTTPStatus.UNAUTHORIZED, "the shared secret is missing or wrong")
            try:
                return await handler(request)
            except NeverIssued as unknown:
                return _said(HTTPStatus.NOT_FOUND, f"never issued: {unknown}")
            except KeyError as missing:
                return _said(HTTPStatus.UNPROCESSABLE_ENTITY, f"missing: {missing}")
            except (ValueError, TypeError, AttributeError) as fault:
                return _said(HTTPStatus.UNPROCESSABLE_ENTITY, str(fault))

        return answer

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"state": "ok", "stand_in": True, "stamps": not self.down})

    async def _ocsp(self, request: web.Request) -> web.Response:
        if self.silent:
            return _said(HTTPStatus.SERVICE_UNAVAILABLE, "staged outage")
        try:
            asked = base64.b64decode(request.match_info["request"]) if request.method == "GET" else await request.read()
        except binascii.Error:
            asked = b""
        return web.Response(body=self._authority.ocsp(asked), content_type="application/ocsp-response")

    async def _tsa(self, request: web.Request) -> web.Response:
        self.asked.append(time.monotonic())
        if self.down:
            return _said(HTTPStatus.SERVICE_UNAVAILABLE, "staged outage")
        return web.Response(body=self._authority.stamp(await request.read()), content_type="application/timestamp-reply")

    async def _issue(self, request: web.Request) -> web.Response:
        asked = await request.json()
        certificate = self._authority.issue(base64.b64decode(asked["request"], validate=True), _profile(asked["profile"]))
        issuing = self._authority.issuing.public_bytes(Encoding.DER)
        return web.json_response({"certificate": _text(certificate), "chain": [_text(issuing)]})

    async def _revoke(self, request: web.Request) -> web.Response:
        asked = await request.json()
        at = datetime.fromisoformat(asked["at"]) if asked.get("at") else None
        if at and at.tzinfo is None:
            raise RequestRefused("at: ISO 8601 with its offset")
        entry = self._authority.revoke(int(asked["serial"], 16), asked.get("reason", "unspecified"), at)
        return web.json_response({"serial": f"{entry.serial:x}", "revoked_at": str(entry.revoked_at), "reason": entry.reason})

    async def _outage(self, request: web.Request) -> web.Response:
        self.down = bool((await request.json())["down"])
        return web.json_response({"down": self.down})


@asynccontextmanager
async def serving(authority: Authority, allow_outage: bool = False) -> AsyncIterator[Server]:
    """Serves on the authority's own port while the block runs. Raises OSError when the port is taken."""
    server = Server(authority, allow_outage)
    runner = web.AppRunner(server.app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", authority.port).start()
        yield server
    finally:
        await runner.cleanup()


def _profile(asked: dict[str, Any]) -> Profile:
    """Raises KeyError, TypeError, ValueError."""
    since = datetime.fromisoformat(asked["since"]) if asked.get("since") else None
    if since and since.tzinfo is None:
        raise RequestRefused("since: ISO 8601 with its offset")
    names = {name: str(asked[name]) for name in ("common_name", "organisation", "person")}
    return Profile(Kind(asked["kind"]), **names, days=int(asked.get("days", 3 * 365)), since=since)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _said(status: HTTPStatus, why: str) -> web.Response:
    return web.json_response({"why": why}, status=status)
