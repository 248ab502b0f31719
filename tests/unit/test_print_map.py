"""The map for paper tells every state apart, counts as its table does, and says what it is."""

from __future__ import annotations

import doctest
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.path import Path as Outline

from geo import drawing, gazetteer, hexagon_drawing, layers
from pages.charts import print_land, print_look, print_map, print_text
from pages.parts.commune_map import HERE, texts
from tests.contrast import contrast

SVG = "{http://www.w3.org/2000/svg}"
HATCH = re.compile(r"url\(#(\w+)\)")
STATES = ("value", *print_look.STATES)
RANGES = [(0.5, 0.9), (1.0, 2.0), (3.5, 10.0), (20.0, 99.5), (100.0, 1234.0)]
WORDS = print_map.Words(
    title="Mười xã nhận nhiều nhất",
    subtitle="Giá trị hỗ trợ · Tỉnh Sơn La · 2013–2016 · Minh họa / Illustrative",
    head="Giá trị hỗ trợ, triệu đồng",
    texts=texts("vi"),
    foot=["Số liệu: minh họa, phiên bản v1 · lập ngày 09/02/2026"],
    mark="Minh họa / Illustrative",
    lang="vi",
    made_on=date(2026, 2, 9),
)


@pytest.fixture(scope="module")
def hexagons() -> dict:
    return hexagon_drawing.make()[0]


def values() -> pd.DataFrame:
    """Every state and class in turn; the first district stands outside the filters."""
    communes = gazetteer.communes()
    order = pd.Series(range(len(communes)), index=communes.index)
    frame = pd.DataFrame({"state": order.map(lambda n: STATES[n % len(STATES)])})
    frame["class"] = (order // len(STATES) % 5 + 1).where(frame["state"] == "value", 0)
    frame["value"] = frame["class"].astype(float).where(frame["state"] == "value")
    frame["faded"] = communes["district_code"] == communes["district_code"].iloc[0]
    return frame


def svg(layer: dict, words: print_map.Words = WORDS, **more: object) -> ElementTree.Element:
    drawn = print_map.draw(values(), RANGES, layer, words, kind="svg", **more)
    return ElementTree.fromstring(drawn)


def groups(picture: ElementTree.Element, start: str) -> dict[str, ElementTree.Element]:
    """What was drawn under names that start so."""
    found = [group for group in picture.iter(f"{SVG}g") if group.get("id", "").startswith(start)]
    names = [group.get("id", "") for group in found]
    assert len(names) == len(set(names))
    return dict(zip(names, found, strict=True))


def said(picture: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]


def style(group: ElementTree.Element) -> str:
    return " ".join(path.get("style", "") for path in group.iter(f"{SVG}path"))


def test_the_examples_of_the_modules_are_true() -> None:
    assert not any(doctest.testmod(module).failed for module in (print_land, print_text))


def test_every_commune_is_drawn_exactly_once(hexagons: dict) -> None:
    drawn = [name.split("-")[1] for name in groups(svg(hexagons), "commune-")]
    assert sorted(drawn) == sorted(gazetteer.communes().index)


def test_the_states_that_are_not_values_are_drawn_apart(hexagons: dict) -> None:
    looks: dict[str, set[str]] = {}
    for name, group in groups(svg(hexagons), "commune-").items():
        looks.setdefault(name.split("-", 2)[2], set()).add(style(group))
    assert set(looks) == {"faded", *print_look.STATES, *(f"value-{n}" for n in range(1, 6))}
    assert all(len(styles) == 1 for styles in looks.values())
    assert len(set.union(*looks.values())) == len(looks)
    hatched = {look for look, (said,) in looks.items() if "url(#" in said}
    assert hatched == {"few", "nothing_reported", "no_data"}
    assert "stroke-dasharray" in looks["not_assigned"].pop()


def test_each_look_of_the_map_has_its_row_in_the_legend_drawn_as_on_the_map(hexagons: dict) -> None:
    picture = svg(hexagons)
    on_land = {
        name.split("-", 2)[2]: style(group) for name, group in groups(picture, "commune-").items()
    }
    in_legend = {
        name.removeprefix("swatch-"): style(group)
        for name, group in groups(picture, "swatch-").items()
    }
    assert in_legend == on_land


def test_every_hatch_that_an_area_names_is_in_the_picture(hexagons: dict) -> None:
    picture = svg(hexagons)
    patterns = {one.get("id"): one for one in picture.iter(f"{SVG}pattern")}
    named = {name for group in picture.iter(f"{SVG}g") for name in HATCH.findall(style(group))}
    assert named == set(patterns)
    drawn = {ElementTree.tostring(patterns[name]) for name in named}
    assert len(drawn) == len(named) == 3


def test_the_colours_are_those_of_the_screen() -> None:
    light = HERE.joinpath("map.css").read_text("utf-8").split("}", 2)[1]
    on_screen = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light))
    assert tuple(on_screen[f"class-{level}"] for level in range(1, 6)) == print_look.CLASSES
    same = ("zero", "faded", "line", "edge", "district", "border", "ring")
    assert [on_screen[name] for name in same] == [getattr(print_look, n.upper()) for n in same]


