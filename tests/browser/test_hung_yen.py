"""Hưng Yên's 25 facilities on 20/11/2026 in Chromium: board, forecast, the month's report, a letter to whoever is late or silent."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import Page, expect
from pypdf import PdfReader

from domain.names import TrackId
from services import letters
from tests.browser.offices import Offices, tab
from tests.browser.pressing import judged, press
from tests.care import until
from tests.hung_yen import LATE_UNITS, SILENT_UNITS, UNITS, HungYen, Stage, hung_yen
from tests.stack import Stack


async def board(here: Page, there: HungYen) -> None:
    """Walked by keyboard: facilities with j and k, the table itself with the arrows, filters with Enter."""
    await press(tab(here, "Kế hoạch"))
    await expect(here.get_by_role("main")).to_contain_text("còn 41 ngày")
    await press(here.get_by_role("main").locator(f'a[href="/plans/{there.plan}"]'))
    await expect(here.locator("tbody tr")).to_have_count(len(UNITS) + 1)
    await here.wait_for_load_state("load")
    await here.keyboard.press("j")
    await expect(here.locator("tbody th a").first).to_be_focused()
    table = here.get_by_role("region", name="Bảng tiến độ cơ sở theo mốc")
    await table.focus()
    await here.keyboard.press("ArrowRight")
    await here.wait_for_function("e => e.scrollLeft > 0", arg=await table.element_handle())
    # To its end: a row half behind the foot, which stays in sight, is too small to be judged.
    await here.keyboard.press("End")
    await here.wait_for_function("e => e.scrollTop + e.clientHeight > e.scrollHeight - 2", arg=await table.element_handle())
    await judged(here, "board")
    await press(here.get_by_role("navigation", name="Lọc cơ sở").get_by_role("link", name="Có việc quá hạn"))
    await expect(here.locator("tbody tr")).to_have_count(len(LATE_UNITS))
    for name in LATE_UNITS:
        await expect(here.get_by_role("rowheader", name=name)).to_be_visible()
    await press(here.get_by_role("navigation", name="Lọc việc").get_by_role("link", name="3.1"))
    await expect(here.get_by_role("columnheader")).to_have_count(5)
    await judged(here, "board-late")


async def facility(here: Page, name: str, track: TrackId) -> None:
    """Its page with what is expected, and its months."""
    await press(here.get_by_role("link", name=name, exact=True))
    await expect(here).to_have_url(f"{here.url.split('/tracks')[0]}/tracks/{track}")
    main = here.get_by_role("main")
    for words in ("31/12/2026", "còn 41 ngày", "Dự báo vận hành", "chậm"):
        await expect(main).to_contain_text(words)
    await expect(here.get_by_role("region", name="Tiến độ theo thời gian").get_by_role("link", name="3.6-2")).to_be_visible()
    await judged(here, "track")


async def reports(here: Page, there: HungYen) -> None:
    """The month's report in one click, each number leading to the board of its day; on paper and as a workbook."""
    await here.goto(f"/plans/{there.plan}")
    await press(here.get_by_role("navigation", name="Các phần của kế hoạch").get_by_role("link", name="Báo cáo"))
    await here.get_by_label("Số liệu đến hết ngày").fill("2026-11-20")
    await press(here.get_by_role("button", name="Lập báo cáo"))
    await expect(here.get_by_role("heading", level=1)).to_contain_text("Báo cáo tiến độ")
    for name in LATE_UNITS:
        await expect(here.get_by_role("main")).to_contain_text(name)
    await judged(here, "report")
    for words, begins in (("Tải sổ tính (xlsx)", b"PK"), ("Tải bản in (PDF)", b"%PDF")):
        where = await here.get_by_role("link", name=words).get_attribute("href")
        assert where
        assert (await (await here.request.get(where)).body()).startswith(begins), words
    await press(here.get_by_role("link", name="Bảng của ngày ấy"))
    await expect(here.get_by_role("main")).to_contain_text("20/11/2026")
    await press(here.get_by_role("navigation", name="Các phần của kế hoạch").get_by_role("link", name="Ai đang chậm"))
    for name in SILENT_UNITS:
        await expect(here.get_by_role("region", name="Đơn vị chưa khai báo lại")).to_contain_text(name)
    await judged(here, "behind")


