"""Every page at a desk and in a hand: nothing runs off the side, axe finds nothing, the strict policy hinders nothing."""

from io import BytesIO

from playwright.async_api import Browser
from pypdf import PdfReader

from tests.browser.browser import DESK, HAND, complaints, page, pale, picture, sideways, violations
from tests.web.samples import PAGES

COLOURED = {"/", "/inbox-closed", "/plans/1", "/records/1", "/tracks/1", "/milestones-judge", "/appraisals-stale", "/records/new"}
"""Pages that show every state, form and note between them: their colours are judged, in light and in dark."""
SMALL = """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, summary")]
  .filter((e) => e.checkVisibility()).map((e) => (e.closest("label.choice") || e.closest(".pick") || e))
  .filter((e) => e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML.slice(0, 90))"""


def _name(address: str) -> str:
    return address.strip("/").replace("/", "-") or "inbox"


async def test_at_a_desk(browser: Browser, house: str) -> None:
    wrong: list[str] = []
    async with page(browser, house, DESK, bypass=True) as here:
        for address in PAGES:
            await here.goto(address, wait_until="load")
            await picture(here, f"desk-{_name(address)}")
            wrong += [f"{address}: {one}" for one in await violations(here, address in COLOURED)]
            wrong += [f"{address}: {by} px too wide" for by in [await sideways(here)] if by]
            if address in COLOURED:
                await here.emulate_media(color_scheme="dark")
                await picture(here, f"dark-{_name(address)}")
                wrong += [f"{address}, dark: {one}" for one in await pale(here)]
                await here.emulate_media(color_scheme="light")
    assert wrong == []


async def test_in_a_hand_under_the_strict_policy(browser: Browser, house: str) -> None:
    wrong: list[str] = []
    async with page(browser, house, HAND, touch=True) as here:
        said = complaints(here)
        for address in PAGES:
            await here.goto(address, wait_until="load")
            await picture(here, f"hand-{_name(address)}")
            wrong += [f"{address}: {by} px too wide" for by in [await sideways(here)] if by]
            wrong += [f"{address}: too small to touch: {one}" for one in await here.evaluate(SMALL)]
        assert await here.evaluate("typeof htmx") == "object"
    assert wrong == []
    # The gallery has no stream of counts and no files: their 404 is the only thing a browser may complain of.
    assert [one for one in said if "404" not in one and "EventSource" not in one] == []


async def test_a_board_prints_on_one_a3(browser: Browser, house: str) -> None:
    async with page(browser, house, DESK) as here:
        await here.goto("/plans/1", wait_until="load")
        paper = PdfReader(BytesIO(await here.pdf(prefer_css_page_size=True)))
    box = paper.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (420, 297)
    assert len(paper.pages) == 1
    text = " ".join(paper.pages[0].extract_text().split())
    assert "3.6-3" in text, "the last milestone is on the paper"
    assert "09/01/2027" in text, "and the forecast beside it"
