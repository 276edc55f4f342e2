"""An outage on pages: declared, ended, what was written on paper entered with its mark, every record confirmed."""

import re
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

from domain.clock import VIETNAM
from domain.names import OutageId
from domain.records import RecordState
from services import outages, records
from tests.care import BETTER, patient, sign, until
from tests.outages import Ward, down, treated, ward
from tests.people import HUNG, KHANH, LAN, MAI, NAM, OANH, WARD, YEN
from tests.services.test_downtime import text
from tests.stack import Stack
from tests.web.desk import Desk, desk

HOUR = timedelta(hours=1)


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def typed(at: datetime) -> str:
    return at.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")


async def declared(stack: Stack, one: Desk, of: Ward, start: float = 3, end: float | None = 1) -> str:
    """By the officer; gives its address."""
    now = stack.clock()
    fields = {
        "started_at": typed(now - start * HOUR),
        "ended_at": "" if end is None else typed(now - end * HOUR),
        "reason": "Hỏng mạng nội bộ",
        "departments": of.department,
    }
    await one.send("/outages", fields)
    assert one.status == 200, one.told()
    return one.address


async def test_it_is_declared_ended_and_corrected(stack: Stack) -> None:
    here = await ward(stack, "tr-khai")
    async with desk(stack, KHANH) as khanh, desk(stack, LAN) as lan, desk(stack, OANH) as oanh:
        for one in (khanh, lan):
            await one.open("/")
            assert 'href="/outages"' in one.page
        await oanh.open("/outages")
        assert oanh.status == 403
        await lan.open("/outages")
        assert (lan.status, "/outages/new" in lan.page) == (200, False)
        await lan.open("/outages/new")
        assert lan.status == 403
        await khanh.open("/outages/new")
        assert "Khai báo gián đoạn" in khanh.page
        ahead = {"started_at": typed(stack.clock() + 5 * HOUR), "reason": " ", "departments": here.department}
        await khanh.send("/outages", ahead)
        assert (khanh.status, "Bắt đầu lúc: ở tương lai" in khanh.told(), "Lý do: ghi lý do" in khanh.told()) == (422, True, True), (
            khanh.told()
        )
        assert f'value="{here.department}" checked' in khanh.page, "what was ticked is kept"
        await khanh.send("/outages", {"started_at": "hôm qua", "reason": "Mất điện"})
        assert (khanh.status, "chọn ngày và giờ" in khanh.page) == (422, True)

        address = await declared(stack, khanh, here, 2, None)
        assert "đang gián đoạn" in words(khanh.page)
        assert "“Hỏng mạng nội bộ”" in khanh.page
        await lan.open(address)
        assert (lan.status, "Kết thúc gián đoạn" in lan.page, "Sửa giờ" in lan.page) == (200, False, False)
        await khanh.send(f"{address}/ending", {"until": typed(stack.clock() + HOUR)})
        assert (khanh.status, "ở tương lai" in khanh.page) == (422, True)
        await khanh.send(f"{address}/ending", {"until": typed(stack.clock())})
        assert (khanh.status, "đã kết thúc" in words(khanh.page)) == (200, True)
        await khanh.send(f"{address}/times", {"started_at": typed(stack.clock() - 3 * HOUR), "ended_at": typed(stack.clock() - 2 * HOUR)})
        assert "Sửa giờ gián đoạn" in words(khanh.page)
        await khanh.send(f"{address}/withdrawal", {"reason": ""})
        assert (khanh.status, "Lý do rút lại: ghi lý do" in khanh.told()) == (422, True)
        await khanh.send(f"{address}/withdrawal", {"reason": "Khai nhầm khoa"})
        assert "Đã rút lại: “Khai nhầm khoa”" in unescape(khanh.page)
        await khanh.open("/outages")
        assert here.department not in khanh.page
        assert "đã rút lại" in words(khanh.page)


