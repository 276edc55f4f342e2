"""Opening, discharging, closing, receiving or returning a record."""

from datetime import date, timedelta

import pytest

from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach, RequestReused, WrongState
from domain.faults import BOUND
from domain.names import DepartmentId, PersonId, RecordId, id_of
from domain.records import Admission, Discharge, Outcome, RecordState
from domain.roles import Role
from domain.sheets import NewSheet
from services import orders, records, sheets, signatures
from services.messages import said
from store.queries.search import RecordLine
from tests.care import BETTER, closed, completed, delivered, newcomer, opened, ordered, patient, refusal, reviewed, sign, until
from tests.people import HIS, HUNG, KHANH, LAN, LIS, MAI, NAM, OUTSIDE, PHUC, PIN, PLANNING, TAM
from tests.stack import Stack


async def test_a_repeated_opening_is_the_same_record(stack: Stack) -> None:
    first = await records.open(stack.by(LAN, "mở-1"), patient("27-0001"))
    assert await records.open(stack.by(LAN, "mở-1"), patient("27-0001")) == first
    await refusal(RequestReused, records.open(stack.by(LAN, "mở-1"), patient("27-0001", reason="Ho")))
    told = await refusal(Incomplete, records.open(stack.by(LAN), patient("27-0001")))
    assert told == "Còn thiếu: code: số hồ sơ BA-27-0001 đã có"


async def test_a_code_may_hold_what_parts_the_languages(stack: Stack) -> None:
    await records.open(stack.by(LAN), patient("27-0012", code="12 / 2026"))
    with pytest.raises(Incomplete) as no:
        await records.open(stack.by(LAN), patient("27-0012", code="12 / 2026"))
    vi, en = (half.replace(BOUND, " /") for half in said(no.value))
    assert (vi, en) == ("Còn thiếu: code: số hồ sơ 12 / 2026 đã có", "Missing: code: record 12 / 2026 is there already")


async def test_a_malformed_opening_names_every_fault(stack: Stack) -> None:
    wrong = patient("27-0002", citizen_id="12345", sex="nữ", birth=date(2100, 1, 1), reason=" ")
    told = await refusal(Malformed, records.open(stack.by(LAN), wrong))
    assert told == (
        "Dữ liệu chưa đúng: reason: cần điền; citizen_id: số định danh cá nhân gồm 12 chữ số; "
        "sex: male, female hoặc unknown; birth: ngày sinh ở tương lai"
    )
    await refusal(Malformed, records.open(stack.by(LAN), patient("27-0002", citizen_id=None)))
    await refusal(Malformed, records.open(stack.by(LAN), patient("27-0002", patient="Hạnh\x00")))


async def test_the_department_and_the_doctor_are_this_facilitys(stack: Stack) -> None:
    told = await refusal(Incomplete, records.open(stack.by(LAN), patient("27-0003", department=DepartmentId("33001/KHONG"))))
    assert told == "Còn thiếu: department: không có khoa 33001/KHONG"
    await refusal(NotAllowed, records.open(stack.by(LAN), patient("27-0003", department=DepartmentId("33012/NOI"))))
    for nobody in (PersonId(id_of("person", "nobody")), MAI.id):
        told = await refusal(Incomplete, records.open(stack.by(LAN), patient("27-0003", doctor=nobody)))
        assert told == "Còn thiếu: doctor: không phải bác sĩ của khoa điều trị"


async def test_the_treating_doctor_is_of_the_treating_department(stack: Stack) -> None:
    """Else a record lies where nobody who treats reaches it."""
    told = await refusal(Incomplete, records.open(stack.by(LAN), patient("27-0008", department=PLANNING)))
    assert told == "Còn thiếu: doctor: không phải bác sĩ của khoa điều trị"
    await refusal(Incomplete, records.open(stack.by(HIS), patient("27-0008", department=OUTSIDE)))
    assert await records.open(stack.by(HIS), patient("27-0008", department=OUTSIDE, doctor=PHUC.id))
    nowhere = await newcomer(stack, "bs.toan", "Bế Văn Toàn", Role.DOCTOR)
    told = await refusal(Incomplete, records.open(stack.by(LAN), patient("27-0009", doctor=nowhere.id)))
    assert told.startswith("Còn thiếu: doctor: ")
    told = await refusal(Incomplete, records.open(stack.by(nowhere), patient("27-0009")))
    assert told.startswith("Còn thiếu: department: vị trí đang dùng không thuộc khoa nào")


