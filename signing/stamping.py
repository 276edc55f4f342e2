"""Several time-stamp services in order of preference: whom to ask is a governor's to say, for all processes together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from domain.errors import Unavailable
from signing.timestamps import AskedTooOften, TimeStamps


@dataclass(frozen=True)
class Grant:
    """Leave to ask one service once."""

    probe: bool = False
    """It rested, and this caller alone finds out how it is."""
    ailing: bool = False
    """It failed before: the governor wants to hear when it answers."""


class Governor(Protocol):
    """Knows the quotas and the health of every service; told of failures, never of the common success."""

    async def take(self, service: str, waited: bool) -> Grant | None:
        """None at once when the service rests or its quota is spent; `waited` signatures go before new ones."""
        ...

    async def failed(self, service: str, grant: Grant, fault: str, rest: timedelta | None) -> None: ...

    async def answered(self, service: str) -> None: ...


@dataclass(frozen=True)
class Services:
    """A stamper that asks the first service that may be asked, and the next one when it fails."""

    named: Sequence[tuple[str, TimeStamps]]
    governor: Governor
    waited: bool = False
    """Stamps for signatures that have waited."""

    @property
    def late(self) -> "Services":
        return replace(self, waited=True)

    async def stamp(self, digest: bytes) -> bytes:
        """Raises: Unavailable("timestamps"), at once when none may be asked."""
        for name, stamps in self.named:
            grant = await self.governor.take(name, self.waited)
            if grant and (token := await self._ask(name, stamps, grant, digest)):
                return token
        raise Unavailable("timestamps")

    async def _ask(self, name: str, stamps: TimeStamps, grant: Grant, digest: bytes) -> bytes | None:
        try:
            token = await stamps.stamp(digest)
        except Unavailable as no:
            rest = no.__cause__.rest if isinstance(no.__cause__, AskedTooOften) else None
            await self.governor.failed(name, grant, _words(no.__cause__), rest)
            return None
        except asyncio.CancelledError:
            # Whoever waits no longer must not keep from others that the service is silent.
            await asyncio.shield(self.governor.failed(name, grant, "TimeoutError", None))
            raise
        if grant.ailing or grant.probe:
            await self.governor.answered(name)
        return token

    async def close(self) -> None:
        for _, stamps in self.named:
            await stamps.close()


def _words(fault: BaseException | None) -> str:
    """What operators read of a failure: short, and never an address with a password in it."""
    said = str(fault) if isinstance(fault, AskedTooOften) or hasattr(fault, "facts") else ""
    return f"{type(fault).__name__}: {said}"[:120] if said else type(fault).__name__
