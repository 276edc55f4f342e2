"""The inbox by keyboard: down, open, into the set, on to the next, one PIN for all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.browser import DESK, chromium, page, served
from tests.web.gallery import gallery


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    with served(gallery()) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def inbox(browser: Browser, house: str) -> Iterator[Page]:
    with page(browser, DESK, bypass=False) as here:
        here.goto(house + "/", wait_until="load")
        yield here


def test_j_and_k_walk_the_list(inbox: Page) -> None:
    for key, focused in (("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        inbox.keyboard.press(key)
        expect(inbox.locator("[data-row]").nth(focused)).to_be_focused()


def test_s_puts_what_was_read_into_the_set_and_goes_on(inbox: Page) -> None:
    expect(inbox.locator(".setbar")).to_be_hidden()
    inbox.keyboard.press("s")
    expect(inbox.locator(".setbar")).to_be_visible()
    expect(inbox.locator("[data-picked]")).to_have_text("1")
    expect(inbox.locator("[data-row]").nth(1)).to_be_focused()
    inbox.keyboard.press("S")
    expect(inbox.locator("#set-pin")).to_be_focused()


def test_what_was_not_read_cannot_be_picked(inbox: Page) -> None:
    expect(inbox.locator("input[name=reviewed]").nth(3)).to_be_disabled()


def test_slash_searches_and_escape_leaves(inbox: Page) -> None:
    inbox.keyboard.press("/")
    expect(inbox.locator("#q")).to_be_focused()
    inbox.keyboard.type("jjk")
    expect(inbox.locator("#q")).to_have_value("jjk")
    inbox.keyboard.press("Escape")
    expect(inbox.locator("#q")).not_to_be_focused()


def test_r_opens_the_refusal(inbox: Page) -> None:
    inbox.keyboard.press("r")
    expect(inbox.locator("#reason")).to_be_visible()


def test_p_reaches_the_pin(inbox: Page) -> None:
    inbox.keyboard.press("p")
    expect(inbox.locator("#pin")).to_be_focused()


def test_the_question_mark_lists_the_keys(inbox: Page) -> None:
    inbox.keyboard.press("?")
    inbox.wait_for_url("**/help/keys")
