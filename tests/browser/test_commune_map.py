"""The commune map in a real browser: drawn, read, walked, zoomed, chosen."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from geo import gazetteer
from tests.browser.accessible import complaints
from tests.browser.pages import of_the_map

APP = Path(__file__).parent / "apps" / "commune_map_app.py"
pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def server(serve: Callable, tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("app")
    shutil.copy(APP, folder)
    return serve(folder / APP.name)


@pytest.fixture
def map_page(server: object, visit: Callable) -> Open:
    def go(query: str = "", **options: object) -> Page:
        page = visit(server, f"/?{query}", **options)
        expect(page.locator("[data-commune]")).to_have_count(204, timeout=30_000)
        return page

    return go


def communes(page: Page) -> list[dict[str, str]]:
    """What each drawn commune says of itself."""
    return page.locator("[data-commune]").evaluate_all(
        """nodes => nodes.map(node => ({...node.dataset, label: node.getAttribute("aria-label"),
           d: node.getAttribute("d"), stop: node.tabIndex, faded: node.matches(".faded")}))"""
    )


def commune(page: Page, code: str) -> Locator:
    return page.locator(f"[data-commune='{code}']")


def label(page: Page, code: str) -> str:
    return commune(page, code).get_attribute("aria-label") or ""


def drawing(page: Page) -> Locator:
    return page.locator("svg[data-zoom]")


def zoom(page: Page) -> float:
    return float(drawing(page).get_attribute("data-zoom") or 0)


def settled_zoom(page: Page) -> float:
    page.wait_for_timeout(400)
    return zoom(page)


def focused_code(page: Page) -> str:
    return page.evaluate(
        """() => { let node = document.activeElement;
           while (node?.shadowRoot) node = node.shadowRoot.activeElement;
           return node?.dataset.commune ?? ""; }"""
    )


def nth_of_state(state: str, nth: int = 0) -> str:
    """Code of a commune that the app gives this state (every seventh one, see the app)."""
    first = {"value": 1, "zero": 3, "nothing_reported": 4, "not_assigned": 5, "no_data": 6}
    return str(gazetteer.communes().index[first[state] + 7 * nth])


# ---------------------------------------------------------------- drawing


@pytest.mark.parametrize("view", ["boundaries", "hexagons"])
def test_every_commune_is_drawn_exactly_once(map_page: Open, view: str) -> None:
    page = map_page(f"view={view}")
    drawn = communes(page)
    assert sorted(one["commune"] for one in drawn) == sorted(gazetteer.communes().index)
    assert len({one["d"] for one in drawn}) == 204
    expect(drawing(page)).to_have_attribute("data-view", view)


def test_states_and_classes_are_those_that_were_sent(map_page: Open) -> None:
    drawn = {one["commune"]: one for one in communes(map_page())}
    for state in ("value", "zero", "nothing_reported", "not_assigned", "no_data"):
        assert drawn[nth_of_state(state, 3)]["state"] == state
    for one in drawn.values():
        assert (one["class"] in "12345") == (one["state"] == "value")


def test_each_label_reads_name_district_value_and_unit(map_page: Open) -> None:
    page = map_page()
    assert label(page, "03649") == "Phường Tô Hiệu, thành phố Sơn La: 12,3 triệu đồng"
    assert label(page, nth_of_state("nothing_reported")).endswith(": Chưa ghi nhận hoạt động")
    assert label(page, nth_of_state("zero")).endswith(": 0 triệu đồng")
    largest = max(n for n in range(204) if n % 7 < 3)
    page.get_by_text("Other values").click()
    expect(commune(page, "03649")).to_have_attribute("aria-label", re.compile("1,2 tỷ đồng"))
    code = gazetteer.communes().index[largest]
    assert label(page, code).endswith(f"{largest * 1.234:.0f} tỷ đồng")


def test_english_has_its_own_words_and_separators(map_page: Open) -> None:
    page = map_page("lang=en")
    assert label(page, "03649") == "Tô Hiệu ward, Sơn La city: 12.3 triệu đồng"
    expect(page.get_by_role("combobox", name="Measure")).to_be_visible()
    expect(page.get_by_role("combobox", name="Layer").locator("option")).to_have_text(
        ["Boundaries", "Hexagons"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_classes_run_one_way_from_pale_to_deep_so_grey_print_keeps_the_order(
    map_page: Open, scheme: str
) -> None:
    page = map_page(color_scheme=scheme)
    expect(page.locator(".commune-map")).to_have_attribute("data-theme", scheme)
    fills = [
        page.locator(f"[data-commune][data-class='{level}']").first.evaluate(
            "node => getComputedStyle(node).fill.match(/[0-9]+/g).map(Number)"
        )
        for level in range(1, 6)
    ]
    grey = [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in fills]
    deeper = -1 if scheme == "light" else 1  # little stays close to the ground in both
    assert all(deeper * (after - before) > 20 for before, after in pairwise(grey))


def test_states_that_are_no_values_are_told_apart_without_colour(map_page: Open) -> None:
    page = map_page()
    assert commune(page, nth_of_state("nothing_reported")).get_attribute("fill") == "url(#hatch)"
    assert commune(page, nth_of_state("no_data")).get_attribute("fill") == "url(#dots)"
    dashes = commune(page, nth_of_state("not_assigned")).evaluate(
        "node => getComputedStyle(node).strokeDasharray"
    )
    assert dashes != "none"


# ---------------------------------------------------------------- legend and tooltip


def legend(page: Page) -> dict[tuple[str, str], int]:
    rows = page.locator(".legend li[data-state]").evaluate_all(
        "rows => rows.map(row => [row.dataset.state, row.dataset.class, row.dataset.count,"
        " row.querySelector('.count').textContent])"
    )
    assert all(count == shown for _, _, count, shown in rows)
    return {(state, level): int(count) for state, level, count, _ in rows}


def test_the_legend_counts_what_is_drawn(map_page: Open) -> None:
    page = map_page()
    drawn = Counter((one["state"], one["class"]) for one in communes(page))
    assert {row: count for row, count in legend(page).items() if count} == drawn
    page.get_by_text("One district").click()
    expect(page.locator(".legend li[data-state='faded']")).to_be_visible()
    seen = [one for one in communes(page) if not one["faded"]]
    counted = legend(page)
    assert counted.pop(("faded", "0")) == 204 - len(seen)
    assert sum(counted.values()) == len(seen)
    assert {row: n for row, n in counted.items() if n} == Counter(
        (one["state"], one["class"]) for one in seen
    )


def test_a_legend_row_picks_out_its_communes_by_mouse_and_by_key(map_page: Open) -> None:
    page = map_page()
    counted = legend(page)
    deepest = page.locator(".legend [data-pick='5']")
    deepest.click()
    expect(deepest).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-commune]:not(.unpicked)")).to_have_count(counted["value", "5"])
    expect(page.get_by_text("picked: 5.")).to_be_visible()
    page.locator(".legend [data-pick='no_data']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("picked: 5 no_data.")).to_be_visible()
    shown = counted["value", "5"] + counted["no_data", "0"]
    expect(page.locator("[data-commune]:not(.unpicked)")).to_have_count(shown)
    expect(page.locator("[aria-live]")).to_have_text(f"Đang hiện {shown} xã")
    assert legend(page) == counted
    held = "node => node.getRootNode().activeElement.dataset.pick"
    assert page.locator(".legend").evaluate(held) == "no_data"
    page.get_by_role("button", name="Hiện tất cả").click()
    expect(page.locator(".unpicked")).to_have_count(0)


def test_the_tooltip_says_name_district_value_period_and_mark(map_page: Open) -> None:
    page = map_page("view=hexagons")
    commune(page, "03649").hover()
    tooltip = page.locator(".tooltip")
    expect(tooltip).to_be_visible()
    for words in ("Phường Tô Hiệu", "Thành phố Sơn La", "12,3 triệu đồng", "2013–2016", "Minh họa"):
        expect(tooltip).to_contain_text(words)


def test_markup_in_a_name_stays_text(map_page: Open) -> None:
    page = map_page("works&markup")
    page.locator(".point[data-point='0']").hover()
    expect(page.locator(".tooltip .name")).to_contain_text("<img src=x onerror=")
    expect(page.locator(".commune-map .title")).to_contain_text("<script>")
    assert page.locator(".commune-map img, .commune-map script").count() == 0
    assert page.evaluate("window.ran") is None


def test_works_show_their_precision_and_only_those_within_the_filters(map_page: Open) -> None:
    page = map_page("works")
    marks = page.locator(".points .point")
    expect(marks).to_have_count(3)
    kinds = marks.evaluate_all("marks => marks.map(mark => mark.classList[1])")
    assert Counter(kinds) == {"exact": 1, "village": 1, "commune": 1}
    page.get_by_role("combobox", name="Lớp bản đồ").select_option("hexagons")
    expect(drawing(page)).to_have_attribute("data-view", "hexagons")
    expect(marks).to_have_count(3)


@pytest.mark.parametrize("view", ["boundaries", "hexagons"])
def test_works_upon_one_another_stand_as_one_circle_with_their_number_that_opens(
    map_page: Open, view: str
) -> None:
    page = map_page(f"crowd&view={view}")
    together = page.locator(".points .group")
    expect(together).to_have_text(["30"])
    expect(page.locator(".points .point")).to_have_count(1)
    row = page.locator(".legend li", has_text="Theo trung tâm xã")
    expect(row.locator(".count")).to_have_text("30")
    together.locator("circle").hover()
    for words in ("30 công trình gần nhau", "Theo trung tâm xã: 30", "Bấm để lại gần"):
        expect(page.locator(".tooltip")).to_contain_text(words)
    together.locator("circle").click()
    expect(together).to_have_count(0)
    expect(page.locator(".points .point")).to_have_count(31)
    expect(page.locator(".tooltip")).to_be_hidden()
    assert settled_zoom(page) == pytest.approx(6)
    # Apart, each is to be seen by itself.
    spots = page.locator(".points .point").evaluate_all(
        "all => all.map(one => one.getAttribute('transform'))"
    )
    assert len(set(spots)) == 31
    page.get_by_role("button", name="Xem toàn tỉnh").click()
    expect(together).to_have_text(["30"])


def test_a_sign_is_drawn_counted_and_read(map_page: Open) -> None:
    page = map_page("signs")
    expect(page.locator(".signs .sign-mark")).to_have_count(2)
    row = page.locator(".legend li", has_text="Giúp ngoài phân công")
    expect(row.locator(".count")).to_have_text("2")
    assert label(page, "03649").endswith("12,3 triệu đồng; Giúp ngoài phân công")


# ---------------------------------------------------------------- choosing


def test_a_click_chooses_a_second_lets_go_and_shift_adds(map_page: Open) -> None:
    page = map_page("view=hexagons")
    commune(page, "04246").click()
    expect(page.get_by_text("chosen: 04246.")).to_be_visible()
    expect(commune(page, "04246")).to_have_attribute("aria-pressed", "true")
    commune(page, "03646").click(modifiers=["Shift"])
    expect(page.get_by_text("chosen: 04246 03646.")).to_be_visible()
    commune(page, "03667").click()
    expect(page.get_by_text("chosen: 03667.")).to_be_visible()
    page.wait_for_timeout(400)  # two clicks within 300 ms are a double click
    commune(page, "03667").click()
    expect(page.get_by_text("chosen: .")).to_be_visible()
    expect(page.locator("[data-commune][aria-pressed='true']")).to_have_count(0)


def test_a_choice_made_elsewhere_is_shown_and_brought_into_sight(map_page: Open) -> None:
    page = map_page()
    for _ in range(4):
        page.get_by_role("button", name="Phóng to").click()
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Choose elsewhere").click()
    expect(commune(page, "04246")).to_have_attribute("aria-pressed", "true")
    expect(commune(page, "04246")).to_have_attribute("tabindex", "0")
    stage = page.locator(".stage").bounding_box() or {}
    spot = commune(page, "04246").bounding_box() or {}
    assert stage["x"] <= spot["x"] <= stage["x"] + stage["width"]
    assert stage["y"] <= spot["y"] <= stage["y"] + stage["height"]


def test_a_choice_is_painted_before_the_server_answers(map_page: Open) -> None:
    page = map_page("view=hexagons")
    node = commune(page, "04246")
    pressed = node.evaluate(
        """node => { node.dispatchEvent(new MouseEvent("click", {bubbles: true, composed: true}));
           return node.getAttribute("aria-pressed"); }"""
    )
    assert pressed == "true"
    expect(page.get_by_text("chosen: 04246.")).to_be_visible()


class HeldBack:
    """The server's messages, held on their way to the page while `holding`."""

    def __init__(self, page: Page) -> None:
        self.holding = False
        self.held: list[str | bytes] = []
        page.route_web_socket("**/_stcore/stream*", self._between)

    def _between(self, to_page: WebSocketRoute) -> None:
        self.to_page = to_page
        server = to_page.connect_to_server()
        server.on_message(
            lambda said: self.held.append(said) if self.holding else to_page.send(said)
        )

    def let_go(self) -> None:
        self.holding = False
        while self.held:
            self.to_page.send(self.held.pop(0))


