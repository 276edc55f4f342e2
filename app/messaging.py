"""Short messages through the facility's own gateway, which knows its operator's protocol and brand name."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from app.settings import Settings
from domain.errors import CodeRefused, Unavailable
from services.messengers import Messenger

log = logging.getLogger(__name__)
REFUSED = frozenset({400, 404, 410, 413, 415, 422})
"""Answers that a later try does not change: this number, or this message, is not taken."""
WITHIN = aiohttp.ClientTimeout(total=10)
"""Somebody waits at a page for the code."""


class Gateway:
    """`POST {"phone", "text"}` as JSON, with `Authorization: Bearer` and an `Idempotency-Key`; any 2xx means taken. Never asked twice."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str) -> None:
        self._http, self._url, self._token = http, url, token

    async def send(self, phone: str, text: str, key: str) -> None:
        headers = {"Idempotency-Key": key} | ({"Authorization": f"Bearer {self._token}"} if self._token else {})
        try:
            async with self._http.post(self._url, json={"phone": phone, "text": text}, headers=headers, allow_redirects=False) as answer:
                taken = 200 <= answer.status < 300
        except (aiohttp.ClientError, TimeoutError) as lost:
            log.warning("the message gateway: %s", type(lost).__name__)
            raise Unavailable("messenger") from lost
        if not taken:
            log.warning("the message gateway answered %s", answer.status)
            raise CodeRefused("gateway") if answer.status in REFUSED else Unavailable("messenger")


@asynccontextmanager
async def messenger(settings: Settings, otherwise: Messenger) -> AsyncIterator[Messenger]:
    """The gateway when one is named."""
    if settings.message_url:
        token = settings.message_token.text() if settings.message_token.given else ""
        async with aiohttp.ClientSession(timeout=WITHIN) as http:
            yield Gateway(http, settings.message_url, token)
    else:
        yield otherwise
