"""Two hundred expired records in Chromium: a council of five with a dissent, and a hold between its vote and the destruction."""

import csv
from collections.abc import AsyncIterator
from json import loads
from zipfile import ZipFile

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.browser import served
from tests.browser.offices import Offices, looks, offices, tab
from tests.long_ago import DIAGNOSIS, LongAgo
from tests.people import DUC, HUNG, LAN, NAM, OANH, SON, THUY, Someone
from tests.stack import Stack
from web.app import build

RECORDS, DISPUTED, HELD = 200, 57, 42
OLD = LongAgo("HS14", RECORDS)
TITLE = "Hồ sơ nội trú ra viện năm 2015"
WHY = "Nên giữ để nghiên cứu"
CASE = "12/2026/TLST-DS"
COUNCIL = {"Chủ tịch": SON, "Thư ký": THUY, "Ủy viên 1": HUNG, "Ủy viên 2": DUC, "Ủy viên 3": LAN}


@pytest.fixture
async def hospital(stack: Stack, browser: Browser) -> AsyncIterator[Offices]:
    async with build(stack.house, https=False, production=False) as app, served(app) as address:
        async with offices(browser, address) as made:
            yield made
        app.state.broker.close()


async def stands(at: Page) -> Page:
    """The disposal's page, found by the header."""
    await tab(at, "Tiêu hủy").click()
    await at.get_by_role("main").get_by_role("link", name=TITLE).click()
    await expect(at.get_by_role("heading", level=1)).to_have_text(TITLE)
    return at


async def proposes(nam: Page) -> None:
    """What the officer looked at, on both of its pages, is what is frozen: its hash stands on the page before and after."""
    await tab(nam, "Tiêu hủy").click()
    await nam.get_by_role("link", name="Lập danh mục tiêu hủy").click()
    await nam.get_by_label("Hồ sơ hết thời hạn lưu trữ trước ngày").fill("2026-01-01")
    await nam.get_by_role("button", name="Xem danh mục").click()
    await expect(nam.get_by_role("heading", name=f"{RECORDS} hồ sơ sẽ vào danh mục")).to_be_visible()
    await expect(nam.get_by_role("link", name=OLD.code(1))).to_be_visible()
    await looks(nam, "disposal-preview")
    hashed = await nam.locator(".act code").inner_text()
    await nam.get_by_label("Tên đợt tiêu hủy").fill(TITLE)
    await nam.get_by_role("button", name="Trang sau").click()
    await expect(nam.get_by_text("Trang 2/2")).to_be_visible()
    await expect(nam.get_by_role("link", name=OLD.code(RECORDS))).to_be_visible()
    await expect(nam.get_by_label("Tên đợt tiêu hủy")).to_have_value(TITLE)
    assert await nam.locator(".act code").inner_text() == hashed
    await nam.get_by_role("button", name="Đề nghị tiêu hủy").click()
    await expect(nam.get_by_role("heading", level=1)).to_have_text(TITLE)
    await expect(nam.get_by_text(hashed)).to_be_visible()


async def convenes(nam: Page) -> None:
    await nam.get_by_role("link", name="Lập hội đồng").click()
    for seat, who in COUNCIL.items():
        await nam.get_by_label(seat, exact=True).select_option(str(who.id))
    await nam.get_by_label("Nơi họp").fill("Phòng họp tầng 2")
    await looks(nam, "disposal-council")
    await nam.get_by_role("button", name="Lập quyết định thành lập hội đồng").click()
    await expect(nam.locator("#reading")).to_contain_text(f"Đang chờ {SON.name} ký")


async def votes(hospital: Offices, one: Someone) -> None:
    """Called by the inbox, on their own page; one of them says no to one record of the second page."""
    at = await hospital.inbox(one)
    await at.get_by_role("link", name="Biểu quyết về danh mục tiêu hủy").click()
    await expect(at.get_by_role("heading", level=1)).to_have_text("Biểu quyết về danh mục tiêu hủy")
    if one is DUC:
        await at.get_by_role("button", name="Ghi và sang trang sau").click()
        await at.get_by_role("row", name=OLD.code(DISPUTED)).get_by_role("checkbox").check()
        await at.get_by_label(f"Lý do không hủy hồ sơ {OLD.code(DISPUTED)}").fill(WHY)
        await looks(at, "disposal-vote")
    await at.get_by_role("button", name="Đồng ý hủy toàn bộ").click()
    await expect(at.get_by_role("heading", level=1)).to_have_text(TITLE)


async def closes(son: Page) -> None:
    """All have voted, and how is still hidden from the chair; closing opens it."""
    at = son.get_by_role("listitem").filter(has_text=f"{DUC.name} ·")
    await expect(at).to_contain_text("đã biểu quyết")
    await expect(at).not_to_contain_text("không hủy")
    await expect(son.get_by_role("main")).to_contain_text("Phiếu của từng người chỉ mở khi chủ tịch kết thúc biểu quyết")
    await expect(son.get_by_role("main")).not_to_contain_text("không đồng ý")
    await looks(son, "disposal-voted")
    await son.get_by_label("Kết luận và kiến nghị của chủ tịch").fill("Hội đồng đề nghị hủy toàn bộ danh mục")
    await son.get_by_role("button", name="Kết thúc biểu quyết và lập biên bản").click()
    await expect(son.locator("#reading")).to_contain_text(WHY)
    await looks(son, "disposal-minutes")
    await stands(son)
    await expect(at).to_contain_text("không hủy 1 hồ sơ")
    for words in ("đồng ý 4, không đồng ý 1", f"{DUC.name}: “{WHY}”"):
        await expect(son.get_by_role("row", name=OLD.code(DISPUTED))).to_contain_text(words)


