"""The map page and the commune page as people use them: click, keyboard, lists, Back, a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import DASHBOARD, settled

MUONG_LAN, MUONG_VA = "04246", "04243"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


@pytest.fixture
def opened(server, visit: Callable[..., Page]) -> Open:  # type: ignore[no-untyped-def]
    def go(path: str, **options: object) -> Page:
        page = visit(server, path, **options)
        settled(page)
        return page

    return go


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def commune(page: Page, code: str):  # type: ignore[no-untyped-def]
    return page.locator(f"[data-commune='{code}']")


def test_a_click_opens_the_panel_of_a_commune_and_a_second_click_closes_it(opened: Open) -> None:
    page = opened("/map")
    commune(page, MUONG_LAN).click()
    panel = page.locator(f".st-key-panel_{MUONG_LAN}")
    expect(panel).to_contain_text("Mường Lạn, Huyện Sốp Cộp")
    assert query(page)["commune"] == [MUONG_LAN]
    commune(page, MUONG_LAN).click()
    expect(panel).to_have_count(0)
    assert "commune" not in query(page)


def test_the_keyboard_leads_from_the_map_to_the_commune_s_page(opened: Open) -> None:
    page = opened("/map")
    commune(page, MUONG_LAN).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Mở trang của xã").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Mường Lạn")
    assert urlsplit(page.url).path == "/commune"


def test_the_measure_goes_into_the_address_and_back_takes_it_out(opened: Open) -> None:
    page = opened("/map")
    page.get_by_role("combobox", name="Chỉ tiêu").select_option(label="Số hoạt động")
    ranked = page.get_by_text(re.compile("hoạt động · nhóm 5")).first
    expect(ranked).to_be_visible()
    assert query(page)["measure"] == ["acts"]
    page.go_back()
    expect(page.get_by_text(re.compile("đồng · nhóm 5")).first).to_be_visible()
    assert "measure" not in query(page)


def test_communes_outside_the_district_are_pale_and_not_counted(opened: Open) -> None:
    page = opened("/map?district=127")
    expect(commune(page, MUONG_LAN)).not_to_have_class(re.compile("faded"))
    expect(page.locator("[data-commune].faded")).to_have_count(204 - 8)


def test_a_row_of_the_list_chooses_its_commune_on_the_map(opened: Open) -> None:
    page = opened("/map?district=127")
    page.get_by_role("button", name=re.compile(r"^\d+\. Mường Lạn")).click()
    expect(commune(page, MUONG_LAN)).to_have_attribute("aria-pressed", "true")


def test_a_neighbour_becomes_the_subject_and_back_leads_to_the_first(opened: Open) -> None:
    page = opened(f"/commune?commune={MUONG_VA}")
    page.get_by_role("button", name=re.compile("^Mường Lạn")).first.click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Xã Mường Lạn")
    assert query(page)["commune"] == [MUONG_LAN]
    # Its reader begins at the top, as on a page opened anew.
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")
    page.go_back()
    expect(title).to_have_text("Xã Mường Và")


def test_the_charts_of_a_commune_say_themselves_in_words(opened: Open) -> None:
    page = opened(f"/commune?commune={MUONG_LAN}")
    chart = page.get_by_role("img", name=re.compile("^Hộ nghèo: .*Minh họa"))
    expect(chart).to_be_visible()


@pytest.mark.parametrize("path", ["/map?commune=04246", "/commune?commune=04246", "/commune"])
def test_nothing_scrolls_sideways_on_a_phone(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 740})
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") == 0