async def draws_up(here: Page, there: HungYen) -> str:
    """A letter to all that are late or have not declared: looked at as printed, then drawn up by one act. Gives its address."""
    await here.goto(f"/plans/{there.plan}")
    await press(here.get_by_role("link", name="Công văn đôn đốc"))
    await expect(here.get_by_role("main")).to_contain_text(f"Hôm nay {len(LATE_UNITS)} đơn vị có việc quá hạn.")
    await expect(here.get_by_role("main")).to_contain_text(f"{len(SILENT_UNITS)} đơn vị chưa khai báo việc đã qua hạn.")
    await judged(here, "letters-none")
    await press(here.get_by_role("link", name="Lập công văn đôn đốc"))
    await expect(here.get_by_role("checkbox")).to_have_count(len(LATE_UNITS) + len(SILENT_UNITS))
    await judged(here, "letter-new")
    await looked_at_before(here)
    await press(here.get_by_role("button", name="Lập công văn và trình ký"))
    await expect(here.locator("#reading")).to_contain_text(f"Đang chờ {there.head.name} ký")
    await judged(here, "letter")
    return here.url


async def looked_at_before(here: Page) -> None:
    """The printed letter, as the second button sends it, names every unit, what it is late with and what it has not declared."""
    sent: dict[str, Any] = await here.locator("form:has(#opening)").evaluate(
        "form => ({to: form.action, with: [...new FormData(form)].map(([name, value]) => [name, String(value)])})"
    )
    body = urlencode([*((name, value) for name, value in sent["with"]), ("as", "preview")])
    answer = await here.request.post(
        sent["to"], data=body, headers={"content-type": "application/x-www-form-urlencoded", "origin": sent["to"].split("/plans")[0]}
    )
    assert answer.headers["content-type"] == "application/pdf", await answer.text()
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(await answer.body())).pages).split())
    for name in (*LATE_UNITS, *SILENT_UNITS):
        assert name in text, name
    assert text.index("VIỆC QUÁ HẠN CỦA TỪNG ĐƠN VỊ") < text.index("VIỆC ĐÃ QUA THỜI HẠN, ĐƠN VỊ CHƯA KHAI BÁO")


async def test_hung_yen_on_the_twentieth_of_november(stack: Stack, desks: Offices) -> None:
    there = await hung_yen(stack, "br4")
    late = next(one.name for one in UNITS if one.stage is Stage.LATE)
    here = await desks.of(there.officer)
    await board(here, there)
    await facility(here, late, there.track(late))
    await reports(here, there)
    letter = await draws_up(here, there)
    # Certificates of the tests begin today: whoever signs does so then. The officer has gone home: such a session would have ended.
    await here.goto("about:blank")
    stack.clock.ahead = timedelta()
    for one in (there.head, there.clerk):
        at = await desks.signs(one, "Công văn đôn đốc")
    await expect(at.locator("#reading .head")).to_contain_text("/SYT-NVY")
    await until(lambda: letters.listing(stack.by(there.officer), there.plan), lambda view: view.letters[0].sent_at is not None)
    unit = await desks.of(there.administrators[late])
    await press(unit.locator(".notices summary"))
    notice = unit.get_by_role("link", name="Công văn đôn đốc số 01/SYT-NVY")
    await expect(notice).to_be_visible()
    await judged(unit, "inbox-unit")
    await press(notice)
    assert unit.url == letter
    await judged(unit, "letter-unit")
    await unit.goto(f"/tracks/{there.track(late)}")
    await expect(unit.get_by_role("main")).to_contain_text("công văn số 01/SYT-NVY")
    await judged(unit, "track-reminded")
    assert not any(desks.said), desks.said
