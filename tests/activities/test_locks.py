"""Acts are judged on rows nobody changes meanwhile, and wait for each other in one order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, text
from temporalio.exceptions import ApplicationError

from activities.copies import Copies, CopyAct, IssueCopy
from activities.documents import Of, bytes_key
from activities.orders import LineAct, LineWords, Orders, PlaceOrder
from activities.results import Deliver, Results
from activities.signatures import SignRequest
from activities.signing import Signing
from domain.copies import HandOver, Medium, Receiver
from domain.errors import Malformed
from domain.names import CopyId, DocumentId, OrderId, PositionId, RecordId, id_of
from domain.records import Outcome
from domain.results import Delivery
from services import copies, signatures
from services.acts import body
from signing.conversions import Conversion
from store.queries import orders as queries
from store.queries import signatures as documents
from store.tables.records import RecordRow
from store.writes import records as writes
from tests.care import completed, delivered, glucose, opened, order_of, ordered, sign, until
from tests.people import DUC, LAN, LIS, MAI, PIN, THUY
from tests.stack import Stack

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'hsba'")


async def waits(stack: Stack) -> None:
    """Until somebody waits for a lock."""

    async def look() -> int:
        async with stack.sessions() as session:
            return int((await session.execute(WAITING)).scalar_one())

    await until(look, bool)


@asynccontextmanager
async def being_discharged(stack: Stack, record: RecordId) -> AsyncIterator[None]:
    """Somebody discharges the record in a transaction that is not over yet."""
    async with stack.sessions.begin() as session:
        await session.execute(select(RecordRow.id).where(RecordRow.id == record).with_for_update())
        await writes.discharge(session, record, Outcome.RECOVERED, {}, stack.clock(), stack.clock(), stack.clock())
        yield


async def preserved(stack: Stack) -> tuple[RecordId, OrderId, DocumentId]:
    """A record whose only result is signed and preserved: nothing of it is still at work, and could be who waits for a lock."""
    record, order, document = await completed(stack)
    await until(lambda: signatures.read(stack.by(MAI), document), lambda view: view.newest.state == "preserved")
    return record, order, document


async def told(act: Awaitable[object]) -> str:
    with pytest.raises(ApplicationError) as refused:
        await act
    return str(refused.value.type)


async def test_an_order_waits_for_the_discharge_and_is_refused(stack: Stack) -> None:
    record = await opened(stack)
    context, which = stack.by(LAN), OrderId(id_of("order", "meanwhile"))
    act = PlaceOrder(context.actor, which, record, await body(context, bytes_key(record), order_of()))
    async with being_discharged(stack, record):
        placing = asyncio.create_task(Orders(stack.desk).place(act))
        await waits(stack)
    assert await told(placing) == "WrongState"
    async with stack.sessions() as session:
        assert not await queries.exists(session, which)


async def test_acts_of_two_people_on_one_record_do_not_wait_for_each_other(stack: Stack) -> None:
    record = await opened(stack)
    order = await ordered(stack, record)
    words = await body(stack.by(MAI), bytes_key(record), LineWords((1,)))
    async with stack.sessions.begin() as session:
        await session.execute(select(RecordRow.id).where(RecordRow.id == record).with_for_update(read=True))
        async with asyncio.timeout(5):
            await Orders(stack.desk).line(LineAct(stack.by(MAI).actor, order, "sample", words))


async def test_the_last_signature_and_a_new_version_do_not_block_each_other(stack: Stack) -> None:
    """A delivery holds the order and asks for the version; the last signature must not hold the version and ask for the order."""
    record, order, seen = await delivered(stack)
    for one in (MAI, DUC):
        await sign(stack, one, seen.document)
    ticket = await stack.house.signer.ticket(THUY.id, PIN, [seen], None)
    act = SignRequest(Of(seen.document, 1), stack.by(THUY).actor, seen.content, ticket)
    words = await body(stack.by(LIS), bytes_key(record), Delivery(glucose(stack, "6,1", note="Nhầm mẫu")))
    async with stack.sessions.begin() as session:
        await queries.order(session, order, lock=True)
        signing = asyncio.create_task(Signing(stack.desk, stack.room).sign(act))
        await waits(stack)
        async with asyncio.timeout(5):
            await documents.chain(session, seen.document, 1, lock=True)
    await signing
    stands = await Results(stack.desk).deliver(Deliver(stack.by(LIS).actor, order, words))
    assert stands.begins == Of(seen.document, 2)


async def test_a_copy_is_not_handed_over_while_its_version_is_being_replaced(stack: Stack) -> None:
    """Whoever makes the new version tells those who gave the old one away: nobody may give it away unseen."""
    record, order, document = await preserved(stack)
    copy = (await copies.issue(stack.by(LAN), document, Medium.ELECTRONIC)).copy
    words = await body(stack.by(LIS), bytes_key(record), Delivery(glucose(stack, "6,1", note="Nhầm mẫu")))
    taken = await body(stack.by(MAI), bytes_key(record), HandOver(Receiver.PATIENT, stack.clock()))
    async with stack.sessions.begin() as session:
        await documents.chain(session, document, 1, lock=True)
        replacing = asyncio.create_task(Results(stack.desk).deliver(Deliver(stack.by(LIS).actor, order, words)))
        await waits(stack)
        giving = asyncio.create_task(Copies(stack.desk).hand_over(CopyAct(stack.by(MAI).actor, copy.id, taken)))
        await asyncio.wait([giving], timeout=2)
    await replacing
    assert await told(giving) == "WrongState"


async def test_whoever_left_gets_no_copy_and_is_told_so(stack: Stack) -> None:
    record, _, document = await preserved(stack)
    asked = stack.by(LAN)
    gone = replace(asked.actor, position=PositionId(id_of("position", "nobody's")))
    act = IssueCopy(gone, record, CopyId(id_of("copy", "left")), document, Medium.PAPER)
    assert await told(Copies(stack.desk).issue(act)) == "NotAllowed"


async def test_a_file_that_cannot_be_printed_is_told_and_not_tried_again(stack: Stack) -> None:
    record, _, document = await preserved(stack)

    def no(pdf: bytes, said: Conversion) -> bytes:
        raise Malformed("pdf: tệp không chuyển đổi được để in / the file cannot be converted for printing")

    act = IssueCopy(stack.by(LAN).actor, record, CopyId(id_of("copy", "no print")), document, Medium.PAPER)
    assert await told(Copies(replace(stack.desk, convert=no)).issue(act)) == "Malformed"