async def test_what_was_done_in_it_is_marked_by_itself_and_confirmed(stack: Stack) -> None:
    here = await ward(stack, "tr-nhập")
    record, other = await treated(stack, here, "92-0001"), await treated(stack, here, "92-0002")
    async with desk(stack, KHANH) as khanh, desk(stack, here.doctor) as doctor, desk(stack, here.head) as head, desk(stack, NAM) as nam:
        address = await declared(stack, khanh, here)
        assert ("92-0001" in khanh.page, f"/records/{record}" in khanh.page) == (True, False), "the code, and no patient"
        await doctor.open("/")
        assert "Xác nhận đã nhập đủ 2 hồ sơ sau gián đoạn" in words(doctor.page)
        await doctor.open(f"/records/{record}")
        assert f'href="{address}"' in doctor.page, "among what is missing"

        await doctor.open(f"/records/{record}/sheets/new?form=scanned-sheet")
        assert re.search(r"Sự cố \(mã hoặc thời gian\)[^.]{0,40}nếu có", words(doctor.page)), "the mark says it"
        await doctor.open(f"/records/{record}/sheets/new?form=treatment-sheet")
        assert re.search(r'<option value="auto" selected>Theo thời điểm thực hiện', doctor.page)
        entry = {"form": "treatment-sheet", "outage-mark": "auto", "progress": "Đỡ mệt", "orders": "Theo dõi"}
        await doctor.send(f"/records/{record}/sheets", entry | {"acted_at": typed(stack.clock() - 2 * HOUR)})
        assert (doctor.status, "Nhập bù sau gián đoạn từ" in words(doctor.page)) == (200, True), doctor.told()
        await doctor.send(f"/records/{record}/sheets", entry | {"acted_at": typed(stack.clock())})
        assert "Nhập bù sau gián đoạn từ" not in words(doctor.page), "what is done now is no back-entry"
        wrong = entry | {"acted_at": typed(stack.clock()), "outage-mark": address.rpartition("/")[2]}
        await doctor.send(f"/records/{record}/sheets", wrong)
        assert (doctor.status, "nằm ngoài gián đoạn" in doctor.told()) == (422, True)
        await doctor.open(f"/records/{record}")
        assert words(doctor.page).count("nhập bù sau gián đoạn") == 2, "in its line and in the timeline"

        await doctor.open(address)
        assert "Đã nhập đủ 1 phiếu" in words(doctor.page)
        assert "Không ghi gì trên giấy" in words(doctor.page)
        await doctor.send(f"{address}/back-entries/{other}", {"said": "entered"})
        assert (doctor.status, "Chưa có phiếu nhập bù nào" in doctor.told()) == (422, True), doctor.told()
        await doctor.send(f"{address}/back-entries/{record}", {"said": "entered"})
        assert (doctor.status, "chưa ký đủ; ký cho đủ" in doctor.told()) == (409, True), doctor.told()
        for document, _ in (await records.read(stack.by(here.doctor), record)).marks:
            await sign(stack, here.doctor, document)
        await doctor.send(f"{address}/back-entries/{record}", {"said": "entered"})
        assert f"{here.doctor.name}" in doctor.page
        await head.open(address)
        await head.send(f"{address}/back-entries/{other}", {"said": "nothing"})
        assert "Xác nhận đã nhập đủ (còn" not in words(head.page)
        await nam.open(address)
        assert words(nam.page).count("đã xác nhận nhập đủ") == 2
        await khanh.open("/outages")
        assert "đã xác nhận nhập đủ" in words(khanh.page)


async def test_an_overdue_one_says_so_to_the_head_and_the_offices(stack: Stack) -> None:
    here = await ward(stack, "tr-trễ")
    await treated(stack, here, "92-0011")
    async with desk(stack, KHANH) as khanh, desk(stack, here.head) as head, desk(stack, YEN) as yen:
        address = await declared(stack, khanh, here)
        stack.clock.ahead = 30 * HOUR
        for one, who in ((head, here.head), (yen, YEN)):
            await one.sign_in(who)
            await one.open("/outages")
            assert "quá hạn xác nhận nhập đủ" in words(one.page)
            await one.open(address)
            assert "quá hạn xác nhận nhập đủ" in words(one.page)
        assert ("Không ghi gì trên giấy" in head.page, "Không ghi gì trên giấy" in yen.page) == (True, False)


