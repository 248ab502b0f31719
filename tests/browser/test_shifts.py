"""Nothing that a person looks at moves when the rest of a page arrives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import shifts
from tests.browser.pages import DASHBOARD, PATHS, UNMOVED, settled

# One visit a page and window; the pages with a map, and the longest, on the line that is harder.
ON_A_SLOW_LINE = ("overview", "map", "commune")
# Of the server, and no page of the dashboard: nothing that a page needs is fetched with it.
BEFORE = "/_stcore/health"


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


@pytest.mark.parametrize("window", [shifts.LAPTOP, shifts.PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("name", PATHS)
def test_a_page_stays_where_it_is_while_it_is_loaded(
    name: str,
    window: dict[str, int],
    server,  # type: ignore[no-untyped-def]
    visit: Callable[..., Page],
) -> None:
    page = visit(server, BEFORE, viewport=window)
    shifts.watch(page, slow=name in ON_A_SLOW_LINE)
    page.goto(server.url + PATHS[name])
    settled(page)
    page.evaluate(UNMOVED)
    found = shifts.of(page)
    assert shifts.cumulative(found) <= shifts.GOOD, found
