"""The map page and the commune page as people use them: click, keyboard, lists, Back, a phone."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections import Counter
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data.metrics import change
from geo import gazetteer
from tests.browser.accessible import complaints
from tests.browser.pages import DASHBOARD, of_the_map, settled

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
    expect(panel).to_contain_text("Mường Lạn, huyện Sốp Cộp")
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
    chart = page.get_by_role("img", name=re.compile("^Tỷ lệ hộ nghèo .*Minh họa"))
    expect(chart).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/map?commune=04246",
        "/map?signs=border&signs=meritorious&highlight_agency=MCQ01&lang=en",
        "/commune?commune=04246",
        "/commune",
    ],
)
def test_nothing_scrolls_sideways_on_a_phone(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 740})
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") == 0


# ---------------------------------------------------------------- the map's own changes


def with_years(page: Page) -> Page:
    """Wait until what the other measures and years need has followed."""
    expect(page.locator(".commune-map .play")).to_be_enabled(timeout=20_000)
    return page


YEAR = ".time [data-year='{}']"
PRESSED = ".years [aria-pressed='true']"
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
    one_year, _ = map_.evaluate(CHANGE, [YEAR.format(2014), "", "click"])
    assert one_year != whole
    assert "years" not in query(page)
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
        expect(page.locator(PRESSED)).to_have_text(re.compile(f"^{year}"))
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
        page.locator(".commune-map").evaluate(CHANGE, [YEAR.format(year), "", "click"])
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
    painting = [len(one) for one in messages if of_the_map(one)]
    print(f"painting messages: {painting}, what follows: {packed}")
    assert painting
    assert max(painting) <= 6_000
    assert packed
    assert max(packed) <= 40_000


def test_four_small_maps_share_one_scale_and_open_their_year(opened: Open) -> None:
    page = with_years(opened("/map"))
    page.get_by_role("combobox", name="Cách xem").select_option("years")
    small = page.locator(".small button")
    heads = ["2013 (65 ngày)", "2014", "2015", "2016"]
    expect(small).to_have_text([re.compile(f"^{re.escape(head)}: ") for head in heads])
    for nth in range(4):
        expect(small.nth(nth).locator(".commune")).to_have_count(204)
        said = int(re.search(r": (\d+) xã", small.nth(nth).inner_text())[1])  # type: ignore[index]
        expect(small.nth(nth).locator("[data-state=value]")).to_have_count(said)
    page.wait_for_url(re.compile("compare=years"))
    drawn = "nodes => nodes.map(node => node.dataset.class + node.dataset.state).join()"
    in_small = small.nth(1).locator(".commune").evaluate_all(drawn)
    small.nth(1).click()
    expect(page.locator(PRESSED)).to_have_text("2014")
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
    # Each figure in the sentence: the change, and both years behind it.
    signs = {"1": "−", "2": "−", "3": "", "4": r"\+", "5": r"\+"}
    assert {level for level, _ in rows} == set(signs)
    for level, said in rows:
        number = re.search(
            rf": {signs[level]}(\d+) hoạt động \(2014: (\d+) .+ → 2015: (\d+) ", said
        )
        assert number, (level, said)
        assert (int(number[1]) >= 5) == (level in "15")
        assert int(number[1]) == abs(int(number[3]) - int(number[2]))
    # A sign beside each colour, on the land and in the legend, and in the list beside the map.
    for level, arrow in {"1": "↓↓", "2": "↓", "3": "○", "4": "↑", "5": "↑↑"}.items():
        row = page.locator(f".legend [data-pick='{level}']")
        expect(row).to_contain_text(f"{arrow} ")
        expect(row.locator(".sign-mark")).to_have_count(1)
    arrows = page.locator(".signs .sign-mark")
    expect(arrows).to_have_count(len(rows))
    assert len(set(arrows.evaluate_all("all => all.map(one => one.getAttribute('d'))"))) == 5
    expect(page.get_by_role("button", name=re.compile(r"↑↑ \+\d+ hoạt động")).first).to_be_visible()
    # Years without a number have looks of their own, and nobody is silent for one year's sake.
    counts = {
        row.get_attribute("data-state"): int(row.get_attribute("data-count") or 0)
        for row in page.locator(".legend li[data-state]:not([data-state=value])").all()
    }
    # Acts are no share: none of few.
    assert list(counts) == [state for state in change.STATES[1:] if state != "few"]
    assert sum(counts.values()) + len(rows) == 204
    name, content = taken(page, "Khổ A4, SVG")
    assert name == "minh-hoa_change_so-hoat-dong_tinh-son-la_2014-2015_kho-a4.svg"
    sheet = ElementTree.fromstring(content)
    said = [node.text or "" for node in sheet.iter("{http://www.w3.org/2000/svg}text")]
    assert {
        "Chỉ năm 2014 so sánh được",
        "Chỉ năm 2015 so sánh được",
        "↑↑ Tăng từ 5 hoạt động trở lên",
    } <= set(said)
    expect(page.locator(".subtitle").first).to_contain_text("2014 → 2015")
    page.get_by_role("combobox", name="Đến năm").select_option("2016")
    expect(page.locator(".subtitle").first).to_contain_text("2014 → 2016")
    page.wait_for_url(re.compile("years=2014&years=2016"))
    # The year of 65 days can be chosen, and the map then says how many days it holds.
    expect(page.locator(".legend-note")).to_have_text("")
    page.get_by_role("combobox", name="Từ năm").select_option("2013")
    expect(page.locator(".legend-note")).to_contain_text("65 ngày")
    page.wait_for_url(re.compile("years=2013&years=2016"))
    expect(page.locator(".subtitle").first).to_contain_text("2013 → 2016")


def test_the_tooltip_says_the_rank_and_who_is_assigned(opened: Open) -> None:
    page = with_years(opened(f"/map?commune={MUONG_LAN}"))
    commune(page, MUONG_LAN).hover()
    tooltip = page.locator(".tooltip")
    with_value = page.locator("[data-commune][data-state=value]").count()
    expect(tooltip).to_contain_text(re.compile(rf"Xếp thứ \d+/{with_value} xã có số liệu"))
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
    assert any("Mường Lạn, huyện Sốp Cộp" in one for one in found)
    assert any(one.startswith("Cả huyện Mường La (") for one in found)
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
    page.locator(".find [role=option]", has_text="Cả huyện Sốp Cộp (8 xã)").click()
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
    assert name == "minh-hoa_so-hoat-dong_tinh-son-la_2013-2016_kho-a4.svg"
    sheet = ElementTree.fromstring(content)
    svg = "{http://www.w3.org/2000/svg}"
    texts = [node.text or "" for node in sheet.iter(f"{svg}text")]
    said = " ".join(texts)
    # The star belongs to the buttons of the years, which no picture has.
    for part in (".title", ".subtitle:not(.star)", ".source"):
        assert page.locator(f".commune-map {part}").inner_text() in said
    for row in page.locator(".legend li").all():
        for words in row.inner_text().split("\n"):
            assert words in texts
    assert f"lập ngày {date.today():%d/%m/%Y}" in said
    assert [node.text for node in sheet.iter(f"{svg}text") if node.get("class") == "stamp"] == [
        "Minh họa"
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
    fills = rows.locator("rect").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert len(set(fills)) == 9
    # The list beside the map begins with the corner that asks for help, and leads to the map.
    listed = page.get_by_role("button", name=re.compile("Nhiều hộ nghèo, được giúp ít"))
    listed.filter(has_text="Huyện").first.click()
    chosen = page.locator("[data-commune][aria-pressed='true']")
    expect(chosen).to_have_attribute("data-class", "7")
    expect(chosen).to_have_attribute("aria-label", re.compile(r"hộ nghèo [\d,]+%, được giúp"))
    page.wait_for_url(re.compile("commune="))


@pytest.mark.parametrize("compare", ["years", "change", "need"])
def test_axe_finds_nothing_where_maps_are_compared(opened: Open, compare: str) -> None:
    page = with_years(opened(f"/map?compare={compare}", color_scheme="dark"))
    page.get_by_role("combobox", name="Tìm xã hoặc huyện").fill("muong")
    expect(page.locator(".find [role=option]").first).to_be_visible()
    assert complaints(page, ".stBidiComponent") == []


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


def test_an_agency_s_communes_stay_outlined_by_the_address_and_back_undoes_it(
    opened: Open,
) -> None:
    page = with_years(opened(f"/map?commune={MUONG_LAN}"))
    helper = page.locator(".links button").first
    shown = int(re.search(r": (\d+) xã$", helper.inner_text())[1])  # type: ignore[index]
    helper.click()
    page.wait_for_url(re.compile("highlight_agency="))
    lit = page.locator("[data-commune]:not(.dimmed)")
    expect(lit).to_have_count(shown)
    codes = "nodes => nodes.map(node => node.dataset.commune).sort().join()"
    before = lit.evaluate_all(codes)
    settled(page)
    page.reload()
    expect(lit).to_have_count(shown)
    assert lit.evaluate_all(codes) == before
    expect(page.locator(".linked path:not(.halo)")).to_have_count(shown)
    page.go_back()
    page.wait_for_url(lambda url: "highlight_agency" not in url)
    expect(lit).to_have_count(204)
    expect(page.locator(".linked path")).to_have_count(0)


# ---------------------------------------------------------------- signs and what stands out


def kinds_drawn(page: Page) -> Counter[str]:
    """How many communes carry a sign of their kinds: all but the cross."""
    signs = page.locator(".signs .sign-mark").evaluate_all(
        "nodes => nodes.map(node => node.getAttribute('d'))"
    )
    return Counter(d for d in signs if "H1.2V-1.2" not in d)


def test_signs_are_switched_on_at_once_counted_read_and_undone_by_back(opened: Open) -> None:
    page = with_years(opened("/map"))
    assert not kinds_drawn(page)
    border = page.get_by_role("checkbox", name="Biên giới")
    expect(border).not_to_be_checked()
    drawn = border.evaluate(
        """box => { const map = box.closest(".commune-map"); box.click();
           const label = map.querySelector("[data-commune='04246']").getAttribute("aria-label");
           return [map.querySelectorAll(".signs [data-of='04246']").length, label]; }"""
    )
    assert drawn[0] >= 1
    assert drawn[1].endswith("; Biên giới")
    assert "signs" not in query(page)
    page.wait_for_url(re.compile("signs=border"))
    assert list(kinds_drawn(page).values()) == [17]
    expect(page.locator(".kinds label", has_text="Biên giới").locator(".count")).to_have_text("17")
    expect(page.locator(".commune-map [aria-live]")).to_have_text("Đã bật ký hiệu Biên giới: 17 xã")
    commune(page, MUONG_LAN).hover()
    expect(page.locator(".tooltip")).to_contain_text("Biên giới")
    page.go_back()
    expect(border).not_to_be_checked()
    assert not kinds_drawn(page)


def test_signs_are_switched_by_key_and_stand_beside_each_other(opened: Open) -> None:
    path = "/map?signs=border&signs=especially_difficult"
    page = with_years(opened(path, viewport={"width": 360, "height": 740}))
    assert sorted(kinds_drawn(page).values())[0] == 17
    beside = page.locator(".signs [data-of='04246']")
    boxes = [one.bounding_box() or {} for one in beside.all()]
    assert len(boxes) == 2
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"] + 4  # halos may touch
    assert sum(box["width"] for box in boxes) < 40
    page.get_by_role("checkbox", name="Biên giới").focus()
    page.keyboard.press("Space")
    expect(beside).to_have_count(1)
    page.wait_for_url(lambda url: "signs=border" not in url and "signs=especially" in url)
    expect(page.get_by_role("checkbox", name="Biên giới")).to_be_focused()


def test_signs_within_the_filters_are_counted_and_those_outside_are_not_drawn(
    opened: Open,
) -> None:
    page = with_years(opened("/map?district=127&signs=border"))
    count = int(page.locator(".kinds label", has_text="Biên giới").locator(".count").inner_text())
    assert 0 < count < 17
    assert list(kinds_drawn(page).values()) == [count]


def labels(areas) -> list[str]:  # type: ignore[no-untyped-def]
    return areas.evaluate_all("nodes => nodes.map(node => node.getAttribute('aria-label'))")


def in_millions(words: str) -> float:
    """The number in "842 triệu đồng" or "3,4 tỷ đồng"."""
    number = float(words.split()[0].replace(".", "").replace(",", "."))
    return number * (1000 if "tỷ" in words else 1)


def test_a_district_stands_out_by_its_name_on_the_map_and_every_count_stays(opened: Open) -> None:
    page = with_years(opened("/map"))
    counts = page.locator(".legend [data-pick] .count")
    before = counts.all_inner_texts()
    name = page.locator(".labels .district", has_text="Sốp Cộp")
    name.hover()
    expect(page.locator(".tooltip")).to_contain_text("làm nổi bật huyện Sốp Cộp")
    name.click()
    page.wait_for_url(re.compile("highlight_district=127"))
    lit = page.locator("[data-commune]:not(.dimmed)")
    expect(lit).to_have_count(8)
    expect(page.locator("[data-commune][aria-pressed='true']")).to_have_count(0)
    expect(page.locator(".commune-map [aria-live]")).to_have_text(
        "Đang làm nổi bật huyện Sốp Cộp: 8 xã"
    )
    expect(page.locator(".legend li", has_text="Huyện Sốp Cộp").locator(".count")).to_have_text("8")
    assert counts.all_inner_texts() == before
    valued = "[data-commune][data-state=value]"
    inside, others = (page.locator(f"{valued}{one}") for one in (":not(.dimmed)", ".dimmed"))
    pattern = r"^Mức trung vị của huyện Sốp Cộp: (.+) \((\d+) xã có số liệu\); .* \((\d+) xã\)\.$"
    found = re.search(pattern, page.locator(".legend-note").inner_text())
    assert found
    assert (int(found[2]), int(found[3])) == (inside.count(), others.count())
    assert inside.count() % 2, "of an even number the middle lies between two communes"
    values = [re.split(": |;", label)[1] for label in labels(inside)]
    assert sum(in_millions(one) <= in_millions(found[1]) for one in values) == len(values) // 2 + 1
    page.get_by_role("button", name="Thôi làm nổi bật").click()
    expect(lit).to_have_count(204)
    page.wait_for_url(lambda url: "highlight" not in url)
    expect(page.get_by_role("combobox", name="Làm nổi bật")).to_be_focused()
    page.go_back()
    expect(lit).to_have_count(8)
    page.go_back()
    expect(lit).to_have_count(204)


def test_a_district_or_an_agency_stands_out_by_key(opened: Open) -> None:
    page = with_years(opened("/map"))
    box = page.get_by_role("combobox", name="Làm nổi bật")
    headings = box.locator("optgroup").evaluate_all("all => all.map(one => one.label)")
    assert headings == ["Huyện, thành phố", "Cơ quan"]
    box.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile("highlight_district="))
    lit = page.locator("[data-commune]:not(.dimmed)")
    in_district = gazetteer.communes()["district_code"] == query(page)["highlight_district"][0]
    expect(lit).to_have_count(int(in_district.sum()))
    expect(box).to_be_focused()
    box.select_option("agency:MCQ01")
    page.wait_for_url(lambda url: "highlight_agency=MCQ01" in url and "district" not in url)
    said = re.search(r": (\d+) xã$", page.locator(".commune-map [aria-live]").inner_text())
    assert said
    expect(lit).to_have_count(int(said[1]))


def test_what_is_faded_keeps_outlines_that_are_seen(opened: Open) -> None:
    page = opened("/map?highlight_district=127")
    faded = page.locator("[data-commune].dimmed").first.evaluate(
        "node => [getComputedStyle(node).fillOpacity, getComputedStyle(node).strokeOpacity]"
    )
    assert faded == ["0.4", "1"]


def test_a_link_names_two_groups_and_one_stands_out_with_a_notice(opened: Open) -> None:
    page = opened("/map?highlight_district=127&highlight_agency=MCQ01")
    expect(page.locator("[data-commune]:not(.dimmed)")).to_have_count(8)
    expect(page.get_by_test_id("stAlert")).to_be_visible()


def test_the_picture_bears_the_signs_and_what_stands_out(opened: Open) -> None:
    page = with_years(opened("/map?signs=border&highlight_district=127"))
    _, content = taken(page, "Khổ A4, SVG")
    sheet = ElementTree.fromstring(content)
    svg = "{http://www.w3.org/2000/svg}"
    texts = [node.text for node in sheet.iter(f"{svg}text")]
    assert {"Biên giới", "17", "Huyện Sốp Cộp", "8"} <= set(texts)
    assert "Có công" not in texts
    paths = list(sheet.iter(f"{svg}path"))
    faded = [one for one in paths if one.get("data-state") and one.get("fill-opacity")]
    assert len(faded) == 204 - 8
    crosses = page.locator(".signs .sign-mark").count() - 17
    assert len([one for one in paths if one.get("class") == "sign"]) == 17 + crosses


FRAMES = """window.frames_seen = new Set();
(function look() {
  for (const host of document.querySelectorAll(".stBidiComponent *")) {
    const map = host.shadowRoot?.querySelector(".commune-map");
    const title = map?.querySelector(".title").textContent;
    if (map) window.frames_seen.add(`${map.dataset.compare}|${title}`);
  }
  requestAnimationFrame(look);
})()"""


@pytest.mark.parametrize("compare", ["years", "change", "need"])
def test_a_link_to_a_comparison_shows_no_other_map_before_it(opened: Open, compare: str) -> None:
    page = opened("/map?lang=en")
    page.context.add_init_script(FRAMES)
    page.goto(page.url.partition("?")[0] + f"?lang=en&compare={compare}")
    with_years(page)
    expect(page.locator(".commune-map")).to_have_attribute("data-waiting", "")
    seen = page.evaluate("[...frames_seen]")
    print(f"frames seen: {seen}")
    assert {one.split("|")[0] for one in seen} == {compare}
    assert {one.split("|")[1] for one in seen} <= {
        "Getting the years ready…",
        page.locator(".commune-map .title").inner_text(),
    }


def test_a_comparison_stays_drawn_while_a_filter_changes_and_after_a_way_back(
    opened: Open,
) -> None:
    page = with_years(opened("/map?lang=en&compare=change"))
    page.evaluate(FRAMES)
    page.get_by_label("Sector", exact=True).click()
    page.get_by_role("option", name="Economy").click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("sector=economy"))
    settled(page)
    expect(page.locator(".commune-map")).to_have_attribute("data-waiting", "")
    assert {one.split("|")[0] for one in page.evaluate("[...frames_seen]")} == {"change"}
    page.get_by_role("link", name="Agencies").click()
    expect(page.locator(".commune-map")).to_have_count(0)
    settled(page)
    page.go_back()
    expect(page.locator(".commune-map")).to_have_attribute("data-compare", "change")
    expect(page.locator("[data-commune]")).to_have_count(204)


def test_going_from_year_to_year_fetches_nothing_again(opened: Open) -> None:
    page = with_years(opened("/map"))
    fetched: list[str] = []
    page.on("request", lambda one: "/media/" in one.url and fetched.append(one.url))
    page.locator(".commune-map").evaluate(CHANGE, [YEAR.format(2015), "", "click"])
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


# ---------------------------------------------------------------- the legend, the list, the table


def table_of(page: Page) -> list[dict[str, str]]:
    """The rows of the map's table, as its .csv has them."""
    page.get_by_text("Bảng số liệu: ").first.click()
    page.get_by_role("button", name="Tải .csv").wait_for()
    settled(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải .csv").click()
    return list(csv.DictReader(saved.value.path().read_text("utf-8-sig").splitlines()))


def test_list_and_table_follow_the_legend_and_one_click_brings_all_back(opened: Open) -> None:
    page = opened("/map")
    fifth = page.locator(".legend [data-pick='5']")
    count = int(fifth.locator(".count").inner_text())
    fifth.click()
    said = f"Theo chú giải bản đồ: {count} trong 204 xã (nhóm 5: "
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text(f"12 xã đầu trong {count} xã theo chú giải")).to_be_visible()
    page.locator(".legend [data-pick='nothing_reported']").click()
    expect(page.get_by_text("Chưa ghi nhận hoạt động).").first).to_be_visible()
    silent = int(page.locator(".legend li[data-state=nothing_reported] .count").inner_text())
    rows = table_of(page)
    assert len(rows) == count + silent
    assert {row["Nhóm trên bản đồ"] for row in rows[:count]} == {"5"}
    places = [row["Thứ tự"] for row in rows[:count]]
    assert places == sorted(places, key=int)
    assert places[0] == "1"
    assert {row["Tình trạng dữ liệu"] for row in rows[count:]} == {"Chưa ghi nhận hoạt động"}
    page.locator(".st-key-undo_ranked button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Theo chú giải bản đồ: ")).to_have_count(0)
    expect(page.locator(".legend [aria-pressed='true']")).to_have_count(0)
    assert "legend" not in query(page)


