"""Signing a reviewed set with one PIN, and what became of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from activities.batches import BatchAct
from domain.batches import Batch, Line, twice
from domain.errors import Incomplete, NotFound, Refusal, kinds
from domain.names import BatchId, DocumentId, FacilityId, batch_workflow, id_of
from domain.people import demand
from services import reviewing
from services.acts import tell
from services.certificates import unchecked
from services.context import Context
from signing.tickets import Reviewed, Unchecked
from store.queries import batches as queries
from store.queries.batches import Named as Named
from workflows.batches import BatchWorkflow

PATIENCE = timedelta(seconds=40)
"""How long who asked for a set by one call is kept waiting for its end."""
LOOK = timedelta(milliseconds=100)


@dataclass(frozen=True)
class BatchView:
    """A batch with the words around it."""

    batch: Batch
    named: Mapping[DocumentId, Named]
    """Titles and patients of what this person was asked to sign."""


async def begin(context: Context, reviewed: Sequence[Reviewed], pin: str, warned: bool = False) -> BatchId:
    """Begins to sign; a repeated click is the same batch. Nothing waits for it: see `read`.

    Raises: Incomplete (nothing chosen, one twice, one not opened), SetRefused, PinRefused, PinLocked,
    CertificateRefused, StatusUnchecked, NotAllowed, RequestTaken, RequestReused, Unavailable.
    """
    demand(context.position, "document.sign", "*", context.today)
    if not reviewed:
        raise Incomplete("chưa chọn văn bản nào / nothing chosen")
    if twice([(one.document, one.version) for one in reviewed]):
        raise Incomplete("một văn bản được chọn hai lần / a document is chosen twice")
    await reviewing.check(context, reviewed, together=len(reviewed) > 1)
    which = BatchId(id_of("batch", context.position.person, context.request))
    async with context.house.sessions() as session:
        ended = await queries.ended(session, which)
        capacities = await queries.capacities(session, [(one.document, one.version) for one in reviewed])
    lines = tuple(
        Line(n, one.document, one.version, one.content, capacities.get((one.document, one.version))) for n, one in enumerate(reviewed, 1)
    )
    act = BatchAct(context.actor, which, lines, {} if ended else await _tickets(context, lines, pin, unchecked(context, warned)))
    await tell(context, BatchWorkflow.run, batch_workflow(which), which, BatchWorkflow.open, act, opens=True)
    return which


async def _tickets(context: Context, lines: Sequence[Line], pin: str, unknown: Unchecked) -> dict[str, str]:
    """One for the person's own key, one for each organisation whose key they use."""
    sets: dict[FacilityId | None, list[Reviewed]] = {}
    for line in lines:
        sets.setdefault(line.capacity, []).append(Reviewed(line.document, line.version, line.content))
    signer, person = context.house.signer, context.position.person
    return {capacity or "": await signer.ticket(person, pin, some, capacity, unknown) for capacity, some in sets.items()}


async def read(context: Context, which: BatchId) -> BatchView:
    """One's own batch as it stands. Raises: NotFound."""
    async with context.house.sessions() as session:
        found = await queries.batch(session, which)
        if found.person != context.position.person:
            raise NotFound("batch", which)
        return BatchView(found, await queries.named(session, which))


@dataclass(frozen=True)
class Running:
    """How far this person's sets are that are still being signed, taken together."""

    batch: BatchId
    """The oldest of them."""
    done: int
    all: int


async def running(context: Context) -> Running | None:
    """None when nothing is being signed."""
    async with context.house.sessions() as session:
        found = await queries.running(session, context.position.person)
    return Running(found[0][0], sum(done for _, done, _ in found), sum(lines for _, _, lines in found)) if found else None


async def settled(context: Context, which: BatchId) -> Batch:
    """A batch that has ended, or as it stands when a person would have waited long enough."""
    waited_for = asyncio.get_running_loop().time() + PATIENCE.total_seconds()
    while True:
        async with context.house.sessions() as session:
            over = await queries.ended(session, which) or asyncio.get_running_loop().time() > waited_for
            if over:
                return await queries.batch(session, which)
        await asyncio.sleep(LOOK.total_seconds())


def why(line: Line) -> Refusal | None:
    """The refusal that a line was handed back with."""
    return kinds()[line.refusal](*line.facts) if line.refusal else None
