"""An inspection visit on pages: planned from a track, recorded with the signed minutes, mended, accepted by another officer."""

import re
from datetime import timedelta
from html import unescape

from domain.clock import day
from tests.rollout import province
from tests.stack import Stack
from tests.web.desk import Desk, desk

PDF = b"%PDF-1.7\n%%EOF\n"


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


async def planned(tam: Desk, track: str, officer: object, on: str) -> str:
    """The address of a visit to two milestones."""
    typed = {"day": on, "subject": "Hạ tầng và mua sắm", "officer": [str(officer)], "others": "Nguyễn Văn Bình, Sở Tài chính\n"}
    await tam.send(f"{track}/visits", typed | {"milestone": ["3.1-1", "3.2-1"]})
    return tam.address


async def test_a_visit_is_planned_moved_and_recorded(stack: Stack) -> None:
    there = await province(stack, "kw1")
    track, today = f"/tracks/{there.track}", day(stack.clock())
    async with desk(stack, there.officer) as tam, desk(stack, there.administrator) as anh:
        await tam.open(track)
        assert f'href="{track}/visits/new"' in tam.page
        await tam.open(f"{track}/visits/new")
        assert re.search(rf'value="{there.officer.id}" checked', tam.page), "whoever plans goes along"
        await tam.send(f"{track}/visits", {"day": "", "subject": ""})
        assert (tam.status, "Ngày kiểm tra: chọn ngày" in tam.told()) == (422, True)
        await tam.send(f"{track}/visits", {"day": today.isoformat(), "subject": " "})
        assert "Nội dung kiểm tra: ghi nội dung kiểm tra" in tam.told()
        here = await planned(tam, track, there.officer.id, (today + timedelta(days=3)).isoformat())
        await tam.send(f"{here}/day", {"day": "2020-01-01", "reason": ""})
        assert "Lý do đổi ngày: ghi lý do" in tam.told()
        await tam.send(f"{here}/day", {"day": today.isoformat(), "reason": "Trùng lịch họp"})
        assert f"Kiểm tra ngày {today:%d/%m/%Y}" in words(tam.page)
        await anh.open(track)
        assert f'href="{here}"' in anh.page
        assert "/visits/new" not in anh.page
        await anh.open(here)
        assert "Nguyễn Văn Bình, Sở Tài chính" in words(anh.page)
        assert "Ghi biên bản kiểm tra" not in anh.page

        typed = {"number": "12/BB-SYT", "held_on": today.isoformat(), "conclusion": "Còn một việc", "verdict-3.1-1": "met"}
        await tam.send(f"{here}/minutes", typed | {"verdict-3.2-1": "not_met", "found-3.2-1": ""})
        assert (tam.status, "ghi điều chưa đạt" in tam.told(), "Biên bản đã ký (PDF): gửi kèm biên bản" in tam.told()) == (422, True, True)
        files = {"file": ("Biên bản 12.pdf", PDF, "application/pdf")}
        await tam.send(f"{here}/minutes", typed | {"verdict-3.2-1": "not_met", "found-3.2-1": "Thiếu nghiệm thu"}, files=files)
        assert "Biên bản 12/BB-SYT Còn một việc" in words(tam.page)
        assert "Thiếu nghiệm thu chưa giao việc khắc phục" in words(tam.page)
        await anh.open(here)
        file = re.search(rf'href="({track}/evidence/[0-9a-f]+)"', anh.page)
        assert file
        await anh.open(file[1])
        assert anh.status == 200


async def test_what_it_gives_to_mend_is_reported_sent_back_and_accepted(stack: Stack) -> None:
    there = await province(stack, "kw2")
    track, today = f"/tracks/{there.track}", day(stack.clock()).isoformat()
    async with desk(stack, there.officer) as tam, desk(stack, there.administrator) as anh:
        here = await planned(tam, track, there.officer.id, today)
        typed = {"number": "13/BB-SYT", "held_on": today, "conclusion": "Đạt", "verdict-3.1-1": "met", "verdict-3.2-1": "met"}
        await tam.send(f"{here}/minutes", typed, files={"file": ("Biên bản 13.pdf", PDF, "application/pdf")})
        await tam.send(f"{here}/remedies", {"what": " ", "due": today, "doer": "facility"})
        assert "Việc phải khắc phục: ghi việc phải khắc phục" in tam.told()
        await tam.send(f"{here}/remedies", {"what": "Bổ sung sơ đồ mạng", "due": today, "doer": "facility", "milestone": "3.1-1"})
        assert "1. Bổ sung sơ đồ mạng" in words(tam.page)
        await anh.open("/")
        assert "Khắc phục sau kiểm tra: 1 việc" in words(anh.page)
        await anh.send(f"{here}/remedies/1/reports", {"done_on-1": today, "words-1": "Đã bổ sung"})
        assert (anh.status, "tệp minh chứng hoặc giấy tờ" in anh.told(), "Đã bổ sung" in anh.page) == (409, True, True)
        files = {"file-1": ("Sơ đồ mạng.pdf", PDF, "application/pdf")}
        await anh.send(f"{here}/remedies/1/reports", {"done_on-1": today, "words-1": "Đã bổ sung"}, files=files)
        assert "đã báo cáo, chờ Sở Y tế xác nhận" in words(anh.page)
        await tam.open("/")
        assert "Xác nhận 1 việc khắc phục" in words(tam.page)
        await tam.send(f"{here}/remedies/1/return", {"reason-1": ""})
        assert (tam.status, "hi lý do" in tam.told()) == (422, True)
        await tam.send(f"{here}/remedies/1/return", {"reason-1": "Thiếu tầng 3"})
        paper = {"paper_number-1": "9/BB", "paper_day-1": today, "paper_issuer-1": "Bệnh viện"}
        await anh.send(f"{here}/remedies/1/reports", {"done_on-1": today, **paper})
        await tam.send(f"{here}/remedies/1/acceptance", {"words-1": ""})
        assert "đã khắc phục" in words(tam.page)
        await tam.open("/visits?show=done")
        assert f'href="{here}"' in tam.page
        await tam.open(track)
        assert "Xác nhận đã khắc phục" in words(tam.page), "in the track's timeline"
        await tam.send(f"{here}/remedies/9/acceptance", {"words-9": ""})
        assert tam.status == 404


async def test_a_visit_is_called_off(stack: Stack) -> None:
    there = await province(stack, "kw3")
    async with desk(stack, there.officer) as tam:
        here = await planned(tam, f"/tracks/{there.track}", there.officer.id, (day(stack.clock()) + timedelta(days=2)).isoformat())
        await tam.send(f"{here}/ending", {"why": " "})
        assert "Lý do hủy: ghi lý do" in tam.told()
        await tam.send(f"{here}/ending", {"why": "Bão số 9"})
        assert "Đã hủy: Bão số 9" in words(tam.page)
        await tam.open("/visits?show=called_off")
        assert f'href="{here}"' in tam.page
