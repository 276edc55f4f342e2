"""A number of an office is taken once, with its day: also when the paper is signed only the day after."""

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
