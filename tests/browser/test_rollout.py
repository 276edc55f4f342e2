"""A province's plan in Chromium: an edition with three changed days, departments that merge in mid-flight."""

from datetime import date, timedelta
from typing import Any

from playwright.async_api import Page, expect

from domain.clock import day
from domain.plans import Plan
from policies.plan_workbooks import workbook_of
from policies.plan_written import yaml_of
from tests.browser.offices import Offices, tab
from tests.browser.pressing import judged, press
from tests.browser.test_signing import take_over
from tests.rollout import CODE, Province, declared, province, reported
from tests.services.test_plan_editions import MOVED, PAPER, moved
from tests.stack import Stack

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AGAIN = "Kế hoạch số 262/KH-UBND ngày 25/11/2026 của Ủy ban nhân dân tỉnh"
BASIS = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"


async def changes(here: Page, there: Province) -> None:
    """From the list of plans by its board to what has changed in the plan."""
    await press(tab(here, "Kế hoạch"))
    await press(here.get_by_role("main").locator(f'a[href="/plans/{there.plan}"]'))
    await press(here.get_by_role("navigation", name="Các phần của kế hoạch").get_by_role("link", name="Thay đổi kế hoạch"))
    await expect(here.get_by_role("heading", level=1)).to_have_text("Thay đổi kế hoạch")


async def offers(here: Page, name: str, media: str, content: bytes) -> None:
    await here.get_by_label("Tệp kế hoạch").set_input_files({"name": name, "mimeType": media, "buffer": content})
    await press(here.get_by_role("button", name="Nhập và xem khác biệt"))
    await expect(here.get_by_role("heading", name="3 điều khác")).to_be_visible()


async def applies(here: Page, paper: str, edition: str) -> None:
    await here.get_by_label("Văn bản ban hành bản mới").focus()
    await here.keyboard.type(paper)
    await here.keyboard.press("Enter")
    await expect(here.get_by_role("heading", level=1)).to_have_text("Thay đổi kế hoạch")
    await expect(here.get_by_role("main")).to_contain_text(f"đang chạy bản {edition}")


def dues(plan: Plan) -> dict[str, date]:
    """The own last days that the edition moves."""
    found = {part.code: task.dues_of(part)[0].last for task, part in plan.parts() if part.code in MOVED}
    return {code: last for code, last in found.items() if last}


def said(on: date) -> str:
    return f"{on:%d/%m/%Y}"


async def test_an_edition_with_three_changed_days_is_seen_and_then_applied(stack: Stack, desks: Offices) -> None:
    there, plan = await province(stack, "br1"), stack.house.policies.plan(CODE)
    await declared(stack, there.administrator, there.track, *MOVED, "3.3b-1")
    await reported(stack, there.administrator, there.track, "3.3b-1")
    first, later, last = dues(plan), dues(moved(plan, "3", 10)), dues(moved(plan, "4", 15))
    here = await desks.of(there.officer)
    await changes(here, there)
    await offers(here, "ban-3.yaml", "application/yaml", yaml_of(moved(plan, "3", 10)).encode())
    for code in MOVED:
        row = here.get_by_role("row").filter(has_text=code)
        for words in ("đổi hạn", said(first[code]), said(later[code])):
            await expect(row).to_contain_text(words)
    await judged(here, "proposed")
    await applies(here, PAPER, "3")
    row = here.get_by_role("row").filter(has_text="3.1-2")
    await expect(row.locator("s")).to_have_text(said(first["3.1-2"]))
    await expect(row).to_contain_text(PAPER)
    await offers(here, "ban-4.xlsx", XLSX, workbook_of(moved(plan, "4", 15)))
    await applies(here, AGAIN, "4")
    await judged(here, "changes")
    await press(here.get_by_role("link", name="Bảng tiến độ"))
    for code in MOVED:
        head = here.get_by_role("columnheader").filter(has_text=code)
        await expect(head.locator("s")).to_have_text(said(first[code]))
        await expect(head).to_contain_text(said(last[code]))
    await judged(here, "board-moved")
    await here.goto(f"/tracks/{there.track}/milestones/3.1-1")
    when = here.locator("dd").filter(has=here.locator("s"))
    await expect(when.locator("s")).to_have_text([said(first["3.1-1"]), said(later["3.1-1"])])
    await expect(when).to_contain_text(f"{said(last['3.1-1'])}: {AGAIN}")
    await judged(here, "milestone-moved")
    await here.goto(f"/tracks/{there.track}/milestones/3.3b-1")
    await expect(here.get_by_role("heading", level=1).locator("..")).to_contain_text("chờ xác nhận")
    await a_bad_file_is_refused(here)
    assert not any(desks.said), desks.said


