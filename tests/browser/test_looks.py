"""Every page at a desk and in a hand: nothing runs off the side, axe finds nothing, the strict policy hinders nothing."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.browser import DESK, HAND, chromium, page, pale, picture, served, sideways, violations
from tests.web.gallery import gallery
from tests.web.samples import PAGES


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    with served(gallery()) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


def _name(address: str) -> str:
    return address.strip("/").replace("/", "-") or "inbox"


def test_at_a_desk(browser: Browser, house: str) -> None:
    wrong: list[str] = []
    with page(browser, DESK) as here:
        for address in PAGES:
            here.goto(house + address, wait_until="load")
            picture(here, f"desk-{_name(address)}")
            wrong += [f"{address}: {one}" for one in violations(here)]
            wrong += [f"{address}: {by} px too wide" for by in [sideways(here)] if by]
    assert wrong == []


def test_in_a_hand(browser: Browser, house: str) -> None:
    wrong: list[str] = []
    with page(browser, HAND, touch=True) as here:
        for address in PAGES:
            here.goto(house + address, wait_until="load")
            picture(here, f"hand-{_name(address)}")
            wrong += [f"{address}: {by} px too wide" for by in [sideways(here)] if by]
            small = here.evaluate(
                """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, summary")]
                  .filter((e) => e.checkVisibility()).map((e) => (e.closest("label.choice") || e.closest(".pick") || e))
                  .filter((e) => e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML.slice(0, 90))"""
            )
            wrong += [f"{address}: too small to touch: {one}" for one in small]
    assert wrong == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_tell_in_light_and_dark(browser: Browser, house: str, dark: bool) -> None:
    wrong: list[str] = []
    with page(browser, DESK, dark=dark) as here:
        for address in ("/", "/inbox-closed", "/plans/1", "/records/1", "/tracks/1", "/appraisals-stale", "/records/new"):
            here.goto(house + address, wait_until="load")
            picture(here, f"{'dark' if dark else 'light'}-{_name(address)}")
            wrong += [f"{address}: {one}" for one in pale(here)]
    assert wrong == []


def test_the_strict_policy_hinders_nothing(browser: Browser, house: str) -> None:
    said: list[str] = []
    with page(browser, DESK, bypass=False) as here:
        here.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        here.on("pageerror", lambda error: said.append(str(error)))
        for address in PAGES:
            here.goto(house + address, wait_until="load")
        assert here.evaluate("typeof htmx") == "object"
    # The gallery has no stream of counts: its 404 is the only thing a browser may complain of.
    assert [one for one in said if "404" not in one and "EventSource" not in one] == []


def test_a_board_prints_on_a3(browser: Browser, house: str) -> None:
    with page(browser, DESK) as here:
        here.goto(house + "/plans/1", wait_until="load")
        paper = here.pdf(prefer_css_page_size=True)
    box = PdfReader(BytesIO(paper)).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (420, 297)
