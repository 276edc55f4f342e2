"""A record's life on pages: opened, ordered, resulted, refused, signed, closed."""

import re
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from domain.clock import VIETNAM, clock_time
from domain.names import RecordId
from domain.roles import Role
from services import records
from store.tables.records import RecordRow
from tests.care import newcomer, until
from tests.people import DUC, HUNG, LAB, LAN, MAI, NAM, OUTSIDE, PHUC, PLANNING, THUY, WARD
from tests.stack import Stack
from tests.web.desk import Desk, desk

PATIENT = {
    "citizen_id": "033058001234",
    "patient": "Đặng Văn Hỷ",
    "birth": "1958-09-02",
    "sex": "male",
    "kind": "inpatient",
    "department": WARD,
    "doctor": str(LAN.id),
    "reason": "Mệt, phù hai chân",
    "diagnosis": "Suy thận mạn",
}


async def opened(here: Desk, code: str) -> str:
    """A record opened by the person at this desk; gives its address."""
    await here.send("/records", PATIENT | {"code": code})
    assert here.status == 200, here.told()
    return here.address


async def ordered(here: Desk, record: str) -> str:
    fields = {"service-1": "Kali máu", "department-1": LAB, "diagnosis": "Suy thận mạn"}
    await here.send(f"{record}/orders", fields)
    assert here.address.startswith("/orders/"), here.told()
    return here.address


async def delivered(here: Desk, order: str, value: str, stack: Stack, note: str = "") -> tuple[str, int]:
    """A potassium typed by the technician; gives document and version."""
    now = stack.clock().astimezone(VIETNAM)
    times = {
        name: (now - timedelta(minutes=ago)).strftime("%Y-%m-%dT%H:%M")
        for name, ago in (("sampled_at", 30), ("received_at", 20), ("resulted_at", 5))
    }
    values = {"name-1": "Kali", "value-1": value, "unit-1": "mmol/L", "reference-1": "3,5 – 5,0", "flag-1": "H"}
    await here.send(f"{order}/results", times | values | {"line": "1", "note": note})
    assert here.address.startswith("/documents/"), here.told()
    _, _, document, version = here.address.split("/")
    return document, int(version)