async def a_bad_file_is_refused(here: Page) -> None:
    """On the page where a plan of its own is entered."""
    await press(tab(here, "Kế hoạch"))
    await press(here.get_by_role("link", name="Nhập kế hoạch từ tệp"))
    await expect(tab(here, "Kế hoạch")).to_have_attribute("aria-current", "page")
    broken: Any = {"name": "ke-hoach.yaml", "mimeType": "application/yaml", "buffer": b"code: ke-hoach\ntasks: 12\n"}
    await here.get_by_label("Tệp kế hoạch").set_input_files(broken)
    await judged(here, "enter")


async def merges(here: Page, old: Province, new: Province, on: date) -> None:
    await press(tab(here, "Kế hoạch"))
    await press(here.get_by_role("link", name="Hợp nhất Sở Y tế"))
    await expect(here.get_by_role("heading", level=2)).to_have_text(f"Sở Y tế tỉnh {old.department} được hợp nhất")
    await judged(here, "mergers")
    await here.get_by_label("Sở Y tế tiếp nhận").select_option(new.department)
    await here.get_by_label("Ngày đầu thuộc Sở mới").fill(on.isoformat())
    await here.get_by_label("Căn cứ").fill(BASIS)
    await here.get_by_label("Căn cứ").press("Enter")


async def takes_over(here: Page, old: Province) -> None:
    await press(tab(here, "Kế hoạch"))
    await press(here.get_by_role("link", name="Hợp nhất Sở Y tế"))
    await expect(here.get_by_role("heading", level=2).first).to_contain_text(f"Sở Y tế tỉnh {old.department} →")
    await judged(here, "mergers-entered")
    await press(here.get_by_role("button", name="Đồng ý tiếp nhận"))
    await expect(here.get_by_role("main")).to_contain_text("đã chuyển")


async def both_names(here: Page, old: Province, until: date) -> None:
    words = f"Đến {said(until)}: Sở Y tế tỉnh {old.department}. Sau đó: Sở Y tế tỉnh "
    await expect(here.get_by_role("main")).to_contain_text(words)


async def test_two_departments_merge_in_mid_flight_and_nothing_is_lost(stack: Stack, desks: Offices) -> None:
    old, new = await province(stack, "br2"), await province(stack, "br3")
    today = day(stack.clock())
    await declared(stack, old.administrator, old.track, "3.1-2", "3.2-1")
    await reported(stack, old.administrator, old.track, "3.1-2")
    here = await desks.of(old.officer)
    await merges(here, old, new, today)
    await expect(here.get_by_role("main")).to_contain_text("chờ Sở tiếp nhận đồng ý")
    await takes_over(await desks.of(new.officer), old)
    await here.reload()
    await expect(here.get_by_role("banner")).not_to_contain_text(f"Sở Y tế tỉnh {old.department}")
    await take_over(here, old.officer)
    await expect(here.get_by_role("banner")).to_contain_text(f"Sở Y tế tỉnh {new.department}")
    await expect(here.get_by_text(f"anh/chị làm việc tại Sở Y tế tỉnh {new.department}")).to_be_visible()
    await changes(here, old)
    await expect(here.get_by_role("listitem").filter(has_text="đang chạy")).to_contain_text("Bản 2")
    await both_names(here, old, today - timedelta(days=1))
    await judged(here, "changes-merged")
    await press(here.get_by_role("link", name="Bảng tiến độ"))
    await both_names(here, old, today - timedelta(days=1))
    await expect(here.get_by_role("rowheader", name=f"Bệnh viện Đa khoa {old.department}")).to_be_visible()
    await judged(here, "board-merged")
    there = await desks.of(new.officer)
    await accepts(there, old, today)
    unit = await desks.of(old.administrator)
    await unit.goto(f"/tracks/{old.track}/milestones/3.1-2")
    await expect(unit.get_by_role("main")).to_contain_text("Báo cáo số 12/BC-BV")
    await expect(unit.get_by_role("heading", level=1).locator("..")).to_contain_text("đã xong")


async def accepts(there: Page, old: Province, today: date) -> None:
    """The receiving officer, who never saw the old department, accepts what was reported to it."""
    await there.goto(f"/tracks/{old.track}")
    await both_names(there, old, today - timedelta(days=1))
    await judged(there, "track-merged")
    waiting = there.locator("section").filter(has=there.get_by_role("heading", name="Chờ anh/chị xác nhận"))
    await press(waiting.get_by_role("link", name="3.1-2"))
    await there.get_by_label("Nhận xét khi xác nhận").focus()
    await there.keyboard.type("Đã nhận bàn giao, hồ sơ đủ")
    await there.keyboard.press("Enter")
    await expect(there.get_by_role("heading", level=1).locator("..")).to_contain_text("đã xong")
