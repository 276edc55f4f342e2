"""The open tasks of a version are exactly those its chain waits for, whatever they were before."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId, RequestId, Sha256, id_of
from domain.people import Actor
from domain.signatures import Chain, Signature, Step
from store.queries import tasks
from store.queries.signatures import Document
from store.writes import signatures as writes
from tests.people import DUC, HOSPITAL, LAN, THUY, Someone
from tests.stack import Stack

MINUTES = DocumentId(id_of("document", "two in parallel"))
MEMBERS = Step("members", "Thành viên", "Ký", frozenset({DUC.id, THUY.id}), needed=2)
CHAIN = Chain("council-minutes", "1", (MEMBERS,), Sha256("c" * 64), 9)


def signed(one: Someone, chain: Chain, stack: Stack) -> Chain:
    """The chain with this person's signature, which waits for its time stamp."""
    digest = Sha256(one.id.hex * 2)
    return chain.sign(Signature(one.id, one.position.id, "members", chain.head, digest, 9, stack.clock(), RequestId(f"two/{one.login}")))


async def made(session: AsyncSession, stack: Stack) -> None:
    now = stack.clock()
    minutes = Document(MINUTES, HOSPITAL, "council-minutes", "Biên bản", "TWOINPARALL", "appraisal", "none", None, "track/none", now, 0)
    await writes.document(session, minutes)
    actor = Actor(LAN.id, LAN.position.id, RequestId("two/made"))
    await writes.version(session, MINUTES, 1, HOSPITAL, CHAIN, [], {}, actor, now)


async def waits(session: AsyncSession) -> set[PersonId]:
    return {who for who, _ in await tasks.task_people(session, MINUTES, 1)}


async def test_who_signs_in_parallel_is_asked_again_once_a_late_stamp_is_there(stack: Stack) -> None:
    async with stack.sessions.begin() as session:
        await made(session, stack)
        assert await waits(session) == {DUC.id, THUY.id}
        pending, now = signed(DUC, CHAIN, stack), stack.clock()
        await writes.sign(session, MINUTES, 1, pending, now)
        assert await waits(session) == set()
        await writes.stamp(session, MINUTES, 1, pending.stamp(Sha256("d" * 64), now), now)
        assert await waits(session) == {THUY.id}
        await session.rollback()