def test_two_things_done_at_once_leave_the_page_as_its_address_says(opened: Open) -> None:
    page = opened("/map?legend=5")
    page.wait_for_timeout(1000)  # what follows when idle has come: nothing else asks for a run
    # The second message leaves before the browser has heard of the address the first one gets.
    page.evaluate("""() => {
      document.querySelector(".st-key-undo_ranked button").click();
      setTimeout(() => document.querySelector(".st-key-twin_map summary").click());
    }""")
    page.wait_for_url(lambda url: "legend" not in url)
    page.get_by_role("button", name="Tải .csv").wait_for()
    settled(page)
    expect(page.get_by_text("Theo chú giải bản đồ: ")).to_have_count(0)
    expect(page.locator(".legend [aria-pressed='true']")).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("Theo chú giải bản đồ: ").first).to_be_visible()
    assert query(page)["legend"] == ["5"]


def test_an_open_table_stays_open_in_another_measure_and_language_and_closes_when_told(
    opened: Open,
) -> None:
    page = opened("/map")
    page.get_by_text("Bảng số liệu: ").first.click()
    page.get_by_role("button", name="Tải .csv").wait_for()
    page.get_by_role("combobox", name="Chỉ tiêu").select_option(label="Số hoạt động")
    expect(page.get_by_text("Bảng số liệu: Số hoạt động")).to_be_visible()
    expect(page.get_by_role("button", name="Tải .csv")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Download .csv")).to_be_visible()
    title = page.locator(".st-key-twin_map summary")
    title.click()
    expect(page.get_by_role("button", name="Download .csv")).to_have_count(0)
    # Closed stays closed too.
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_text("Bảng số liệu: Số hoạt động")).to_be_visible()
    settled(page)
    expect(page.get_by_role("button", name="Tải .csv")).to_have_count(0)


