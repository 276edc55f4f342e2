"""Imaging answers its order: a report by its own form, read and signed, told, acknowledged and replaced as a laboratory's result is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.errors import Incomplete, Malformed, NotAllowed
from domain.names import OrderId
from domain.orders import LineState, NewLine, NewOrder
from domain.results import NewReport
from domain.roles import Role
from services import errands, messages, orders, records, remaking, results, sheets, signatures
from tests.care import glucose, newcomer, opened, refusal, reviewed, sign
from tests.people import DUC, LAB, LAN, LIS, MAI, NAM, THUY
from tests.services.test_alarms import told
from tests.stack import Stack
from tests.web.desk import desk

UID = "1.2.840.113619.2.55.3.604688119.971.1763690000.467"


async def ordered(stack: Stack, *kinds: str) -> OrderId:
    lines = tuple(NewLine("", f"Dịch vụ {n}", LAB, kind) for n, kind in enumerate(kinds or ("imaging",), 1))
    return await orders.place(stack.by(LAN), await opened(stack), NewOrder(LAN.id, lines, "Theo dõi viêm phổi"))


def report(stack: Stack, accession: str, line: int = 1, /, **other: object) -> NewReport:
    said: dict[str, Any] = {
        "taken_at": (stack.clock() - timedelta(hours=1)).isoformat(),
        "modality": "DX",
        "region": "Ngực",
        "accession_number": accession,
        "study_uid": UID,
        "description": "Đám mờ thùy dưới phổi phải.",
        "conclusion": "Viêm phổi thùy dưới phổi phải.",
    }
    return NewReport((line,), MAI.id, said | other)


async def test_a_report_answers_its_line_and_its_reader_signs_after_the_technician(stack: Stack) -> None:
    order = await ordered(stack)
    document, version = await results.deliver(stack.by(LIS), order, report(stack, "CR-1"))
    view = await signatures.read(stack.by(LAN), document)
    data = view.newest.data or {}
    assert (version, view.document.form, data["service"], data["doctor"]) == (1, "imaging-result", "Dịch vụ 1", LAN.name)
    assert (data["accession_number"], data["study_uid"]) == ("CR-1", UID)
    await refusal(NotAllowed.__subclasses__()[0], sign(stack, DUC, document))
    for one in (MAI, DUC):
        await sign(stack, one, document)
    found = await orders.read(stack.by(LAN), order)
    assert (found.lines[0].state, found.lines[0].kind) == (LineState.APPROVED, "imaging")
    await results.acknowledge(stack.by(LAN), document)
    again = replace(report(stack, "CR-1", conclusion="Không thấy tổn thương."), note="Đọc nhầm phim")
    assert (await results.deliver(stack.by(LIS), order, again))[1] == 2, "the same number stays the sheet's own"


async def test_one_accession_number_belongs_to_one_sheet_of_the_facility(stack: Stack) -> None:
    await results.deliver(stack.by(LIS), await ordered(stack), report(stack, "CR-2"))
    other = await ordered(stack)
    told_so = await refusal(Malformed, results.deliver(stack.by(LIS), other, report(stack, "CR-2")))
    assert told_so.startswith("Dữ liệu chưa đúng: Số truy cập (accession number): phiếu khác của cơ sở đã dùng, xem lại")
    assert (await orders.read(stack.by(LAN), other)).sheets == (), "nothing is half done"
    await results.deliver(stack.by(LIS), other, report(stack, "CR-3"))


async def test_what_is_no_uid_lies_in_the_future_or_lacks_its_conclusion_is_refused(stack: Stack) -> None:
    order = await ordered(stack)
    for wrong, said in (
        ({"study_uid": "1.2.840.01"}, "phải là mã DICOM UID"),
        ({"study_uid": "2.25." + "9" * 64}, "phải là mã DICOM UID"),
        ({"taken_at": (stack.clock() + timedelta(hours=1)).isoformat()}, "ở tương lai"),
        ({"conclusion": " "}, "Kết luận: hãy điền"),
        ({"modality": "X-RAY"}, "Loại máy"),
        ({"taken_at": "08:00 21/11/1969"}, "Thời điểm chụp: trước ngày sinh"),
        ({"dose": "2 mSv"}, "biểu mẫu không có mục này"),
    ):
        assert said in await refusal(Malformed, results.deliver(stack.by(LIS), order, report(stack, "CR-4", **wrong)))
    late = {"taken_at": (stack.clock() + timedelta(hours=1)).isoformat(), "conclusion": "", "study_uid": "1.2.840.01"}
    told_so = await refusal(Malformed, results.deliver(stack.by(LIS), order, report(stack, "CR-4", **late)))
    assert all(one in told_so for one in ("Thời điểm chụp: thời điểm ở tương lai", "Kết luận: hãy điền", "UID")), "all at once"
    clerk = await refusal(Incomplete, results.deliver(stack.by(LIS), order, replace(report(stack, "CR-4"), performer=NAM.id)))
    assert clerk == "Còn thiếu: performer: không giữ chức danh lập phiếu này tại cơ sở"


async def test_every_fault_is_told_at_once(stack: Stack) -> None:
    """A moment in the future used to hide whatever else was wrong."""
    order, later = await ordered(stack), (stack.clock() + timedelta(hours=1)).isoformat()
    said = await refusal(Malformed, results.deliver(stack.by(LIS), order, report(stack, "CR-9", taken_at=later, conclusion="", dose="2")))
    for fault in ("Thời điểm chụp: thời điểm ở tương lai", "Kết luận: hãy điền", "dose: biểu mẫu không có mục này"):
        assert fault in said


async def test_each_kind_of_line_is_answered_by_its_own_form(stack: Stack) -> None:
    order = await ordered(stack, "laboratory", "imaging")
    for wrong in (glucose(stack, line=2), report(stack, "CR-5", 1), replace(report(stack, "CR-5"), lines=(1, 2))):
        with pytest.raises(Malformed) as no:
            await results.deliver(stack.by(LIS), order, wrong)
        vi, en = messages.said(no.value)
        assert "các dòng này trả lời bằng" in vi
        assert "(lab-result)" in en or "(imaging-result)" in en
    lab, _ = await results.deliver(stack.by(LIS), order, glucose(stack))
    film, _ = await results.deliver(stack.by(LIS), order, report(stack, "CR-5", 2))
    assert {one.document for one in (await orders.read(stack.by(LAN), order)).sheets} == {lab, film}
    assert "imaging-result" not in {one.code for one in sheets.forms(stack.by(MAI))}, "no second way beside the order"


async def test_a_dangerous_finding_is_told_at_once(stack: Stack) -> None:
    order = await ordered(stack)
    document, _ = await results.deliver(stack.by(LIS), order, report(stack, "CR-6", critical=True, conclusion="Tràn khí màng phổi áp lực."))
    assert await told(stack, LAN, document) == 1
    await results.know(stack.by(LAN), document)
    await refusal(Incomplete, results.know(stack.by(THUY), document))


async def test_a_doctor_who_reported_makes_it_again_from_the_inbox(stack: Stack) -> None:
    khue = await newcomer(stack, "bs.khue", "Bùi Minh Khuê", Role.DOCTOR, department=LAB, signs=True)
    order = await ordered(stack)
    document, _ = await results.deliver(stack.by(khue), order, replace(report(stack, "CR-12"), performer=khue.id))
    await sign(stack, khue, document)
    await signatures.refuse(stack.by(DUC), await reviewed(stack, DUC, document), "Sai phim")
    assert f"/documents/{document}" in [one.link for one in await errands.remakes(stack.by(khue))]
    view = await signatures.read(stack.by(khue), document)
    assert await remaking.order_of(stack.by(khue), view.document) == order
    assert await remaking.order_of(stack.by(LAN), view.document) is None, "another department performed it"


async def test_who_opens_a_result_is_noted_once(stack: Stack) -> None:
    order = await ordered(stack)
    document, _ = await results.deliver(stack.by(LIS), order, report(stack, "CR-13"))
    record = (await orders.read(stack.by(LAN), order)).record
    async with desk(stack, MAI) as mai:
        await mai.open(f"/documents/{document}")
        assert f"/orders/{order}/results/new?again={document}" in mai.page
    timeline = (await records.read(stack.by(LAN), record)).timeline
    assert [(one.act, one.subject) for one in timeline if one.person == MAI.name] == [("document.read", str(document))]
