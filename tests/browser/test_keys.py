"""The inbox by keyboard: down, open, into the set, on to the next, one PIN for all."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.browser import DESK, page


@pytest.fixture
async def inbox(browser: Browser, house: str) -> AsyncIterator[Page]:
    async with page(browser, house, DESK) as here:
        await here.goto("/", wait_until="load")
        yield here


async def test_j_and_k_walk_the_list(inbox: Page) -> None:
    for key, focused in (("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        await inbox.keyboard.press(key)
        await expect(inbox.locator("[data-row]").nth(focused)).to_be_focused()


async def test_shift_s_reaches_the_pin_of_the_set(inbox: Page) -> None:
    await inbox.keyboard.press("S")
    await expect(inbox.locator("#set-pin")).to_be_focused()


async def test_what_was_not_read_cannot_be_picked(inbox: Page) -> None:
    await expect(inbox.locator(".tick").nth(3)).to_be_disabled()


async def test_l_offers_to_put_it_aside(inbox: Page) -> None:
    await inbox.keyboard.press("l")
    await expect(inbox.get_by_role("button", name="Đến 7 giờ sáng mai")).to_be_focused()


async def test_slash_searches_and_escape_leaves(inbox: Page) -> None:
    await inbox.keyboard.press("/")
    await expect(inbox.locator("#q")).to_be_focused()
    await inbox.keyboard.type("jjk")
    await expect(inbox.locator("#q")).to_have_value("jjk")
    await inbox.keyboard.press("Escape")
    await expect(inbox.locator("#q")).not_to_be_focused()


async def test_r_opens_the_refusal(inbox: Page) -> None:
    await inbox.keyboard.press("r")
    await expect(inbox.locator("#reason_code")).to_be_focused()


async def test_p_reaches_the_pin(inbox: Page) -> None:
    await inbox.keyboard.press("p")
    await expect(inbox.locator("#pin")).to_be_focused()


async def test_the_question_mark_lists_the_keys(inbox: Page) -> None:
    await inbox.keyboard.press("?")
    await inbox.wait_for_url("**/help/keys")


async def test_j_and_k_walk_the_facilities_of_a_board(browser: Browser, house: str) -> None:
    async with page(browser, house, DESK) as board:
        await board.goto("/plans/1", wait_until="load")
        for key, focused in (("j", 0), ("j", 1), ("k", 0)):
            await board.keyboard.press(key)
            await expect(board.locator("tbody th a").nth(focused)).to_be_focused()


async def test_j_walks_from_what_waits_beside_signatures(browser: Browser, house: str) -> None:
    async with page(browser, house, DESK) as inbox:
        await inbox.goto("/inbox-officer", wait_until="load")
        await inbox.keyboard.press("j")
        await expect(inbox.locator(".errands a").first).to_be_focused()


async def test_a_board_has_one_stop_for_each_row_and_the_arrows_walk_its_cells(browser: Browser, house: str) -> None:
    async with page(browser, house, DESK) as board:
        await board.goto("/plans/1", wait_until="load")
        row = board.locator("tbody tr")
        await row.nth(0).locator("a").first.focus()
        for key, line, link in (("ArrowRight", 0, 1), ("ArrowRight", 0, 2), ("ArrowDown", 1, 2), ("ArrowLeft", 1, 1), ("ArrowUp", 0, 1)):
            await board.keyboard.press(key)
            await expect(row.nth(line).locator("a").nth(link)).to_be_focused()
        await board.keyboard.press("Tab")
        await expect(row.nth(1).locator("a").first).to_be_focused()
