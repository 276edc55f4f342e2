"""Dropping paper in Chromium: gates, decision, announcement, a department and its head's choice, the watch, the end of it."""

from datetime import date, timedelta

from playwright.async_api import Page, expect

from domain.clock import day
from services import records, signatures
from tests.browser.offices import Offices
from tests.browser.pressing import judged, press
from tests.care import patient
from tests.golive import LETTER, Hospital, appraised, hospital, signed
from tests.people import Someone
from tests.rollout import DECISION
from tests.stack import Stack

ANNOUNCED: dict[str, object] = {name: said for name, said in LETTER.items() if name != "starts_on"}
"""The announcement bears the decision's day by itself."""
PLACE = "Tủ hồ sơ số 2, phòng hành chính khoa Nội"


async def goes(desks: Offices, one: Someone, here: Hospital) -> Page:
    found = await desks.of(one)
    await found.goto(f"/tracks/{here.there.track}/golive/record")
    await expect(found.get_by_role("heading", level=1)).to_be_visible()
    return found


async def act(here: Page, summary: str, button: str, **fields: str) -> None:
    """Opens a form by keyboard, fills it in and sends it."""
    await press(here.locator("summary").filter(has_text=summary))
    form = here.locator("details").filter(has_text=summary).locator("form")
    for name, said in fields.items():
        field = form.locator(f'[name="{name}"]')
        if await field.first.get_attribute("type") == "radio":
            await form.locator(f'[name="{name}"][value="{said}"]').check()
        elif await field.evaluate("e => e.tagName") == "SELECT":
            await field.select_option(said)
        else:
            await field.fill(said)
    await press(form.get_by_role("button", name=button))


async def drafts(here: Page, words: dict[str, object]) -> None:
    for name, said in words.items():
        await here.locator(f'[name="{name}"]').fill("\n".join(said) if isinstance(said, list) else str(said))
    await press(here.get_by_role("button", name="Lập văn bản"))
    await expect(here.locator("#reading")).to_be_visible()


async def prepares(desks: Offices, here: Hospital, today: date) -> None:
    """Papers are named, the department of health judges the pilot, a rehearsal went well: gate by gate until none is left."""
    admin = await goes(desks, here.administrator, here)
    await expect(admin.get_by_role("heading", name="Điều kiện (4 chưa đạt)")).to_be_visible()
    await judged(admin, "golive-gates")
    for code in ("security", "restore"):
        paper = {"paper_number": f"12/{code}", "paper_day": today.isoformat(), "paper_issuer": "Sở Khoa học và Công nghệ"}
        await act(admin, "Ghi văn bản làm điều kiện", "Ghi văn bản", code=code, **paper)
    officer = await goes(desks, here.there.officer, here)
    await act(officer, "Xem xét thí điểm", "Ghi ý kiến", pilot_well="0")
    await expect(officer.locator("#pilot[open] .wrong")).to_be_visible()
    await act_again(officer)
    admin = await goes(desks, here.administrator, here)
    rehearsed = {"held_on": today.isoformat(), "rehearsal_well": "1", "rehearsal_words": "Một ngày ở khoa Nội, không lỗi."}
    await act(admin, "Ghi ngày diễn tập", "Ghi diễn tập", **rehearsed)
    await expect(admin.get_by_role("heading", name="Điều kiện (đã đạt đủ)")).to_be_visible()


async def act_again(officer: Page) -> None:
    """The refused form stands open with what was typed: a reason is asked for only when the pilot is not accepted."""
    form = officer.locator("#pilot form")
    await form.locator('[name="pilot_well"][value="1"]').check()
    await form.locator('[name="pilot_words"]').fill("Chạy ổn định hai tuần")
    await press(form.get_by_role("button", name="Ghi ý kiến"))


async def test_a_hospital_drops_paper_and_the_end_of_the_watch_confirms_it(stack: Stack, desks: Offices) -> None:
    here = await hospital(stack, "bg1")
    await appraised(stack, here)
    await records.open(stack.by(here.doctor), patient("73001", department=here.ward, doctor=here.doctor.id))
    today = day(stack.clock())
    await prepares(desks, here, today)

    admin = await goes(desks, here.administrator, here)
    await press(admin.get_by_role("link", name="Lập quyết định"))
    await judged(admin, "golive-decision")
    await drafts(admin, {**DECISION, "starts_on": (today + timedelta(days=1)).isoformat()})
    await signs(stack, desks, here)
    admin = await goes(desks, here.administrator, here)
    await press(admin.get_by_role("link", name="Lập công văn công bố, báo cáo"))
    await drafts(admin, ANNOUNCED)
    await signs(stack, desks, here)

    for ward in (here.ward, here.surgery):
        admin = await goes(desks, here.administrator, here)
        await act(admin, "Cho khoa bắt đầu", "Cho bắt đầu", department=ward, on=(today + timedelta(days=1)).isoformat())
    await judged(await goes(desks, here.administrator, here), "golive-departments")
    await chooses(await desks.of(here.head))
    await confirms(stack, desks, here)


async def signs(stack: Stack, desks: Offices, here: Hospital) -> None:
    """The director by keyboard; the clerk numbers and seals. Every signature verifies."""
    (line,) = await signatures.inbox(stack.by(here.director))
    await desks.signs(here.director, line.title)
    await signed(stack, line.document, here.clerk)
    newest = (await signatures.read(stack.by(here.administrator), line.document)).newest
    assert newest.completed_at
    assert newest.issue_number


async def chooses(head: Page) -> None:
    """What becomes of the records of who lies in the ward."""
    await head.goto("/cutover")
    await head.get_by_label("Chuyển sang điện tử từ ngày bắt đầu").check()
    await head.get_by_label("Nơi để phần hồ sơ giấy").fill(PLACE)
    await judged(head, "golive-cutover")
    await press(head.get_by_role("button", name="Chọn cho khoa"))
    await expect(head.get_by_role("main")).to_contain_text(f"Phần giấy để tại: {PLACE}")


async def confirms(stack: Stack, desks: Offices, here: Hospital) -> None:
    """Not before the watch is over; three weeks later everybody signs in anew."""
    stack.clock.ahead = timedelta(days=21)
    desks.pages.clear()
    admin = await goes(desks, here.administrator, here)
    await expect(admin.get_by_role("heading", name="Theo dõi từng ngày")).to_be_visible()
    await judged(admin, "golive-watch")
    await act(admin, "Xác nhận thay giấy hẳn", "Xác nhận", conclusion="Hai tuần không có ngày nào vượt ngưỡng.")
    await expect(admin.get_by_role("main")).to_contain_text("Hai tuần không có ngày nào vượt ngưỡng.")
    await expect(admin.get_by_role("main")).not_to_contain_text("rồi xác nhận hoặc quay lại")
    await judged(admin, "golive-confirmed")
