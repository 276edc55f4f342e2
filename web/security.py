"""What protects a page: headers of every answer, and the guard against requests made by other sites."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
"""No `unsafe-*`, nothing from elsewhere; a page may frame only this house's PDFs."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
PDF_POLICY = "frame-ancestors 'self'"
"""Browsers show a PDF by a viewer of their own, which `default-src 'none'` would forbid."""
REFUSED = PlainTextResponse("Yêu cầu đến từ trang khác nên bị từ chối. · Cross-site request refused.", 403)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SecurityHeaders:
    """Puts `HEADERS` on every answer; pages of people are never kept by caches, static files are."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.headers = HEADERS | ({"strict-transport-security": "max-age=31536000"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        kept = scope["path"].startswith("/static/") and scope["query_string"]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if headers.get("content-type") == "application/pdf":
                    headers["content-security-policy"] = PDF_POLICY
                headers.setdefault("cache-control", "public, max-age=31536000, immutable" if kept else "no-store")
            await send(message)

        await self.app(scope, receive, dressed)


class SameOrigin:
    """Refuses acts (POST, PUT, PATCH, DELETE) that another site's page sends with this person's cookie.

    Judged by `Sec-Fetch-Site`, which a page cannot forge; by `Origin` where a browser sends no such header. A request with neither
    comes from no browser, and carries no cookie but its own.
    """

    def __init__(self, app: ASGIApp, except_under: Iterable[str] = ()) -> None:
        self.app = app
        self.except_under = tuple(except_under)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (REFUSED if self._refuses(scope) else self.app)(scope, receive, send)

    def _refuses(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] in SAFE or scope["path"].startswith(self.except_under):
            return False
        return _foreign(Headers(scope=scope), scope["scheme"])


def _foreign(headers: Headers, scheme: str) -> bool:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    return origin is not None and origin != f"{scheme}://{headers.get('host', '')}"
