"""The page that sets districts, communes or agencies side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.metrics import contributions
from data.selection import Selection
from data.words import formats
from pages.compare import differences, figures, sides
from pages.parts import cached
from tests.app.reading import component, labelled, words

Open = Callable[..., AppTest]
MUONG_LA, THUAN_CHAU = "120", "119"


def cells(page: AppTest, figure: str) -> list[str]:
    """The cells of one row of the figures."""
    rows = component(page, "compare_figures")["rows"]
    return next(row[4:] for row in rows if row[1] == figure)


@pytest.mark.parametrize(
    "place",
    [
        (MUONG_LA, THUAN_CHAU),
        (MUONG_LA, THUAN_CHAU, "116", "118"),
        ("04246", "03646"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_places_stand_side_by_side_in_both_languages(
    open_page: Open, place: tuple[str, ...], lang: str
) -> None:
    page = open_page("compare", place=place, lang=lang)
    drawn = component(page, "compare_figures")
    assert len(drawn["columns"]) == len(place)
    assert len(component(page, "compare_maps")["maps"]) == len(place)
    assert len(component(page, "compare_lines")["charts"][0]["lines"]) == len(place)


def test_agencies_stand_side_by_side_without_what_only_places_have(open_page: Open) -> None:
    codes = list(cached.record().agencies["agency_code"])[:3]
    page = open_page("compare", place=codes, lang="en")
    labels = [row[1] for row in component(page, "compare_figures")["rows"]]
    assert "Communes assigned" in labels
    assert "Value of help per household" not in labels
    assert len(component(page, "compare_lines")["charts"]) == 1


def test_a_figure_is_that_of_the_page_of_the_place_itself(open_page: Open) -> None:
    page = open_page("compare", place=[MUONG_LA, THUAN_CHAU], years=["2014", "2015"])
    selection = Selection(districts=(MUONG_LA,), years=(2014, 2015))
    total = contributions.totals(cached.contributions(selection))
    own = cells(page, "Hoạt động đã thực hiện")[0]
    assert own == f"{formats.number(total['acts'], 'vi')} hoạt động"


def test_filters_of_place_and_agency_do_not_narrow_a_comparison(open_page: Open) -> None:
    agency = cached.record().agencies["agency_code"].iloc[0]
    free = open_page("compare", place=[MUONG_LA, THUAN_CHAU])
    narrowed = open_page(
        "compare", place=[MUONG_LA, THUAN_CHAU], district="116", kind="border", agency=agency
    )
    assert cells(free, "Giá trị hỗ trợ") == cells(narrowed, "Giá trị hỗ trợ")


def test_one_place_asks_for_another_and_compares_nothing(open_page: Open) -> None:
    page = open_page("compare", place=MUONG_LA)
    assert "ít nhất một mục" in words(page)
    assert not page.get("bidi_component") or "compare_figures" not in str(
        [element.proto.id for element in page.get("bidi_component")]
    )


def test_no_place_asks_for_one_and_counts_nothing(open_page: Open) -> None:
    page = open_page("compare")
    assert "So sánh hai đến bốn" in words(page)
    assert "trên 204" not in words(page)


def test_a_place_is_added_and_taken_away(open_page: Open) -> None:
    page = open_page("compare", place=[MUONG_LA, THUAN_CHAU])
    labelled(page.selectbox, "Thêm huyện, thành phố").set_value("116").run()
    assert page.query_params["place"] == [MUONG_LA, THUAN_CHAU, "116"]
    assert len(component(page, "compare_figures")["columns"]) == 3
    next(button for button in page.button if button.key == f"compared_{MUONG_LA}").click().run()
    assert page.query_params["place"] == [THUAN_CHAU, "116"]


def test_from_a_commune_one_button_leads_to_its_comparison(open_page: Open) -> None:
    links = open_page("commune", commune="04246").get("page_link")
    found = [link.proto for link in links if link.proto.label == "So sánh với nơi khác"]
    assert len(found) == 1
    assert "place=04246" in found[0].query_string


def cell(value: float | None, text: str, *, few: bool = False) -> figures.Cell:
    return figures.Cell(value, text, not few)


def side(code: str) -> sides.Side:
    return sides.Side(code, "district", Selection(districts=(code,)))


def figure(*cells: figures.Cell) -> figures.Figure:
    return figures.Figure("acts", "contributions", cells, lambda value: f"{value:.0f} acts")


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.parts.language.current", lambda: "en")


@pytest.mark.usefixtures("english")
def test_a_difference_is_said_with_its_unit_and_never_as_better() -> None:
    both = [side(MUONG_LA), side(THUAN_CHAU)]
    said = differences.sentence(both, figure(cell(30, "30 acts"), cell(10, "10 acts")))
    assert "more than" in said
    assert "20 acts, 3.0 times as much" in said


@pytest.mark.usefixtures("english")
def test_equal_figures_are_the_same_and_a_missing_one_is_named() -> None:
    three = [side(MUONG_LA), side(THUAN_CHAU), side("116")]
    said = differences.sentence(
        three, figure(cell(7, "7 acts"), cell(7, "7 acts"), cell(None, "–"))
    )
    assert "the same (7 acts, 2 sides)" in said
    assert "No figure for: Sơn La city" in said


@pytest.mark.usefixtures("english")
def test_a_share_of_few_is_named_and_not_compared() -> None:
    both = [side(MUONG_LA), side(THUAN_CHAU)]
    alone = differences.sentence(both, figure(cell(1, "100%", few=True), cell(0.5, "50%")))
    assert alone == ""
    three = [*both, side("116")]
    said = differences.sentence(
        three, figure(cell(1, "100%", few=True), cell(5, "5 acts"), cell(2, "2 acts"))
    )
    assert "fewer than 5 cases" in said
    assert "100%" not in said


@pytest.mark.usefixtures("english")
def test_many_times_more_than_nothing_is_not_said() -> None:
    both = [side(MUONG_LA), side(THUAN_CHAU)]
    said = differences.sentence(both, figure(cell(30, "30 acts"), cell(0, "0 acts")))
    assert "times" not in said


@pytest.mark.usefixtures("english")
def test_equal_counts_of_different_wholes_each_say_their_own() -> None:
    both = [side(MUONG_LA), side(THUAN_CHAU)]
    said = differences.sentence(both, figure(cell(1, "1 of 9"), cell(1, "1 of 19")))
    assert "(1 of 9)" in said
    assert "(1 of 19)" in said


def test_an_agency_with_the_code_of_a_place_is_compared_as_the_agency(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = cached.record()
    own, other = record.agencies["agency_code"].iloc[:2]
    agencies = record.agencies.assign(
        agency_code=record.agencies["agency_code"].replace(own, "120")
    )
    cube = record.contributions.assign(
        agency_code=record.contributions["agency_code"].astype("str").replace(own, "120")
    )
    # A version of its own: what other tests asked of this record is kept for all.
    other_version = replace(record.version, id=f"{record.version.id}-120")
    changed = replace(record, agencies=agencies, contributions=cube, version=other_version)
    st.cache_resource.clear()
    monkeypatch.setattr(cached, "_record", lambda version_id, _version: changed)
    page = open_page("compare", place=["agency:120", other])
    name = agencies["agency_name"].iloc[0]
    assert page.title[0].value.startswith(f"So sánh: {name} – ")
    acts = int(cube.loc[cube["agency_code"] == "120", "acts"].sum())
    rows = component(page, "compare_figures")["rows"]
    assert f"{acts} hoạt động" in {cells[4] for cells in rows}
    st.cache_resource.clear()


def test_each_thing_compared_has_a_link_to_its_own_page(open_page: Open) -> None:
    for places, path, name in (
        (("119", "120"), "", "district"),
        (("04246", "04243"), "commune", "commune"),
        (tuple(cached.record().agencies["agency_code"].iloc[:2]), "agency", "agency"),
    ):
        page = open_page("compare", place=list(places), sector="economy")
        links = [one.proto for one in page.get("page_link") if "Mở trang" in one.proto.label]
        asked = [parse_qs(one.query_string) for one in links]
        assert [one.page for one in links] == [path] * 2
        assert asked == [{name: [code], "sector": ["economy"]} for code in places]
