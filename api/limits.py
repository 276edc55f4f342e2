"""How large a request may be: counted as it comes, whatever its head says."""

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Problem
from api.problems import other

USUAL = 5 * 2**20
"""Bytes of a JSON body."""
EVIDENCE = 25 * 2**20
"""Bytes of an evidence file with the form around it."""


SHEET = 28 * 2**20
"""Bytes of a ready PDF with the JSON around it: base64 makes four bytes of three."""
SHEETS = re.compile(r"/records/[^/]+/documents(/pdf)?$")


class Limit:
    """Answers 413 to a larger body; more where the path ends in `/reports`, `/evidence` or `/minutes`, or a sheet may be a PDF."""

    def __init__(self, app: ASGIApp, usual: int = USUAL, evidence: int = EVIDENCE) -> None:
        self.app = app
        self.usual = usual
        self.evidence = evidence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.evidence if scope["path"].endswith(("/reports", "/evidence", "/minutes")) else self.usual
        if SHEETS.search(scope["path"]):
            most = SHEET
        told = Headers(scope=scope).get("content-length", "")
        if told.isdigit() and int(told) > most:
            await Problem(other(413), 413, {"connection": "close"})(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