def test_the_outline_between_two_neighbours_of_one_look_stands_out_from_both() -> None:
    for look in (*(f"value-{level}" for level in range(1, 6)), *print_look.STATES):
        area = print_look.area(Outline.unit_rectangle(), look)
        assert contrast(to_hex(area.get_facecolor()), to_hex(area.get_edgecolor())) >= 3, look


def test_the_counts_of_the_legend_equal_the_table(hexagons: dict) -> None:
    counts = {
        name.removeprefix("count-"): int("".join(group.itertext()))
        for name, group in groups(svg(hexagons), "count-").items()
    }
    table = values()
    within = table[~table["faded"]]
    for state in print_look.STATES:
        assert counts[state] == (within["state"] == state).sum()
    for level in range(1, 6):
        assert counts[f"value-{level}"] == (within["class"] == level).sum()
    assert counts["faded"] == table["faded"].sum()
    assert sum(counts.values()) == 204


def test_the_mark_stands_across_an_illustrative_map_and_across_no_other(hexagons: dict) -> None:
    assert list(groups(svg(hexagons), "mark")) == ["mark"]
    assert not groups(svg(hexagons, replace(WORDS, mark="")), "mark")


def test_vietnamese_words_and_the_names_of_the_districts_survive(hexagons: dict) -> None:
    words = said(svg(hexagons))
    assert {WORDS.title, WORDS.head, *WORDS.foot, "Chưa ghi nhận hoạt động"} <= set(words)
    assert {"Quỳnh Nhai", "Sốp Cộp", "TP. Sơn La"} <= set(words)


def test_the_font_has_every_letter_of_both_languages(hexagons: dict) -> None:
    alphabet = "ăâđêôơưĂÂĐÊÔƠƯ ấầẩẫậ ắằẳẵặ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳỵỷỹ ĩịỉìí «»–·…"
    # A letter that the font lacks is a warning of matplotlib, and a warning fails the tests.
    assert print_map.draw(values(), RANGES, hexagons, replace(WORDS, title=alphabet))


def test_markup_in_a_title_stays_text(hexagons: dict) -> None:
    odd = "$x^2$ <b>đậm</b> \\frac & __xã__"
    assert odd in said(svg(hexagons, replace(WORDS, title=odd)))
    assert b"%PDF" in print_map.draw(values(), RANGES, hexagons, replace(WORDS, title=odd + "$"))


def test_a_long_title_goes_on_in_a_second_line_and_loses_no_word(hexagons: dict) -> None:
    title = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh " * 4
    lines = said(svg(hexagons, replace(WORDS, title=title)))
    assert title.strip() not in lines
    assert title.strip() in " ".join(lines)


def test_a_sign_is_drawn_on_its_communes_and_named(hexagons: dict) -> None:
    codes = list(gazetteer.communes().index[:3])
    picture = svg(hexagons, signs={"Giúp dù không được phân công": codes})
    signs = [group for group in picture.iter(f"{SVG}g") if group.get("id") == "sign"]
    assert len(signs) == len(codes) + 1
    assert "Giúp dù không được phân công" in " ".join(said(picture))


def test_kinds_stand_beside_each_other_and_a_highlight_fades_the_rest(hexagons: dict) -> None:
    communes = gazetteer.communes()
    district = communes.index[communes["district_code"] == "127"]
    picture = svg(
        hexagons,
        kinds={"border": ("Biên giới", district[:2]), "meritorious": ("Có công", district[1:3])},
        highlight=print_look.Highlight("Huyện Sốp Cộp", district, "127"),
    )
    signs = [group for group in picture.iter(f"{SVG}g") if group.get("id") == "sign"]
    assert len(signs) == 2 + 2 + 2  # each kind on its communes, and both in the legend
    places = [use.get("x") for group in signs for use in group.iter(f"{SVG}use")]
    assert len(set(places)) == len(places) - 1  # those of the legend stand below each other
    assert {"Biên giới", "Có công", "Huyện Sốp Cộp", str(len(district))} <= set(said(picture))
    faded = {
        name.split("-")[1]
        for name, group in groups(picture, "commune-").items()
        if "opacity: 0.4" in style(group)
    }
    assert faded == set(communes.index) - set(district)
    assert len(groups(picture, "lit-")) == 1


