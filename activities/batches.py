"""A batch around its signing: opened, its signature processes told, ended with one summary."""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy

from activities.desk import Desk, allowed
from activities.documents import Of
from activities.processes import attributes
from activities.turns import Turns
from domain import names
from domain.batches import Line, LineState
from domain.names import BatchId, DocumentId
from domain.people import Actor
from store.queries import batches as queries
from store.writes import acts, audit, notices
from store.writes import batches as writes

AT_ONCE = 8
"""Signature processes told at the same time."""
TOLD = 50
"""Signature processes told by one activity: it ends within its time-out also when Temporal is slow."""


@dataclass(frozen=True)
class BatchAct:
    """A person signs what they reviewed, with the signer's tickets for exactly this set: one for each key it needs."""

    actor: Actor
    batch: BatchId
    lines: tuple[Line, ...]
    tickets: dict[str, str] = field(repr=False)
    """Capacity (empty for the person's own key) → ticket."""


@dataclass(frozen=True)
class BatchStands:
    """How many documents of a batch wait."""

    batch: BatchId
    waiting: int
    lines: int = 0
    """How many there are; 0 from before lines were shared among signers."""


@dataclass(frozen=True)
class GaveUp:
    """A batch that nobody goes on with, and why."""

    batch: BatchId
    refusal: str
    facts: tuple[str, ...] = ()


class Batches:
    """Hands of the batch workflow that hold no key."""

    def __init__(self, desk: Desk, temporal: Client, turns: Turns) -> None:
        self.desk = desk
        self.temporal = temporal
        self.turns = turns

    @activity.defn(name="batch.open")
    async def open(self, act: BatchAct) -> BatchStands:
        """Keeps the set; a repeat finds it as it is."""
        async with self.desk.act() as (session, now):
            same = [(str(line.document), line.version, line.content) for line in act.lines]
            if await acts.claim(session, act.actor, "batch.sign", act.batch, same, now):
                position = await allowed(session, act.actor, "document.sign", "*", now)
                await writes.begin(session, act.batch, act.actor, act.lines, now)
                await audit.note_act(session, now, act.actor, position, "batch.sign", ("batch", act.batch), documents=len(act.lines))
            return await _stands(session, act.batch)

    @activity.defn(name="batch.stands")
    async def stands(self, batch: BatchId) -> BatchStands | None:
        """By the rows; None when its opening was refused."""
        async with self.desk.act() as (session, _):
            return await _stands(session, batch) if await queries.exists(session, batch) else None

    @activity.defn(name="batch.follow")
    async def follow(self, batch: BatchId) -> int | None:
        """Tells the signature processes of some signed documents, so that what follows a signature follows; how many are left."""
        async with self.desk.act() as (session, _):
            lines = await queries.unfollowed(session, batch)
        some = lines[:TOLD]
        gate = asyncio.Semaphore(AT_ONCE)
        with self.turns.ahead():
            await asyncio.gather(*(self._tell(gate, document, version) for _, document, version in some))
        async with self.desk.act() as (session, now):
            await writes.followed(session, batch, [number for number, _, _ in some], now)
        return len(lines) - len(some)

    async def _tell(self, gate: asyncio.Semaphore, document: DocumentId, version: int) -> None:
        async with gate:
            await self.temporal.start_workflow(
                "Signature",
                Of(document, version),
                id=names.signature_workflow(document, version),
                task_queue=names.RECORDS,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                start_signal="catch_up",
                search_attributes=attributes("Signature"),
            )

    @activity.defn(name="batch.end")
    async def end(self, gave_up: GaveUp) -> None:
        """As `close`, once the signature processes were told: for batches from before these follow after."""
        while await self.follow(gave_up.batch):
            pass
        await self.close(gave_up)

    @activity.defn(name="batch.close")
    async def close(self, gave_up: GaveUp) -> None:
        """Hands back what still waits, and tells the person once what became of all."""
        async with self.desk.act() as (session, now):
            batch = gave_up.batch
            await writes.hand_back(session, batch, gave_up.refusal, gave_up.facts, now)
            if await writes.end(session, batch, now):
                found = await queries.batch(session, batch)
                counted = {"signed": found.count(LineState.SIGNED), "back": found.count(LineState.HANDED_BACK)}
                await notices.tell(session, f"batch/{batch}", [found.person], "batch_done", f"/batches/{batch}", now, **counted)


async def _stands(session: AsyncSession, batch: BatchId) -> BatchStands:
    return BatchStands(batch, await queries.waiting(session, batch), await queries.size(session, batch))
