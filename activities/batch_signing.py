"""A batch at the token: each document its own signature and outcome, whatever becomes of the others."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import DBAPIError
from temporalio import activity

from activities.batches import BatchStands
from activities.desk import Desk
from activities.documents import Of
from activities.signatures import SignRequest
from activities.signing import HeadMoved, Job, Signing
from domain.batches import CHUNK, Batch, Line, LineState
from domain.errors import Refusal, Unavailable
from domain.names import BatchId
from domain.people import Actor
from domain.signatures import Chain
from store.queries import batches as queries
from store.writes import batches as writes
from store.writes import notices

AT_ONCE = 4
"""Documents of one chunk in hand: keys are fast, stamps and disk are waited for."""
BEAT = timedelta(seconds=1)
"""Between two signs of life, and between two tellings of what became of the lines: one line may wait long for a silent authority."""
RACES = 5
"""How often a document is tried again when another signature was kept first."""
TRIES = 3
"""How often a chunk is begun because of a fault nobody foresaw, until the document is handed back."""
ELSEWHERE = (Unavailable, HeadMoved, OSError, DBAPIError)
"""Faults that are no document's own: the next try may do better."""
LAST = 10**9
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chunk:
    """Lines of a batch, by number; two chunks have none in common, so that several signers sign one batch."""

    batch: BatchId
    tickets: dict[str, str] = field(repr=False)
    """Capacity → ticket."""
    first: int = 1
    last: int = LAST


class BatchSigning:
    """Hands that hold keys."""

    def __init__(self, signing: Signing) -> None:
        self.signing = signing

    @activity.defn(name="batch.sign")
    async def sign(self, chunk: Chunk) -> BatchStands:
        """Signs the lines of the chunk that wait; a try after a kill takes up what the one before left.

        One that fails stops no other, and none is still in hand when the next try begins.
        """
        desk = self.signing.desk
        async with desk.sessions() as session:
            batch = await queries.batch(session, chunk.batch, LineState.WAITING, CHUNK, (chunk.first, chunk.last))
        if batch.lines:
            async with Outcomes(desk, batch).told() as outcomes:
                await self._all(batch, chunk.tickets, outcomes)
        async with desk.sessions() as session:
            return BatchStands(batch.id, await queries.waiting(session, batch.id), await queries.size(session, batch.id))

    async def _all(self, batch: Batch, tickets: dict[str, str], outcomes: "Outcomes") -> None:
        hands = self.signing.sitting()
        acts = [_act(batch, line, tickets.get(line.capacity or "", "")) for line in batch.lines]
        found = await hands.read(acts)
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(line: Line, act: SignRequest, job: Job | Chain | Refusal) -> None:
            async with gate:
                outcomes.add(line, await _outcome(hands, act, job))

        made = await asyncio.gather(*map(one, batch.lines, acts, found), return_exceptions=True)
        left = [fault for line, fault in zip(batch.lines, made, strict=True) if fault and not self._given_up(line, fault, outcomes)]
        if left:
            raise left[0]

    def _given_up(self, line: Line, fault: BaseException, outcomes: "Outcomes") -> bool:
        """Whether this document alone is at fault, again and again: it goes back, or the chunk is tried until the tickets end."""
        if activity.info().attempt < TRIES or not isinstance(fault, Exception) or isinstance(fault, ELSEWHERE):
            return False
        log.warning("batch %s: %s/%s handed back: %s", outcomes.batch.id, line.document, line.version, type(fault).__name__)
        outcomes.add(line, Unavailable("signer"))
        return True


@dataclass
class Outcomes:
    """What became of lines, written some at a time: a signature's own row has told it before, so that a kill forgets nothing."""

    desk: Desk
    batch: Batch
    untold: list[tuple[Line, Refusal | None]] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, line: Line, refused: Refusal | None) -> None:
        self.untold.append((line, refused))

    @asynccontextmanager
    async def told(self) -> AsyncIterator["Outcomes"]:
        """While the block runs, told again and again, with a sign of life; and once more at its end."""
        telling = asyncio.create_task(self._again())
        try:
            yield self
        finally:
            self.ended.set()
            await telling
            await self._tell()

    async def _again(self) -> None:
        while not self.ended.is_set():
            activity.heartbeat()
            await self._tell()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.ended.wait(), BEAT.total_seconds())

    async def _tell(self) -> None:
        untold, self.untold = self.untold, []
        if untold:
            async with self.desk.sessions.begin() as session:
                told = {line.number: refused for line, refused in untold}
                await writes.done(session, self.batch.id, told, self.desk.clock())
                await notices.nudge(session, [self.batch.person])


def _act(batch: Batch, line: Line, ticket: str) -> SignRequest:
    actor = Actor(batch.person, batch.position, batch.request_of(line))
    return SignRequest(Of(line.document, line.version), actor, line.content, ticket)


async def _outcome(hands: Signing, act: SignRequest, found: Job | Chain | Refusal) -> Refusal | None:
    """None when it is signed. Raises: Unavailable, HeadMoved again and again."""
    for left in reversed(range(RACES)):
        try:
            await hands.make(found)
        except HeadMoved:
            if not left:
                raise
            (found,) = await hands.read([act])
        except Unavailable:
            raise
        except Refusal as no:
            return no
        else:
            return None
    raise AssertionError