def test_a_download_of_the_table_says_what_the_legend_left_out(opened: Open) -> None:
    page = opened("/map?legend=nothing_reported&district=119")
    page.get_by_text("Bảng số liệu: ").first.click()
    page.get_by_role("button", name="Tải Excel").wait_for()
    settled(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes()))
    said = [cell for row in book.worksheets[-1].iter_rows(values_only=True) for cell in row if cell]
    assert said[said.index("Chú giải bản đồ") + 1] == "Chưa ghi nhận hoạt động"
    assert "Thuan-Chau-nothing-reported" in saved.value.suggested_filename


@pytest.mark.parametrize("compare", ["need", "change"])
def test_what_is_picked_beside_another_measure_or_year_is_listed_as_the_legend_counts_it(
    opened: Open, compare: str
) -> None:
    page = with_years(opened(f"/map?compare={compare}&years=2014&years=2016"))
    row = page.locator(".legend li[data-class='5']")
    count = row.locator(".count").inner_text()
    assert int(count) > 0
    row.locator("button").click()
    expect(page.get_by_text(f"Theo chú giải bản đồ: {count} trong 204 xã")).to_be_visible()
    # Its classes mean nothing on the plain map.
    page.get_by_role("combobox", name="Cách xem").select_option("")
    expect(page.get_by_text("Theo chú giải bản đồ: ")).to_have_count(0)
    expect(page.locator("[data-commune].unpicked")).to_have_count(0)


