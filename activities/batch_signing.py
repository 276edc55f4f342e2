"""A batch at the token: each document its own signature and outcome, whatever becomes of the others."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from temporalio import activity

from activities.batches import BatchStands
from activities.documents import Of
from activities.signatures import SignRequest
from activities.signing import HeadMoved, Signing
from domain.batches import CHUNK, Batch, Line, LineState
from domain.errors import Refusal, Unavailable
from domain.names import BatchId
from domain.people import Actor
from store.queries import batches as queries
from store.writes import batches as writes
from store.writes import notices

AT_ONCE = 4
"""Documents of one batch in hand: keys are fast, stamps and disk are waited for."""
BEAT = timedelta(seconds=2)
"""Between two signs of life: one line may wait longer for a silent authority than a signer is waited for."""
RACES = 5
"""How often a document is tried again when another signature was kept first."""


@dataclass(frozen=True)
class Chunk:
    """The next documents of a batch."""

    batch: BatchId
    tickets: dict[str, str] = field(repr=False)
    """Capacity → ticket."""


class BatchSigning:
    """Hands that hold keys."""

    def __init__(self, signing: Signing) -> None:
        self.signing = signing

    @activity.defn(name="batch.sign")
    async def sign(self, chunk: Chunk) -> BatchStands:
        """Signs the first lines that wait; a try after a kill takes up what the one before left.

        One that fails stops no other, and none is still in hand when the next try begins.
        """
        async with self.signing.desk.sessions() as session:
            batch = await queries.batch(session, chunk.batch, LineState.WAITING, CHUNK)
        gate, alive = asyncio.Semaphore(AT_ONCE), asyncio.create_task(_alive())
        try:
            made = await asyncio.gather(*(self._line(gate, batch, line, chunk.tickets) for line in batch.lines), return_exceptions=True)
        finally:
            alive.cancel()
        if failed := next((one for one in made if one), None):
            raise failed
        async with self.signing.desk.sessions.begin() as session:
            await notices.nudge(session, [batch.person])
            return BatchStands(batch.id, await queries.waiting(session, batch.id))

    async def _line(self, gate: asyncio.Semaphore, batch: Batch, line: Line, tickets: dict[str, str]) -> None:
        async with gate:
            refused: Refusal | None = None
            try:
                await self._signed(batch, line, tickets.get(line.capacity or "", ""))
            except Unavailable:
                raise
            except Refusal as no:
                refused = no
            async with self.signing.desk.sessions.begin() as session:
                await writes.done(session, batch.id, line.number, refused, self.signing.desk.clock())

    async def _signed(self, batch: Batch, line: Line, ticket: str) -> None:
        actor = Actor(batch.person, batch.position, batch.request_of(line))
        act = SignRequest(Of(line.document, line.version), actor, line.content, ticket)
        for left in reversed(range(RACES)):
            try:
                await self.signing.once(act)
                return
            except HeadMoved:
                if not left:
                    raise


async def _alive() -> None:
    while True:
        activity.heartbeat()
        await asyncio.sleep(BEAT.total_seconds())
