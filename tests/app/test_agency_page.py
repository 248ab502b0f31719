"""The page of one agency: who it is, beside its peers, and what is to be clarified."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import assignments, contributions, promises, works
from data.metrics.peers import standing
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages import agency as agency_page
from pages.parts import cached, language, names, promises_not_done
from pages.parts.language import plain, word
from tests.app.reading import component, labelled, words

Open = Callable[..., AppTest]
CODE = "MDN09"


def silent_agency() -> str:
    """One with an assigned commune and nothing reported in it."""
    record = cached.record()
    found = assignments.pairs(record.assignments, record.contributions, Selection())
    return str(assignments.nothing_reported(found)["agency_code"].iloc[0])


@pytest.mark.parametrize(
    ("lang", "title"), [("vi", "Doanh nghiệp mẫu 09"), ("en", "Sample enterprise 09")]
)
def test_the_page_is_named_after_the_agency(open_page: Open, lang: str, title: str) -> None:
    assert open_page("agency", agency=CODE, lang=lang).title[0].value == title


def test_its_value_stands_beside_the_median_of_its_group(open_page: Open) -> None:
    record = cached.record()
    group = record.agencies.query("agency_group == 'enterprise'")["agency_code"]
    values = contributions.by_agency(record.contributions)["value_million_vnd"]
    others = values[values.index.isin(set(group) - {CODE})].dropna()
    median = formats.money(others.median(), "vi")
    text = words(open_page("agency", agency=CODE))
    assert f"mức trung vị của {len(others)} cơ quan cùng khối: {median}" in text


def test_choosing_years_changes_the_period_of_the_sentence(open_page: Open) -> None:
    page = open_page("agency", agency=CODE)
    labelled(page.slider, "Năm").set_value((2014, 2015)).run()
    assert page.query_params["years"] == ["2014", "2015"]
    assert "Giai đoạn 2014–2015, cơ quan" in words(page)


def test_the_place_filters_do_not_apply_and_the_bar_says_so(open_page: Open) -> None:
    page = open_page("agency", agency=CODE, district="116")
    assert words(page).splitlines() == words(open_page("agency", agency=CODE)).splitlines()
    assert "không dùng bộ lọc Huyện và Loại xã" in words(page)


def test_each_outcome_is_listed_as_often_as_it_is_counted(open_page: Open) -> None:
    cube = cached.record().contributions
    broken = contributions.by_agency(cube)["promises_not_delivered"].idxmax()
    years = cube["year"].between(2014, 2015)
    totals = contributions.totals(cube[(cube["agency_code"] == broken) & years])
    page = open_page("agency", agency=broken, years=("2014", "2015"))
    listed = component(page, "promises_not_done")["bars"]
    heads = {label: text for code, label, _, text, _ in listed if not code}
    for code in promises.LISTED:
        count, label = totals[promises.COLUMNS[code]], word(f"outcome.{code}").upper()
        assert heads.get(label, "0").split()[0] == formats.number(count, "vi")
    selection = Selection(agencies=(broken,), years=(2014, 2015))
    found = promises_not_done.read(selection, ())["outcome"].value_counts()
    assert found["not_delivered"] == totals["promises_not_delivered"] > 0


def test_without_an_agency_the_page_offers_one(open_page: Open) -> None:
    page = open_page("agency")
    labelled(page.selectbox, "Cơ quan cần xem").set_value(CODE).run()
    assert page.query_params["agency"] == CODE
    assert page.title[0].value == "Doanh nghiệp mẫu 09"


def test_an_unknown_agency_is_not_echoed_and_another_can_be_chosen(open_page: Open) -> None:
    page = open_page("agency", agency="<b>nobody</b>")
    assert page.title[0].value == "Chọn một cơ quan"
    assert "nobody" not in words(page)


def test_an_assigned_commune_without_a_record_is_a_signal_with_a_question(open_page: Open) -> None:
    text = words(open_page("agency", agency=silent_agency()))
    assert "chưa từng có ghi nhận" in text
    assert "Hỏi:" in text


def test_markup_in_a_name_stays_text(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "**Sở** [x](javascript:alert(1)) :red[y]"
    monkeypatch.setattr(names, "agency", lambda code: name)
    page = open_page("agency", agency=CODE)
    assert page.title[0].value == plain(name)
    assert name not in words(page)


def test_without_a_table_of_works_the_page_says_so_and_shows_the_rest(
    open_page: Open, lacking: Callable[..., None]
) -> None:
    lacking("works", "work_contributions")
    page = open_page("agency", agency=CODE)
    assert any("không có bảng «Công trình»" in info.value for info in page.info)
    assert "Giai đoạn 2013–2016, cơ quan" in words(page)


def test_a_sector_without_any_act_says_so_instead_of_drawing_empty_charts(open_page: Open) -> None:
    cube = cached.record().contributions
    acted = set(cube.loc[cube["sector"] == "security", "agency_code"])
    idle = next(code for code in cached.record().agencies["agency_code"] if code not in acted)
    text = words(open_page("agency", agency=idle, sector="security"))
    assert "Không có hoạt động nào trong bộ lọc đang chọn." in text
    assert "Không có cam kết nào ghi giá trị" in text


def test_a_part_of_a_work_with_unrecorded_funding_is_no_share_of_it(open_page: Open) -> None:
    record = cached.record()
    found = works.register(record.works, record.work_contributions, gazetteer.communes())
    partial = found.index[
        found["cost_million_vnd"].notna() & (found["unrecorded_costs"] > 0) & found["built"]
    ]
    paid = record.work_contributions.dropna(subset=["agency_code", "cost_million_vnd"])
    paid = paid[paid["work_id"].isin(partial)].nlargest(1, "cost_million_vnd")
    own = formats.money(paid["cost_million_vnd"].iloc[0], "vi")
    page = open_page("agency", agency=str(paid["agency_code"].iloc[0]))
    rows = component(page, "agency_works")["bars"]
    row = next(row for row in rows if row[3] == f"{own} (nguồn khác chưa ghi)")
    assert row[2] is None
    assert "chưa ghi đủ kinh phí" in words(page)


def test_what_an_agency_put_into_works_that_do_not_stand_is_said_apart(open_page: Open) -> None:
    record = cached.record()
    found = works.register(record.works, record.work_contributions, gazetteer.communes())
    paid = record.work_contributions.set_index("work_id").join(found["built"])
    own = paid[paid["agency_code"] == CODE].groupby("built")["cost_million_vnd"].sum()
    text = words(open_page("agency", agency=CODE))
    assert f"Góp **{formats.money(own[True], 'vi')}** vào" in text
    assert f"góp **{formats.money(own[False], 'vi')}** vào" in text


def test_two_agencies_in_the_address_are_one_page_about_the_first(open_page: Open) -> None:
    codes = list(cached.record().agencies["agency_code"].iloc[:2])
    alone, both = (words(open_page("agency", agency=named)) for named in (codes[:1], codes))
    said = "Địa chỉ nêu 2 mục; trang này chỉ nói về mục đầu tiên."
    assert said in both
    assert said not in alone
    assert both.replace(f" · {said}", "") == alone


def test_the_median_of_the_group_leaves_out_shares_of_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "current", lambda: "vi")
    peers = pd.DataFrame(index=["B", "C", "D"])
    agency = SimpleNamespace(code="A", beside=lambda values: standing(values, "A", peers))
    shares = pd.Series({"A": 1.0, "B": 0.4, "C": 0.6, "D": 1.0})
    wholes = pd.Series({"A": 2, "B": 10, "C": 5, "D": 4})
    said = agency_page._share_beside(agency, shares, wholes)
    assert said == "mức trung vị của 2 cơ quan cùng khối: 50%"
    beside = agency_page._of_acts(agency, shares, shares * wholes, wholes)
    assert beside == f"2 trên 2 hoạt động; {said}"