def test_an_older_answer_of_the_server_does_not_undo_a_newer_choice(map_page: Open) -> None:
    page = map_page("view=hexagons")
    line = HeldBack(page)
    page.reload()
    commune(page, "03646").evaluate(
        """node => { window.presses = [];
           new MutationObserver(() => window.presses.push(node.ariaPressed))
             .observe(node, {attributeFilter: ["aria-pressed"]}); }"""
    )
    line.holding = True
    commune(page, "04246").click()
    page.wait_for_timeout(600)
    assert any(of_the_map(said) for said in line.held if isinstance(said, bytes))
    commune(page, "03646").click()
    line.let_go()
    expect(page.get_by_text("chosen: 03646.")).to_be_visible()
    said = page.evaluate("presses")
    assert set(said[said.index("true") :]) == {"true"}


def test_a_double_click_goes_closer_and_keeps_the_choice(map_page: Open) -> None:
    page = map_page("view=hexagons")
    commune(page, "04246").dblclick()
    expect(page.get_by_text("chosen: 04246.")).to_be_visible()
    assert settled_zoom(page) == pytest.approx(2)
    expect(commune(page, "04246")).to_have_attribute("aria-pressed", "true")


def test_measure_and_layer_are_comboboxes_that_tell_python(map_page: Open) -> None:
    page = map_page()
    measure = page.get_by_role("combobox", name="Chỉ tiêu")
    expect(measure.get_by_role("option")).to_have_text(["Giá trị", "Số hoạt động"])
    measure.select_option("acts")
    expect(page.get_by_text("measure: acts. view: boundaries.")).to_be_visible()
    page.get_by_role("combobox", name="Lớp bản đồ").select_option("hexagons")
    expect(page.get_by_text("measure: acts. view: hexagons.")).to_be_visible()
    expect(page.get_by_text("just now: None None hexagons.")).to_be_visible()
    expect(page.locator("[data-commune]")).to_have_count(204)