async def test_from_opening_to_the_closing_sheet(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai, desk(stack, DUC) as duc, desk(stack, THUY) as thuy:
        record = await opened(lan, "WEB-0001")
        assert "Đặng Văn Hỷ" in lan.page
        order = await ordered(lan, record)

        await mai.open("/worklist")
        assert "Kali máu" in mai.page
        await mai.send(f"{order}/samples", {"line": "1"})
        assert "đã lấy mẫu" in mai.page
        document, version = await delivered(mai, order, "6,9", stack)
        assert version == 1
        await mai.sign(document, 1)

        await lan.open(record)
        assert "chưa ký đủ" in lan.page, "care staff see an unfinished result at once"

        await duc.open(f"/inbox/{document}/1")
        assert "1 giá trị bất thường trong 1" in duc.page
        read = duc.hidden("read")
        await duc.send(f"/documents/{document}/1/refusal", {"read": read, "reason": ""})
        assert duc.status == 409
        await duc.send(f"/documents/{document}/1/refusal", {"read": read, "reason": "Mẫu tan máu, lấy lại"})
        assert "bị từ chối" in duc.page

        await mai.open(f"{order}/results/new")
        assert "Mẫu tan máu, lấy lại" in mai.page
        document, version = await delivered(mai, order, "5,8", stack, "Mẫu lấy lại")
        assert version == 2
        for here in (mai, duc, thuy):
            await here.sign(document, 2)
            assert here.status == 200, here.told()
        assert "<del>6,9</del> <ins>5,8</ins>" in thuy.page

        await lan.open(f"/documents/{document}")
        assert "Xác nhận đã xem kết quả" in lan.page
        await lan.send(f"/documents/{document}/2/acknowledgement", {})
        assert "Xác nhận đã xem kết quả" not in lan.page.split("timeline")[0]

        await _leaves(lan, record, order, document, stack)


async def _leaves(lan: Desk, record: str, order: str, document: str, stack: Stack) -> None:
    await lan.send(f"{record}/discharge", {"outcome": "improved", "diagnosis": "", "summary": ""})
    assert lan.status == 422
    assert "Cần điền" in lan.page
    await lan.send(f"{record}/discharge", {"outcome": "improved", "diagnosis": "Suy thận mạn", "summary": "Đã ổn định"})
    assert "đã ra viện" in lan.page
    await lan.send(f"{record}/closing", {})
    assert lan.status == 409, "the order sheet is not signed yet"
    assert "Phiếu chỉ định" in lan.told()

    await lan.open(order)
    sheet = re.search(r'href="/documents/([0-9a-f-]+)"', lan.page)
    assert sheet
    await lan.sign(sheet[1], 1)
    await lan.send(f"{record}/closing", {})
    assert lan.address.startswith("/documents/"), lan.told()
    closing = lan.address.rsplit("/", 1)[1]
    async with desk(stack, HUNG) as hung, desk(stack, NAM) as nam:
        for here in (lan, hung, nam):
            await here.sign(closing, 1)
            assert here.status == 200, here.told()
        await until(lambda: nam.open(record), lambda page: "đã lưu trữ" in page or "đã tiếp nhận" in page)


async def test_a_stranger_s_ward_does_not_reach_the_record(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, PHUC) as phuc:
        record = await opened(lan, "WEB-0002")
        await phuc.open(record)
        assert phuc.status == 403
        assert "ngoài phạm vi" in phuc.page
        assert "Đặng Văn Hỷ" not in phuc.page


async def test_a_place_in_the_list_that_no_page_made_is_its_beginning(stack: Stack) -> None:
    """As in the inbox: a garbled address is no page that does not exist."""
    async with desk(stack, LAN) as lan:
        await opened(lan, "WEB-0091")
        for garbled in ("xx", "xx/yy", "2026-11-21T08:00:00/00000000-0000-5000-8000-000000000000", "9999-99-99/1"):
            await lan.open(f"/records?before={garbled}")
            assert lan.status == 200, garbled
            assert "WEB-0091" in lan.page


async def test_a_wrong_birthday_is_told_at_its_field(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await lan.send("/records", PATIENT | {"code": "WEB-0003", "birth": "2058-09-02", "citizen_id": "123"})
        assert lan.status == 422
        assert "Ngày sinh ở tương lai" in lan.page
        assert "Số định danh cá nhân gồm 12 chữ số" in lan.page
        assert 'value="123"' in lan.page, "what was typed is kept"
        assert 'aria-describedby="birth-wrong' in lan.page


async def test_nothing_is_preset_and_what_is_not_chosen_is_told(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await lan.open("/records/new")
        for name in ("department", "doctor", "sex", "kind"):
            field = re.search(rf'<select id="{name}".*?</select>', lan.page, re.DOTALL)
            assert field
            assert '<option value="">Chọn</option>' in field[0]
            assert ("required" in field[0], "selected" in field[0]) == (True, False)
        assert PLANNING not in lan.page, "nobody treats there"
        assert f'value="{WARD}"' in lan.page
        await lan.send("/records", PATIENT | {"code": "WEB-0008", "department": "", "doctor": "", "sex": ""})
        assert lan.status == 422
        assert all(f"Chọn {what}" in lan.page for what in ("giới tính", "khoa điều trị", "bác sĩ điều trị"))
        await lan.send("/records", PATIENT | {"code": "WEB-0008", "department": OUTSIDE})
        assert lan.status == 409
        assert 'aria-describedby="doctor-wrong' in lan.page


async def test_who_opens_for_another_department_is_told_so(stack: Stack) -> None:
    """A nurse of another ward does not reach what was opened; the ward does."""
    nurse = await newcomer(stack, "dd.tiep", "Kim Thị Tiếp", Role.NURSE, department=OUTSIDE)
    async with desk(stack, nurse) as here, desk(stack, LAN) as lan:
        await here.send("/records", PATIENT | {"code": "WEB-0009"})
        assert (here.status, here.address) == (200, "/records")
        assert "Đã mở hồ sơ." in here.page
        assert "WEB-0009" not in here.page
        assert "WEB-0009" in await lan.open("/records")


async def test_a_second_click_is_the_same_order(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0004")
        fields = {"service-1": "Công thức máu", "department-1": LAB, "diagnosis": "Theo dõi"}
        await lan.send(f"{record}/orders", fields, "click-1")
        first = lan.address
        await lan.send(f"{record}/orders", fields, "click-1")
        assert lan.address == first
        await lan.send(f"{record}/orders", fields | {"service-1": "Đông máu"}, "click-1")
        assert lan.status == 409


async def test_when_the_patient_came_is_corrected_on_a_page_that_keeps_both(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-NV-1")
        assert f'href="{record}/admission"' in lan.page
        seen = await records.read(stack.by(LAN), RecordId(UUID(record.split("/")[2])))
        before = clock_time(seen.page.record.opened_at)
        came = stack.clock() - timedelta(days=10)
        typed = came.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
        await lan.send(f"{record}/admission", {"admitted_at": "1900-01-01T08:00", "reason": ""})
        assert (lan.status, "Trước ngày sinh của người bệnh" in lan.page, "Cần nêu lý do" in lan.page) == (422, True, True)
        await lan.send(f"{record}/admission", {"admitted_at": typed, "reason": "Mở hồ sơ muộn"})
        assert lan.address == record, lan.told()
        assert f"{before} → {clock_time(came)}" in lan.page


async def test_a_record_says_its_kind_and_until_when_it_is_to_be_complete(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        record = await opened(lan, "WEB-0921")
        assert ("Nội trú" in lan.page, "Hạn hoàn thiện" in lan.page) == (True, False)
        await lan.send(f"{record}/discharge", {"outcome": "recovered", "diagnosis": "Ổn định", "summary": "Lọc máu chu kỳ"})
        assert ("Hạn hoàn thiện" in lan.page, "quá hạn" in lan.page) == (True, False)
        await nam.open("/records?q=WEB-0921")
        assert "Hoàn thiện trước" in nam.page
        async with stack.sessions.begin() as session:
            due = stack.clock() - timedelta(hours=3, minutes=5)
            await session.execute(update(RecordRow).where(RecordRow.code == "WEB-0921").values(complete_by=due))
        await lan.open(record)
        await nam.open("/records?q=WEB-0921")
        assert ("quá hạn 3 giờ" in lan.page, "quá hạn 3 giờ" in nam.page) == (True, True)


async def test_a_visit_is_ended_from_its_page(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await lan.send("/records", PATIENT | {"code": "WEB-0922", "kind": "visit"})
        record = lan.address
        await lan.send(f"{record}/discharge", {"outcome": "recovered", "diagnosis": "Cảm lạnh", "summary": "Nghỉ ngơi"})
        assert ("Kết thúc lượt khám" in lan.page, "Lập tổng kết bệnh án" in lan.page) == (True, False)
        await lan.send(f"{record}/closing", {})
        assert (lan.status, lan.address) == (200, record)
        assert "Kết thúc lượt khám" not in lan.page


async def test_the_records_office_returns_a_record_with_what_it_lacks_and_each_mends_theirs(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, HUNG) as hung, desk(stack, NAM) as nam:
        record = await opened(lan, "WEB-0923")
        await lan.send(f"{record}/discharge", {"outcome": "recovered", "diagnosis": "Ổn định", "summary": "Lọc máu chu kỳ"})
        await lan.send(f"{record}/closing", {})
        closing = lan.address.removeprefix("/documents/")
        for one in (lan, hung):
            await one.sign(closing, 1)
        await hung.open(f"/documents/{closing}/1")
        await nam.open(f"/documents/{closing}/1")
        assert "Điều phải bổ sung" in nam.page
        refusal = {"read": nam.hidden("read"), "reason": "Chưa đủ", "lacks-1": "Thiếu giấy ra viện", "mender-2": str(HUNG.id)}
        await nam.send(f"/documents/{closing}/1/refusal", refusal)
        assert nam.status == 422
        for told in ("mender-1", "due-1", "lacks-2", "due-2"):
            assert f'id="{told}-wrong"' in nam.page, told
        assert "Dòng 1, chọn người bổ sung" in nam.page
        assert 'value="Thiếu giấy ra viện"' in nam.page
        due, past = ((stack.clock() + timedelta(days=n)).astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M") for n in (2, -2))
        whole = refusal | {"mender-1": str(LAN.id), "due-1": due, "mender-2": ""}
        later = {f"{name}-3": whole[f"{name}-1"] for name in ("lacks", "mender")} | {"due-3": past}
        await nam.send(f"/documents/{closing}/1/refusal", whole | later)
        assert (nam.status, "hortcomings[" in nam.page) == (422, False), "in the words of the page"
        assert '<a href="#due-3">Hạn bổ sung phải ở tương lai</a>' in nam.page
        assert 'id="due-3-wrong"' in nam.page
        await nam.send(f"/documents/{closing}/1/refusal", whole)
        assert "bị từ chối" in nam.page, nam.told()
        await lan.open("/")
        assert ("Bổ sung hồ sơ bị trả lại" in lan.page, "Thiếu giấy ra viện" in lan.page) == (True, True)
        await hung.open(record)
        assert "Đã bổ sung</button>" in hung.page, "the head of the ward may say so too"
        await nam.open(record)
        assert ("Thiếu giấy ra viện" in nam.page, "Đã bổ sung</button>" in nam.page) == (True, False)
        await lan.open(record)
        address = re.search(rf'action="({record}/shortcomings/[^"]+)"', lan.page)
        assert address
        await lan.send(address[1], {})
        assert (lan.address, "đã bổ sung" in lan.page) == (record, True)


async def test_nobody_is_entrusted_with_nothing_said(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0924")
        await lan.send(f"{record}/doctor", {"doctor": "", "reason": ""})
        assert lan.status == 422
        for told in ('<a href="#doctor">', '<a href="#reason">'):
            assert told in lan.page


async def test_the_page_of_a_record_that_moved_says_from_where_to_where(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, PHUC) as phuc:
        record = await opened(lan, "WEB-0925")
        now = stack.clock().astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
        said = {"from": "Nội", "to": "Hồi sức", "reason": "Theo dõi", "diagnosis": "Suy thận mạn", "condition": "Ổn định"}
        await lan.send(f"{record}/sheets", said | {"form": "handover-sheet", "acted_at": now, "receiver": str(PHUC.id)})
        document = lan.address.split("/")[2]
        for one in (lan, phuc):
            await one.sign(document, 1)
        for one in (phuc, lan):
            await one.open(record)
            assert (one.status, "Chuyển khoa điều trị" in one.page, "Khoa Nội tổng hợp → " in one.page) == (200, True, True)