async def test_who_may_open_and_discharge(stack: Stack) -> None:
    for one in (MAI, NAM, KHANH, TAM):
        await refusal(NotAllowed, records.open(stack.by(one), patient("27-0006")))
    record = await opened(stack)
    await refusal(OutOfReach, records.discharge(stack.by(PHUC), record, BETTER))
    await refusal(NotAllowed, records.discharge(stack.by(HUNG), record, BETTER))
    told = await refusal(WrongState, records.close(stack.by(LAN), record))
    assert told == "Trạng thái hiện tại không cho phép việc này. Hãy tải lại trang để xem trạng thái mới nhất."
    await records.discharge(stack.by(LAN, "ra-viện"), record, BETTER)
    assert (await records.discharge(stack.by(LAN, "ra-viện"), record, BETTER)).state is RecordState.DISCHARGED
    await refusal(WrongState, records.discharge(stack.by(LAN), record, BETTER))


async def test_closing_names_what_is_missing_and_who_owes_it(stack: Stack) -> None:
    record = await opened(stack)
    order = await ordered(stack, record)
    await records.discharge(stack.by(LAN), record, BETTER)
    told = await refusal(Incomplete, records.close(stack.by(LAN), record))
    assert told == (
        "Còn thiếu: Chỉ định chưa xong: Định lượng Glucose — Khoa Xét nghiệm; "
        "Văn bản chưa ký đủ: Phiếu chỉ định: Định lượng Glucose — Nguyễn Thị Lan"
    )
    sheet = (await records.read(stack.by(LAN), record)).orders[0].sheet.id
    seen = await reviewed(stack, LAN, sheet)
    await signatures.refuse(stack.by(LAN), seen, "Ghi nhầm chẩn đoán")
    told = await refusal(Incomplete, records.close(stack.by(LAN), record))
    assert told.endswith("Văn bản bị từ chối: Phiếu chỉ định: Định lượng Glucose — Nguyễn Thị Lan")
    await orders.cancel(stack.by(LAN), order, (1,), "Người bệnh xin về")
    assert await records.close(stack.by(LAN), record), "nobody owes the sheet of an order of which nothing is left"


async def test_an_unsigned_result_is_owed_by_the_laboratory(stack: Stack) -> None:
    record, _, seen = await delivered(stack)
    await records.discharge(stack.by(LAN), record, BETTER)
    missing = (await records.read(stack.by(LAN), record)).missing
    assert {(one.what, one.owed_by) for one in missing} == {
        ("line", "Khoa Xét nghiệm"),
        ("document", "Nguyễn Thị Lan"),
        ("document", "Lê Thị Mai"),
    }
    await sign(stack, MAI, seen.document)
    (approving,) = {owed for what, owed in await _owed(stack, record) if what.endswith("Glucose") and "Kết quả" in what}
    assert "Phạm Minh Đức" in approving.split(" hoặc "), "whoever is asked to sign now; others of the room may hold the post too"


async def test_a_refused_result_that_a_machine_brought_is_owed_by_the_head_of_the_laboratory(stack: Stack) -> None:
    record, _, seen = await delivered(stack)
    await signatures.refuse(stack.by(MAI), seen, "Sai mẫu bệnh phẩm")
    await records.discharge(stack.by(LAN), record, BETTER)
    owing = dict(await _owed(stack, record))
    assert [owed for what, owed in owing.items() if what.startswith("Văn bản bị từ chối")] == ["Trưởng khoa, Khoa Xét nghiệm"]
    assert LIS.name not in owing.values()


async def _owed(stack: Stack, record: RecordId) -> list[tuple[str, str]]:
    return [(one.title, one.owed_by) for one in (await records.read(stack.by(LAN), record)).missing]


async def test_the_records_office_returns_a_record_and_receives_it(stack: Stack) -> None:
    record, _, _ = await completed(stack)
    closing = await closed(stack, record)
    for one in (LAN, HUNG):
        await sign(stack, one, closing)
    faults = "Thiếu tờ điều trị ngày 02; sai mã bệnh chính"
    await signatures.refuse(stack.by(NAM), await reviewed(stack, NAM, closing), faults)
    assert (await records.read(stack.by(LAN), record)).page.record.state is RecordState.DISCHARGED
    assert (await signatures.read(stack.by(LAN), closing)).newest.ended_reason == faults

    assert await records.close(stack.by(LAN), record) == closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    kept = await until(lambda: records.read(stack.by(NAM), record), lambda view: view.page.record.state is RecordState.ARCHIVED)
    assert kept.page.record.received_at
    assert (await signatures.read(stack.by(NAM), closing)).newest.number == 2


