"""A hospital's way to dropping paper on pages: gate by gate, then published, then department by department."""

import re

from tests.care import until
from tests.web.desk import Desk


async def prepared(admin: Desk, officer: Desk, track: str) -> None:
    """Gate by gate, each on the decision's page with what stands now."""
    here = f"{track}/golive/record"
    await admin.open(f"{track}/golive")
    assert admin.page.count("đang chuẩn bị") == 3, "three decisions"
    await admin.open(here)
    assert "Diễn tập: chưa có" in admin.page
    await admin.open(f"{here}/decision")
    assert admin.status == 409
    await admin.open(here)
    for code in re.findall(rf"{track}/milestones/(3\.5-\d+)\">[^<]*chờ Sở Y tế nghiệm thu", admin.page):
        await officer.send(f"{track}/milestones/{code}/acceptance", {})
    rehearsal = {"held_on": "2100-01-01", "rehearsal_well": "1", "rehearsal_words": "Một ngày ở khoa Nội"}
    await admin.send(f"{here}/rehearsals", rehearsal)
    assert (admin.status, "ngày diễn tập ở tương lai" in admin.page, "Một ngày ở khoa Nội" in admin.page) == (422, True, True)
    await admin.send(f"{here}/rehearsals", rehearsal | {"held_on": "2026-11-20"})
    for code in ("security", "restore"):
        paper = {"paper_number": f"12/{code}", "paper_day": "2026-11-02", "paper_issuer": "Sở Khoa học và Công nghệ"}
        await admin.send(f"{here}/papers", {"code": code, **paper})
    await officer.send(f"{here}/pilot", {"pilot_well": "0", "pilot_words": ""})
    assert (officer.status, 'id="pilot_words-wrong"' in officer.page) == (422, True)
    await officer.send(f"{here}/pilot", {"pilot_well": "1", "pilot_words": "Chạy ổn định"})
    await admin.open(here)
    assert "Điều kiện (đã đạt đủ)" in admin.page
    assert f'href="{here}/decision">Lập quyết định' in admin.page


async def publication_drawn_up(admin: Desk, track: str, typed: dict[str, str]) -> None:
    """The announcement goes to be signed."""
    here = f"{track}/golive/record/publication"
    await admin.open(here)
    await admin.send(here, typed | {"starts_on": "2026-12-15"})
    assert admin.address.startswith("/documents/"), admin.told()


async def began(admin: Desk, officer: Desk, track: str, hospital: str) -> None:
    """Published and reported: department by department, and the province sees how far it is."""
    here = f"{track}/golive/record"
    await until(lambda: admin.open(here), lambda page: "Cho khoa bắt đầu" in page)
    await admin.send(f"{here}/departments", {"department": f"{hospital}/NOI", "on": "2026-12-14"})
    assert (admin.status, "quyết định ghi từ ngày 15/12/2026" in admin.page) == (422, True)
    await admin.send(f"{here}/departments", {"department": f"{hospital}/NOI", "on": "2026-12-15"})
    assert "sắp bắt đầu" in admin.page
    paper = {"paper_number": "55/TB-BYT", "paper_day": "2026-11-25", "paper_issuer": "Bộ Y tế"}
    await admin.send(f"{track}/golive", {"state": "listed", "on": "2026-11-25", **paper})
    assert "55/TB-BYT" in admin.page
    await officer.open(track)
    await officer.open(f"{_plan(officer)}/golive")
    assert "Bệnh viện Đa khoa Thử" in officer.page
    assert "0/1 = 0 %" in officer.page
    assert "Có tên trên cổng của Bộ Y tế: 55/TB-BYT" in officer.page


def _plan(officer: Desk) -> str:
    found = re.search(r"/plans/[0-9a-f-]+", officer.page)
    assert found
    return found[0]
