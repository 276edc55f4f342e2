"""A browser without a window: one person at one computer, against the whole house on real parts."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2

from domain.clock import VIETNAM
from services.context import House
from tests.people import PASSWORD, PIN, Someone
from tests.stack import Stack
from web.app import assemble

File = tuple[str, bytes, str]
"""Name, bytes, media type."""


@dataclass
class Desk:
    """What one person sees and sends. `page` is the text of the last page."""

    client: httpx2.AsyncClient
    status: int = 0
    page: str = ""
    address: str = ""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def open(self, address: str, **headers: str) -> str:
        return self._keep(await self.client.get(address, headers=headers, follow_redirects=True))

    async def send(
        self, address: str, fields: dict[str, Any], request: str = "", files: dict[str, File] | None = None, **headers: str
    ) -> str:
        """Posts a form as a browser does, under a new request id unless one is given, and follows to the page it leads to."""
        sent = {"request": request or uuid4().hex, **fields}
        said = {"sec-fetch-site": "same-origin", **headers}
        return self._keep(await self.client.post(address, data=sent, files=files, headers=said, follow_redirects=True))

    async def sign_in(self, one: Someone) -> str:
        return await self.send("/session", {"name": one.login, "password": PASSWORD})

    async def sign(self, document: str, version: int, pin: str = PIN, request: str = "") -> str:
        """Reads the document and signs what was read."""
        await self.open(f"/documents/{document}/{version}")
        return await self.send(f"/documents/{document}/{version}/signatures", {"read": self.hidden("read"), "pin": pin}, request)

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, f"no {name} on {self.address}"
        return found[1]

    def told(self) -> str:
        """The refusal on the page, without marks of HTML; empty when there is none."""
        found = re.search(r'<div class="told[^"]*" role="alert">(.*?)</div>', self.page, re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""

    def _keep(self, answer: httpx2.Response) -> str:
        self.status, self.page, self.address = answer.status_code, answer.text, answer.url.path
        self.query = answer.url.query.decode()
        self.headers = dict(answer.headers)
        return self.page


@asynccontextmanager
async def desk(stack: Stack, one: Someone | None = None, house: House | None = None, cookie: str = "") -> AsyncIterator[Desk]:
    """A computer of its own, with this person signed in, or with the session of another computer; `house` may lack a part."""
    app = assemble(house or stack.house, https=False, production=False)
    cookies = {"hsba": cookie} if cookie else {}
    # As a server does, so that the page for what nobody foresaw is seen rather than the exception.
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://hsba.test", cookies=cookies) as client:
        made = Desk(client)
        if one:
            await made.sign_in(one)
        yield made


def minute(stack: Stack) -> str:
    """Now, as a browser's field of day and time sends it."""
    return stack.clock().astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
