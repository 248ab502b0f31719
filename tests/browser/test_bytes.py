"""What one change of a filter costs: bytes are counted, never time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import DASHBOARD, settled

pytestmark = pytest.mark.browser

# Table twins closed. Streamlit's own share is about 2.5 kB: theme, pages, links of the menu.
MOST = {"/map?lang=en": 12_000, "/?lang=en": 16_000}


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


def received(page: Page, act: Callable[[], object]) -> int:
    """Bytes of the messages that an action brings, the answers of the page itself among them."""
    page.wait_for_timeout(1000)
    page.seen.received.clear()  # type: ignore[attr-defined]
    act()
    page.wait_for_timeout(2000)
    settled(page)
    return sum(page.seen.received)  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", MOST)
def test_a_change_of_filter_sends_a_few_kilobytes(
    path: str, server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, path)
    settled(page)
    page.get_by_label("Sector", exact=True).click()
    sent = received(page, page.get_by_role("option", name="Economy").click)
    expect(page.get_by_role("button", name="Sector: Economy")).to_be_visible()
    assert 0 < sent <= MOST[path]


def test_a_change_of_measure_sends_no_more(server: object, visit: Callable[..., Page]) -> None:
    page = visit(server, "/map?lang=en")
    settled(page)
    box = page.get_by_role("combobox", name="Measure")
    sent = received(page, lambda: box.select_option(index=2))
    assert 0 < sent <= MOST["/map?lang=en"]


def test_a_closed_table_is_not_sent(server: object, visit: Callable[..., Page]) -> None:
    page = visit(server, "/map?lang=en")
    settled(page)
    closed = received(page, lambda: None)
    opened = received(page, page.get_by_test_id("stExpander").first.locator("summary").click)
    assert closed < 1000 < 12_000 < opened
