"""The frame as people use it: links, Back, keyboard, search, phone, language, and no other host."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.pages import DASHBOARD, ERROR, UNMOVED, in_language, settled, words

PHONE = {"width": 360, "height": 740}
FILTERED = "/?district=119&district=120&sector=economy&years=2014&years=2015"


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


@pytest.fixture
def opened(server, visit: Callable[..., Page]) -> Callable[..., Page]:  # type: ignore[no-untyped-def]
    def go(path: str, **options: object) -> Page:
        page = visit(server, path, **options)
        settled(page)
        return page

    return go


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_link_with_filters_shows_the_same_to_somebody_else(
    lang: str, opened: Callable[..., Page]
) -> None:
    first = opened(in_language(FILTERED, lang))
    link = urlsplit(first.url)
    second = opened(f"{link.path}?{link.query}")
    # Icons and maps arrive after the script has run: the same words, once both are painted.
    for _ in range(50):
        if words(first) == words(second):
            break
        first.wait_for_timeout(200)
    assert words(first) == words(second)
    assert "Thuận Châu" in words(first)
    assert "2014–2015" in words(first)
    expect(first.locator("html")).to_have_attribute("lang", lang)


def test_changing_the_language_keeps_the_filters(opened: Callable[..., Page]) -> None:
    page = opened(FILTERED)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    settled(page)
    assert query(page)["district"] == ["119", "120"]
    assert query(page)["years"] == ["2014", "2015"]
    assert query(page)["lang"] == ["en"]


def test_choosing_a_filter_writes_its_code_and_back_takes_it_away(
    opened: Callable[..., Page],
) -> None:
    page = opened("/?lang=en")
    page.get_by_label("District", exact=True).click()
    page.get_by_role("option", name="Mộc Châu").click()
    page.wait_for_url(re.compile("district=123"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="District: Mộc Châu")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="District: Mộc Châu")).to_have_count(0)
    assert "district" not in query(page)


def test_one_button_clears_every_filter(opened: Callable[..., Page]) -> None:
    page = opened(in_language(FILTERED, "en"))
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.get_by_role("button", name="Clear all filters")).to_have_count(0)
    settled(page)
    assert set(query(page)) == {"lang"}


def test_the_menu_takes_the_filters_along(opened: Callable[..., Page]) -> None:
    page = opened(in_language(FILTERED, "en"))
    page.get_by_role("link", name="Agencies").click()
    page.wait_for_url(re.compile("/agencies"))
    settled(page)
    assert query(page)["district"] == ["119", "120"]


def test_leaving_a_page_about_one_commune_drops_it_from_the_address(
    opened: Callable[..., Page],
) -> None:
    page = opened("/commune?commune=04246&sector=economy&lang=en")
    page.get_by_role("link", name="Overview").first.click()
    expect(page).not_to_have_url(re.compile("commune"))
    settled(page)
    assert query(page)["sector"] == ["economy"]


def test_searching_without_accents_finds_the_district_and_its_communes(
    opened: Callable[..., Page],
) -> None:
    page = opened("/")
    page.get_by_label("Tìm huyện, xã, cơ quan").fill("muong la")
    expect(page.get_by_role("link", name=re.compile("huyện Mường La")).first).to_be_visible()
    page.get_by_label("Tìm huyện, xã, cơ quan").fill("hat lot")
    expect(page.get_by_role("link", name=re.compile("Hát Lót"))).to_have_count(2)


def test_the_keyboard_alone_leads_from_the_menu_to_a_communes_page(
    opened: Callable[..., Page],
) -> None:
    page = opened("/?lang=en")
    page.get_by_role("link", name="Overview").first.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('type')") == "search":
            break
    page.keyboard.type("muong leo")
    link = page.get_by_role("link", name=re.compile("Mường Lèo"))
    expect(link).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Tab")
        if "Mường Lèo" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/commune"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mường Lèo")


def test_enter_in_the_search_box_opens_what_answers_all_letters_typed(
    opened: Callable[..., Page],
) -> None:
    page = opened("/?lang=en")
    page.get_by_role("button", name="Copy link").wait_for()
    box = page.get_by_label("Find a district, commune or agency")
    box.focus()
    # At once, before anything is found: fewer letters would lead elsewhere.
    page.keyboard.type("muong leo")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/commune"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mường Lèo")
    # What was found is opened: its list no longer lies over the page.
    expect(page.locator("[class*=st-key-found_]")).to_have_count(0)
    expect(box).to_have_value("")
    # A district is chosen on the page one is on.
    page.get_by_role("link", name="Overview").first.click()
    page.wait_for_url(lambda url: "commune" not in url)
    settled(page)
    box.fill("sop cop district")
    said = page.get_by_role("status").filter(has_text="Enter opens")
    expect(said).to_contain_text(re.compile(r"^\d+ found. Enter opens: Sốp Cộp district"))
    box.press("Enter")
    page.wait_for_url(re.compile("district=127"))


def test_enter_pressed_before_the_script_that_answers_it_has_come_still_opens_what_is_found(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/?lang=en", service_workers="block")
    held: list[Route] = []
    page.route("**/app/static/window-*.js", lambda route: held.append(route))
    page.reload()
    settled(page)
    page.get_by_role("button", name="Copy link").wait_for()
    box = page.get_by_label("Find a district, commune or agency")
    box.focus()
    page.keyboard.type("muong leo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("Mường Lèo"))).to_be_visible()
    assert held
    for route in held:
        route.fallback()
    page.wait_for_url(re.compile("/commune"))


def test_arrows_walk_from_the_search_box_through_what_is_found_and_escape_leads_back(
    opened: Callable[..., Page],
) -> None:
    page = opened("/?lang=en")
    box = page.get_by_label("Find a district, commune or agency")
    box.fill("hat lot")
    found = page.get_by_role("link", name=re.compile("Hát Lót"))
    expect(found).to_have_count(2)
    box.press("ArrowDown")
    expect(found.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(found.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(found.nth(0)).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    box.fill("zzzz")
    expect(page.get_by_role("status").filter(has_text="No district")).to_be_attached()
    box.press("Enter")
    expect(box).to_be_focused()


def test_the_filters_fold_behind_one_button_with_their_count_on_a_phone(
    opened: Callable[..., Page],
) -> None:
    page = opened(in_language(FILTERED, "en"), viewport=PHONE)
    button = page.get_by_role("button", name="Filters (3)")
    expect(button).to_be_visible()
    expect(page.get_by_label("District", exact=True)).to_have_count(0)
    assert runs(page) == 1
    button.click()
    expect(page.get_by_label("District", exact=True)).to_be_visible()


def test_search_closes_once_a_finger_has_opened_what_it_found(opened: Callable[..., Page]) -> None:
    page = opened("/?lang=en", viewport=PHONE, has_touch=True)
    box = page.get_by_label("Find a district, commune or agency")
    box.fill("muong leo")
    page.get_by_role("link", name=re.compile("Mường Lèo")).tap()
    page.wait_for_url(re.compile("/commune"))
    settled(page)
    expect(page.locator("[class*=st-key-found_]")).to_have_count(0)
    expect(box).to_have_value("")


def test_back_leads_to_where_a_list_was_left(opened: Callable[..., Page]) -> None:
    page = opened("/agencies?lang=en")
    main = page.get_by_test_id("stMain")
    place = "main => Math.round(main.scrollTop)"
    # The list that the page ends with: until it is there, another one is the last.
    expect(page.locator(".st-key-agencies_silent button.row").first).to_be_visible()
    row = main.locator("button.row").last
    row.hover()  # as the click will find it
    page.evaluate(UNMOVED)
    left = main.evaluate(place)
    assert left > 300
    row.click()
    page.wait_for_url(re.compile("/agency[?]"))
    settled(page)
    page.go_back()
    page.wait_for_url(lambda url: urlsplit(url).path == "/agencies")
    settled(page)
    page.evaluate(UNMOVED)
    assert abs(main.evaluate(place) - left) <= 2


def runs(page: Page) -> int:
    """How often the whole page was drawn: once, unless it learns of its window too late."""
    messages = map(ForwardMsg.FromString, page.seen.received)  # type: ignore[attr-defined]
    return sum(message.HasField("navigation") for message in messages)


def test_a_phone_that_keeps_no_cookies_and_a_window_that_is_narrowed_fold_the_filters_too(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/methods")
    page.add_init_script("Object.defineProperty(document, 'cookie', {set() {}, get: () => ''})")
    page.goto(page.url.replace("/methods", "/"))
    page.set_viewport_size(PHONE)
    expect(page.get_by_role("button", name="Bộ lọc (0)")).to_be_visible()


HOSTILE = "<img src=x onerror=document.title='hit'>../../etc/passwd'\"%00𝔵"


@pytest.mark.parametrize(
    "name", ["district", "sector", "agency", "kind", "years", "measure", "view", "lang", "commune"]
)
def test_any_text_in_a_parameter_gives_the_default_view_and_a_notice(
    name: str, opened: Callable[..., Page]
) -> None:
    page = opened("/")
    page.goto(page.url.split("?")[0] + "?" + name + "=" + HOSTILE.replace("%", "%25"))
    settled(page)
    expect(page.get_by_text("Địa chỉ có phần không hiểu được")).to_be_visible()
    assert "onerror" not in page.get_by_test_id("stApp").inner_html()
    assert "passwd" not in words(page)
    assert page.locator(ERROR).count() == 0


def test_search_engines_are_told_to_leave_an_illustrative_record_alone(
    opened: Callable[..., Page],
) -> None:
    page = opened("/")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")


def test_the_window_is_named_after_page_place_and_years(opened: Callable[..., Page]) -> None:
    page = opened("/map?district=119&years=2014&years=2014&lang=en")
    expect(page).to_have_title(re.compile("Map – Thuận Châu district · 2014"))


def test_the_numbers_on_cards_are_no_stops_of_the_tab_key(opened: Callable[..., Page]) -> None:
    page = opened("/")
    cards = page.locator("[data-testid=stVerticalBlock]:has(> * h2)")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert page.locator("h2 a[href], [data-testid=stHeadingWithActionElements] a").count() == 0
    assert cards.count() >= 5
