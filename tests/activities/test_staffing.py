"""Open tasks are moved by whoever is there when the row is locked, not by what was read for many documents before."""

import asyncio
from uuid import UUID

from sqlalchemy import update

from activities.staffing import follow
from domain.substitutions import PaperKind, Substitution
from services import signatures
from store.queries import duties as queries
from store.queries import signatures as documents
from store.tables.duties import StaffingRow
from store.writes import duties as writes
from tests.activities.test_locks import waits
from tests.care import delivered, sign
from tests.people import DUC, HOSPITAL, MAI, THUY
from tests.stack import Stack


def away(stack: Stack, name: int) -> Substitution:
    today = stack.by(THUY).today
    return Substitution(UUID(int=name), HOSPITAL, THUY.id, DUC.id, today, today, PaperKind.AUTHORISATION, "12/UQ-BV", today)


async def test_what_ended_while_a_document_was_waited_for_is_not_brought_back(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    for one in (MAI, DUC):
        await sign(stack, one, seen.document)
    new = away(stack, 41)
    async with stack.sessions.begin() as session:
        await writes.begin(session, new, THUY.id, stack.clock())
    async with stack.sessions.begin() as session:
        await documents.chain(session, seen.document, 1, lock=True)
        following = asyncio.create_task(follow(stack.sessions, stack.clock, HOSPITAL))
        await waits(stack)
        async with stack.sessions.begin() as beside:
            await writes.end(beside, new.id, THUY.id, stack.clock())
    await following
    assert {who for who, _ in (await signatures.read(stack.by(THUY), seen.document)).waits_for} == {THUY.id}


async def test_a_change_that_was_written_down_late_is_followed_all_the_same(stack: Stack) -> None:
    """It carries the moment its act began; whoever followed since then has not seen it."""
    began = stack.clock()
    await follow(stack.sessions, stack.clock, HOSPITAL)
    async with stack.sessions.begin() as session:
        await session.execute(update(StaffingRow).where(StaffingRow.facility == HOSPITAL).values(changed_at=began))
    async with stack.sessions() as session:
        assert HOSPITAL in await queries.unfollowed(session, stack.clock(), began)
