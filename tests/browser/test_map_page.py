"""The map page and the commune page as people use them: click, keyboard, lists, Back, a phone."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
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
    # Two clicks at once are a double click, which goes closer and keeps the choice.
    page.wait_for_timeout(500)
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


# ---------------------------------------------------------------- the map's own changes


def with_years(page: Page) -> Page:
    """Wait until what the other measures and years need has followed."""
    expect(page.locator(".commune-map .play")).to_be_enabled(timeout=20_000)
    return page


CHANGE = """(map, [name, value, how]) => {
  const field = map.querySelector(name);
  field.value = value;
  field.dispatchEvent(new Event(how));
  const drawn = map.querySelector("[data-commune='04246']").getAttribute("aria-label");
  return [drawn, map.querySelector(".legend-head").textContent];
}"""


def test_another_measure_and_year_are_painted_before_the_server_hears_of_them(
    opened: Open,
) -> None:
    page = with_years(opened("/map"))
    map_ = page.locator(".commune-map")
    drawn, head = map_.evaluate(CHANGE, ["select[name=measure]", "acts", "change"])
    assert drawn.endswith("hoạt động")
    assert head.startswith("Số hoạt động")
    assert "measure" not in query(page)
    page.wait_for_url(re.compile("measure=acts"))
    whole = commune(page, MUONG_LAN).get_attribute("aria-label")
    one_year, _ = map_.evaluate(CHANGE, [".time input", "2014", "input"])
    assert one_year != whole
    assert "years" not in query(page)
    page.locator(".time input").dispatch_event("change")
    page.wait_for_url(re.compile("years=2014&years=2014"))
    settled(page)
    assert commune(page, MUONG_LAN).get_attribute("aria-label") == one_year


def test_the_film_of_the_years_runs_without_the_server_which_is_told_at_its_end(
    opened: Open,
) -> None:
    page = with_years(opened("/map"))
    classes = "nodes => nodes.map(node => node.dataset.class + node.dataset.state).join()"
    page.get_by_role("button", name="Chạy qua các năm").click()
    seen = {}
    for year in ("2013", "2014", "2015", "2016"):
        expect(page.locator(".time output")).to_have_text(year)
        seen[page.locator("[data-commune]").evaluate_all(classes)] = year
        assert "years" not in query(page)
        ranges = page.locator(".legend li[data-class]:not([data-class='0'])").all_inner_texts()
        assert len(ranges) == 5
    assert len(seen) == 4
    page.wait_for_url(re.compile("years=2016&years=2016"))


def test_a_year_has_the_same_classes_as_the_years_beside_it(opened: Open) -> None:
    legends = set()
    page = with_years(opened("/map?years=2014&years=2014"))
    for year in ("2014", "2015", "2016"):
        page.locator(".commune-map").evaluate(CHANGE, [".time input", year, "input"])
        rows = page.locator(".legend li[data-state=value] [data-pick] > span:nth-of-type(1)")
        legends.add(tuple(rows.all_inner_texts()))
    assert len(legends) == 1


def test_what_paints_is_small_and_what_follows_is_not_large(opened: Open) -> None:
    page = with_years(opened("/map"))
    packed: list[int] = []
    page.on("response", lambda one: ".bin" in one.url and packed.append(len(one.body())))
    before = len(page.seen.received)  # type: ignore[attr-defined]
    page.get_by_role("combobox", name="Chỉ tiêu").focus()
    page.goto(page.url + "?sector=economy")
    with_years(page)
    messages = page.seen.received[before:]  # type: ignore[attr-defined]
    painting = [len(one) for one in messages if b'"looks"' in one]
    print(f"painting messages: {painting}, what follows: {packed}")
    assert painting
    assert max(painting) <= 6_000
    assert packed
    assert max(packed) <= 40_000


def test_four_small_maps_share_one_scale_and_open_their_year(opened: Open) -> None:
    page = with_years(opened("/map"))
    page.get_by_role("combobox", name="Cách xem").select_option("years")
    small = page.locator(".small button")
    expect(small).to_have_text([re.compile(f"^{year}: ") for year in range(2013, 2017)])
    for nth in range(4):
        expect(small.nth(nth).locator(".commune")).to_have_count(204)
        said = int(re.search(r": (\d+) xã", small.nth(nth).inner_text())[1])  # type: ignore[index]
        expect(small.nth(nth).locator("[data-state=value]")).to_have_count(said)
    page.wait_for_url(re.compile("compare=years"))
    drawn = "nodes => nodes.map(node => node.dataset.class + node.dataset.state).join()"
    in_small = small.nth(1).locator(".commune").evaluate_all(drawn)
    small.nth(1).click()
    expect(page.locator(".time output")).to_have_text("2014")
    page.wait_for_url(lambda url: "years=2014&years=2014" in url and "compare" not in url)
    order = """nodes => nodes.sort((a, b) => (a.dataset.commune < b.dataset.commune ? -1 : 1))
      .map(node => node.dataset.class + node.dataset.state).join()"""
    assert page.locator("[data-commune]").evaluate_all(order) == in_small


def test_the_change_between_two_years_runs_both_ways_around_zero(opened: Open) -> None:
    page = with_years(opened("/map?compare=change&years=2014&years=2015&measure=acts"))
    expect(page.locator(".commune-map")).to_have_attribute("data-compare", "change")
    rows = page.locator("[data-commune][data-state=value]").evaluate_all(
        "nodes => nodes.map(node => [node.dataset.class, node.getAttribute('aria-label')])"
    )
    signs = {"1": "−", "2": "−", "3": "", "4": r"\+", "5": r"\+"}
    assert {level for level, _ in rows} == set(signs)
    for level, said in rows:
        number = re.search(rf": {signs[level]}(\d+) hoạt động", said)
        assert number, (level, said)
        assert (int(number[1]) >= 5) == (level in "15")
    expect(page.locator(".subtitle").first).to_contain_text("2014 → 2015")
    page.get_by_role("combobox", name="Đến năm").select_option("2016")
    expect(page.locator(".subtitle").first).to_contain_text("2014 → 2016")
    page.wait_for_url(re.compile("years=2014&years=2016"))


def test_the_tooltip_says_the_rank_and_who_is_assigned(opened: Open) -> None:
    page = with_years(opened(f"/map?commune={MUONG_LAN}"))
    commune(page, MUONG_LAN).hover()
    tooltip = page.locator(".tooltip")
    expect(tooltip).to_contain_text("Thứ 1 trong 115 xã có số liệu")
    panel = page.locator(f".st-key-panel_{MUONG_LAN}")
    assigned = tooltip.locator("p", has_text="Được phân công: ").inner_text()
    for name in assigned.removeprefix("Được phân công: ").split(", "):
        expect(panel).to_contain_text(name)
    commune(page, MUONG_LAN).focus()
    page.keyboard.press("ArrowUp")
    reached = page.locator("[data-commune][tabindex='0']")
    expect(reached).to_have_attribute("aria-description", re.compile("phân công"))


# ---------------------------------------------------------------- by name, by district, by box


def test_a_commune_is_found_by_its_name_without_accents_and_with_keys_alone(opened: Open) -> None:
    page = opened("/map")
    box = page.get_by_role("combobox", name="Tìm xã hoặc huyện")
    box.fill("muong la")
    options = page.locator(".find [role=option]")
    expect(options.first).to_be_visible()
    found = options.all_inner_texts()
    assert any("Mường Lạn, Huyện Sốp Cộp" in one for one in found)
    assert any(one.startswith("Cả Huyện Mường La (") for one in found)
    place = next(index for index, one in enumerate(found) if "Mường Lạn" in one)
    for _ in range(place):
        box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", f"found-{place}")
    box.press("Enter")
    expect(commune(page, MUONG_LAN)).to_have_attribute("aria-pressed", "true")
    page.wait_for_url(re.compile(f"commune={MUONG_LAN}"))
    expect(options.first).to_be_hidden()
    box.fill("zzz")
    expect(options).to_have_text(["Không tìm thấy"])


def test_a_whole_district_is_chosen_from_the_box_or_by_its_name_on_the_map(opened: Open) -> None:
    page = opened("/map")
    page.get_by_role("combobox", name="Tìm xã hoặc huyện").fill("sop cop")
    page.locator(".find [role=option]", has_text="Cả Huyện Sốp Cộp (8 xã)").click()
    expect(page.locator("[data-commune][aria-pressed='true']")).to_have_count(8)
    expect(page.get_by_text("8 xã đang chọn.")).to_be_visible()
    assert len(query(page)["commune"]) == 8
    page.get_by_role("button", name="Bỏ chọn tất cả").click()
    expect(page.locator("[data-commune][aria-pressed='true']")).to_have_count(0)
    spot = page.locator(".labels .district", has_text="Sốp Cộp").bounding_box() or {}
    page.mouse.dblclick(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    expect(page.locator("[data-commune][aria-pressed='true']")).to_have_count(8)
    expect(page.locator("svg[data-zoom]")).to_have_attribute("data-zoom", "1.00")


def test_shift_and_drag_choose_the_communes_in_the_box(opened: Open) -> None:
    page = opened(f"/map?commune={MUONG_LAN}")
    stage = page.locator(".stage").bounding_box() or {}
    middles = page.locator("[data-commune]").evaluate_all(
        """nodes => nodes.map(node => { const box = node.getBoundingClientRect();
           return [node.dataset.commune, box.x + box.width / 2, box.y + box.height / 2]; })"""
    )
    left, top = stage["x"] + stage["width"] * 0.4, stage["y"] + stage["height"] * 0.3
    right, bottom = left + 90, top + 70
    inside = {code for code, x, y in middles if left <= x <= right and top <= y <= bottom}
    page.keyboard.down("Shift")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 40, top + 30)
    page.mouse.move(right, bottom)
    expect(page.locator(".box")).to_be_visible()
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.locator(".box")).to_be_hidden()
    chosen = page.locator("[data-commune][aria-pressed='true']")
    expect(chosen).to_have_count(len(inside) + 1)
    assert set(chosen.evaluate_all("nodes => nodes.map(node => node.dataset.commune)")) >= inside
    assert len(inside) > 3
    page.wait_for_function(
        "n => new URL(location).searchParams.getAll('commune').length === n", arg=len(inside) + 1
    )


# ---------------------------------------------------------------- taken along


def taken(page: Page, what: str) -> tuple[str, bytes]:
    """Name and content of the picture that a button of the menu saves."""
    page.get_by_text("Tải hình").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=what).click()
    return saved.value.suggested_filename, saved.value.path().read_bytes()


def test_the_picture_says_what_the_map_says_and_bears_its_mark(opened: Open) -> None:
    page = opened("/map?measure=acts", color_scheme="dark")
    name, content = taken(page, "Khổ A4, SVG")
    assert name == "so-hoat-dong-2013-2016-minh-hoa-illustrative.svg"
    sheet = ElementTree.fromstring(content)
    svg = "{http://www.w3.org/2000/svg}"
    texts = [node.text or "" for node in sheet.iter(f"{svg}text")]
    said = " ".join(texts)
    for part in (".title", ".subtitle", ".source"):
        assert page.locator(f".commune-map {part}").inner_text() in said
    for row in page.locator(".legend li").all():
        for words in row.inner_text().split("\n"):
            assert words in texts
    assert f"lập ngày {date.today():%d/%m/%Y}" in said
    assert [node.text for node in sheet.iter(f"{svg}text") if node.get("class") == "stamp"] == [
        "Minh họa / Illustrative"
    ]
    areas = [node for node in sheet.iter(f"{svg}path") if node.get("data-state")]
    shown = page.locator("[data-commune]").evaluate_all("all => all.map(one => one.dataset.state)")
    assert Counter(node.get("data-state") for node in areas) == Counter(shown)
    hatched = [node for node in areas if node.get("fill") == "url(#land-hatch)"]
    assert len(hatched) == shown.count("nothing_reported")
    assert not re.search(rb"var\(|undefined|NaN", content)


@pytest.mark.parametrize(
    ("what", "size"), [("Khổ A4, PNG", (3369, 2382)), ("Trang trình chiếu, PNG", (2560, 1440))]
)
def test_a_png_has_the_size_of_its_sheet(opened: Open, what: str, size: tuple[int, int]) -> None:
    name, content = taken(opened("/map?view=hexagons"), what)
    assert name.endswith(".png")
    assert struct.unpack(">II", content[16:24]) == size
    assert len(content) > 100_000


# ---------------------------------------------------------------- two measures at once


def test_need_beside_help_reads_as_sentences_and_lists_the_corner(opened: Open) -> None:
    page = with_years(opened("/map?compare=need"))
    expect(page.locator(".commune-map")).to_have_attribute("data-compare", "need")
    rows = page.locator(".legend li[data-state=value]")
    expect(rows).to_have_count(9)
    drawn = Counter(
        page.locator("[data-commune][data-state=value]").evaluate_all(
            "nodes => nodes.map(node => node.dataset.class)"
        )
    )
    counts = {row.get_attribute("data-class"): row.locator(".count") for row in rows.all()}
    for level, count in counts.items():
        expect(count).to_have_text(str(drawn[level]))
    expect(rows.nth(6)).to_contain_text("Nhiều hộ nghèo, được giúp ít")
    listed = page.locator(".corner button")
    expect(listed).to_have_count(min(drawn["7"], 12))
    expect(page.locator(".corner")).to_contain_text(f"được giúp ít: {drawn['7']} xã")
    fills = rows.locator("rect").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert len(set(fills)) == 9
    listed.first.click()
    chosen = page.locator("[data-commune][aria-pressed='true']")
    expect(chosen).to_have_attribute("data-class", "7")
    expect(chosen).to_have_attribute("aria-label", re.compile(r"hộ nghèo [\d,]+%, được giúp"))
    page.wait_for_url(re.compile("commune="))


@pytest.mark.parametrize("compare", ["years", "change", "need"])
def test_axe_finds_nothing_serious_where_maps_are_compared(opened: Open, compare: str) -> None:
    page = with_years(opened(f"/map?compare={compare}", color_scheme="dark"))
    page.get_by_role("combobox", name="Tìm xã hoặc huyện").fill("muong")
    expect(page.locator(".find [role=option]").first).to_be_visible()
    found = Axe().run(page, context=".stBidiComponent").response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []


# ---------------------------------------------------------------- links


def test_a_chosen_commune_leads_to_its_agencies_and_these_to_their_communes(opened: Open) -> None:
    page = with_years(opened(f"/map?commune={MUONG_LAN}"))
    helpers = page.locator(".links button")
    expect(helpers).to_have_count(2)
    said = re.search(r"^(.+): (\d+) xã$", helpers.first.inner_text())
    assert said
    expect(page.locator(f".st-key-panel_{MUONG_LAN}")).to_contain_text(said[1])
    helpers.first.focus()
    page.keyboard.press("Enter")
    expect(helpers.first).to_have_attribute("aria-pressed", "true")
    expect(helpers.first).to_be_focused()
    expect(page.locator(".linked path:not(.halo)")).to_have_count(int(said[2]))
    page.keyboard.press("Enter")
    expect(page.locator(".linked path")).to_have_count(0)


def test_going_from_year_to_year_fetches_nothing_again(opened: Open) -> None:
    page = with_years(opened("/map"))
    fetched: list[str] = []
    page.on("request", lambda one: "/media/" in one.url and fetched.append(one.url))
    page.locator(".commune-map").evaluate(CHANGE, [".time input", "2015", "input"])
    page.locator(".time input").dispatch_event("change")
    page.wait_for_url(re.compile("years=2015&years=2015"))
    settled(page)
    page.wait_for_timeout(1000)
    assert [url for url in fetched if url.endswith(".bin")] == []


def test_a_map_whose_choice_opens_a_page_offers_no_districts(opened: Open) -> None:
    page = opened("/")
    page.get_by_role("combobox", name="Tìm xã hoặc huyện").fill("sop cop")
    options = page.locator(".find [role=option]")
    expect(options.first).to_be_visible()
    assert not any(one.startswith("Cả ") for one in options.all_inner_texts())
    options.filter(has_text="Xã Sốp Cộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Sốp Cộp")
