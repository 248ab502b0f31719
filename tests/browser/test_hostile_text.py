"""Text from a file is data: markup in every text column runs nothing and asks nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from data import sample
from data.schema import TABLES
from data.store import Store
from tests.browser.pages import DASHBOARD, PATHS, in_language, settled

MARKUP = (
    "<img src=https://evil.example/x.png onerror=\"window.hit='html'\">"
    "<script>window.hit='script'</script>"
    "![x](https://evil.example/y.png) [z](javascript:window.hit='link') :red[**b**] $$x^2$$"
)
# Codes and what other tables refer to keep their form, or the record would not be one.
LEFT_ALONE = {
    "agency_code", "commune_code", "work_id", "activity_id", "assignment_id",
}  # fmt: skip


def spoiled(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The record with markup in front of every text of every table."""
    found = {}
    for name, rows in tables.items():
        texts = [column.name for column in TABLES[name].columns if column.kind == "text"]
        free = [column for column in texts if column not in LEFT_ALONE]
        found[name] = rows.assign(**{column: MARKUP + rows[column].fillna("") for column in free})
    return found


@pytest.fixture(scope="module")
def server(serve: Callable, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    root = tmp_path_factory.mktemp("hostile")
    Store(Path(root)).publish(spoiled(sample.generate(activities=600)), by=MARKUP, reason=MARKUP)
    return serve(DASHBOARD, DATA_STORE=str(root))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", PATHS)
def test_markup_in_every_text_column_stays_text(
    name: str, lang: str, server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, in_language(PATHS[name], lang))
    settled(page)
    for twin in page.locator("[data-testid=stExpander] summary").all():
        twin.click()
    page.wait_for_timeout(1500)
    settled(page)
    assert page.evaluate("window.hit") is None
    drawn = page.get_by_test_id("stApp").locator("img[src*=evil], script, a[href^=javascript]")
    assert drawn.count() == 0
    # `visit` itself fails when another host was asked.


def test_the_markup_is_really_there_to_be_drawn(server: object, visit: Callable[..., Page]) -> None:
    page = visit(server, "/agencies")
    settled(page)
    assert "<script>window.hit" in page.get_by_test_id("stMain").inner_text()
