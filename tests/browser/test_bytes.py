"""What one change costs: bytes are counted, never time, and all of them until the page is quiet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.bench import bytes_sent, screens
from tests.bench.visitor import Visitor
from tests.browser.pages import DASHBOARD, PATHS, settled
from tests.coroutines import finished

pytestmark = pytest.mark.browser

# Table twins closed. Pages of many charts are above the aim: nothing of them may grow unseen.
MOST = dict.fromkeys(PATHS, bytes_sent.AIM_CHANGE) | {
    "agencies": 16_000,
    "agency": 14_000,
    "infrastructure": 19_000,
}


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


async def changes(port: int, path: str, name: str) -> list[int]:
    """Bytes of a few choices in a filter, one after the other, on a page that was opened before."""
    async with Visitor(port, path) as visitor:
        await visitor.open()
        return [(await visitor.choose(name, [place])).bytes for place in (1, 0, 2)]


@pytest.mark.parametrize("name", [name for name in PATHS if name not in ("methods", "records")])
def test_a_change_of_filter_sends_a_few_kilobytes(name: str, server) -> None:  # type: ignore[no-untyped-def]
    sent = finished(changes(server.port, PATHS[name], screens.filter_of(name)[0]))
    assert 0 < max(sent) <= MOST[name], sent


def received(page: Page, act: Callable[[], object]) -> int:
    """Bytes that an action brings to a browser, until the page is quiet."""
    messages: list[bytes] = page.seen.received  # type: ignore[attr-defined]
    messages.clear()
    act()
    bytes_sent.until_quiet(page, messages)
    return bytes_sent.size(messages)


def test_on_the_map_all_that_a_browser_asks_for_after_a_change_is_small_too(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/map?lang=en")
    settled(page)
    bytes_sent.until_quiet(page, page.seen.received)  # type: ignore[attr-defined]
    page.get_by_label("Sector", exact=True).click()
    assert received(page, page.get_by_role("option", name="Economy").click) <= 12_000
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sector: Economy")).to_be_visible()
    box = page.get_by_role("combobox", name="Measure")
    assert received(page, lambda: box.select_option(index=2)) <= 7_000
    # A closed table is not sent.
    opened = received(page, page.get_by_test_id("stExpander").first.locator("summary").click)
    assert opened > 12_000
