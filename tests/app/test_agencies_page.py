"""The agencies page: who helped, what stands beside each, and who reported nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import assignments, contributions, fit
from data.selection import Selection
from data.words import formats
from pages.parts import cached
from tests.app.reading import component, labelled, words

Open = Callable[..., AppTest]


@pytest.mark.parametrize(("lang", "title"), [("vi", "Cơ quan giúp đỡ"), ("en", "Supporting")])
def test_the_page_opens_in_both_languages(open_page: Open, lang: str, title: str) -> None:
    assert open_page("agencies", lang=lang).title[0].value.startswith(title)


def test_the_sentence_says_the_value_of_the_whole_record(open_page: Open) -> None:
    page = open_page("agencies")
    total = cached.record().contributions["value_million_vnd"].sum()
    assert f"**{formats.money(total, 'vi')}**" in words(page)


def test_choosing_a_sector_narrows_the_value_and_stands_in_the_address(open_page: Open) -> None:
    page = open_page("agencies")
    labelled(page.multiselect, "Lĩnh vực").set_value(["welfare"]).run()
    cube = cached.record().contributions
    value = cube.loc[cube["sector"] == "welfare", "value_million_vnd"].sum()
    assert page.query_params["sector"] == "welfare"
    assert formats.money(value, "vi") in words(page)


def test_the_fit_looks_at_every_sector_whatever_sector_is_chosen(open_page: Open) -> None:
    record = cached.record()
    share = fit.overall(record.contributions, record.agencies).own_share
    page = open_page("agencies", sector="welfare")
    assert f"**{formats.share(share, 'vi')}** số hoạt động" in words(page)


def test_no_agency_is_ranked_without_its_communes_and_promises_beside_it(open_page: Open) -> None:
    listed = component(open_page("agencies"), "agencies_ranked")["bars"]
    totals = contributions.by_agency(cached.record().contributions)
    code, _, share, _, note = listed[0]
    assert (code, share) == (totals.index[0], 1.0)
    first = totals.iloc[0]
    assert note.startswith(
        f"{first['communes']:.0f} xã · làm đủ {first['promises_kept']:.0f} "
        f"trên {first['promises_known']:.0f} cam kết"
    )
    assert note.endswith(f"; {first['acts_without_value']:.0f} hoạt động không ghi giá trị")


def test_the_agencies_that_are_not_listed_are_counted_in_a_last_row(open_page: Open) -> None:
    listed = component(open_page("agencies"), "agencies_ranked")["bars"]
    helped = cached.record().contributions.query("acts > 0")["agency_code"].nunique()
    assert listed[-1][1] == f"và {helped - 15} cơ quan khác"
    assert listed[-1][0] == ""


def test_the_matrix_has_a_row_of_all_others_so_that_its_columns_add_up(open_page: Open) -> None:
    matrix = component(open_page("agencies"), "agencies_by_year")
    assert matrix["columns"] == ["2013 (65 ngày)", "2014", "2015", "2016"]
    assert len(matrix["rows"]) == 16
    column = [row[4 + 3] for row in matrix["rows"]]
    total = sum(float(text.replace(".", "")) for text in column if text not in ("–", "<1"))
    cube = cached.record().contributions
    assert total == pytest.approx(cube.loc[cube["year"] == 2016, "value_million_vnd"].sum(), abs=16)


def test_every_pair_with_nothing_reported_is_counted(open_page: Open) -> None:
    record = cached.record()
    found = assignments.pairs(record.assignments, record.contributions, Selection())
    silent = int(assignments.counts(found)["nothing_reported"])
    assert silent > 0
    assert f"## {silent} cặp" in words(open_page("agencies"))


def test_a_click_on_an_agency_opens_its_page_with_the_filters(open_page: Open) -> None:
    page = open_page("agencies", sector="economy", district="119")
    page.session_state["to_open"] = ("agency", "MDN09")
    page.run()
    assert page.title[0].value == "Doanh nghiệp mẫu 09"
    assert page.query_params["agency"] == "MDN09"
    assert page.query_params["sector"] == "economy"


def test_filters_that_leave_nothing_offer_one_click_back(open_page: Open) -> None:
    page = open_page("agencies", district="116", kind="border")
    assert "Bỏ bớt một lựa chọn" in page.info[0].value
    next(button for button in page.button if "clear" in (button.key or "")).click().run()
    assert "district" not in page.query_params


def test_no_table_is_sent_before_somebody_opens_it(open_page: Open) -> None:
    assert not open_page("agencies").dataframe
