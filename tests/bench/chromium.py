"""A real Chromium, and the one filter that both apps have, used as a person uses it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.bench.screens import SECTOR

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    # Plotly's maps are drawn by WebGL, which a machine without a graphics card does in software.
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nobody else is asked: a page that needs another host shows that it does.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
SECONDS_TO_LOAD = 60


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window; `CHROMIUM` names another one."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError(f"no browser: install one of {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


def new_page(opened: Browser) -> Page:
    """A window of a laptop with nothing remembered."""
    context = opened.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(SECONDS_TO_LOAD * 1000)
    return page


def option(page: Page, place: int, label: str = SECTOR[1]) -> Locator:
    """The option at a place in the list of the filter, which is now open: click it."""
    page.locator("[data-testid=stMultiSelect]", has_text=label).get_by_role("combobox").click()
    return page.get_by_role("option").filter(has_not_text="Select all").nth(place)


def cross(page: Page, label: str = SECTOR[1]) -> Locator:
    """The cross that empties the filter: click it."""
    page.keyboard.press("Escape")
    chosen = page.locator("[data-testid=stMultiSelect]", has_text=label)
    return chosen.get_by_role("button", name="Clear all")