@pytest.mark.parametrize(("wish", "moving"), [("no-preference", 204), ("reduce", 0)])
def test_communes_glide_to_the_other_layer_unless_one_asks_for_less_motion(
    map_page: Open, wish: str, moving: int
) -> None:
    page = map_page("view=hexagons", reduced_motion=wish)
    page.wait_for_load_state("networkidle")
    page.locator(".commune-map").evaluate(
        """map => new MutationObserver(() => setTimeout(() => {
             const areas = [...map.querySelectorAll("[data-commune]")];
             window.moving ??= areas.filter((area) => area.getAnimations().length).length;
           })).observe(map.querySelector("svg[data-zoom]"), {attributeFilter: ["data-view"]})"""
    )
    page.get_by_role("combobox", name="Lớp bản đồ").select_option("boundaries")
    page.wait_for_function("window.moving !== undefined")
    assert page.evaluate("window.moving") == moving
    page.wait_for_timeout(700)
    still = "nodes => nodes.every(node => !node.getAnimations().length)"
    assert page.locator("[data-commune]").evaluate_all(still)


def test_without_boundaries_hexagons_are_shown_and_the_other_layer_is_offered_as_missing(
    map_page: Open,
) -> None:
    page = map_page("bare")
    expect(drawing(page)).to_have_attribute("data-view", "hexagons")
    missing = page.get_by_role("combobox", name="Lớp bản đồ").locator("option").first
    expect(missing).to_have_text("Ranh giới (chưa cài)")
    expect(missing).to_be_disabled()
    expect(page.locator(".scale")).to_be_hidden()