@pytest.mark.parametrize("sheet", list(print_map.SHEETS))
@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF"), ("png", b"\x89PNG"), ("svg", b"<?x")]
)
def test_the_same_map_has_the_same_bytes(
    hexagons: dict, kind: str, start: bytes, sheet: str
) -> None:
    once, again = (
        print_map.draw(values(), RANGES, hexagons, WORDS, kind=kind, sheet=sheet) for _ in "ab"
    )
    assert once.startswith(start)
    assert once == again


def test_boundaries_have_a_scale_bar_and_the_border_and_hexagons_no_scale(
    hexagons: dict, installed_places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not groups(svg(hexagons), "scale-bar")
    monkeypatch.setenv("GEO_INSTALLED", str(installed_places))
    installed = layers.boundaries()
    assert installed is not None
    file = drawing.STATIC_FOLDER / installed.file_name
    picture = svg(json.loads(file.read_text("utf-8")))
    assert list(groups(picture, "scale-bar")) == ["scale-bar"]
    assert groups(picture, "laos-border")
    assert len(groups(picture, "commune-")) == 204
    assert "20 km" in said(picture)


def test_what_was_picked_out_of_the_legend_alone_has_its_colour(hexagons: dict) -> None:
    usual, picture = svg(hexagons), svg(hexagons, picked=["5", "nothing_reported"])
    before = {name: style(group) for name, group in groups(usual, "commune-").items()}
    pale = style(groups(usual, "swatch-")["swatch-faded"])
    for name, group in groups(picture, "commune-").items():
        picked = name.endswith(("-value-5", "-nothing_reported"))
        assert style(group) == (before[name] if picked else pale)
    swatches = {name: style(group) for name, group in groups(picture, "swatch-").items()}
    assert swatches["swatch-value-1"] == swatches["swatch-no_data"] == pale
    assert swatches["swatch-value-5"] == style(groups(usual, "swatch-")["swatch-value-5"])
    # Every count stays, as on the screen.
    counts = [
        ["".join(one.itertext()) for one in groups(drawn, "count-").values()]
        for drawn in (usual, picture)
    ]
    assert counts[0] == counts[1]


def places(group: ElementTree.Element) -> list[float]:
    """The places across the sheet that a shape goes through."""
    path = next(group.iter(f"{SVG}path")).get("d", "")
    return [float(x) for x, _ in re.findall(r"[ML] (-?[\d.]+) (-?[\d.]+)", path)]


def test_a_sheet_of_one_district_shows_it_large_with_the_names_of_its_communes(
    hexagons: dict,
) -> None:
    communes = gazetteer.communes()
    inside = communes.index[communes["district_code"] == "119"]
    table = values().assign(faded=communes["district_code"] != "119")

    def drawn(focus: tuple[str, ...]) -> ElementTree.Element:
        sheet = print_map.draw(table, RANGES, hexagons, WORDS, kind="svg", focus=focus)
        return ElementTree.fromstring(sheet)

    def across(picture: ElementTree.Element) -> float:
        shapes = groups(picture, "commune-").items()
        found = [x for name, one in shapes if name.split("-")[1] in inside for x in places(one)]
        assert min(found) >= 30
        assert max(found) <= 841.89 - 30
        return max(found) - min(found)

    whole, cropped = drawn(()), drawn(("119",))
    assert across(cropped) > 2 * across(whole)
    named = set(communes.loc[inside, "commune_name"]) & set(said(cropped))
    assert len(named) > len(inside) / 2
    assert not set(communes.loc[inside, "commune_name"]) & set(said(whole)) - {"Thuận Châu"}
    # What stands around the districts never reaches into the legend.
    assert all(
        path.get("clip-path")
        for group in groups(cropped, "commune-").values()
        for path in group.iter(f"{SVG}path")
    )


def test_the_chosen_communes_have_a_ring(hexagons: dict) -> None:
    assert list(groups(svg(hexagons, chosen=["04246"]), "chosen-")) == ["chosen-04246"]