@pytest.mark.parametrize("measure", ["value_million_vnd", "promises_kept_share"])
def test_the_list_the_table_and_the_tooltip_give_a_commune_the_same_place(
    opened: Open, measure: str
) -> None:
    page = opened(f"/map?measure={measure}")
    row = page.get_by_role("button", name=re.compile(r"^\d+\. ")).nth(3)
    place, name = re.match(r"(\d+)\. (.+?), huyện", row.inner_text()).groups()  # type: ignore[union-attr]
    found = next(one for one in table_of(page) if one["Xã"] == name)
    assert found["Thứ tự"] == place
    commune(page, found["Mã xã"]).hover()
    least = ", từ thấp lên" if measure == "promises_kept_share" else ""
    said = re.compile(rf"Xếp thứ {place}/\d+ xã có số liệu{least}")
    expect(page.locator(".tooltip")).to_contain_text(said)


# ---------------------------------------------------------------- the frame of the filters

FILLED = """svg => {
  const stage = svg.closest(".stage").getBoundingClientRect();
  const inside = [...svg.querySelectorAll("[data-commune]:not(.faded)")];
  const boxes = inside.map(node => node.getBoundingClientRect());
  const [left, right] = [Math.min(...boxes.map(b => b.left)), Math.max(...boxes.map(b => b.right))];
  const [top, bottom] = [Math.min(...boxes.map(b => b.top)), Math.max(...boxes.map(b => b.bottom))];
  const across = left >= stage.left && right <= stage.right;
  const whole = across && top >= stage.top && bottom <= stage.bottom;
  const share = Math.max((right - left) / stage.width, (bottom - top) / stage.height);
  return [inside.length, whole, share];
}"""