async def test_a_discharge_that_ends_in_death_is_kept_longer(stack: Stack) -> None:
    """The retention class follows what the doctor states (TT 33/2025/TT-BYT)."""
    kept = []
    for outcome in (Outcome.RECOVERED, Outcome.DIED):
        record = await opened(stack)
        await records.discharge(stack.by(LAN), record, Discharge(outcome, "Viêm phổi", "Điều trị kháng sinh"))
        page = (await records.read(stack.by(LAN), record)).page
        assert page.keep_until
        assert (page.keep_until.month, page.keep_until.day) == (12, 31)
        kept.append(page.keep_until)
    assert kept[1] > kept[0]


async def test_records_are_found_by_name_without_marks_and_by_code(stack: Stack) -> None:
    await records.open(stack.by(LAN), patient("27-0007", patient="Đặng Thị Ánh Nguyệt"))
    for words in ("dang thi anh", "Ánh Nguyệt", "ba-27-0007", "BN-27-0007", "033170270007"):
        assert [line.code for line in await found(stack, words)] == ["BA-27-0007"], words
    assert not await found(stack, "100%")
    everything = await records.listing(stack.by(NAM), limit=3)
    last = everything[-1]
    following = await records.listing(stack.by(NAM), before=(last.opened_at, last.id), limit=3)
    assert not {line.id for line in everything} & {line.id for line in following}


async def found(stack: Stack, words: str) -> list[RecordLine]:
    return await records.listing(stack.by(NAM), words)


async def test_the_closing_sheet_asks_doctor_head_and_records_office(stack: Stack) -> None:
    record, _, _ = await completed(stack)
    closing = await closed(stack, record)
    view = await signatures.read(stack.by(LAN), closing)
    assert [step.title for step in view.newest.chain.steps] == [
        "Bác sĩ điều trị",
        "Trưởng khoa điều trị",
        "Người nhận hồ sơ (Phòng Kế hoạch tổng hợp)",
    ]
    assert [name for _, name in view.waits_for] == ["Nguyễn Thị Lan"]
    assert (await signatures.sign(stack.by(LAN), [await reviewed(stack, LAN, closing)], PIN))[0].signature


async def test_signs_that_mean_anything_to_the_database_mean_themselves(stack: Stack) -> None:
    await opened(stack)
    for words in ("%", "_", "BA_26", "\\"):
        assert not await records.listing(stack.by(LAN), words)


async def test_when_the_patient_came_is_told_anew_by_who_treats(stack: Stack) -> None:
    """Opened without a word, ten days late: else every true moment of those days would be refused."""
    record, came = await opened(stack), stack.clock() - timedelta(days=10)
    early = NewSheet("treatment-sheet", LAN.id, came + timedelta(hours=1), {"progress": "Vào khoa.", "orders": "Theo dõi."})
    assert "sớm hơn lúc vào viện" in await refusal(Malformed, sheets.write(stack.by(LAN), record, early))
    await refusal(OutOfReach, records.correct_admission(stack.by(PHUC), record, Admission(came, "Nhầm")))
    await refusal(NotAllowed, records.correct_admission(stack.by(MAI), record, Admission(came, "Nhầm")))
    for wrong in (Admission(came, " "), Admission(stack.clock() + timedelta(hours=1), "Nhầm"), Admission(came.replace(year=1960), "Nhầm")):
        await refusal(Malformed, records.correct_admission(stack.by(LAN), record, wrong))
    found = await records.correct_admission(stack.by(LAN, "vào-1"), record, Admission(came, "Mở hồ sơ muộn"))
    assert await records.correct_admission(stack.by(LAN, "vào-1"), record, Admission(came, "Mở hồ sơ muộn")) == found
    assert found.opened_at == came
    await sheets.write(stack.by(LAN), record, early)
    lines = [one for one in (await records.read(stack.by(LAN), record)).timeline if one.act == "record.correct_admission"]
    assert [one.facts["becomes"] for one in lines] == [came.isoformat()]
