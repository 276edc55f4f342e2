"""A Chromium for the tests: pages at a desk and in a hand, judged by axe, pictured when asked."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.async_api import Browser, Page, async_playwright
from starlette.types import ASGIApp

from app import ports

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
"""By far the slowest rule: judged on fewer pages."""
DESK, HAND = (1280, 900), (390, 844)
CLOSED_WITHIN = 30
"""Seconds after which a page that does not close fails its test: Chromium may wait for ever on one that is being left."""
PICTURES = os.environ.get("HSBA_PICTURES", "")
"""Folder for screenshots to look at; none are taken when empty, and none are kept in the repository."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def page(browser: Browser, house: str, size: tuple[int, int], touch: bool = False, bypass: bool = False) -> AsyncIterator[Page]:
    """A fresh person's page of the house at this address. `bypass` lets axe past the strict policy; else it rules as in real life."""
    context = await browser.new_context(
        base_url=house,
        viewport={"width": size[0], "height": size[1]},
        locale="vi-VN",
        has_touch=touch,
        is_mobile=touch,
        bypass_csp=bypass,
    )
    context.set_default_timeout(15_000)
    try:
        yield await context.new_page()
    finally:
        async with asyncio.timeout(CLOSED_WITHIN):
            await context.close()


async def violations(on: Page, colours: bool = False) -> list[str]:
    """What axe finds wrong, one line each; texts that stand out too little from their ground only when asked."""
    return await _axe(on, {"runOnly": RULES, "rules": {CONTRAST: {"enabled": colours}}})


async def pale(on: Page) -> list[str]:
    """Texts that stand out too little from their ground, one line each."""
    return await _axe(on, {"runOnly": {"type": "rule", "values": [CONTRAST]}})


async def _axe(on: Page, options: dict[str, Any]) -> list[str]:
    if not await on.evaluate("'axe' in window"):
        await on.evaluate(AXE)
    found: dict[str, Any] = await on.evaluate(
        "options => axe.run(document, options)", options | {"resultTypes": ["violations"], "iframes": False}
    )
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"]]


async def sideways(on: Page) -> int:
    """Pixels by which the page itself is wider than the window: 0 on a good page."""
    width: int = await on.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


async def picture(on: Page, name: str) -> None:
    if PICTURES:
        await on.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """The application at a free port of this machine; gives its address."""
    port = ports.free(set())
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", timeout_graceful_shutdown=2))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


def complaints(here: Page) -> list[str]:
    """What the browser will complain of on this page, one text each: errors, no hints."""
    said: list[str] = []
    here.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    here.on("pageerror", lambda error: said.append(str(error)))
    return said