def in_frame(page: Page, communes: int) -> None:
    """The communes of the filter are all in sight and fill the window, with a margin."""
    page.wait_for_timeout(700)
    number, whole, share = page.locator("svg[data-zoom]").evaluate(FILLED)
    assert (number, whole) == (communes, True)
    assert 0.7 < share < 0.95


def zoom(page: Page) -> str:
    page.wait_for_timeout(700)
    return page.locator("svg[data-zoom]").get_attribute("data-zoom") or ""


@pytest.mark.parametrize("path", ["/map?district=127", "/?district=127"])
def test_the_map_goes_to_the_district_of_the_filter_and_back_to_the_province(
    opened: Open, path: str
) -> None:
    page = opened(path)
    in_frame(page, 8)
    page.get_by_role("combobox", name="Lớp bản đồ").focus()
    expect(page.get_by_role("button", name="Về khung huyện đang lọc")).to_be_disabled()
    page.get_by_role("button", name="Huyện: Sốp Cộp").click()
    expect(page.locator("[data-commune].faded")).to_have_count(0)
    assert zoom(page) == "1.00"


def test_in_the_frame_the_communes_of_the_filter_are_named_before_those_outside(
    opened: Open,
) -> None:
    page = opened("/map?district=120", viewport={"width": 360, "height": 740})
    in_frame(page, 16)
    named = page.locator(".labels .name").evaluate_all(
        "nodes => nodes.filter(node => node.style.display !== 'none').map(node => node.textContent)"
    )
    places = gazetteer.communes()
    inside = set(places.loc[places["district_code"] == "120", "commune_name"])
    order = [name in inside for name in named]
    assert any(order)
    assert order == sorted(order, reverse=True)


