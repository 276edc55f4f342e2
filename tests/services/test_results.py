"""Delivering results: repeated, changed, overlapping, malformed, late."""

from dataclasses import replace
from datetime import timedelta

from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, RequestReused, RequestTaken, WrongState
from domain.orders import LineState
from domain.results import Flag, Value
from services import orders, results, signatures
from tests.care import closed, completed, delivered, glucose, opened, ordered, refusal, sign
from tests.people import HIS, HUNG, LAB, LAN, LIS, MAI, NAM
from tests.stack import Stack


async def test_a_repeated_delivery_changes_nothing(stack: Stack) -> None:
    record = await opened(stack)
    order = await ordered(stack, record)
    sheet = glucose(stack)
    first = await results.deliver(stack.by(LIS, "lis-77"), order, sheet)
    await sign(stack, MAI, first[0])
    assert await results.deliver(stack.by(LIS, "lis-77"), order, sheet) == first
    view = await signatures.read(stack.by(MAI), first[0])
    assert (len(view.versions), len(view.newest.chain.signatures)) == (1, 1)


async def test_another_body_under_the_same_id_is_refused(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack))
    sheet = glucose(stack)
    document, _ = await results.deliver(stack.by(LIS, "lis-78"), order, sheet)
    told = await refusal(RequestReused, results.deliver(stack.by(LIS, "lis-78"), order, glucose(stack, "6,1")))
    assert told == "Mã yêu cầu này đã dùng cho nội dung khác. Nội dung mới cần mã mới."
    told = await refusal(RequestTaken, results.deliver(stack.by(HIS, "lis-78"), order, sheet))
    assert told == "Mã yêu cầu này đã được người khác dùng. Hãy gửi lại với mã mới."
    assert len((await signatures.read(stack.by(MAI), document)).versions) == 1


async def test_sheets_do_not_overlap_and_rejected_samples_have_no_result(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack), LAB, LAB, LAB)
    await results.deliver(stack.by(LIS), order, glucose(stack))
    both = replace(glucose(stack), lines=(1, 2))
    told = await refusal(Incomplete, results.deliver(stack.by(LIS), order, both))
    assert told == "Còn thiếu: lines: phiếu khác đã trả lời dòng 1"
    await orders.sample(stack.by(MAI), order, (2,))
    await orders.reject_sample(stack.by(MAI), order, (2,), "Mẫu tán huyết")
    await refusal(WrongState, results.deliver(stack.by(LIS), order, glucose(stack, line=2)))
    await refusal(NotFound, results.deliver(stack.by(LIS), order, glucose(stack, line=7)))
    assert (await orders.read(stack.by(LAN), order)).lines[0].state is LineState.RESULTED


async def test_a_malformed_result_names_every_fault(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack))
    good = glucose(stack)
    wrong = replace(good, values=(Value(4, "Glucose máu", "7,9"),), resulted_at=stack.clock() + timedelta(hours=1))
    told = await refusal(Malformed, results.deliver(stack.by(LIS), order, wrong))
    assert told == "Dữ liệu chưa đúng: values: “Glucose máu” trả lời dòng 4 không có trong phiếu; resulted_at: thời điểm ở tương lai"
    for sheet in (
        replace(good, lines=()),
        replace(good, values=()),
        replace(good, sampled_at=good.resulted_at, received_at=good.sampled_at),
        replace(good, conclusion="Bình thường\x00"),
    ):
        await refusal(Malformed, results.deliver(stack.by(LIS), order, sheet))


async def test_a_flag_that_says_the_other_side_of_its_range_is_refused(stack: Stack) -> None:
    """The ward reads it before anybody signs; else the laboratory may know bounds that the printed range does not show."""
    order = await ordered(stack, await opened(stack))
    for value, flag, said in (("7,9", Flag.LOW, "cao hơn"), ("2,1", Flag.HIGH, "thấp hơn")):
        wrong = replace(glucose(stack), values=(Value(1, "Glucose máu", value, "mmol/L", "3,9 – 6,4", flag),))
        told = await refusal(Malformed, results.deliver(stack.by(LIS), order, wrong))
        assert told == f"Dữ liệu chưa đúng: values: “Glucose máu”: giá trị {said} khoảng tham chiếu, hãy chọn lại nhận định"
    known = (("5,1", Flag.CRITICAL), ("5,1", Flag.HIGH), ("7,9", Flag.NORMAL))
    values = tuple(Value(1, f"Glucose máu {n}", value, "mmol/L", "3,9 – 6,4", flag) for n, (value, flag) in enumerate(known))
    await results.deliver(stack.by(LIS), order, replace(glucose(stack), values=values))


async def test_only_a_technician_of_the_facility_performed_it(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack))
    await refusal(Incomplete, results.deliver(stack.by(LIS), order, glucose(stack, performer=LAN)))
    await refusal(NotAllowed, results.deliver(stack.by(NAM), order, glucose(stack)))


async def test_the_ordering_doctor_alone_acknowledges_a_final_result(stack: Stack) -> None:
    _, order, seen = await delivered(stack)
    told = await refusal(Incomplete, results.acknowledge(stack.by(LAN), seen.document))
    assert told == "Còn thiếu: kết quả chưa hoàn tất hoặc đã được xác nhận"
    _, order, document = await completed(stack)
    await refusal(NotAllowed, results.acknowledge(stack.by(MAI), document))
    await results.acknowledge(stack.by(LAN, "đã-xem"), document)
    await results.acknowledge(stack.by(LAN, "đã-xem"), document)
    assert not (await orders.read(stack.by(LAN), order)).unacknowledged
    await refusal(Incomplete, results.acknowledge(stack.by(LAN), document))


async def test_a_new_version_of_a_final_result_shows_as_replacing_it(stack: Stack) -> None:
    _, order, document = await completed(stack)
    told = await refusal(Malformed, results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note=" ")))
    assert told == "Dữ liệu chưa đúng: note: bản trước đã trả, nêu lý do sửa"
    assert (await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Nhầm mẫu")))[1] == 2
    first, second = (await signatures.read(stack.by(MAI), document)).versions
    assert first.chain.complete
    assert second.state == "waiting"
    found = await orders.read(stack.by(LAN), order)
    assert (found.lines[0].state, found.sheets[0].complete_at) == (LineState.RESULTED, None)


async def test_a_late_result_is_refused_once_the_record_was_received(stack: Stack) -> None:
    record, order, _ = await completed(stack)
    closing = await closed(stack, record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    told = await refusal(WrongState, results.deliver(stack.by(LIS), order, glucose(stack, "6,1")))
    assert told == "Trạng thái hiện tại không cho phép việc này. Hãy tải lại trang để xem trạng thái mới nhất."
