"""In Chromium under the strict policy: a reason typed before the session ended comes back; a signature sets the count right by itself."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from services import errands
from tests.browser.browser import DESK, complaints, page, served
from tests.browser.test_signing import take_over
from tests.care import delivered
from tests.people import MAI, PASSWORD, PIN
from tests.stack import Stack
from web.app import build


@pytest.fixture
async def mai(stack: Stack, browser: Browser) -> AsyncIterator[Page]:
    """A technician at her computer, without live counts."""
    async with build(stack.house, https=False, production=False) as app, served(app) as address:
        async with page(browser, address, DESK) as one:
            await one.route("**/events", lambda route: route.abort())
            await take_over(one, MAI)
            yield one
        app.state.broker.close()


async def test_a_reason_comes_back_after_a_new_sign_in(stack: Stack, mai: Page) -> None:
    said = complaints(mai)
    _, _, seen = await delivered(stack)
    await mai.goto(f"/documents/{seen.document}/1")
    await mai.get_by_text("Từ chối ký", exact=True).click()
    await mai.get_by_label("Lý do từ chối").select_option("Mẫu không đạt")
    await mai.get_by_label("Ghi rõ").fill("Mẫu tan máu,\nlấy lại mẫu")
    kept = await mai.context.cookies()
    await mai.context.request.post("/session/ending", headers={"sec-fetch-site": "same-origin"})
    await mai.context.add_cookies(kept)  # type: ignore[arg-type]
    await mai.get_by_role("button", name="Từ chối và trả lại người lập").click()

    await expect(mai.get_by_role("alert")).to_contain_text("Phiên làm việc đã hết trước khi gửi")
    await mai.get_by_label("Tên đăng nhập").fill(MAI.login)
    await mai.get_by_label("Mật khẩu").fill(PASSWORD)
    await mai.keyboard.press("Enter")
    await expect(mai.get_by_label("Lý do từ chối")).to_have_value("bad_sample")
    await expect(mai.get_by_label("Ghi rõ")).to_have_value("Mẫu tan máu,\nlấy lại mẫu")
    await mai.get_by_role("button", name="Từ chối và trả lại người lập").click()
    await expect(mai.locator("#reading")).to_contain_text("Bản này bị từ chối.")
    await expect(mai.locator("#reading")).to_contain_text("Lý do: “Mẫu không đạt: Mẫu tan máu")
    await expect(mai.get_by_role("link", name="Làm lại phiếu")).to_be_visible()
    await expect(mai.locator("#happened li").filter(has_text="Từ chối ký")).to_have_count(1)
    await expect(mai.get_by_role("heading", name="Diễn biến")).to_have_count(1)
    assert [one for one in said if "401" not in one and "409" not in one and "ERR_FAILED" not in one] == []


async def test_the_count_follows_the_signature(stack: Stack, mai: Page) -> None:
    _, _, seen = await delivered(stack)
    await mai.goto("/")
    await mai.goto(f"/documents/{seen.document}/1")
    before = await errands.count(stack.by(MAI))
    await expect(mai.locator("[data-count]")).to_have_text(str(before))
    await mai.locator("#pin").fill(PIN)
    await mai.keyboard.press("Enter")
    await expect(mai.locator("#reading .steps")).to_contain_text("đã ký")
    await expect(mai.locator("[data-count]")).to_have_text(str(before - 1) if before > 1 else "")


async def test_the_count_stands_on_the_next_page_before_it_is_told_again(stack: Stack, mai: Page) -> None:
    await delivered(stack)
    await mai.goto("/")
    before = str(await errands.count(stack.by(MAI)))
    await expect(mai.locator("[data-count]")).to_have_text(before)
    await mai.route("**/events", lambda route: route.abort())
    await mai.goto("/records")
    assert await mai.locator("[data-count]").inner_text() == before
