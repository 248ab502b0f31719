"""The map for everyone: without colour, by keys, zoomed, in strong contrast, and at once.

Touch, wheel and keys are in test_commune_map.py, no other host in the fixture `visit`.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.parts.commune_map import HERE, script
from tests.browser.pages import DASHBOARD, settled
from tests.contrast import contrast

pytestmark = pytest.mark.browser

# A sector in one year: all five classes and all four states are on the map.
FOUR_STATES = "/map?sector=economy&measure=value_million_vnd&years=2014&years=2014"
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1366, "height": 900}
# A window of 1366 pixels at a zoom of 200 %.
ZOOMED: dict[str, Any] = {"viewport": {"width": 683, "height": 384}, "device_scale_factor": 2}
MOST_SCRIPT_AND_STYLE, MOST_BOUNDARIES = 40_000, 60_000

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def server(serve: Callable) -> Any:
    return serve(DASHBOARD)


@pytest.fixture
def opened(server: Any, visit: Callable[..., Page]) -> Open:
    def go(path: str, **options: object) -> Page:
        page = visit(server, path, **options)
        settled(page)
        expect(page.locator("[data-commune]")).to_have_count(204)
        return page

    return go


# ---------------------------------------------------------------- contrast

# Each look of an area: the colour that fills it, and of its outline. Hatch and dots stand on the
# ground. Areas outside the filters are pale on purpose and named in words.
EDGES = """map => {
  const ground = getComputedStyle(map.querySelector("pattern .ground")).fill;
  const seen = new Map();
  for (const area of map.querySelectorAll(".communes .commune:not(.faded)")) {
    const { fill, stroke } = getComputedStyle(area);
    const { state } = area.dataset;
    const own = fill.startsWith("url(") ? ground : fill;
    seen.set(`${state} ${area.dataset.class}`, [own, stroke]);
  }
  return { ground, seen: Object.fromEntries(seen) };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("compare", ["", "change", "need"])
def test_the_outline_between_two_neighbours_stands_out_from_both(
    opened: Open, compare: str, scheme: str
) -> None:
    path = (
        FOUR_STATES if not compare else f"/map?compare={compare}&measure=acts&years=2014&years=2015"
    )
    page = opened(path, color_scheme=scheme)
    map_ = page.locator(".commune-map")
    expect(map_).to_have_attribute("data-compare", compare, timeout=60_000)
    expect(map_).to_have_attribute("data-theme", scheme)
    # What a comparison shows follows the page.
    expect(map_.locator(".commune[data-state='waiting']")).to_have_count(0)
    found = map_.evaluate(EDGES)
    assert len(found["seen"]) >= {"": 9, "change": 6, "need": 10}[compare]
    too_weak = {
        look: round(contrast(fill, edge), 2)
        for look, (fill, edge) in found["seen"].items()
        if contrast(fill, edge) < 3
    }
    assert too_weak == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_rings_stand_out_from_the_ground(opened: Open, scheme: str) -> None:
    page = opened("/map?commune=04246", color_scheme=scheme)
    page.locator("[data-commune='03646']").focus()
    lines = page.locator(".commune-map").evaluate(
        """map => [".districts", ".border", ".chosen path:last-child", ".focused path:last-child"]
          .map((name) => [name, getComputedStyle(map.querySelector(name)).stroke])"""
    )
    ground = page.locator(".commune-map").evaluate(EDGES)["ground"]
    assert {name for name, stroke in lines if contrast(stroke, ground) < 3} == set()


# ---------------------------------------------------------------- zoom, strong contrast


def test_at_a_zoom_of_200_percent_nothing_scrolls_sideways_and_the_map_is_used(
    opened: Open,
) -> None:
    page = opened("/map?view=hexagons", **ZOOMED)
    top = page.locator(".stage").evaluate("one => one.getBoundingClientRect().top")
    assert top <= ZOOMED["viewport"]["height"] * 2 / 3
    wide = page.evaluate(
        """[...document.querySelectorAll("[data-testid=stMain], html")]
           .map((part) => part.scrollWidth - part.clientWidth)"""
    )
    assert max(wide) <= 0
    inside = """map => [...map.querySelectorAll("*")].filter((one) => {
      const box = one.getBoundingClientRect();
      const drawn = one.closest(".unseen, .stage svg, .found, option");
      return !drawn && box.width > 1 && box.right > innerWidth + 1;
    }).map((one) => one.outerHTML.slice(0, 99))"""
    assert page.locator(".commune-map").evaluate(inside) == []
    page.locator("[data-commune='04246']").click()
    expect(page.locator("[data-commune='04246']")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Phóng to").click()
    expect(page.locator("svg[data-zoom]")).to_have_attribute("data-zoom", "1.60")
    page.get_by_role("combobox", name="Chỉ tiêu").select_option("acts")
    expect(page.locator(".legend .legend-head")).to_have_text(re.compile("hoạt động", re.I))


def test_in_forced_colours_states_stay_apart_and_the_person_s_own_colours_are_taken(
    opened: Open,
) -> None:
    page = opened(f"{FOUR_STATES}&view=hexagons", forced_colors="active")
    map_ = page.locator(".commune-map")
    looks = map_.evaluate(
        """map => {
          const pattern = (area) => area.getAttribute("fill");
          const seen = {};
          for (const area of map.querySelectorAll(".communes .commune")) {
            const { fill, stroke, strokeDasharray } = getComputedStyle(area);
            seen[`${area.dataset.state} ${area.dataset.class}`] =
              [pattern(area) === "none" ? fill : pattern(area), strokeDasharray].join();
          }
          return seen;
        }"""
    )
    assert len(looks) == 9
    assert len(set(looks.values())) == 9
    lines = map_.evaluate(
        """map => [...map.querySelectorAll("pattern")].map((one) => [
          getComputedStyle(one.querySelector(".ground")).fill,
          one.querySelector(".line") ? getComputedStyle(one.querySelector(".line")).stroke
            : getComputedStyle(one.querySelector(".dot")).fill])"""
    )
    assert all(contrast(ground, line) >= 7 for ground, line in lines)
    edges = map_.evaluate(EDGES)["seen"]
    assert min(contrast(fill, edge) for fill, edge in edges.values()) >= 3


# ---------------------------------------------------------------- at once, and without the server

HOVERED = """svg => {
  const map = svg.closest(".commune-map");
  const tooltip = map.querySelector(".tooltip");
  window.hovered = [];
  svg.addEventListener("pointermove", (event) => {
    const code = event.target.dataset.commune;
    requestAnimationFrame(() => hovered.push([code, tooltip.hidden ? "" : tooltip.innerText]));
  }, { capture: true });
}"""

# Communes with nothing over their middle, such as the name of a district, and where that is.
BARE = """areas => areas.map((area) => {
  const { x, y, width, height } = area.getBoundingClientRect();
  return [area.dataset.commune, x + width / 2, y + height / 2];
}).filter(([code, x, y]) =>
  areas[0].getRootNode().elementFromPoint(x, y)?.dataset.commune === code)"""


def test_hovering_is_answered_in_the_next_frame_and_never_asks_the_server(opened: Open) -> None:
    page = opened("/map?view=hexagons")
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda said: sent.append(said)))
    page.reload()
    settled(page)
    page.wait_for_timeout(2000)  # what follows a map when the browser is idle has followed
    before = len(sent)
    assert before
    page.locator("svg[data-zoom]").evaluate(HOVERED)
    bare = page.locator("[data-commune]").evaluate_all(BARE)
    codes = [code for code, _, _ in bare[:: len(bare) // 6]]
    for _, x, y in bare[:: len(bare) // 6]:
        page.mouse.move(x, y)
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    names = {
        code: page.locator(f"[data-commune='{code}']").get_attribute("aria-label") or ""
        for code in codes
    }
    hovered = dict(page.evaluate("hovered"))
    assert set(codes) <= set(hovered)
    for code, label in names.items():
        name = label.split(",")[0]
        assert hovered[code].startswith(name), (code, hovered[code])
    assert len(sent) == before


# ---------------------------------------------------------------- fetched once, and small


def test_script_and_style_of_the_map_are_small() -> None:
    size = len(gzip.compress(script())) + len(gzip.compress((HERE / "map.css").read_bytes()))
    print(f"script and style: {size} bytes")
    assert size <= MOST_SCRIPT_AND_STYLE


def test_the_boundaries_are_fetched_once(
    serve: Callable, installed_places: Path, chromium: Browser
) -> None:
    server = serve(DASHBOARD, GEO_INSTALLED=str(installed_places))
    # Not through `visit`: a browser whose requests are judged one by one keeps no cache.
    context = chromium.new_context(viewport=LAPTOP)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    asked: dict[str, str] = {}
    fetched: dict[str, int] = {}

    def ends(event: dict[str, Any]) -> None:
        if url := asked.get(event["requestId"]):
            fetched[url] = fetched.get(url, 0) + int(event["encodedDataLength"])

    def begins(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        assert urlsplit(url).netloc in (f"localhost:{server.port}", "")
        if "/static/boundaries" in url or "/static/places" in url:
            asked[event["requestId"]] = url

    network.on("Network.requestWillBeSent", begins)
    network.on("Network.loadingFinished", ends)
    page.goto(f"{server.url}/map?view=boundaries")
    settled(page)
    expect(page.locator("[data-commune]")).to_have_count(204)
    page.wait_for_load_state("networkidle")
    print(f"first visit: {fetched}")
    first = dict(fetched)
    assert len(first) >= 1
    assert max(first.values()) <= MOST_BOUNDARIES
    fetched.clear()
    page.goto(f"{server.url}/map?view=boundaries&measure=acts")
    settled(page)
    expect(page.locator("[data-commune]")).to_have_count(204)
    page.wait_for_load_state("networkidle")
    assert sum(fetched.values()) == 0
    context.close()


# ---------------------------------------------------------------- nothing cut, nothing too small

TOOLTIPS = """map => {
  const [tooltip, cut] = [map.querySelector(".tooltip"), []];
  const stage = map.querySelector(".stage").getBoundingClientRect();
  for (const one of map.querySelectorAll("[data-commune]")) {
    const box = one.getBoundingClientRect();
    const [clientX, clientY] = [box.x + box.width / 2, box.y + box.height / 2];
    if (clientX < stage.left || clientX > stage.right) continue;
    if (clientY < stage.top || clientY > stage.bottom) continue;
    const at = {clientX, clientY, bubbles: true, pointerType: "mouse"};
    one.dispatchEvent(new PointerEvent("pointermove", at));
    const {top, bottom, left, right} = tooltip.getBoundingClientRect();
    const seen = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
    if (!seen || tooltip.hidden) cut.push(one.dataset.commune);
  }
  return [cut, getComputedStyle(map.querySelector(".stage")).overflow];
}"""


@pytest.mark.parametrize("path", ["/map", "/map?district=127"])
def test_no_tooltip_is_cut_in_a_narrow_window(opened: Open, path: str) -> None:
    page = opened(path, viewport=PHONE)
    page.locator(".stage").evaluate("stage => stage.scrollIntoView({block: 'center'})")
    cut, overflow = page.locator(".commune-map").evaluate(TOOLTIPS)
    assert (cut, overflow) == ([], "visible")


def test_a_finger_finds_targets_of_44_pixels(opened: Open) -> None:
    page = opened("/map", viewport=PHONE, has_touch=True, is_mobile=True)
    small = page.locator(".commune-map").evaluate(
        """map => [...map.querySelectorAll("button, select, input[type=text], label, summary")]
           .filter(one => one.offsetParent && one.offsetHeight < 44)
           .map(one => [one.outerHTML.slice(0, 80), one.offsetHeight])"""
    )
    assert small == []
    save = page.locator(".commune-map .take summary")
    assert save.evaluate("one => one.offsetHeight") <= 48


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_choice_is_cut_on_a_phone(opened: Open, lang: str) -> None:
    page = opened(f"/map?lang={lang}", viewport=PHONE)
    cut = page.locator(".commune-map .controls").evaluate(
        """bar => [...bar.querySelectorAll("select")].flatMap(one => {
             if (!one.offsetParent) return [];
             const pen = document.createElement("canvas").getContext("2d");
             pen.font = getComputedStyle(one).font;
             const room = one.clientWidth - 2 * parseFloat(getComputedStyle(one).paddingLeft) - 16;
             return [...one.options].map(option => option.text)
               .filter(words => pen.measureText(words).width > room);
           })"""
    )
    assert cut == []


def test_what_is_on_is_seen_in_forced_colours(opened: Open) -> None:
    page = opened("/map?legend=5", forced_colors="active")
    colour = "one => getComputedStyle(one).backgroundColor"
    picked = page.locator(".legend [data-pick='5']")
    expect(picked).to_have_attribute("aria-pressed", "true")
    assert picked.evaluate(colour) != page.locator(".legend [data-pick='4']").evaluate(colour)
    whole, year = page.locator(".years .whole"), page.locator(".years [data-year='2014']")
    assert whole.evaluate(colour) != year.evaluate(colour)
    bar = page.locator(".bar").first
    assert bar.evaluate(colour) != bar.locator("..").evaluate(colour)


def test_no_name_lies_under_the_buttons_of_the_map(opened: Open) -> None:
    page = opened("/map?district=119")
    names = page.locator(".commune-map .labels .name:visible")
    expect(names.first).to_be_visible()
    met = page.locator(".commune-map").evaluate(
        """map => {
             const over = map.querySelector(".buttons").getBoundingClientRect();
             return [...map.querySelectorAll(".labels text")].filter(one => {
               const box = one.getBoundingClientRect();
               return box.width && box.left < over.right && over.left < box.right
                 && box.top < over.bottom && over.top < box.bottom;
             }).map(one => one.textContent);
           }"""
    )
    assert met == []
