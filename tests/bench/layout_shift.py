"""How much each page moves while it is loaded: a laptop and a phone, a plain and a slow line."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.bench import chromium, records, screens, server
from tests.bench.report import Row
from tests.browser import shifts
from tests.browser.pages import UNMOVED, settled

WINDOWS = {"laptop": shifts.LAPTOP, "phone": shifts.PHONE}
LINES = {"plain": False, "slow": True}


def measure(verbose: bool = False) -> Iterator[Row]:
    """A row for each page, window and line: the worst window of shifts of a cold visit."""
    store = records.store(records.SMALL)
    with server.dashboard(store) as running, chromium.browser() as opened:
        for name, path in screens.all_paths(store).items():
            for window, size in WINDOWS.items():
                for line, slow in LINES.items():
                    found = _visit(opened, running.url + path, size, slow)
                    what = f"shift, {name}, {window}, {line} line"
                    if verbose:
                        _explain(what, found)
                    moved = shifts.cumulative(found)
                    yield Row(what, f"{moved:.3f}", f"<= {shifts.GOOD}", moved <= shifts.GOOD)


def _visit(opened: Browser, url: str, size: dict[str, int], slow: bool) -> list[shifts.Shift]:
    """Everything that moved on one page, with nothing remembered by the browser."""
    page = chromium.new_page(opened)
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    shifts.watch(page, slow)
    page.goto(url)
    settled(page)
    page.evaluate(UNMOVED)
    found = shifts.of(page)
    page.context.close()
    return found


def _explain(what: str, found: list[shifts.Shift]) -> None:
    """Print what moved, and when."""
    print(f"  {what}")
    for one in found:
        print(f"    {one.at:>7.0f} ms {one.value:.3f}  {'; '.join(one.moved)}")
