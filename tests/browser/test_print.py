"""What lies on paper: the filters in words, light colours, and nothing cut at the edge of A4."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.store import Store
from tests.browser.pages import DASHBOARD, UNMOVED, settled

ROOT = DASHBOARD.parent
# A4 less the margins of the print sheet, in the pixels of paper.
PAPER = {"width": 718, "height": 1046}
# What lies inside shadow roots, too; hidden things have no box.
TOO_WIDE = """limit => {
  const found = [];
  const look = root => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) look(one.shadowRoot);
      const box = one.getBoundingClientRect();
      const unseen = box.width < 2 || one.closest(".unseen, .stSkipLink, [data-testid=stSkipLink]");
      if (!unseen && box.right > limit + 1) found.push(`${one.outerHTML.slice(0, 99)}`);
    }
  };
  look(document.querySelector("[data-testid=stMain]"));
  return found;
}"""


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


def on_paper(page: Page) -> Page:
    """The page as the printer gets it: print rules, the width of the paper."""
    settled(page)
    page.wait_for_function("document.querySelector('#printed')")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return page


def test_paper_says_the_filters_the_address_and_the_day(
    server: object, visit: Callable[..., Page]
) -> None:
    page = on_paper(visit(server, "/agencies?district=119&years=2014&years=2015"))

    expect(page.locator(".st-key-chip_district_119")).to_contain_text("Huyện: Thuận Châu")
    expect(page.locator(".st-key-chip_district_119")).to_be_visible()
    expect(page.locator("[class*=st-key-chip_years]")).to_be_visible()
    expect(page.locator("#printed")).to_contain_text("district=119")
    expect(page.locator("#printed")).to_contain_text("In ngày")
    expect(page.get_by_test_id("stMultiSelect").first).to_be_hidden()
    expect(page.get_by_test_id("stExpander").first).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator("#printed")).to_be_hidden()


def test_paper_is_light_in_the_dark_theme(server: object, visit: Callable[..., Page]) -> None:
    page = on_paper(visit(server, "/map", color_scheme="dark"))
    page.locator(".commune-map .commune").first.wait_for()

    ink = "one => getComputedStyle(one).color"
    assert page.locator("h1").evaluate(ink) == "rgb(31, 41, 51)"
    assert page.locator(".commune-map").evaluate(ink) == "rgb(31, 41, 51)"
    assert page.get_by_test_id("stApp").evaluate(
        "one => getComputedStyle(one).backgroundColor"
    ) in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    deepest = "one => getComputedStyle(one).getPropertyValue('--class-5').trim()"
    assert page.locator(".commune-map").evaluate(deepest) == "#004553"


@pytest.mark.parametrize("path", ["/map", "/agencies", "/"])
def test_nothing_is_cut_at_the_edge_of_the_paper(
    server: object, visit: Callable[..., Page], path: str
) -> None:
    page = visit(server, path)
    page = on_paper(page)
    page.set_viewport_size(PAPER)
    page.wait_for_timeout(500)

    assert page.evaluate(TOO_WIDE, PAPER["width"]) == []
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_colours_of_paper_are_those_of_the_light_theme() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    sheet = Path(ROOT / "pages/parts/window/paper.css").read_text(encoding="utf-8")

    for colour in config["theme"]["light"].values():
        assert colour in sheet


def fullest(server) -> set[str]:  # type: ignore[no-untyped-def]
    """The communes with most works, and with most acts and works together."""
    store = Store(server.log.parent / "store")
    record = store.record(store.current())
    works = record.works.groupby("commune_code").size()
    acts = record.contributions.groupby("commune_code")["acts"].sum()
    return {str(works.idxmax()), str(acts.add(works, fill_value=0).idxmax())}


def test_a_commune_lies_on_two_sheets_with_all_its_works_and_no_word_of_clicking(
    server,
    visit: Callable[..., Page],  # type: ignore[no-untyped-def]
) -> None:
    page = visit(server, "/methods", viewport={"width": 1366, "height": 768})
    settled(page)
    for code in fullest(server):
        page.goto(f"{server.url}/commune?commune={code}")
        settled(page)
        page.evaluate(UNMOVED)
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
        assert len(sheets) <= 2, code

        listed = page.locator(".st-key-commune_built li")
        on_screen = listed.locator("visible=true").count()
        page.emulate_media(media="print")
        assert listed.locator("visible=true").count() == listed.count() > on_screen
        shown = page.get_by_test_id("stMain").inner_text()
        assert "bấm" not in shown
        assert "trong bảng" not in shown
        page.emulate_media(media="screen")
