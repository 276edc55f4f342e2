"""A Chromium for the tests: pages at a desk and in a hand, judged by axe, pictured when asked."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.types import ASGIApp

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast"]
"""By far the slowest rule: judged apart, on fewer pages."""
DESK, HAND = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PICTURES = os.environ.get("HSBA_PICTURES", "")
"""Folder for screenshots to look at; none are taken when empty, and none are kept in the repository."""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page(browser: Browser, size: dict[str, int], touch: bool = False, bypass: bool = True, dark: bool = False) -> Iterator[Page]:
    """A fresh person's page. `bypass` lets axe past the strict policy; without it the policy rules as in real life."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="vi-VN",
        has_touch=touch,
        is_mobile=touch,
        bypass_csp=bypass,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(10_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def violations(on: Page) -> list[str]:
    """What axe finds wrong apart from colours, one line each."""
    return _axe(on, {"runOnly": RULES, "rules": {rule: {"enabled": False} for rule in CONTRAST}})


def pale(on: Page) -> list[str]:
    """Texts that stand out too little from their ground, one line each."""
    return _axe(on, {"runOnly": {"type": "rule", "values": CONTRAST}})


def _axe(on: Page, options: dict[str, Any]) -> list[str]:
    on.add_script_tag(path=str(AXE))
    found: dict[str, Any] = on.evaluate("options => axe.run(document, options)", options | {"resultTypes": ["violations"]})
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"]]


def sideways(on: Page) -> int:
    """Pixels by which the page itself is wider than the window: 0 on a good page."""
    width: int = on.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def picture(on: Page, name: str, whole: bool = True) -> None:
    if PICTURES:
        on.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The application at a free port of this machine; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