# ---------------------------------------------------------------- keys


def test_the_map_is_one_tab_stop_and_arrows_walk_to_the_neighbour_that_way(map_page: Open) -> None:
    page = map_page("view=hexagons")
    assert [one["stop"] for one in communes(page)].count(0) == 1
    commune(page, "04246").click()
    page.keyboard.press("Escape")
    expect(page.get_by_text("chosen: 04246.")).to_be_visible()
    before = commune(page, "04246").bounding_box() or {}
    page.keyboard.press("ArrowUp")
    reached = focused_code(page)
    after = commune(page, reached).bounding_box() or {}
    assert reached in gazetteer.neighbours()["04246"]
    assert after["y"] < before["y"]
    assert [one["commune"] for one in communes(page) if one["stop"] == 0] == [reached]
    expect(page.locator(".tooltip .name")).to_contain_text(
        gazetteer.communes().at[reached, "commune_name"]
    )


def test_every_commune_is_reached_by_arrows_alone(map_page: Open) -> None:
    page = map_page("view=hexagons")
    reached = page.locator("svg[data-zoom]").evaluate(
        """svg => {
          const start = svg.querySelector("[data-commune][tabindex='0']");
          const seen = new Set(), open = [start.dataset.commune];
          while (open.length) {
            const code = open.pop();
            if (seen.has(code)) continue;
            seen.add(code);
            for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
              const node = svg.querySelector(`[data-commune='${code}']`);
              node.focus();
              node.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
              open.push(svg.getRootNode().activeElement.dataset.commune);
            }
          }
          return seen.size; }"""
    )
    assert reached == 204


