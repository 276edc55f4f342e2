"""One late stamp, exactly once: by two workers at once, by one that is killed, for a version that ended meanwhile."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from activities.documents import Of
from activities.preserving import Preservation
from activities.stamps import Later, Made, Stamps
from domain.errors import Unavailable
from domain.names import OrderId, signature_workflow
from domain.signatures import Chain, Ended
from services import results, signatures
from services.repair import restart_open
from signing.trust import Trust
from signing.verification import verify
from store.queries import signatures as queries
from store.tables.acts import AuditRow
from store.tables.stamps import StampServiceRow
from tests.care import delivered, glucose, sign, until
from tests.faults.outage import ROWS_ONLY, outage, rested, services
from tests.people import DUC, LIS, MAI
from tests.stack import Stack
from tests.workflows.running import ended, handle

ROOT = Path(__file__).parents[2]
Pend = Callable[[], Awaitable[Of]]


@pytest.fixture
async def pend(stack: Stack) -> AsyncIterator[Pend]:
    """A signature without its stamp, whose own process tries again only after minutes: the test's hands are alone with it."""
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)

    async def made() -> Of:
        s = StampServiceRow
        _, _, seen = await delivered(stack)
        async with outage(stack):
            async with stack.sessions.begin() as session:
                await session.execute(update(s).values(resting_until=func.now() + timedelta(hours=1)), execution_options=ROWS_ONLY)
            assert (await sign(stack, MAI, seen.document)).stamped_at is None
            await until(lambda: attempts(stack, seen.document), bool)
        return Of(seen.document, 1)

    yield made
    await rested(stack)


async def attempts(stack: Stack, document: object) -> int:
    """How often its own process has tried in vain."""
    found = await stack.temporal.get_workflow_handle(f"signature/{document}/1").describe()
    return sum(one.attempt - 1 for one in found.raw_description.pending_activities if one.activity_type.name == "signature.stamp")


async def chain(stack: Stack, of: Of) -> Chain:
    async with stack.sessions() as session:
        return await queries.chain(session, of.document, of.version)


async def noted(stack: Stack, of: Of) -> int:
    """How many late stamps the audit knows."""
    those = (AuditRow.act == "document.stamp", AuditRow.subject == str(of.document))
    async with stack.sessions() as session:
        return (await session.execute(select(func.count()).where(*those))).scalar_one()


async def spent(stack: Stack) -> int:
    return sum(one.spent for one in await services(stack))


class Slow(Preservation):
    """Stamps when it is told to."""

    def __init__(self, of: Preservation) -> None:
        super().__init__(of.revocation, of.stamper, of.late)
        self.asked, self.let_go = asyncio.Event(), asyncio.Event()

    async def stamp(self, pending: bytes) -> bytes:
        self.asked.set()
        await self.let_go.wait()
        return await super().stamp(pending)


async def test_two_workers_do_not_work_through_the_queue_at_once(stack: Stack, pend: Pend) -> None:
    of, slow = await pend(), Slow(stack.preserver)
    first = asyncio.create_task(Stamps(stack.desk, slow).stamp(of))
    await slow.asked.wait()
    with pytest.raises(Later) as later:
        await Stamps(stack.desk, stack.preserver).stamp(of)
    assert later.value.next_retry_delay == timedelta(seconds=1)
    slow.let_go.set()
    assert (await first).pending is None
    assert await noted(stack, of) == 1


async def test_two_stamps_for_one_signature_and_one_is_kept(stack: Stack, pend: Pend) -> None:
    """Had both thought to be alone: the row decides."""
    of, before = await pend(), await spent(stack)
    one, other = Stamps(stack.desk, stack.preserver), Stamps(stack.desk, stack.preserver)
    await asyncio.gather(one.work([of], {}, {}), other.work([of], {}, {}))
    assert await spent(stack) - before >= 2
    assert await noted(stack, of) == 1
    async with stack.sessions() as session:
        document = await queries.document(session, of.document)
    pdf = await stack.house.shelf.get(document.key, (await chain(stack, of)).head)
    assert (await verify(pdf, Trust([stack.settings.trust_roots.read_bytes()]))).level == "B-T"
    await sign(stack, DUC, of.document)


class Stumbling(Preservation):
    """Finds the service away for the signatures it is told, once each."""

    def __init__(self, of: Preservation, away: set[int]) -> None:
        super().__init__(of.revocation, of.stamper, of.late)
        self.away, self.asked = away, 0

    async def stamp(self, pending: bytes) -> bytes:
        self.asked += 1
        if self.asked in self.away:
            raise Unavailable("timestamps")
        return await super().stamp(pending)


async def test_a_stamp_that_fails_now_and_then_lets_no_later_one_pass(stack: Stack, pend: Pend) -> None:
    """Another part may have taken the quota: what was stamped after it waits, and is not stamped twice."""
    waiting = [await pend() for _ in range(4)]
    await rested(stack)
    stumbling, ready = Stumbling(stack.preserver, {2}), dict[Of, Made]()
    hands = Stamps(stack.desk, stumbling)
    assert await hands.work(waiting, {}, ready)
    assert [await noted(stack, one) for one in waiting] == [1, 0, 0, 0]
    assert await hands.work(waiting[1:], {}, ready)
    assert [await noted(stack, one) for one in waiting] == [1, 1, 1, 1]
    assert stumbling.asked == 5, "the second twice, every other once"


async def test_a_worker_killed_between_token_and_row_costs_a_token_and_nothing_else(stack: Stack, pend: Pend) -> None:
    of, before = await pend(), await spent(stack)
    environment = {**os.environ, "HSBA_DATA": str(stack.settings.data), "HSBA_TICKETS": str(stack.settings.tickets)}
    command = (sys.executable, "-m", "tests.faults.stamper", str(of.document), str(of.version))
    process = await asyncio.to_thread(subprocess.Popen, command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    assert process.stdout
    assert await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 60) == b"stamped\n"
    with pytest.raises(Later):
        await Stamps(stack.desk, stack.preserver).stamp(of)
    process.kill()
    await asyncio.to_thread(process.wait)
    process.stdout.close()
    assert (await chain(stack, of)).pending

    async def again() -> Chain | None:
        try:
            return await Stamps(stack.desk, stack.preserver).stamp(of)
        except Later:  # the server has not noticed yet that the other is gone
            return None

    stamped = await until(again, bool, 10)
    assert stamped
    assert stamped.pending is None
    assert await noted(stack, of) == 1
    assert await spent(stack) - before >= 2


async def test_a_version_that_ended_still_gets_its_stamp_also_after_its_process_was_lost(stack: Stack, pend: Pend) -> None:
    of = await pend()
    view = await signatures.read(stack.by(MAI), of.document)
    await results.deliver(stack.by(LIS), OrderId(UUID(view.document.subject)), glucose(stack, "6,1"))
    assert (await chain(stack, of)).ended is Ended.REPLACED
    workflow = signature_workflow(of.document, 1)
    await handle(stack, workflow).terminate("lost")
    await rested(stack)
    await restart_open(stack.sessions, stack.temporal)
    stamped = await until(lambda: chain(stack, of), lambda found: found.pending is None)
    assert (stamped.ended, len(stamped.signatures)) == (Ended.REPLACED, 1)
    await ended(stack, workflow)
