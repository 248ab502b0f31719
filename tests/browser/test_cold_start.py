"""Each page opens as the very first thing that a new server shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.pages import DASHBOARD, PATHS, settled


@pytest.mark.parametrize("name", PATHS)
def test_a_cold_server_opened_on_this_page_shows_it(
    name: str, serve: Callable, visit: Callable[..., Page]
) -> None:
    server = serve(DASHBOARD)
    page = visit(server, PATHS[name])
    settled(page)
    assert page.get_by_role("heading", level=1).count() == 1
    # The page goes first: what it asks for when idle must not find its server gone.
    page.close()
    server.stop()
