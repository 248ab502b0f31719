"""The map page: it opens in both languages, a chosen commune has a panel, filters narrow it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import unplaced
from data.selection import Selection
from pages.parts import cached, map_change, map_pictures, measures
from pages.parts.language import plain
from tests.app.reading import component, labelled, words

Open = Callable[..., AppTest]


@pytest.mark.parametrize(("lang", "title"), [("vi", "Bản đồ"), ("en", "Map")])
def test_the_map_opens_in_both_languages(open_page: Open, lang: str, title: str) -> None:
    assert open_page("map", lang=lang).title[0].value.startswith(title)


def test_a_commune_in_the_address_has_a_panel_with_its_name_and_agencies(open_page: Open) -> None:
    page = open_page("map", commune="04246")
    assert "Mường Lạn, huyện Sốp Cộp" in words(page)
    assert "Biên giới (độ tin cậy cao)" in words(page)


def test_a_chosen_commune_can_be_let_go(open_page: Open) -> None:
    page = open_page("map", commune=["04246", "04243"])
    first = next(button for button in page.button if button.key == "let_go_04246")
    first.click().run()
    assert page.query_params["commune"] == "04243"
    assert "Mường Lạn" not in words(page)


def test_choosing_a_district_goes_into_the_address_and_narrows_the_count(open_page: Open) -> None:
    page = open_page("map")
    labelled(page.multiselect, "Huyện").set_value(["127"]).run()
    assert page.query_params["district"] == "127"
    assert "8/204 xã, phường, thị trấn" in words(page)


def test_filters_that_leave_no_commune_offer_one_click_back(open_page: Open) -> None:
    # No commune of the city of Sơn La is on the border.
    page = open_page("map", district="116", kind="border")
    assert "Bỏ bớt một lựa chọn" in page.info[0].value
    next(button for button in page.button if "clear" in (button.key or "")).click().run()
    assert "district" not in page.query_params


def test_works_without_a_position_are_counted_under_the_map(open_page: Open) -> None:
    page = open_page("map")
    works = cached.record().works
    lost = (works["longitude"].isna() & (works["location_precision"] != "commune")).sum()
    assert lost > 0
    assert f"{lost} công trình không ghi tọa độ" in words(page)


def test_a_version_without_works_says_so_and_draws_the_rest(
    open_page: Open, lacking: Callable[..., None]
) -> None:
    lacking("works", "work_contributions")
    assert "không có bảng «Công trình»" in words(open_page("map", measure="works"))


@pytest.mark.parametrize(("communes", "classes"), [(2, 1), (3, 1), (7, 3), (12, 5), (204, 5)])
def test_a_small_district_has_classes_too_and_none_for_one_commune_alone(
    communes: int, classes: int
) -> None:
    assert map_pictures._how_many_classes(communes) == classes


def test_the_worst_reason_stands_first_among_the_records_without_a_place() -> None:
    assert unplaced.REASONS[0] == unplaced.UNKNOWN_COMMUNE


def test_the_list_and_the_panel_of_a_change_say_the_change_and_both_years(open_page: Open) -> None:
    page = open_page("map", compare="change", measure="acts", years=["2014", "2015"])
    drawn = component(page, "map_ranked")
    code, _, _, change, beside = drawn["bars"][0]
    assert "2014 → 2015" in drawn["subtitle"]
    assert change.startswith("↑")
    then, now = (float(one.split()[1]) for one in beside.split(" → "))
    assert now - then == float(change.split()[1])
    page = open_page("map", compare="change", measure="acts", years=["2014", "2015"], commune=code)
    assert f"**{plain(change)}**" in words(page)


def test_the_bar_of_a_share_runs_from_none_to_all_and_not_to_the_longest(open_page: Open) -> None:
    shares = component(open_page("map", measure="promises_kept_share"), "map_ranked")["bars"]
    values = measures.by_commune(Selection(), "promises_kept_share")["value"]
    assert [share for _, _, share, *_ in shares] == [round(values[code], 3) for code, *_ in shares]
    assert max(share for _, _, share, *_ in shares) < 1
    amounts = component(open_page("map", measure="acts"), "map_ranked")["bars"]
    assert max(share for _, _, share, *_ in amounts) == 1


def test_a_share_of_few_is_a_state_of_its_own_in_a_change_with_so_many_of_so_many() -> None:
    years = (2014, 2016)
    seen = map_change.compared(Selection(), "promises_kept_share", years, "tỉnh Sơn La")
    one_year = measures.by_commune(Selection(years=(2014, 2014)), "promises_kept_share")
    of_few = one_year.index[one_year["state"] == "few"]
    assert len(of_few)
    assert set(seen.found.loc[of_few, "state"]) == {"few"}
    assert seen.words["few"] == "Dưới 5 cam kết ở một hoặc cả hai năm"
    said, beside = seen.read(of_few[0])
    part, whole = (int(one_year.at[of_few[0], name]) for name in ("part", "whole"))
    assert said == seen.words["few"]
    assert f"2014: {part} trên {whole} cam kết" in beside
    column = seen.table(of_few)["Làm đủ trên số cam kết đã biết kết quả, 2014"]
    assert column.iloc[0].startswith(f"{part} trên {whole} ")
    assert "few" not in map_change.compared(Selection(), "acts", years, "").words


def test_the_change_begins_with_whole_years_and_takes_the_short_one_where_it_is_named(
    open_page: Open,
) -> None:
    usual = open_page("map", compare="change")
    assert "2014 → 2016" in component(usual, "map_ranked")["subtitle"]
    named = open_page("map", compare="change", years=["2013", "2016"])
    assert "2013 → 2016" in component(named, "map_ranked")["subtitle"]


def test_the_star_of_a_year_is_said_where_it_is_seen(open_page: Open) -> None:
    said = "2013*: từ 28/10/2013, 65 ngày"
    for compare in ("years", "change"):
        page = open_page("map", compare=compare, years=["2013", "2016"])
        listed = component(page, "map_ranked")
        assert listed["subtitle"].endswith(said)
        assert any("2013*: " in bar[4] for bar in listed["bars"])
    page = open_page("map", compare="change", years=["2014", "2016"])
    assert "2013" not in component(page, "map_ranked")["subtitle"]


def test_the_list_of_need_begins_with_many_poor_households_and_little_help(
    open_page: Open,
) -> None:
    rows = component(open_page("map", compare="need"), "map_ranked")["bars"]
    assert {said for *_, said, _ in rows} == {"Nhiều hộ nghèo, được giúp ít"}
    assert all("được giúp" in beside for *_, beside in rows)


def test_every_commune_of_the_four_corners_of_need_is_in_a_list(open_page: Open) -> None:
    page = open_page("map", compare="need", lang="vi")
    titles = [one.label for one in page.expander]
    for corner in (
        "Nhiều hộ nghèo, được giúp ít",
        "Nhiều hộ nghèo, được giúp nhiều",
        "Ít hộ nghèo, được giúp ít",
        "Ít hộ nghèo, được giúp nhiều",
    ):
        assert any(f"{corner}: " in title and title.endswith(" xã") for title in titles), corner


def test_no_month_since_the_last_act_is_the_best_state_and_never_is_said(open_page: Open) -> None:
    page = open_page("map", measure="months_since_last_record", legend="nothing_reported")
    rows = component(page, "map_ranked")["bars"]
    assert {said for *_, said, _ in rows} <= {"Được phân công, chưa có hoạt động nào"}
    months = measures_table()
    shown = map_pictures.Shown("months_since_last_record", months, ((1.0, 2.0),))
    assert next(iter(map_pictures.legend(shown))) == "zero"
    assert map_pictures.legend(shown)["zero"] == "Trong tháng này"
    told = map_pictures.picture(shown, (2014, 2016), "tỉnh Sơn La")
    assert told["title"].endswith("; 1 xã được phân công chưa có hoạt động nào trong kỳ")


def measures_table() -> pd.DataFrame:
    """Twelve communes, one helped this month and eleven before, and one that never was."""
    months = [float(month) for month in range(12)]
    states = ["zero", *["value"] * 11, "nothing_reported"]
    table = pd.DataFrame({"value": [*months, None], "state": states})
    table = table.assign(faded=False, unassigned_help=False)
    return table.assign(**{"class": (table["state"] == "value").astype("int64")})


@pytest.mark.parametrize(
    ("path", "pick", "seen"),
    [
        ("map", "zero", {"measure": "promises_kept_share", "compare": "change"}),
        ("map", "few", {"measure": "value_million_vnd", "district": "127"}),
        ("map", "zero", {"measure": "works", "compare": "need"}),
        ("infrastructure", "few", {}),
    ],
)
def test_what_is_picked_out_of_another_legend_narrows_nothing(
    open_page: Open, path: str, pick: str, seen: dict
) -> None:
    page = open_page(path, legend=pick, **seen)
    assert "Theo chú giải bản đồ" not in words(page)
    if not seen.get("compare"):
        key = "map" if path == "map" else "infrastructure_map"
        assert not component(page, key).get("picked")


def test_a_list_of_every_commune_with_a_value_is_not_called_the_first_of_them(
    open_page: Open,
) -> None:
    drawn = component(open_page("map", district="127"), "map_ranked")
    assert drawn["title"] == f"Cả {len(drawn['bars'])} xã có số liệu"
    assert "đứng đầu trong" in component(open_page("map"), "map_ranked")["title"]
