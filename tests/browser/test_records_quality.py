"""The page of records as anyone reads it: axe, a phone, markup as text, and source cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from data import proposal
from data.store import Store
from tests.browser import officers
from tests.browser.accessible import complaints
from tests.browser.conftest import Server
from tests.browser.pages import DASHBOARD, go_to, in_language, settled, words
from tests.browser.test_hostile_text import MARKUP

PARTS = {
    "versions": "/records",
    "quality": "/records?part=quality",
    "source": "/records?part=source&ref=v0002:HoatDong!6",
}
PHONE = {"viewport": {"width": 360, "height": 740}}
SHEET = "Hoạt động & «2015» #1"
Visit = Callable[..., Page]


def filled(store: Store, folder: Path) -> None:
    """Three versions, the last of them lower, and a file that was refused twice."""
    tables = officers.record()
    acts = tables["activities"]
    stood = [f"{SHEET}!{row}" for row in range(2, len(acts) + 2)]
    first = tables | {"activities": acts.assign(source_ref=stood)}
    store.publish(first, by=MARKUP, reason=MARKUP)
    for name, rows in (
        ("quy-1.xlsx", acts.assign(in_kind_million_vnd=5.0)),
        ("q2.xlsx", acts[20:]),
    ):
        publish(store, officers.workbook(folder / name, tables | {"activities": rows}), name)
    bad = folder / "hong.xlsx"
    spoilt = acts.assign(description=MARKUP)
    spoilt.loc[spoilt.index[0], "sector"] = MARKUP
    officers.workbook(bad, tables | {"activities": spoilt})
    for _ in range(2):
        proposal.refuse(store, proposal.propose(store, bad, name=f"{MARKUP}.xlsx"), by=officers.AN)


def publish(store: Store, file: Path, name: str) -> None:
    made = proposal.propose(store, file, name=name)
    why = {code: MARKUP for code in made.to_explain}
    proposal.publish(store, made, by="Nguyễn Văn An", reason=MARKUP, reasons=why)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    filled(Store(folder / "store"), folder)
    return folder / "store"


@pytest.fixture(scope="module")
def server(serve: Callable[..., Server], root: Path) -> Server:
    """Served under a path of its own, as behind an office's own server."""
    return serve(DASHBOARD, base="/under/here", DATA_STORE=str(root))


def open_all(page: Page) -> None:
    """Open every box that is closed: tables, differences, refused files, the log."""
    for box in page.locator("[data-testid=stMain] summary").all():
        box.click()
    for switch in page.locator("[data-testid=stCheckbox] label").all():
        switch.click()
    page.wait_for_timeout(1500)
    settled(page)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_with_everything_open(
    part: str, lang: str, server: Server, visit: Visit
) -> None:
    page = visit(server, in_language(PARTS[part], lang))
    settled(page)
    open_all(page)
    assert complaints(page) == []


@pytest.mark.parametrize("part", PARTS)
def test_nothing_moves_sideways_on_a_phone_and_markup_stays_text(
    part: str, server: Server, visit: Visit
) -> None:
    page = visit(server, PARTS[part], **PHONE)
    settled(page)
    open_all(page)
    widths = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain], html')]"
        ".map(part => [part.scrollWidth, part.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in widths), widths
    assert page.evaluate("window.hit") is None
    drawn = page.get_by_test_id("stApp").locator("img[src*=evil], script, a[href*=evil]")
    assert drawn.count() == 0
    # `visit` itself fails when another host was asked.


def test_the_name_of_a_refused_file_is_shown_letter_by_letter(server: Server, visit: Visit) -> None:
    page = visit(server, "/records")
    settled(page)
    page.locator("summary", has_text="Tệp bị từ chối").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("<script>window.hit")
    assert officers.AN not in words(page)


def test_a_row_behind_a_number_opens_its_cell_in_a_new_tab_under_any_path(
    server: Server, root: Path, visit: Visit
) -> None:
    store = Store(root)
    acts = store.tables(store.current())["activities"]
    commune = acts["commune_code"].iloc[-1]
    page = visit(server, f"/commune?commune={commune}&lang=en")
    settled(page)
    page.locator("summary", has_text="The rows behind the numbers").click()
    table = page.get_by_test_id("stDataFrame").last
    expect(table).to_be_visible()
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    box = table.bounding_box()
    assert box is not None
    # The table is a canvas: it learns what is under the pointer from its moving.
    page.mouse.move(box["x"] + 40, box["y"] + 52)
    page.wait_for_timeout(500)
    with page.context.expect_page() as opened:
        page.mouse.click(box["x"] + 45, box["y"] + 52)
    source = opened.value
    source.wait_for_load_state()
    settled(source)
    assert "/under/here/records?part=source&lang=en&ref=v000" in source.url
    assert pd.notna(acts["source_ref"]).all()
    expect(source.get_by_test_id("stMain")).to_contain_text("sheet HoatDong")


def test_one_act_opens_its_cell_in_the_same_tab_by_touch_and_back_leads_to_the_page(
    server: Server, visit: Visit
) -> None:
    page = visit(server, "/agency?agency=TMSN10", has_touch=True, **PHONE)
    settled(page)
    page.locator("summary", has_text="Từng dòng đứng sau").tap()
    box = page.get_by_role("combobox", name="Xem một dòng như trong tệp gốc")
    expect(box).to_be_visible()
    go_to(box)
    box.tap()
    page.get_by_role("option").first.tap()
    page.get_by_role("link", name="trong tệp gốc").tap()
    page.wait_for_url("**/under/here/records?part=source**")
    expect(page.get_by_test_id("stMain")).to_contain_text("trang tính HoatDong")
    page.go_back()
    expect(page.get_by_role("heading", name="Đơn vị thử TMSN10").first).to_be_visible()


def test_back_leads_from_a_source_cell_to_the_body_that_can_mend_it(
    server: Server, visit: Visit
) -> None:
    page = visit(server, "/records?part=quality")
    settled(page)
    expect(page.get_by_role("button", name="Đơn vị thử").first).to_be_visible()
    box = page.get_by_role("combobox", name="Xem từng dòng của một cơ quan")
    go_to(box)
    box.click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="v000").first.click()
    page.wait_for_url("**part=source**")
    expect(page.get_by_test_id("stMain")).to_contain_text("trang tính HoatDong")
    page.go_back()
    expect(page.get_by_text("Cần bổ sung gì, và ai bổ sung được").first).to_be_visible()
