"""A record's life, from opening to archive, as its people live it."""

from domain.orders import LineState
from domain.records import RecordState
from services import orders, records, results, signatures
from signing.tickets import Reviewed
from tests.care import BETTER, glucose, opened, ordered, sign, until
from tests.people import DUC, HUNG, LAN, LIS, MAI, NAM, THUY
from tests.stack import Stack


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

    await records.discharge(stack.by(LAN), record, BETTER)
    closing = await records.close(stack.by(LAN), record)
    assert closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    kept = await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.state is RecordState.ARCHIVED, 40)
    assert kept.page.clinical is None
    assert kept.page.archive_sha256
