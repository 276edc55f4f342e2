"""Courses on pages: planned, attendance drawn up and signed, called off; degrees entered."""

import re
from datetime import timedelta
from html import unescape

from domain.clock import day
from tests.preparing import hospital
from tests.stack import Stack
from tests.web.desk import desk

PDF = b"%PDF-1.7\n%%EOF\n"


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


async def test_attendance_is_signed_on_site(stack: Stack) -> None:
    of = await hospital(stack, "wco1")
    track, today = f"/tracks/{of.there.track}", day(stack.clock())
    async with desk(stack, of.administrator) as anh, desk(stack, of.technician) as sen, desk(stack, of.there.officer) as tam:
        await tam.open(f"{track}/training")
        assert "đã ký điểm danh 0/3, cần 100 %" in words(tam.page)
        assert "Lập lớp tập huấn" not in tam.page
        await anh.send(f"{track}/courses", {"title": " ", "line": "", "day": today.isoformat(), "place": "", "trainer": ""})
        assert (anh.status, "Tên lớp: ghi tên lớp" in anh.told(), "Địa điểm: ghi địa điểm" in anh.told()) == (422, True, True)
        said = {"title": "Sử dụng bệnh án điện tử", "line": "clinicians", "place": "Hội trường", "trainer": "Phòng CNTT"}
        await anh.send(f"{track}/courses", said | {"day": today.isoformat()})
        here = anh.address
        await sen.open("/")
        assert "được mời dự tập huấn" in words(sen.page)
        await sen.open(here)
        assert "Lập bảng điểm danh" not in sen.page
        await anh.send(f"{here}/attendance", {})
        assert (anh.status, "họn ít nhất một người" in anh.told()) == (422, True)
        await anh.send(f"{here}/attendance", {"present": [str(of.technician.id), str(of.doctor.id)]})
        assert "có mặt, chưa ký" in words(anh.page)
        sheet = re.search(r'href="/documents/([0-9a-f-]{36})"', anh.page)
        assert sheet
        await sen.sign(sheet[1], 1)
        await anh.open(here)
        assert "đã ký điểm danh" in words(anh.page)
        await anh.open(f"{track}/training")
        assert "đã ký điểm danh 1/3" in words(anh.page)
        await anh.send(f"{track}/courses", said | {"day": (today + timedelta(days=9)).isoformat()})
        await anh.send(f"{anh.address}/ending", {"reason": "Giảng viên bận"})
        assert "Đã hủy: Giảng viên bận" in words(anh.page)


async def test_a_degree_is_entered_with_its_paper(stack: Stack) -> None:
    of = await hospital(stack, "wco2")
    register = f"/tracks/{of.there.track}/training"
    async with desk(stack, of.administrator) as anh:
        await anh.send(f"/tracks/{of.there.track}/qualifications", {"person": "", "paper_day": ""})
        assert (anh.status, "Người: chọn người" in anh.told()) == (422, True)
        said = {"person": str(of.it_officer.id), "degree": "college", "discipline": "it", "words": "Tin học ứng dụng"}
        paper = {"paper_number": "B-12", "paper_day": "2019-06-30", "paper_issuer": "Cao đẳng FPT"}
        files = {"file": ("Bằng.pdf", PDF, "application/pdf")}
        await anh.send(f"/tracks/{of.there.track}/qualifications", said | paper, files=files)
        assert anh.address == register
        assert "có 1, cần ít nhất 1" in words(anh.page)
        assert "Bằng.pdf" in anh.page
