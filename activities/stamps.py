"""Late time stamps: whoever tries works through the queue of all who wait, oldest first; hands that hold no key."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.completions import completed
from activities.desk import Desk
from activities.documents import Of
from domain.errors import Unavailable
from domain.names import Sha256
from domain.signatures import Chain
from domain.stamps import ServiceState, at_once, next_try, ready_in
from signing.verdicts import Verdict
from store.queries import signatures as queries
from store.queries import stamps
from store.queries.signatures import Document
from store.queries.subjects import hold_subject
from store.writes import audit
from store.writes import signatures as writes
from store.writes import stamps as service_writes

AT_ONCE = 8
"""Stamps in flight; they are kept in the order of signing."""
LONGEST = 20.0
"""Seconds one try works through the queue, whatever is left."""
log = logging.getLogger(__name__)


class Preserver(Protocol):
    """The signing room's work after a signature; no key."""

    async def stamp(self, pending: bytes) -> bytes:
        """B-B → B-T of the same length, for a signature that waited. Raises: Unavailable("timestamps")."""
        ...

    async def preserve(self, head: bytes, content: int) -> bytes:
        """B-T → B-LTA, verified; `content`: bytes before the first signature. Raises: Unavailable."""
        ...

    async def judge(self, pdf: bytes) -> Verdict:
        """What a signed file is worth today, by itself: nobody is asked."""
        ...


class Later(ApplicationError):
    """No service may be asked now: tried again when one may be, the more wait the less often each."""

    def __init__(self, wait: timedelta) -> None:
        facts, kind = ("timestamps",), Unavailable.__name__
        super().__init__(kind, *facts, type=kind, next_retry_delay=wait, category=ApplicationErrorCategory.BENIGN)
        self.wait = wait


async def check_ready(desk: Desk) -> None:
    """Before anything is read or prepared in vain. Raises: Later."""
    async with desk.sessions() as session:
        wait = ready_in(await stamps.services(session))
        if wait > timedelta():
            raise Later(next_try(await stamps.unpreserved(session), wait))


@dataclass(frozen=True)
class Waiting:
    """A signature that waits, as it was found."""

    of: Of
    document: Document
    chain: Chain
    pdf: bytes = field(repr=False)


Made = tuple[Waiting, Sha256]
"""A signature that waited, and its stamped file on the shelf."""


class Stamps:
    """Hands that stamp what waited."""

    def __init__(self, desk: Desk, preserver: Preserver) -> None:
        self.desk = desk
        self.preserver = preserver

    @activity.defn(name="signature.stamp")
    async def stamp(self, of: Of) -> Chain:
        """The chain when its signature has its stamp: after those that were made before it, and with those made after it.

        Raises: Later (retried until it is there, never lowered).
        """
        chain = await self._chain(of)
        if chain.pending is None:
            return chain
        if at_once(await self._services()):
            async with self.desk.sessions.begin() as alone:
                if await stamps.drains(alone):
                    await self._drain(alone, of)
        chain = await self._chain(of)
        if chain.pending is None:
            return chain
        raise Later(await self._next_try())

    async def _drain(self, session: AsyncSession, of: Of) -> None:
        """Until nobody waits, no service is left, or the time is over.

        Raises: whatever kept this signature itself from its stamp, other than a missing service.
        """
        end, done, ready = time.monotonic() + LONGEST, dict[Of, Exception | None](), dict[Of, Made]()
        while time.monotonic() < end:
            states = await self._services()
            many = min(at_once(states), AT_ONCE)
            todo = [one for one in await self._oldest(session, max(many, 1) + len(done)) if one not in done][: max(many, 1)]
            if not todo:
                await service_writes.queue_ended(session)
                break
            if not many or not await self.work(todo, done, ready):
                wait = ready_in(states).total_seconds()
                if time.monotonic() + wait > end:
                    break
                await asyncio.sleep(max(wait, 0.05))
        if fault := done.get(of):
            raise fault

    async def _oldest(self, session: AsyncSession, many: int) -> list[Of]:
        return [Of(*one) for one in await stamps.oldest(session, many)]

    async def work(self, todo: Sequence[Of], done: dict[Of, Exception | None], ready: dict[Of, Made]) -> bool:
        """Stamps asked for and kept in the order of signing; notes those that are not to be tried again. Whether any was kept or noted.

        Where a service gave none, those after it wait in `ready` with their stamps.
        """
        asked = [of for of in todo if of not in ready]
        found = await asyncio.gather(*map(self._read, asked), return_exceptions=True)
        made = dict(zip(asked, await asyncio.gather(*map(self._stamped, found), return_exceptions=True), strict=True))
        ready |= {of: one for of, one in made.items() if isinstance(one, tuple)}
        for n, of in enumerate(todo):
            one = ready.pop(of, None) or made[of]
            if isinstance(one, tuple):
                if fault := await self._kept(*one):
                    done[of] = fault
            elif isinstance(one, Unavailable):
                return n > 0
            elif one is None or isinstance(one, Exception):
                done[of] = one
            else:
                raise one
        return True

    async def _kept(self, waiting: Waiting, sha256: Sha256) -> Exception | None:
        """What was wrong with this document: it keeps no other from its stamp, and its own process hears it."""
        try:
            await self._keep(waiting, sha256)
        except Exception as fault:  # noqa: BLE001 - one document keeps no other from its stamp
            log.warning("stamp of %s/%s not kept: %s", waiting.of.document, waiting.of.version, type(fault).__name__)
            return fault
        return None

    async def _read(self, of: Of) -> Waiting | None:
        """None when another had it stamped meanwhile."""
        async with self.desk.sessions() as session:
            document = await queries.document(session, of.document)
            chain = await queries.chain(session, of.document, of.version)
        return Waiting(of, document, chain, await self.desk.shelf.get(document.key, chain.head)) if chain.pending else None

    async def _stamped(self, found: Waiting | BaseException | None) -> Made | None:
        """The stamped file on the shelf. Raises: Unavailable("timestamps"), and what kept it from being read."""
        if isinstance(found, BaseException):
            raise found
        if found is None:
            return None
        stamped = await self.preserver.stamp(found.pdf)
        return found, await self.desk.shelf.put(found.document.key, stamped)

    async def _keep(self, waiting: Waiting, sha256: Sha256) -> None:
        """Once: who comes second finds it stamped, and their file is swept."""
        of, document, chain = waiting.of, waiting.document, waiting.chain
        async with self.desk.act() as (session, now):
            if chain.stamp(sha256, now).complete:
                await hold_subject(session, document)
            kept = await queries.chain(session, of.document, of.version, lock=True)
            if kept.pending is None or kept.head != chain.head:
                return
            after = kept.stamp(sha256, now)
            await writes.stamp(session, of.document, of.version, after, now)
            await audit.note(session, now, None, "document.stamp", ("document", of.document), document.record, version=of.version)
            if after.complete:
                await completed(self.desk, session, of, now)

    async def _chain(self, of: Of) -> Chain:
        async with self.desk.sessions() as session:
            return await queries.chain(session, of.document, of.version)

    async def _services(self) -> list[ServiceState]:
        async with self.desk.sessions() as session:
            return await stamps.services(session)

    async def _next_try(self) -> timedelta:
        async with self.desk.sessions() as session:
            return next_try((await stamps.queue(session)).depth, ready_in(await stamps.services(session)))