def test_enter_chooses_and_keys_zoom_without_a_mouse(map_page: Open) -> None:
    page = map_page("view=hexagons")
    page.get_by_role("combobox", name="Tìm xã hoặc huyện").focus()
    page.keyboard.press("Tab")
    code = focused_code(page)
    assert code
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"chosen: {code}.")).to_be_visible()
    assert focused_code(page) == code
    page.keyboard.press("+")
    assert settled_zoom(page) == pytest.approx(1.6)
    expect(page.locator("[aria-live]")).to_have_text("Mức phóng 160%")
    page.keyboard.press("-")
    assert settled_zoom(page) == pytest.approx(1)
    page.keyboard.press("+")
    page.keyboard.press("0")
    assert settled_zoom(page) == pytest.approx(1)


# ---------------------------------------------------------------- zoom, wheel, drag, fingers


def test_zoom_and_choice_survive_every_change(map_page: Open) -> None:
    page = map_page()
    commune(page, "04246").click()
    page.get_by_role("button", name="Phóng to").click()
    page.get_by_role("button", name="Phóng to").click()
    near = settled_zoom(page)
    assert near > 2
    shift = page.locator("svg[data-zoom] > g").first.get_attribute("transform")
    page.get_by_text("Other values").click()
    expect(commune(page, "03649")).to_have_attribute("aria-label", re.compile("tỷ đồng"))
    page.get_by_role("combobox", name="Chỉ tiêu").select_option("acts")
    expect(page.get_by_text("measure: acts.")).to_be_visible()
    assert page.locator("svg[data-zoom] > g").first.get_attribute("transform") == shift
    page.get_by_role("combobox", name="Lớp bản đồ").select_option("hexagons")
    expect(page.get_by_text("view: hexagons.")).to_be_visible()
    assert zoom(page) == near
    expect(commune(page, "04246")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Thu nhỏ").click()
    assert settled_zoom(page) < near
    page.get_by_role("button", name="Xem toàn tỉnh").click()
    assert settled_zoom(page) == 1


def test_the_wheel_scrolls_the_page_unless_ctrl_is_held_or_the_map_has_focus(
    map_page: Open,
) -> None:
    page = map_page("view=hexagons", viewport={"width": 1000, "height": 420})
    drawing(page).hover()
    page.mouse.wheel(0, -200)
    expect(page.locator(".hint")).to_have_class(re.compile("seen"))
    assert settled_zoom(page) == 1
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    near = settled_zoom(page)
    assert near > 1
    commune(page, "04246").focus()
    drawing(page).hover()
    page.mouse.wheel(0, -200)
    assert settled_zoom(page) > near


def test_a_drag_moves_the_map_and_chooses_nothing(map_page: Open) -> None:
    page = map_page("view=hexagons")
    page.get_by_role("button", name="Phóng to").click()
    settled_zoom(page)
    before = commune(page, "04246").bounding_box() or {}
    box = drawing(page).bounding_box() or {}
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 10)
    page.mouse.move(x + 50, y + 30)
    page.mouse.up()
    after = commune(page, "04246").bounding_box() or {}
    assert after["x"] - before["x"] == pytest.approx(50, abs=2)
    assert after["y"] - before["y"] == pytest.approx(30, abs=2)
    expect(page.locator("[data-commune][aria-pressed='true']")).to_have_count(0)


