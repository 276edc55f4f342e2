"""A number of an office is taken once, with its day: also when the paper is signed only the day after."""

import asyncio
from datetime import timedelta

from domain.clock import day
from domain.names import DocumentId, RequestId, Sha256, id_of
from domain.people import Actor
from domain.signatures import Chain
from store.queries.signatures import Document
from store.writes import issuing
from store.writes import signatures as writes
from tests.people import HOSPITAL, LAN
from tests.stack import Stack

SERIES = "QĐ-THỬ"


async def test_a_number_keeps_its_day(stack: Stack) -> None:
    now = stack.clock()
    async with stack.sessions.begin() as session:
        actor = Actor(LAN.id, LAN.position.id, RequestId("issuing"))
        for name in ("first", "second"):
            which = DocumentId(id_of("issued", name))
            paper = Document(which, HOSPITAL, "regulation", "Quy chế", f"ISSUED{name}", "track", "none", None, "track/none", now, 0)
            await writes.document(session, paper)
            chain = Chain("regulation", "1", (), Sha256("c" * 64), 9)
            await writes.version(session, which, 1, HOSPITAL, chain, [], {}, actor, now, series=SERIES)
        first, second = (DocumentId(id_of("issued", name)) for name in ("first", "second"))
        taken = await issuing.issue(session, first, 1, HOSPITAL, SERIES, now)
        assert taken == (1, day(now))
        assert await issuing.issue(session, second, 1, HOSPITAL, SERIES, now) == (2, day(now))
        assert await issuing.issue(session, first, 1, HOSPITAL, SERIES, now + timedelta(days=1)) == taken
        await session.rollback()


async def test_many_take_numbers_at_once_and_none_is_doubled_or_left_out(stack: Stack) -> None:
    now, series = stack.clock(), "BB-THỬ"
    which = [DocumentId(id_of("many-numbers", n)) for n in range(24)]
    async with stack.sessions.begin() as session:
        actor = Actor(LAN.id, LAN.position.id, RequestId("IS2"))
        for n, one in enumerate(which):
            paper = Document(one, HOSPITAL, "regulation", f"Biên bản {n}", f"MANY{n:08}", "track", "none", None, "track/none", now, 0)
            await writes.document(session, paper)
            chain = Chain("regulation", "1", (), Sha256("c" * 64), 9)
            await writes.version(session, one, 1, HOSPITAL, chain, [], {}, actor, now, series=series)

    async def take(one: DocumentId) -> int:
        async with stack.sessions.begin() as session:
            return (await issuing.issue(session, one, 1, HOSPITAL, series, now))[0]

    # Each twice: an attempt that died after its number was kept asks again.
    taken = await asyncio.gather(*(take(one) for one in (*which, *which)))
    assert sorted(taken[:24]) == list(range(1, 25))
    assert taken[:24] == taken[24:]
