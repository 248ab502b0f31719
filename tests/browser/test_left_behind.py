"""What the map asks for by itself never undoes what a person does meanwhile.

The test stands between browser and server, and lets the map's own message go only after the
person's: as on a slow line, where it left the browser before the answer came.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.conftest import Server
from tests.browser.pages import DASHBOARD, settled
from tests.browser.test_frame import FILTERED, query

LONGEST_WAIT = 300  # tenths of a second


class AskedLate:
    """A page, and what its map has asked for that was not let go yet."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[bytes] = []
        self.is_holding = True
        page.route_web_socket(re.compile("_stcore/stream"), self._between)

    def opened(self, path: str) -> Page:
        """Open an address, and wait until its map has asked."""
        self.page.goto(self.page.url.split("/methods")[0] + path)
        settled(self.page)
        for _ in range(LONGEST_WAIT):
            if self.held:
                return self.page
            self.page.wait_for_timeout(100)
        pytest.fail("the map asked for nothing")

    def let_go(self, address: str = "") -> None:
        """Send what was asked for, after all that was sent meanwhile.

        Args:
            address: the parameters that the browser has heard of before the page itself.
        """
        self.is_holding = False
        for message in self.held:
            said = BackMsg.FromString(message)
            said.rerun_script.query_string = address or said.rerun_script.query_string
            self.to_server.send(said.SerializeToString())

    def _between(self, socket: WebSocketRoute) -> None:
        self.to_server = socket.connect_to_server()
        socket.on_message(self._sent)
        self.to_server.on_message(socket.send)

    def _sent(self, message: str | bytes) -> None:
        if self.is_holding and isinstance(message, bytes) and _is_asked_by_the_map(message):
            self.held.append(message)
        else:
            self.to_server.send(message)


def _is_asked_by_the_map(message: bytes) -> bool:
    asked = BackMsg.FromString(message).rerun_script
    return bool(asked.fragment_id) and b"_map_rest__events" in message


@pytest.fixture(scope="module")
def server(serve: Callable[..., Server]) -> Server:
    return serve(DASHBOARD)


@pytest.fixture
def asked_late(server: Server, visit: Callable[..., Page]) -> AskedLate:
    page = visit(server, "/methods?lang=en")
    settled(page)
    return AskedLate(page)


def test_a_link_followed_while_the_map_asks_for_more_opens_its_page(asked_late: AskedLate) -> None:
    page = asked_late.opened("/?lang=en")
    page.get_by_role("link", name="Agencies").click()
    asked_late.let_go()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("Supporting agencies")
    settled(page)
    page.wait_for_timeout(1000)  # an answer to what was asked late would have come
    expect(title).to_contain_text("Supporting agencies")


def test_filters_cleared_while_the_map_asks_for_more_stay_cleared(asked_late: AskedLate) -> None:
    page = asked_late.opened(f"{FILTERED}&lang=en")
    steps = page.evaluate("history.length")
    page.get_by_role("button", name="Clear all filters").click()
    asked_late.let_go("lang=en")
    expect(page.get_by_role("button", name="Clear all filters")).to_have_count(0)
    settled(page)
    page.wait_for_timeout(1000)
    assert set(query(page)) == {"lang"}
    assert page.evaluate("history.length") == steps + 1
