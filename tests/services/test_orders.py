"""Ordering, sampling, rejecting a sample, cancelling."""

from dataclasses import replace

from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, RequestTaken, WrongState
from domain.names import DepartmentId, OrderId, RecordId, id_of
from domain.orders import LineState, NewOrder
from services import orders, records
from store.queries.orders import WorkLine
from tests.care import opened, order_of, ordered, refusal
from tests.people import HIS, HUNG, LAB, LAN, MAI, NAM, PHUC, THUY
from tests.stack import Stack


async def states(stack: Stack, order: OrderId) -> list[LineState]:
    return [line.state for line in (await orders.read(stack.by(LAN), order)).lines]


async def test_a_repeated_order_is_the_same_order(stack: Stack) -> None:
    record = await opened(stack)
    first = await orders.place(stack.by(LAN, "chỉ-định"), record, order_of())
    assert await orders.place(stack.by(LAN, "chỉ-định"), record, order_of()) == first
    told = await refusal(RequestReused, orders.place(stack.by(LAN, "chỉ-định"), record, order_of(LAB, LAB)))
    assert told == "Mã yêu cầu này đã dùng cho nội dung khác. Nội dung mới cần mã mới."
    told = await refusal(RequestTaken, orders.place(stack.by(HIS, "chỉ-định"), record, order_of()))
    assert told == "Mã yêu cầu này đã được người khác dùng. Hãy gửi lại với mã mới."
    assert [view.order.id for view in (await records.read(stack.by(LAN), record)).orders] == [first]


async def test_a_his_orders_for_the_doctor_it_names(stack: Stack) -> None:
    record = await opened(stack)
    order = await orders.place(stack.by(HIS), record, order_of())
    assert (await orders.read(stack.by(LAN), order)).doctor == LAN.id
    told = await refusal(Incomplete, orders.place(stack.by(HIS), record, replace(order_of(), doctor=MAI.id)))
    assert told == "Còn thiếu: doctor: không giữ chức danh bác sĩ tại cơ sở"


async def test_nobody_orders_in_another_doctors_name_or_without_the_right(stack: Stack) -> None:
    record = await opened(stack)
    told = await refusal(NotAllowed, orders.place(stack.by(LAN), record, order_of(doctor=PHUC)))
    assert told.startswith("Vị trí đang dùng không có quyền làm việc này.")
    for one in (MAI, HUNG, NAM):
        await refusal(NotAllowed, orders.place(stack.by(one), record, replace(order_of(), doctor=one.id)))
    await refusal(OutOfReach, orders.place(stack.by(PHUC), record, order_of(doctor=PHUC)))


async def test_a_malformed_order_is_refused_whole(stack: Stack) -> None:
    record = await opened(stack)
    told = await refusal(Malformed, orders.place(stack.by(LAN), record, NewOrder(LAN.id, (), "Sốt")))
    assert told == "Dữ liệu chưa đúng: lines: cần ít nhất một dịch vụ"
    told = await refusal(Incomplete, orders.place(stack.by(LAN), record, order_of(DepartmentId("33001/KHONG"))))
    assert told == "Còn thiếu: lines: không có khoa 33001/KHONG"
    await refusal(Malformed, orders.place(stack.by(LAN), record, replace(order_of(), diagnosis="Sốt\x00")))
    nowhere = RecordId(id_of("record", "nowhere"))
    await refusal(NotFound, orders.place(stack.by(LAN), nowhere, order_of()))
    assert not (await records.read(stack.by(LAN), record)).orders


async def test_samples_are_taken_rejected_and_taken_again(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack), LAB, LAB)
    await orders.sample(stack.by(MAI), order, (1, 2))
    told = await refusal(Incomplete, orders.reject_sample(stack.by(MAI), order, (2,), " "))
    assert told == "Còn thiếu: reason: cần nêu lý do"
    await orders.reject_sample(stack.by(MAI), order, (2,), "Mẫu tán huyết")
    assert await states(stack, order) == [LineState.SAMPLED, LineState.REJECTED]
    assert [(line.number, line.state) for line in await worklines(stack, order)] == [(1, LineState.SAMPLED), (2, LineState.REJECTED)]
    await orders.sample(stack.by(MAI), order, (2,))
    assert await states(stack, order) == [LineState.SAMPLED, LineState.SAMPLED]


async def worklines(stack: Stack, order: OrderId) -> list[WorkLine]:
    return [line for line in await orders.worklist(stack.by(THUY), 10_000) if line.order == order]


async def test_lines_are_moved_all_or_none(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack), LAB, LAB)
    await orders.cancel(stack.by(LAN), order, (1,), "Chỉ định nhầm")
    told = await refusal(WrongState, orders.cancel(stack.by(LAN), order, (1, 2), "Thôi"))
    assert told == "Trạng thái hiện tại không cho phép việc này. Hãy tải lại trang để xem trạng thái mới nhất."
    await refusal(NotFound, orders.sample(stack.by(MAI), order, (2, 9)))
    assert await states(stack, order) == [LineState.CANCELLED, LineState.ORDERED]
    await refusal(NotAllowed, orders.cancel(stack.by(MAI), order, (2,), "Không làm được"))