# Whether the middle of a label lies on one of the communes that are not faded.
ON_THEIR_LAND = """name => {
  const box = name.getBoundingClientRect();
  const point = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
  return [...name.getRootNode().querySelectorAll("[data-commune]:not(.faded)")].some((land) =>
    land.isPointInFill(point.matrixTransform(land.getScreenCTM().inverse())));
}"""


def test_of_one_district_every_commune_is_named_and_its_own_name_stands_outside(
    opened: Open,
) -> None:
    page = opened("/map?district=127")
    in_frame(page, 8)
    named = page.locator(".labels .name").evaluate_all(
        "nodes => nodes.filter(node => node.style.display !== 'none').map(node => node.textContent)"
    )
    places = gazetteer.communes()
    inside = places.loc[places["district_code"] == "127", "commune_name"]
    assert set(inside) <= set(named)
    district = page.locator('.labels [data-district="127"]')
    expect(district).to_be_visible()
    assert district.evaluate(ON_THEIR_LAND) is False


def test_two_districts_are_framed_together(opened: Open) -> None:
    in_frame(opened("/map?district=127&district=126"), 8 + 19)


def test_who_has_moved_the_map_stays_there_until_0_brings_the_frame_back(opened: Open) -> None:
    page = opened("/map")
    page.get_by_role("button", name="Phóng to").click()
    own = zoom(page)
    page.get_by_label("Huyện", exact=True).click()
    page.get_by_role("option", name="Huyện Sốp Cộp").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-commune].faded")).to_have_count(204 - 8)
    assert zoom(page) == own
    page.get_by_role("combobox", name="Chỉ tiêu").select_option("acts")
    page.wait_for_url(re.compile("measure=acts"))
    assert zoom(page) == own
    commune(page, MUONG_LAN).focus()
    page.keyboard.press("0")
    in_frame(page, 8)
    # From its own frame it follows the filter again.
    page.get_by_role("button", name="Huyện: Sốp Cộp").click()
    expect(page.locator("[data-commune].faded")).to_have_count(0)
    assert zoom(page) == "1.00"


@pytest.mark.parametrize(("wish", "most", "least"), [("no-preference", 99, 4), ("reduce", 1, 1)])
def test_the_way_to_the_district_is_a_short_motion_unless_one_asks_for_less(
    opened: Open, wish: str, most: int, least: int
) -> None:
    page = opened("/", reduced_motion=wish)
    page.locator("svg[data-zoom]").evaluate(
        """svg => { window.zooms = new Set();
           new MutationObserver(() => zooms.add(svg.dataset.zoom))
             .observe(svg, {attributeFilter: ["data-zoom"]}); }"""
    )
    page.get_by_role("button", name=re.compile("^Huyện Sốp Cộp")).click()
    expect(page.locator("[data-commune].faded")).to_have_count(204 - 8)
    in_frame(page, 8)
    assert least <= page.evaluate("[...zooms].filter(zoom => zoom !== '1.00').length") <= most


