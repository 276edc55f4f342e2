"""Facilities on their pages: brought in by a form and by a workbook, given an account, taken into a plan that runs, taken out again."""

import re
from io import BytesIO

from openpyxl import load_workbook

from domain.roles import Role
from policies.facility_workbooks import template
from services.plan_exports import MEDIA, Format
from tests.care import newcomer
from tests.people import PASSWORD
from tests.rollout import province
from tests.stack import Stack
from tests.web.desk import desk

XLSX = MEDIA[Format.XLSX]
BASIS = "Quyết định số 1205/QĐ-UBND ngày 20/5/2014"


def one(code: str, **other: str) -> dict[str, str]:
    return {"kind": "hospital", "name": f"Bệnh viện {code}", "code": code, "place": "Hưng Yên", "basis": BASIS, **other}


def filled(*rows: list[str]) -> dict[str, tuple[str, bytes, str]]:
    book = load_workbook(BytesIO(template()))
    for n, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            book["Cơ sở"].cell(n, place).value = value
    out = BytesIO()
    book.save(out)
    return {"file": ("co-so.xlsx", out.getvalue(), XLSX)}


async def test_one_by_the_form_and_three_by_a_workbook_join_a_plan_that_runs(stack: Stack) -> None:
    there = await province(stack, "wa")
    async with desk(stack, there.officer) as officer:
        assert 'href="/facilities"' in await officer.open("/plans")
        await officer.open("/facilities/new")
        assert 'value="health_department"' not in officer.page, "that is the administrator's"
        await officer.send("/facilities", one("9020", password="ngắn", login="qt.wa"))
        assert officer.status == 422
        assert "mã gồm 5 chữ số" in officer.told()
        assert 'value="Bệnh viện 9020"' in officer.page, "what was typed is kept"
        await officer.send("/facilities", one("90201", unit="phường Phố Hiến", published="1"))
        assert (officer.status, officer.address) == (200, "/facilities/90201")
        assert "đã công bố trước kế hoạch" in officer.page
        await officer.send("/facilities", one("90201"))
        assert "Mã 90201 đã có: Bệnh viện 90201 (Sở Y tế tỉnh wa)" in officer.page
        await officer.open("/facilities.xlsx")
        assert officer.headers["content-type"] == XLSX
        rows = [[f"9020{n}", f"Phòng khám 9020{n}", "phòng khám", "Hưng Yên", BASIS] for n in (2, 3, 4)]
        await officer.send("/facilities.xlsx", {}, files=filled(*rows, ["90201", "Trùng", "bệnh viện", "Hưng Yên", BASIS]))
        assert officer.status == 422
        assert "Cơ sở!A5: mã 90201 đã có" in officer.told()
        assert "90202" not in await officer.open("/facilities"), "all or nothing"
        await officer.send("/facilities.xlsx", {}, files=filled(*rows))
        assert (officer.status, officer.address) == (200, "/facilities")
        assert "Đã thêm 3 cơ sở" in officer.page
        assert f'href="/plans/{there.plan}/changes#join"' in officer.page
        await officer.open(f"/plans/{there.plan}/changes")
        assert 'value="90204"' in officer.page
        await officer.send(f"/plans/{there.plan}/facilities", {"facility": ["90201", "90202", "90203"]})
        assert officer.status == 200
        assert "changes#join" in await officer.open("/facilities/90204")
        assert "changes#join" not in await officer.open("/facilities/90201")
        await officer.send(
            "/facilities/90201/account",
            {"login": "qt.wa1", "person": "Đỗ Thị Loan", "password": PASSWORD, "pin": "246810", "post_basis": "Quyết định số 9/QĐ-BV"},
        )
        assert (officer.status, "/account" in officer.page) == (200, False)
        await officer.send("/facilities/90204/removal", {"reason": " "})
        assert (officer.status, 'id="reason-wrong"' in officer.page) == (422, True)
        await officer.send("/facilities/90204/removal", {"reason": "Gõ nhầm mã"})
        assert (officer.status, officer.address, "90204" in officer.page) == (200, "/facilities", False)
        await officer.send("/facilities/90201/removal", {"reason": "Gõ nhầm"})
        assert "Đã có người giữ vị trí" in officer.told()
    async with desk(stack) as loan:
        await loan.send("/session", {"name": "qt.wa1", "password": PASSWORD})
        assert "Kế hoạch" in await loan.open("/plans")
        await loan.open("/facilities")
        assert loan.status == 403


async def test_another_department_is_brought_in_by_the_administrator_and_mergers_offers_it(stack: Stack) -> None:
    there = await province(stack, "wb")
    vinh = await newcomer(stack, "qt.syt.wb", "Lê Quang Vinh", Role.ADMINISTRATOR, there.department)
    new = one("69", kind="health_department", name="Sở Y tế tỉnh Lâm Đồng", place="Lâm Đồng")
    async with desk(stack, there.officer) as officer, desk(stack, vinh) as administrator:
        await officer.send("/facilities", new)
        assert (officer.status, "quản trị tại một Sở Y tế" in officer.told()) == (403, True)
        assert 'href="/facilities"' in await administrator.open("/plans")
        assert 'value="health_department"' in await administrator.open("/facilities/new")
        await administrator.send("/facilities", new)
        assert (administrator.status, administrator.address) == (200, "/facilities/69")
        assert "/facilities/69/account" in administrator.page
        assert "Sở Y tế tỉnh Lâm Đồng" in await officer.open("/mergers")
        assert "/facilities/69/account" not in await officer.open("/facilities/69")


async def test_a_plan_whose_term_is_over_says_so_and_is_opened_with_a_day(stack: Stack) -> None:
    there = await province(stack, "wc", opens=False)
    async with desk(stack, there.officer) as officer:
        await officer.open("/plans")
        assert re.search(r"09/06/2025–30/09/2025 · bản \S+\. Hôm nay ở ngoài thời hạn này", officer.page)
        seen = re.findall(r'name="seen" value="(dak-nong-2025 [^"]+)"', officer.page)[0]
        await officer.send("/plans", {"plan": "dak-nong-2025", "seen": seen})
        assert officer.status == 422
        assert "ghi ngày bắt đầu trong thời hạn ấy" in officer.told()
        await officer.send("/plans", {"plan": "dak-nong-2025", "seen": seen, "opened_on": "2025-06-09"})
        assert (officer.status, officer.address.startswith("/plans/")) == (200, True)
