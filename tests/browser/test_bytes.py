"""What one change of a filter costs: bytes are counted, never time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.pages import DASHBOARD, settled

pytestmark = pytest.mark.browser

# Table twins closed. Streamlit's own share is 2.5 kB (theme, pages, links of the menu), and 75
# bytes for each element that did not change.
MOST = {"/map?lang=en": 12_000, "/?lang=en": 17_000}


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


def received(page: Page, act: Callable[[], object]) -> int:
    """Bytes of the run that answers an action: what is waited for, to the end of its script."""
    page.wait_for_timeout(2000)
    messages = page.seen.received  # type: ignore[attr-defined]
    messages.clear()
    act()
    page.wait_for_timeout(2000)
    settled(page)
    kinds = [ForwardMsg.FromString(message).WhichOneof("type") for message in messages]
    finished = kinds.index("script_finished") if messages else -1
    return sum(map(len, messages[: finished + 1]))


@pytest.mark.parametrize("path", MOST)
def test_a_change_of_filter_sends_a_few_kilobytes(
    path: str, server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, path)
    settled(page)
    page.get_by_label("Sector", exact=True).click()
    sent = received(page, page.get_by_role("option", name="Economy").click)
    page.keyboard.press("Escape")
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