def test_on_a_phone_a_district_fills_the_map_and_fingers_take_over(opened: Open) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    page = opened("/?district=120", **phone)
    in_frame(page, 16)
    stage = page.locator(".stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box() or {}
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 30), ("touchMove", 40), ("touchMove", 60)):
        points = [{"x": x + side * apart, "y": y, "id": side + 1} for side in (-1, 1)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    own = zoom(page)
    page.get_by_role("combobox", name="Chỉ tiêu").select_option("acts")
    page.wait_for_url(re.compile("measure=acts"))
    settled(page)
    assert zoom(page) == own
    page.get_by_role("button", name="Về khung huyện đang lọc").tap()
    in_frame(page, 16)


def test_the_overview_s_map_finds_the_districts_that_its_box_promises(opened: Open) -> None:
    page = opened("/")
    box = page.get_by_role("combobox", name="Tìm xã hoặc huyện")
    box.fill("huyen sop cop")
    expect(page.locator(".find [role=option]").first).to_be_visible()
    names = page.locator(".find [role=option]").all_inner_texts()
    for _ in range(names.index("Huyện Sốp Cộp")):
        box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(re.compile("district=127"))
    in_frame(page, 8)


def test_a_map_that_only_opens_communes_promises_no_more(opened: Open) -> None:
    page = opened("/infrastructure")
    box = page.get_by_role("combobox", name="Tìm xã", exact=True)
    box.fill("sop cop")
    found = page.locator(".find [role=option]")
    expect(found.first).to_be_visible()
    assert "Huyện Sốp Cộp" not in found.all_inner_texts()


# ---------------------------------------------------------------- one district of the province

AREAS = """map => [...map.querySelectorAll(".small svg")].map(svg => {
  const seen = svg.getBoundingClientRect();
  const inside = [...svg.querySelectorAll(".commune:not(.faded)")];
  const boxes = inside.map(one => one.getBoundingClientRect());
  const left = Math.min(...boxes.map(box => box.left));
  const right = Math.max(...boxes.map(box => box.right));
  return {left: left - seen.left, right: seen.right - right, share: (right - left) / seen.width};
})"""


def test_small_maps_of_a_filter_by_district_show_that_district(opened: Open) -> None:
    page = opened("/map?compare=years&district=127")
    expect(page.locator(".small .commune[data-state=value]:not(.faded)").first).to_be_visible()
    for year in page.locator(".commune-map").evaluate(AREAS):
        assert min(year["left"], year["right"]) >= 0
        assert year["share"] > 0.6
    # The legend names the border, so it is drawn.
    border = page.locator(".small .border")
    expect(border).to_have_count(4)
    assert border.first.get_attribute("d")


def test_the_picture_shows_all_that_the_screen_shows_whatever_its_shape(opened: Open) -> None:
    page = opened("/map?view=hexagons&district=119")
    expect(page.locator(".commune-map svg[data-zoom]")).not_to_have_attribute("data-zoom", "1.00")
    _, content = taken(page, "Trang trình chiếu, SVG")
    sheet = ElementTree.fromstring(content)
    svg = "{http://www.w3.org/2000/svg}"
    clip = next(sheet.iter(f"{svg}clipPath"))[0]
    x, y, width, height = (float(clip.get(name, "")) for name in ("x", "y", "width", "height"))
    scene = next(one for one in sheet.iter(f"{svg}g") if "scale" in one.get("transform", ""))
    right, down, scale = map(float, re.findall(r"-?[\d.]+", scene.get("transform", "")))
    faded = page.locator(".legend li[data-state=faded] .commune")
    pale = faded.evaluate("one => getComputedStyle(one).getPropertyValue('--faded').trim()")
    areas = [one for one in scene if one.get("data-state") and one.get("fill") != pale]
    assert len(areas) == page.locator("[data-commune]:not(.faded)").count()
    for area in areas:
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", area.get("d", ""))]
        assert x <= min(numbers[::2]) * scale + right
        assert max(numbers[::2]) * scale + right <= x + width
        assert y <= min(numbers[1::2]) * scale + down
        assert max(numbers[1::2]) * scale + down <= y + height
    names = [one for one in sheet.iter(f"{svg}text") if one.get("class") in ("name", "district")]
    assert any(one.get("class") == "name" for one in names)
    for name in names:
        assert x < float(name.get("x", "")) < x + width
        assert y < float(name.get("y", "")) <= y + height


def test_the_picture_tells_which_rows_of_the_legend_were_picked_and_its_source(
    opened: Open,
) -> None:
    page = opened("/map?legend=5&legend=nothing_reported")
    picked = [page.locator(f".legend [data-pick='{one}']") for one in ("5", "nothing_reported")]
    words = [one.locator(".swatch + span").inner_text() for one in picked]
    count = sum(int(one.locator(".count").inner_text()) for one in picked)
    _, content = taken(page, "Khổ A4, SVG")
    texts = list(ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text"))
    bold = [one.text for one in texts if one.get("font-weight") == "600"]
    assert set(words) <= set(bold)
    assert "Không được phân công" not in bold
    said = [one.text or "" for one in texts]
    assert f"Đang hiện {count} xã" in said
    assert any("Nguồn: bộ sinh số liệu minh họa" in one for one in said)


# ---------------------------------------------------------------- the years


def pressed(page: Page, *years: str) -> None:
    expect(page.locator(PRESSED)).to_have_text(list(years))


def test_one_click_chooses_one_year_and_keys_go_from_year_to_year(opened: Open) -> None:
    page = with_years(opened("/map"))
    pressed(page, "Cả giai đoạn")
    page.get_by_role("button", name="2016", exact=True).click()
    pressed(page, "2016")
    page.wait_for_url(re.compile("years=2016&years=2016"))
    star = "2013*: từ 28/10/2013, 65 ngày"
    expect(page.get_by_text(star)).to_be_visible()
    expect(page.get_by_role("button", name=star)).to_have_text("2013*")
    for key, year in (("ArrowLeft", "2015"), ("Home", "2013"), ("PageUp", "2014"), ("End", "2016")):
        page.keyboard.press(key)
        pressed(page, "2013*" if year == "2013" else year)  # 65 days
        expect(page.locator(YEAR.format(year))).to_be_focused()
    page.keyboard.press("PageDown")
    pressed(page, "2015")
    page.get_by_role("button", name="Cả giai đoạn").click()
    pressed(page, "Cả giai đoạn")
    page.wait_for_url(lambda url: "years" not in url)


def test_several_years_are_chosen_with_shift_or_by_a_drag(opened: Open) -> None:
    page = with_years(opened("/map?years=2014&years=2014"))
    page.get_by_role("button", name="2015", exact=True).click(modifiers=["Shift"])
    pressed(page, "2014", "2015")
    page.wait_for_url(re.compile("years=2014&years=2015"))
    page.get_by_role("button", name="2016", exact=True).hover()
    page.mouse.down()
    page.get_by_role("button", name="2014", exact=True).hover()
    page.mouse.up()
    pressed(page, "2014", "2015", "2016")
    page.wait_for_url(re.compile("years=2014&years=2016"))


# ---------------------------------------------------------------- under a finger

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def test_a_tap_shows_a_card_at_once_that_leads_to_the_commune_s_page(opened: Open) -> None:
    page = with_years(opened("/map?years=2014&years=2016", **PHONE))
    messages = page.seen.received  # type: ignore[attr-defined]
    area, card = commune(page, MUONG_LAN), page.locator(".tooltip.card")
    area.scroll_into_view_if_needed()
    before = len(messages)
    area.tap()
    expect(card).to_be_visible()
    label = area.get_attribute("aria-label") or ""
    said = card.inner_text()
    assert all(part in said for part in ("Xã Mường Lạn", "Huyện Sốp Cộp", label.split(": ")[1]))
    assert "Minh họa" in said
    # It leaves the map in sight.
    assert (card.bounding_box() or {})["height"] <= 130
    print(f"messages until the card: {len(messages) - before}")
    # It stays while the page follows, and follows the years.
    expect(page.locator(f".st-key-panel_{MUONG_LAN}")).to_be_visible()
    page.get_by_role("button", name="2014", exact=True).tap()
    expect(card).to_contain_text("2014")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    area.tap()
    link = card.get_by_role("link", name="Mở trang của xã")
    assert f"commune={MUONG_LAN}" in (link.get_attribute("href") or "")
    link.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Mường Lạn")
    assert query(page)["years"] == ["2014", "2014"]


def test_a_tap_on_a_map_that_opens_pages_asks_before_it_leaves(opened: Open) -> None:
    page = opened("/", **PHONE)
    commune(page, MUONG_LAN).tap()
    card = page.locator(".tooltip.card")
    expect(card).to_contain_text("Xã Mường Lạn")
    page.get_by_role("heading", level=1).tap()
    expect(card).to_have_count(0)
    commune(page, "03646").tap()
    expect(card).to_be_visible()
    page.get_by_role("button", name="Đóng thẻ").tap()
    expect(card).to_have_count(0)
    assert urlsplit(page.url).path == "/"


SEEN = """map => {
  const stage = map.querySelector(".stage").getBoundingClientRect();
  const legend = map.querySelector(".legend").getBoundingClientRect();
  const marking = map.querySelector(".marking").getBoundingClientRect();
  return { stage: (innerHeight - stage.top) / stage.height, legend: innerHeight - legend.bottom,
    beside: legend.left >= stage.right, after: marking.top >= legend.bottom };
}"""


SHIFTED = """() => new Promise((done) => {
  let sum = 0;
  const own = (node) => node?.closest?.(".st-key-map")
    || node?.getRootNode?.().host?.closest?.(".st-key-map");
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (!one.hadRecentInput && one.sources.some(({ node }) => own(node))) sum += one.value;
    }
    done(sum);
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 1000);
})"""


def test_half_of_the_map_stands_in_the_first_screen_of_a_phone(opened: Open) -> None:
    page = opened("/map", **PHONE)
    seen = page.locator(".commune-map").evaluate(SEEN)
    assert seen["stage"] >= 0.5
    assert seen["after"]


@pytest.mark.parametrize("height", [768, 650])
def test_map_and_legend_stand_in_the_first_screen_of_a_laptop(opened: Open, height: int) -> None:
    page = opened("/map", viewport={"width": 1366, "height": height})
    seen = page.locator(".commune-map").evaluate(SEEN)
    assert seen["stage"] >= 1
    assert seen["beside"]
    # Its last rows, which say how lines are drawn, may be below what a laptop's browser leaves.
    assert seen["legend"] >= (0 if height == 768 else -60)
    assert page.evaluate(SHIFTED) <= 0.05


def test_what_counts_itself_is_named_once_in_the_legend(opened: Open) -> None:
    page = opened("/map?measure=works&lang=en")
    expect(page.locator(".legend-head")).to_have_text("Works completed")
