"""A door of who holds keys: the signer's, a Unix socket where a PIN becomes a ticket and people get their tokens; the keeper's too.

One JSON object a line each way: `{"ask": "ticket", …}` → `{"answer": …}` or `{"refusal": "PinRefused", "facts": ["4"]}`. Only
users named at the start may knock (SO_PEERCRED); the socket is 0600 in a folder of 0700. PINs are neither kept nor logged.
"""

import asyncio
import json
import logging
import os
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from domain.errors import Malformed, Refusal, Unavailable
from domain.faults import both
from signing.folders import own

log = logging.getLogger(__name__)
LARGEST = 1 << 20
"""Bytes of one request: some 7,000 documents of a batch."""
PATIENCE = 30.0
"""Seconds a connection may stay silent."""

Handler = Callable[[Mapping[str, Any]], Awaitable[Any]]


class Door:
    """Listens, checks who knocks, and hands each request to its handler. Requests do not wait for each other."""

    def __init__(self, path: Path, handlers: Mapping[str, Handler], users: frozenset[int] | None = None, part: str = "signer") -> None:
        """`users` are the user ids let in; None means this process's own. `part`: what is called away when a handler fails."""
        self._path = path
        self._part = part
        self._handlers = handlers
        self._users = users or frozenset({os.getuid()})
        self._server: asyncio.Server | None = None
        self._inside: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Begins to listen.

        Raises OSError when the path is too long for a socket (107 bytes) or cannot be used, or its folder is not this user's alone.
        """
        own(self._path.parent)
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._enter, self._path, limit=LARGEST)
        self._path.chmod(0o600)

    async def close(self) -> None:
        """Stops listening and ends open conversations."""
        if self._server:
            self._server.close()
            for visitor in self._inside:
                visitor.cancel()
            await asyncio.gather(*self._inside, return_exceptions=True)
            await self._server.wait_closed()
            self._path.unlink(missing_ok=True)

    async def _enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitor = asyncio.current_task()
        assert visitor
        self._inside.add(visitor)
        try:
            if _peer(writer) in self._users:
                with suppress(TimeoutError, ConnectionError):
                    await self._converse(reader, writer)
        finally:
            self._inside.discard(visitor)
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                line = await asyncio.wait_for(reader.readline(), PATIENCE)
            except ValueError:
                await _say(writer, _refusal(Malformed(both(f"request: nhiều nhất {LARGEST} byte", f"at most {LARGEST} bytes"))))
                return
            if not line:
                return
            await _say(writer, await self._answer(line))

    async def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            asked = json.loads(line)
            handler = self._handlers[asked["ask"]]
        except (ValueError, KeyError, TypeError, RecursionError):
            known = ", ".join(sorted(self._handlers))
            return _refusal(Malformed(both(f"ask: phải là một trong {known}", f"must be one of {known}")))
        try:
            return {"answer": await handler(asked)}
        except Refusal as no:
            return _refusal(no)
        except (KeyError, ValueError, TypeError) as wrong:
            return _refusal(
                Malformed(both(f"{asked['ask']}: sai dạng ({type(wrong).__name__})", f"is of a wrong shape ({type(wrong).__name__})"))
            )
        except Exception as fault:  # noqa: BLE001
            # Whoever waits gets an answer, whatever a module or an authority did; the message could hold a secret.
            log.error("%s failed: %s", asked["ask"], type(fault).__name__)
            return _refusal(Unavailable(self._part))


def _peer(writer: asyncio.StreamWriter) -> int:
    """User id of the process at the other end."""
    there = writer.get_extra_info("socket").getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", there)[1])


def _refusal(no: Refusal) -> dict[str, Any]:
    return {"refusal": type(no).__name__, "facts": list(no.facts)}


async def _say(writer: asyncio.StreamWriter, what: Mapping[str, Any]) -> None:
    writer.write(json.dumps(what).encode() + b"\n")
    await writer.drain()