def touches(page: Page, kind: str, *spots: tuple[float, float]) -> None:
    if not hasattr(page, "fingers"):
        page.fingers = page.context.new_cdp_session(page)  # type: ignore[attr-defined]
    points = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(spots)]
    page.fingers.send(  # type: ignore[attr-defined]
        "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
    )


# Resolves once the map has stood at one place for 30 frames.
AT_REST = """async node => {
  for (let top = null, still = 0; still < 30; ) {
    await new Promise(requestAnimationFrame);
    const now = node.getBoundingClientRect().top;
    still = now === top ? still + 1 : 0;
    top = now;
  }
}"""


def test_on_a_phone_two_fingers_move_the_map_and_one_scrolls_the_page(map_page: Open) -> None:
    page = map_page(
        "view=hexagons", viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    )
    drawing(page).scroll_into_view_if_needed()
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= 360
    box = drawing(page).bounding_box() or {}
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touches(page, "touchStart", (x - 30, y), (x + 30, y))
    for apart in (40, 50, 60):
        touches(page, "touchMove", (x - apart, y), (x + apart, y))
    touches(page, "touchEnd")
    near = settled_zoom(page)
    assert near == pytest.approx(2, abs=0.1)
    top = box["y"]
    touches(page, "touchStart", (x, y))
    for up in (20, 60, 100):
        touches(page, "touchMove", (x, y - up))
    touches(page, "touchEnd")
    assert settled_zoom(page) == near
    drawing(page).evaluate(AT_REST)  # the page glides on, and a tap would only stop it
    assert (drawing(page).bounding_box() or {})["y"] < top
    drawing(page).scroll_into_view_if_needed()
    box = drawing(page).bounding_box() or {}
    page.touchscreen.tap(x, box["y"] + box["height"] / 2)
    expect(page.locator("[data-commune][aria-pressed='true']")).to_have_count(1)


# ---------------------------------------------------------------- bytes, addresses, access


def map_messages(page: Page) -> list[int]:
    """Sizes of the messages that draw the map."""
    received = page.seen.received  # type: ignore[attr-defined]
    return [len(message) for message in received if of_the_map(message)]


def test_a_change_sends_a_few_kilobytes_and_no_geometry(map_page: Open) -> None:
    page = map_page()
    page.wait_for_load_state("networkidle")  # the other layer is fetched when the map is idle
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_text("Other values").click()
    expect(commune(page, "03649")).to_have_attribute("aria-label", re.compile("tỷ đồng"))
    page.get_by_text("One district").click()
    expect(page.locator(".faded").first).to_be_attached()
    print(f"bytes of the map's message: {map_messages(page)}")
    assert len(map_messages(page)) >= 3
    assert max(map_messages(page)) <= 2000
    assert asked == []


def test_the_map_is_found_under_a_base_path(
    serve: Callable, visit: Callable, tmp_path: Path
) -> None:
    shutil.copy(APP, tmp_path)
    server = serve(tmp_path / APP.name, base="/son/la")
    page = visit(server, "/?works")
    expect(page.locator("[data-commune]")).to_have_count(204, timeout=30_000)
    expect(page.locator(".points .point")).to_have_count(3)


@pytest.mark.parametrize("query", ["view=boundaries&works", "view=hexagons&lang=en"])
def test_axe_finds_nothing_in_the_map(map_page: Open, query: str) -> None:
    page = map_page(query)
    commune(page, "04246").click()
    assert complaints(page, ".stBidiComponent") == []
