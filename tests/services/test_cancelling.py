"""Cancelling an order: the sheet of what nobody does any more waits for nobody, and keeps no record from closing."""

from datetime import timedelta

from domain.errors import Incomplete, Malformed, NotAllowed, VersionEnded
from services import orders, records, results, signatures
from tests.care import BETTER, glucose, opened, ordered, refusal, reviewed, sign, until
from tests.people import HUNG, LAB, LAN, LIS, NAM, PIN
from tests.stack import Stack


async def test_a_wholly_cancelled_order_waits_in_nobodys_inbox(stack: Stack) -> None:
    record = await opened(stack)
    order = await ordered(stack, record, LAB, LAB)
    sheet = (await records.read(stack.by(LAN), record)).orders[0].sheet.id
    seen = await reviewed(stack, LAN, sheet)
    await orders.cancel(stack.by(LAN), order, (1,), "Chỉ định nhầm")
    assert sheet in {line.document for line in await signatures.inbox(stack.by(LAN), limit=1000)}, "one service is still ordered"

    await orders.cancel(stack.by(LAN, "hủy-hết"), order, (2,), "Người bệnh từ chối")
    await orders.cancel(stack.by(LAN, "hủy-hết"), order, (2,), "Người bệnh từ chối")
    newest = (await signatures.read(stack.by(LAN), sheet)).newest
    assert (newest.state, newest.ended_reason) == ("withdrawn", "Người bệnh từ chối")
    assert sheet not in {line.document for line in await signatures.inbox(stack.by(LAN), limit=1000)}
    await refusal(VersionEnded, signatures.sign(stack.by(LAN), [seen], PIN))


async def test_it_keeps_no_record_from_its_closing_and_archive(stack: Stack) -> None:
    record = await opened(stack)
    order = await ordered(stack, record)
    await orders.cancel(stack.by(LAN), order, (1,), "Người bệnh từ chối")
    await records.discharge(stack.by(LAN), record, BETTER)
    assert (await records.read(stack.by(LAN), record)).missing == ()
    closing = await records.close(stack.by(LAN), record)
    assert closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None, 40)


async def test_a_signed_sheet_stays_signed(stack: Stack) -> None:
    record = await opened(stack)
    order = await ordered(stack, record)
    sheet = (await records.read(stack.by(LAN), record)).orders[0].sheet.id
    made = await sign(stack, LAN, sheet)
    await orders.cancel(stack.by(LAN), order, (1,), "Người bệnh từ chối")
    newest = (await signatures.read(stack.by(LAN), sheet)).newest
    assert newest.chain.ended is None
    assert newest.made_at < made.at + timedelta(minutes=1)


async def test_a_refused_sheet_of_a_cancelled_order_is_owed_by_nobody(stack: Stack) -> None:
    record = await opened(stack)
    order = await ordered(stack, record)
    sheet = (await records.read(stack.by(LAN), record)).orders[0].sheet.id
    await signatures.refuse(stack.by(LAN), await reviewed(stack, LAN, sheet), "Không phải tôi chỉ định")
    assert [one.what for one in (await records.read(stack.by(LAN), record)).missing] == ["line", "document"]
    await orders.cancel(stack.by(LAN), order, (1,), "Không phải tôi chỉ định")
    assert (await records.read(stack.by(LAN), record)).missing == ()


async def test_an_act_names_its_lines(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack))
    told = await refusal(Malformed, orders.cancel(stack.by(LAN), order, (), "Thôi"))
    assert told == "Dữ liệu chưa đúng: lines: chọn ít nhất một dịch vụ"


async def test_a_refused_sheet_of_an_order_that_was_done_is_drawn_up_again(stack: Stack) -> None:
    """The doctor refused it by mistake after a result had come: it cannot be cancelled any more, and the record must close."""
    record = await opened(stack)
    order = await ordered(stack, record, LAB, LAB)
    sheet = (await records.read(stack.by(LAN), record)).orders[0].sheet.id
    await refusal(Incomplete, orders.redraw(stack.by(LAN), order))
    await orders.cancel(stack.by(LAN), order, (2,), "Chỉ định nhầm")
    await results.deliver(stack.by(LIS), order, glucose(stack))
    await signatures.refuse(stack.by(LAN), await reviewed(stack, LAN, sheet), "Nhầm người bệnh")
    await refusal(NotAllowed, orders.redraw(stack.by(HUNG), order))
    await orders.redraw(stack.by(LAN, "lập-lại"), order)
    await orders.redraw(stack.by(LAN, "lập-lại"), order)
    newest = (await signatures.read(stack.by(LAN), sheet)).newest
    assert newest.number == 2
    assert newest.chain.waiting == {LAN.id}
    assert newest.data is not None
    assert [line["number"] for line in newest.data["lines"]] == [1], "what was cancelled is not ordered again"
    await sign(stack, LAN, sheet)
    missing = (await records.read(stack.by(LAN), record)).missing
    assert not [one for one in missing if one.title.startswith("Phiếu chỉ định")]
