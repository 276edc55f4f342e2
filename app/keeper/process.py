"""The keeper: the only process that reaches the token of the wrapping key. It wraps and opens keys of records, and sees no record."""

import asyncio
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag

from app.confinement import confine_keeper
from app.keeper.token import is_softhsm, opened, what_to_do
from app.readiness import give_up, tell_ready
from app.running import calm_collector
from app.running import run as run_until_told
from app.settings import Settings
from domain.errors import NotFound
from signing.door import Door
from signing.tokens import SecretRefused
from signing.wrapping_token import WrappingToken

log = logging.getLogger(__name__)
T = TypeVar("T")


def run(settings: Settings) -> None:
    run_until_told(settings, serve)


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Ends by itself when the token fails: whoever supervises starts it anew, module and all."""
    if is_softhsm(settings):
        settings.keeper_folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # a fence shuts out what comes later
    confine_keeper(settings)
    token = ready(settings)
    door = Door(settings.keeper_socket, Desk(token, stop.set).handlers, part="keeper")
    await door.open()
    calm_collector()
    tell_ready()
    await stop.wait()
    await door.close()
    if token.lost:
        raise SystemExit(1)
    token.close()


def ready(settings: Settings) -> WrappingToken:
    """The token, with a key that wraps; otherwise this process ends with words that say what to do.

    A refused PIN is tried once: a real token shuts itself after a few. An HSM that is away is tried again by whoever supervises:
    no PIN was tried, and its network comes back without anybody here.
    """
    try:
        token = opened(settings)
        token.newest()
    except (NotFound, SecretRefused) as wrong:
        words = " · ".join(what_to_do(wrong))
        if isinstance(wrong, NotFound) and wrong.facts[0] == "token" and not is_softhsm(settings):
            raise SystemExit(words) from wrong
        give_up(words)
    return token


class Desk:
    """What stands behind the keeper's door. One thread: whoever asks waits for those before, some 50 µs each."""

    def __init__(self, token: WrappingToken, lost: Callable[[], object]) -> None:
        """`lost` hears that the token fails."""
        self._token, self._lost = token, lost
        self._done = {"wrapped": 0, "unwrapped": 0, "refused": 0}
        self.handlers = {"wrap": self.wrap, "unwrap": self.unwrap, "newest": self.newest, "status": self.status}

    async def wrap(self, asked: Mapping[str, Any]) -> str:
        done = self._watched(lambda: self._token.wrap(b64decode(asked["identity"], validate=True), asked["name"]))
        self._done["wrapped"] += 1
        return b64encode(done).decode()

    async def unwrap(self, asked: Mapping[str, Any]) -> str | None:
        """None for what no key here opens."""
        try:
            done = self._watched(lambda: self._token.unwrap(b64decode(asked["lying"], validate=True), asked["name"]))
        except InvalidTag:
            self._done["refused"] += 1
            log.warning("asked to open what no key here opens: %s", ascii(asked["name"])[:60])
            return None
        self._done["unwrapped"] += 1
        return b64encode(done).decode()

    async def newest(self, asked: Mapping[str, Any]) -> str:
        del asked
        return self._watched(self._token.newest).hex()

    async def status(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Serial number, marks with their numbers, and what was done since the start."""
        del asked
        marks = self._watched(self._token.marks)
        return {"serial": self._token.serial, "keys": {mark.hex(): number for mark, number in marks.items()}, **self._done}

    def _watched(self, act: Callable[[], T]) -> T:
        try:
            return act()
        finally:
            if self._token.lost:
                self._lost()
