"""Every page with its details open, for everyone: axe, the keyboard, a phone, strong contrast.

One visit a page and language: theme, width and contrast are changed under it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shifts
from tests.browser.accessible import complaints
from tests.browser.pages import DASHBOARD, PATHS, UNMOVED, in_language, settled
from tests.browser.walking import open_details, walk
from tests.contrast import contrast

# A sector in one year: all classes and all states of a commune are on the map.
ON_THE_MAP = "/map?sector=economy&measure=value_million_vnd&years=2014&years=2014&view="
PAGES = PATHS | {"map": f"{ON_THE_MAP}boundaries", "hexagons": f"{ON_THE_MAP}hexagons"}
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 24, 31)"}
SIDEWAYS = """() => [...document.querySelectorAll("[data-testid=stMain], html")]
    .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.scrollWidth)"""
# What strong contrast could take away, and the colour that it is seen by.
SEEN = """() => {
  const all = (selector, part) => [...part.querySelectorAll("*")].flatMap((one) => [
    ...(one.matches(selector) && one.getClientRects().length ? [one] : []),
    ...(one.shadowRoot ? all(selector, one.shadowRoot) : []),
  ]);
  const colours = (property, selector) =>
    all(selector, document).map((one) => [selector, getComputedStyle(one)[property]]);
  return [
    ...colours("backgroundColor", "div:has(> div > input[type=range])"),
    ...colours("borderTopColor", "div:first-child:has(+ div > div > input[type=range])"),
    ...colours("backgroundColor", "[data-testid=stButtonGroup] [aria-checked=true]"),
    ...colours("backgroundColor", ".bar"),
    ...colours("color", "a, button.row .label"),
    ...colours("fill", ".plotly .scatterlayer .points path"),
    ...colours("stroke", "path[class^='line line-']"),
  ];
}"""


@pytest.fixture(scope="module")
def server(serve: Callable, installed_places: Path) -> Any:
    return serve(DASHBOARD, GEO_INSTALLED=str(installed_places))


def themed(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", GROUNDS[scheme])
    page.evaluate(UNMOVED)


def objections(page: Page) -> dict[str, list]:
    """What axe says in either theme; it is light again after."""
    found = {}
    for scheme in ("dark", "light"):
        themed(page, scheme)
        found[scheme] = complaints(page)
    return found


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_its_details_open_is_for_everyone(
    name: str, lang: str, server: Any, visit: Callable[..., Page]
) -> None:
    page = visit(server, in_language(PAGES[name], lang), viewport=shifts.LAPTOP)
    settled(page)
    open_details(page)
    assert objections(page) == {"dark": [], "light": []}
    if lang == "vi":  # keys and contrast know no language
        assert_the_keyboard_leads_through(page)
        assert_strong_contrast_leaves_everything_to_be_seen(page)
    page.set_viewport_size(shifts.PHONE)
    page.evaluate(UNMOVED)
    settled(page)
    open_details(page)
    assert page.evaluate(SIDEWAYS) == []
    assert objections(page) == {"dark": [], "light": []}


def assert_the_keyboard_leads_through(page: Page) -> None:
    there = walk(page)
    print(f"{len(there)} stops")
    assert walk(page, "Shift+Tab") == there[::-1]


def assert_strong_contrast_leaves_everything_to_be_seen(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    ground = page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor")
    unseen = [one for one in page.evaluate(SEEN) if contrast(one[1], ground) < 3]
    page.emulate_media(forced_colors="none")
    assert unseen == []
