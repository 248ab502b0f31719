"""What is downloaded is what is shown: the same rows, filters and mark, in both forms."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.pages import DASHBOARD, settled

ALL = "Bảng số liệu: Tất cả cơ quan đã giúp"


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


def download(page: Page, label: str) -> tuple[str, bytes]:
    """The name and the bytes of what a button gives."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_the_table_of_one_district_comes_with_its_filter_mark_and_codes(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/agencies?district=119")
    settled(page)
    page.get_by_text(ALL).click()
    page.get_by_role("button", name="Tải Excel").wait_for()
    settled(page)

    name, made = download(page, "Tải Excel")
    book = openpyxl.load_workbook(io.BytesIO(made))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    said = [cell for row in book.worksheets[-1].iter_rows(values_only=True) for cell in row]
    assert name.startswith("minh-hoa_agencies-Thuan-Chau_2013-2016_v")
    assert any("/agencies?district=119" in str(cell) for cell in said)
    assert name.endswith(".xlsx")
    assert "huyện Thuận Châu" in said
    assert any("Minh họa / Illustrative" in str(cell) for cell in rows[1])
    assert {"Cơ quan", "Mã cơ quan"} <= set(rows[3])

    name, made = download(page, "Tải .csv")
    table = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert name.endswith(".csv")
    assert len(table) - 1 == len(rows) - 4
    assert all("Minh họa / Illustrative" in row[-1] for row in table[1:])


# Once nothing has run for a second, so that the run seen is the one that was asked for.
CLICK_WHILE_DRAWN = """
async () => {
  const app = document.querySelector("[data-testid=stApp]");
  const button = () => document.querySelector(".st-key-download_map_csv button");
  const begun = performance.now();
  const next = () => new Promise((then, fail) =>
    performance.now() - begun < 20000 ? setTimeout(then, 5) : fail("never drawn again"));
  for (let since = performance.now(); performance.now() - since < 1000; await next()) {
    if (app.dataset.testScriptState !== "notRunning") since = performance.now();
  }
  document.querySelector(".st-key-undo_ranked button").click();
  while (app.dataset.testScriptState !== "running" || !button()) await next();
  button().click();
  return app.dataset.testScriptState;
}
"""


def test_a_click_on_a_download_while_the_page_is_drawn_again_is_not_lost(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/map?legend=5")
    settled(page)
    page.get_by_text("Bảng số liệu: ").first.click()
    page.get_by_role("button", name="Tải .csv").wait_for()
    settled(page)
    with page.expect_download() as waiting:
        assert page.evaluate(CLICK_WHILE_DRAWN) == "running"
    # What comes is what stands once the page is drawn: the legend leaves nothing out any more.
    assert len(Path(waiting.value.path()).read_text("utf-8-sig").splitlines()) == 1 + 204