async def holds(nam: Page) -> None:
    """From the record itself, as the court's letter comes in."""
    await tab(nam, "Hồ sơ").click()
    await expect(nam.get_by_role("heading", level=1)).to_have_text("Hồ sơ bệnh án")
    await nam.keyboard.press("/")
    await nam.keyboard.type(OLD.code(HELD))
    await nam.keyboard.press("Enter")
    await nam.get_by_role("row", name=OLD.code(HELD)).get_by_role("link").click()
    await nam.get_by_role("link", name="Giữ lại hồ sơ này").click()
    await expect(nam.get_by_label("Số hồ sơ")).to_have_value(OLD.code(HELD))
    await nam.get_by_label("Loại vụ việc").select_option("litigation")
    await nam.get_by_label("Số hoặc tên vụ việc").fill(CASE)
    await nam.get_by_label("Cơ quan, người yêu cầu").fill("Tòa án nhân dân khu vực 1")
    await nam.get_by_label("Hạn xem xét lại").fill("2027-12-01")
    await nam.get_by_label("Lý do giữ lại").fill("Tòa yêu cầu giữ hồ sơ")
    await nam.get_by_role("button", name="Đặt lệnh giữ lại").click()
    await expect(nam.get_by_role("heading", level=1)).to_have_text(CASE)


async def decides(nam: Page) -> None:
    """The page warns of what will stay, and that no waiting term is set here."""
    await stands(nam)
    await expect(nam.get_by_role("main")).to_contain_text(f"còn giữ lại thì không bị hủy: {OLD.code(HELD)}.")
    await expect(nam.get_by_role("main")).to_contain_text("là hệ thống hủy ngay")
    await looks(nam, "disposal-reviewed")
    await nam.get_by_role("button", name="Lập quyết định hủy").click()
    await expect(nam.locator("#reading")).to_contain_text(f"Đang chờ {SON.name} ký")


async def tells(nam: Page) -> None:
    """How many went, which one did not, and why."""
    await stands(nam)
    await expect(nam.get_by_role("main")).to_contain_text(f"Đã hủy {RECORDS - 1} hồ sơ; biên bản hủy đã ký đủ.")
    await looks(nam, "disposal-closed")
    await nam.get_by_role("link", name="Không hủy").click()
    rows = nam.locator("tbody[data-rows] tr")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text(OLD.code(HELD))
    await expect(rows).to_contain_text("Đang được giữ lại")


async def opens(nam: Page) -> None:
    """The held one, as it was: what is in the archive can be read."""
    await nam.get_by_role("link", name=OLD.code(HELD)).click()
    await expect(nam.get_by_role("main")).to_contain_text("Hồ sơ đã lưu trữ")
    await expect(nam.get_by_role("link", name=CASE)).to_be_visible()
    async with nam.expect_download() as got:
        await nam.get_by_role("button", name="Trích sao hồ sơ").click()
    with ZipFile(await (await got.value).path()) as copied:
        assert loads(copied.read("record.json"))["record"] == {"code": OLD.code(HELD), "diagnosis": DIAGNOSIS}


async def tombstones(nam: Page) -> None:
    """Of each destroyed record its number and what became of it are left: in the list's file, and, of every tenth, on its own page."""
    await stands(nam)
    async with nam.expect_download() as got:
        await nam.get_by_role("link", name="Tải danh mục (CSV)").click()
    lines = list(csv.reader((await (await got.value).path()).read_text("utf-8-sig").splitlines()))[1:]
    assert [line[1] for line in lines if line[5] == "đã hủy"] == [OLD.code(number) for number in OLD.numbers if number != HELD]
    for number in OLD.numbers[::10]:
        answer = await nam.request.get(f"/records/{OLD.record(number)}")
        assert f"Hồ sơ {OLD.code(number)} đã hủy" in await answer.text()


async def test_two_hundred_records_go_and_the_held_one_stays(stack: Stack, hospital: Offices) -> None:
    await OLD.archived(stack)
    nam = await hospital.of(NAM)
    await proposes(nam)
    await convenes(nam)
    for one in (SON, OANH):
        await hospital.signs(one, "Quyết định thành lập hội đồng")
    for one in (DUC, LAN, HUNG, THUY, SON):
        await votes(hospital, one)
    await closes(await hospital.of(SON))
    for one in (THUY, HUNG, DUC, LAN, SON):
        await hospital.signs(one, "Biên bản họp hội đồng")
    await holds(nam)
    await decides(nam)
    for one in (SON, OANH):
        at = await hospital.signs(one, "Quyết định hủy hồ sơ")
    await expect(at.locator("#reading .head")).to_contain_text("/QĐ-")
    await expect((await stands(nam)).get_by_role("progressbar", name="Tiến độ hủy")).to_be_visible()
    await expect(nam.get_by_role("main")).to_contain_text("biên bản hủy đang chờ ký", timeout=120_000)
    for one in (NAM, OANH):
        await hospital.signs(one, "Biên bản hủy")
    await tells(nam)
    await opens(nam)
    await tombstones(nam)
    assert not any(hospital.said), hospital.said
