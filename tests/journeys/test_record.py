"""A record's life, from opening to archive, as its people live it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import TypeVar

from domain.names import DocumentId, OrderId, RecordId
from domain.orders import LineState, NewLine, NewOrder
from domain.records import Discharge, NewRecord, Outcome, RecordState
from domain.results import Flag, NewResult, Value
from services import orders, records, results, signatures
from signing.tickets import Reviewed
from tests.people import DUC, HUNG, LAB, LAN, LIS, MAI, NAM, PIN, THUY, WARD, Someone
from tests.stack import Stack

T = TypeVar("T")


async def until(look: Callable[[], Awaitable[T]], good: Callable[[T], bool], seconds: float = 20) -> T:
    """Looks again and again until it is good."""
    async with asyncio.timeout(seconds):
        while not good(found := await look()):
            await asyncio.sleep(0.05)
    return found


def patient(number: str) -> NewRecord:
    return NewRecord(
        code=f"BA-{number}",
        patient_code=f"BN-{number}",
        patient="Nguyễn Thị Thuỳ Hạnh",
        birth=date(1970, 5, 1),
        sex="female",
        department=WARD,
        doctor=LAN.id,
        reason="Mệt, khát nước nhiều",
        diagnosis="Theo dõi đái tháo đường típ 2",
        citizen_id="03317" + number.replace("-", "").rjust(7, "0"),
    )


def glucose(stack: Stack, value: str = "7,9") -> NewResult:
    now = stack.clock()
    return NewResult(
        (1,),
        (Value(1, "Glucose máu", value, "mmol/L", "3,9 – 6,4", Flag.HIGH),),
        MAI.id,
        now - timedelta(hours=2),
        now - timedelta(hours=1),
        now - timedelta(minutes=5),
    )


async def sign(stack: Stack, one: Someone, document: DocumentId) -> None:
    view = await signatures.read(stack.by(one), document)
    newest = view.newest
    reviewed = Reviewed(document, newest.number, newest.chain.content)
    outcome = await signatures.sign(stack.by(one), [reviewed], PIN)
    assert outcome[0].signature


async def opened(stack: Stack, number: str) -> RecordId:
    return await records.open(stack.by(LAN), patient(number))


async def ordered(stack: Stack, record: RecordId) -> OrderId:
    new = NewOrder(LAN.id, (NewLine("23.0083", "Định lượng Glucose", LAB),), "Theo dõi đái tháo đường típ 2")
    return await orders.place(stack.by(LAN), record, new)


async def test_a_record_lives_from_opening_to_archive(stack: Stack) -> None:
    record = await opened(stack, "26-0001")
    order = await ordered(stack, record)
    await orders.sample(stack.by(MAI), order, (1,))
    document, version = await results.deliver(stack.by(LIS), order, glucose(stack))
    assert version == 1

    await sign(stack, MAI, document)
    view = await signatures.read(stack.by(DUC), document)
    await signatures.refuse(stack.by(DUC), Reviewed(document, 1, view.newest.chain.content), "Mẫu tán huyết, làm lại")
    _, version = await results.deliver(stack.by(LIS), order, glucose(stack, "6,1"))
    assert version == 2
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    await results.acknowledge(stack.by(LAN), document)

    sheet = (await records.read(stack.by(LAN), record)).orders[0].sheet.id
    await sign(stack, LAN, sheet)
    preserved = await until(lambda: signatures.read(stack.by(LAN), document), lambda v: v.newest.state == "preserved")
    assert [made.step for made in preserved.newest.chain.signatures] == ["performed", "approved", "headed"]
    assert (await orders.read(stack.by(LAN), order)).lines[0].state is LineState.APPROVED

    await records.discharge(stack.by(LAN), record, Discharge(Outcome.RECOVERED, "Đái tháo đường típ 2", "Điều chỉnh chế độ ăn"))
    closing = await records.close(stack.by(LAN), record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    kept = await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.state is RecordState.ARCHIVED, 40)
    assert kept.page.clinical is None
    assert kept.page.archive_sha256