async def test_while_one_runs_or_comes_other_pages_say_so(stack: Stack) -> None:
    here, elsewhere = await ward(stack, "tr-báo"), await ward(stack, "tr-khác")
    async with desk(stack, KHANH) as khanh, desk(stack, here.doctor) as mine, desk(stack, elsewhere.doctor) as other:
        address = await declared(stack, khanh, here, end=None)
        for path in ("/", "/records"):
            await mine.open(path)
            assert "Hệ thống đang gián đoạn" in mine.page
            assert f'href="{address}"' in mine.page
            await other.open(path)
            assert address not in other.page, "it does not concern them"
        await outages.end(stack.by(KHANH), OutageId(UUID(address.rpartition("/")[2])))
        now = stack.clock()
        await down(stack, here, started_at=now + 30 * HOUR, ended_at=now + 32 * HOUR, planned=True)
        await mine.open("/")
        assert not re.search("đang gián đoạn|sắp gián đoạn", mine.page)
        await down(stack, here, started_at=now + 20 * HOUR, ended_at=now + 22 * HOUR, planned=True)
        await mine.open("/")
        assert "Hệ thống sắp gián đoạn" in mine.page


async def test_packs_and_blanks_are_printed_from_a_page(stack: Stack) -> None:
    await records.open(stack.by(LAN), patient("92-0021"))
    async with desk(stack, LAN) as lan, desk(stack, KHANH) as khanh, desk(stack, HUNG) as hung:
        await lan.open("/downtime")
        assert re.search(r'name="forms" value="treatment-sheet" checked', lan.page), "the facility's choice"
        answer = await lan.client.get("/downtime/pack", params={"department": WARD, "forms": ["nursing-sheet"]})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        said = text(answer.content)
        assert ("BA-92-0021" in said, "PHIẾU CHĂM SÓC" in said, "TỜ ĐIỀU TRỊ" in said) == (True, True, False)
        assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''gian-doan-NOI.pdf"
        answer = await lan.client.get("/downtime/blanks", params={"forms": ["order"], "code": "BA-92-0021"})
        assert "BA-92-0021" in text(answer.content)
        await lan.open("/downtime/blanks?code=BA-khong&forms=order")
        assert (lan.status, "không có hồ sơ số BA-khong" in lan.told()) == (409, True)
        assert re.search(r'value="order" checked', lan.page), "what was ticked is kept"
        await lan.open("/downtime/blanks")
        assert (lan.status, "Chọn ít nhất một biểu mẫu" in lan.told()) == (422, True), lan.told()
        await hung.open(f"/downtime/pack?department={WARD}&day=hôm")
        assert (hung.status, "chọn ngày" in hung.page) == (422, True)
        await khanh.open("/downtime")
        assert (khanh.status, "/downtime/pack" in khanh.page, "Số hồ sơ" in khanh.page) == (200, False, False), (
            "no names for who runs machines"
        )
        answer = await khanh.client.get("/downtime/blanks", params={"forms": ["consent"]})
        assert "Biểu mẫu dùng khi hệ thống gián đoạn" in text(answer.content)


async def test_who_draws_up_nothing_confirms_nothing(stack: Stack) -> None:
    here = await ward(stack, "tr-kỹ")
    record = await treated(stack, here, "92-0031")
    async with desk(stack, KHANH) as khanh, desk(stack, MAI) as mai:
        address = await declared(stack, khanh, here)
        await mai.open(address)
        assert (mai.status, "92-0031" in mai.page) == (200, False), "another department's patients are not hers to see"
        await mai.send(f"{address}/back-entries/{record}", {"said": "nothing"})
        assert mai.status == 403


async def test_a_record_that_was_closed_already_says_what_an_outage_declared_later_leaves(stack: Stack) -> None:
    here = await ward(stack, "tr-xong")
    record = await treated(stack, here, "92-0041")
    stack.book.set_otherwise["archive_after_hours"] = 48
    try:
        await records.discharge(stack.by(here.doctor), record, BETTER)
        closing = await records.close(stack.by(here.doctor), record)
        assert closing
        for one in (here.doctor, here.head, NAM):
            await sign(stack, one, closing)
        await until(lambda: records.read(stack.by(NAM), record), lambda view: view.page.record.state is RecordState.RECEIVED)
        async with desk(stack, KHANH) as khanh, desk(stack, NAM) as nam:
            await nam.open(f"/records/{record}")
            assert "Chưa xác nhận đã nhập đủ" not in words(nam.page)
            address = await declared(stack, khanh, here)
            await nam.open(f"/records/{record}")
            assert "Chưa xác nhận đã nhập đủ sau gián đoạn hệ thống từ" in words(nam.page)
            assert f'href="{address}"' in nam.page
    finally:
        del stack.book.set_otherwise["archive_after_hours"]
