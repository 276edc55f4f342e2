"""A version its author takes back: until the last signature, with a reason, and nobody signs it any more."""

from dataclasses import replace

from activities.orders import order_document
from domain.errors import ChainComplete, Incomplete, NotAllowed, StaleDocument, VersionEnded, WrongState
from domain.names import Sha256
from services import notices, orders, records, results, sheets, signatures
from signing.tickets import Reviewed
from tests.care import BETTER, delivered, glucose, opened, ordered, refusal, reviewed, sign
from tests.people import DUC, HUNG, LAN, LIS, MAI, PIN, THUY
from tests.services.test_sheets import consultation
from tests.stack import Stack


async def minutes(stack: Stack) -> Reviewed:
    """Minutes that their secretary signed and two members are asked to."""
    made = await sheets.write(stack.by(LAN), await opened(stack), consultation(stack))
    await sign(stack, LAN, made.document)
    return await reviewed(stack, LAN, made.document)


async def test_who_was_asked_is_told_and_asked_no_more(stack: Stack) -> None:
    seen = await minutes(stack)
    await signatures.withdraw(stack.by(LAN, "rút-1"), seen, "Ghi nhầm người bệnh")
    view = await signatures.read(stack.by(DUC), seen.document)
    assert (view.newest.state, view.newest.ended_reason, view.my_step) == ("withdrawn", "Ghi nhầm người bệnh", None)
    for one in (DUC, THUY):
        link = f"/documents/{seen.document}"
        assert "taken_back" in {told.kind for told in await notices.unseen(stack.by(one)) if told.link == link}
    await refusal(VersionEnded, signatures.sign(stack.by(DUC), [seen], PIN))
    again = await signatures.withdraw(stack.by(LAN, "rút-1"), seen, "Ghi nhầm người bệnh")
    assert again.ended == "withdrawn", "a second click is the same act"
    await refusal(VersionEnded, signatures.withdraw(stack.by(LAN), seen, "Ghi nhầm người bệnh"))
    assert view.document.record
    mended = replace(consultation(stack), note="Sửa người bệnh")
    assert (await sheets.write(stack.by(LAN), view.document.record, mended, seen.document)).version == 2


async def test_a_result_that_was_taken_back_waits_for_its_department_again(stack: Stack) -> None:
    _, order, seen = await delivered(stack)
    await signatures.withdraw(stack.by(LIS), seen, "Nhầm mẫu")
    assert seen.document in {one.document for one in await orders.refused(stack.by(MAI))}
    await results.deliver(stack.by(LIS), order, glucose(stack))
    assert seen.document not in {one.document for one in await orders.refused(stack.by(MAI))}


async def test_only_the_author_with_a_reason_and_before_the_last_signature(stack: Stack) -> None:
    seen = await minutes(stack)
    await refusal(NotAllowed, signatures.withdraw(stack.by(DUC), seen, "Không đồng ý"))
    await refusal(Incomplete, signatures.withdraw(stack.by(LAN), seen, " "))
    await refusal(StaleDocument, signatures.withdraw(stack.by(LAN), replace(seen, content=Sha256("0" * 64)), "Nhầm"))
    for one in (DUC, THUY, HUNG):
        await sign(stack, one, seen.document)
    await refusal(ChainComplete, signatures.withdraw(stack.by(LAN), seen, "Muộn"))


async def test_a_record_closes_without_a_sheet_that_was_taken_back(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, consultation(stack))
    await signatures.withdraw(stack.by(LAN), await reviewed(stack, LAN, made.document), "Ghi nhầm người bệnh")
    await records.discharge(stack.by(LAN), record, BETTER)
    assert await records.close(stack.by(LAN), record)


async def test_the_sheet_of_an_order_goes_with_its_order_only(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack))
    seen = await reviewed(stack, LAN, order_document(order))
    told = await refusal(WrongState, signatures.withdraw(stack.by(LAN), seen, "Nhầm"))
    assert told.startswith("Phiếu chỉ định không rút riêng được")
    await sign(stack, LAN, seen.document)
