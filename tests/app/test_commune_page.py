"""The commune page: what a leader reads first, the chooser, and what stands for what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import contributions, indicators, works
from geo import gazetteer
from pages.parts import cached, commune_indicators, lines
from pages.parts.language import word
from tests.app.reading import component, labelled, words

Open = Callable[..., AppTest]
MUONG_LAN = "04246"


@pytest.mark.parametrize(("lang", "title"), [("vi", "Xã Mường Lạn"), ("en", "Mường Lạn commune")])
def test_the_page_is_named_after_the_commune(open_page: Open, lang: str, title: str) -> None:
    assert open_page("commune", commune=MUONG_LAN, lang=lang).title[0].value == title


def test_the_kinds_say_how_sure_they_are(open_page: Open) -> None:
    text = words(open_page("commune", commune=MUONG_LAN))
    assert "Biên giới (độ tin cậy cao)" in text
    assert "Đặc biệt khó khăn (minh họa)" in text


def test_the_bar_counts_the_acts_of_this_commune_alone(open_page: Open) -> None:
    page = open_page("commune", commune=MUONG_LAN)
    cube = cached.record().contributions
    acts = int(cube.loc[cube["commune_code"] == MUONG_LAN, "acts"].sum())
    assert f"1/204 xã, phường, thị trấn · {acts} hoạt động" in words(page)


def test_the_table_of_records_says_how_many_are_acts_and_how_many_are_promises(
    open_page: Open,
) -> None:
    record = cached.record()
    found = cached.store().acts(record.version, commune_codes=(MUONG_LAN,)).rows
    acts, promises = found["activity_date"].notna().sum(), found["activity_date"].isna().sum()
    labels = [one.label for one in open_page("commune", commune=MUONG_LAN).expander]
    said = f"{len(found)}/{len(found)} bản ghi ({acts} hoạt động; {promises} cam kết"
    assert any(said in label for label in labels), labels
    # Of one year: what was delivered after it is not called undelivered.
    labels = [
        one.label
        for one in open_page("commune", commune=MUONG_LAN, years=["2015", "2015"]).expander
    ]
    assert any("của các năm này không thực hiện trong các năm ấy" in label for label in labels)


def test_choosing_years_changes_the_period_of_the_sentence(open_page: Open) -> None:
    page = open_page("commune", commune=MUONG_LAN)
    labelled(page.slider, "Năm").set_value((2015, 2016)).run()
    assert page.query_params["years"] == ["2015", "2016"]
    assert "Giai đoạn 2015–2016, **" in words(page)


def test_the_chooser_tells_a_town_from_the_commune_of_the_same_name(open_page: Open) -> None:
    page = open_page("commune")
    labelled(page.selectbox, "Chọn xã").set_value("04105").run()
    assert page.query_params["commune"] == "04105"
    assert page.title[0].value == "Thị trấn Hát Lót"


def test_a_commune_that_nobody_was_assigned_to_says_so(open_page: Open) -> None:
    helped = set(cached.record().contributions["commune_code"])
    assigned = set(cached.record().assignments["commune_code"])
    idle = sorted(set(gazetteer.communes().index) - helped - assigned)[0]
    text = words(open_page("commune", commune=idle))
    assert (
        "xã không có cơ quan nào được phân công giúp. Chưa ghi nhận hoạt động (số liệu minh họa)"
        in text
    )


def test_a_silent_assigned_agency_becomes_a_signal_with_a_question(open_page: Open) -> None:
    record = cached.record()
    acted = record.contributions[["agency_code", "commune_code"]].drop_duplicates()
    pairs = record.assignments.merge(acted, how="left", indicator=True)
    silent = pairs.loc[pairs["_merge"] == "left_only", "commune_code"].iloc[0]
    text = words(open_page("commune", commune=silent))
    assert "chưa từng có ghi nhận" in text
    assert "Hỏi: đã làm gì mà chưa báo cáo" in text


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        (("works", "work_contributions"), "không có bảng «Công trình»"),
        (("indicators",), "không có bảng «Chỉ số xã»"),
        (("commune_kinds",), "không có bảng loại xã"),
    ],
)
def test_what_the_version_lacks_is_said_and_never_drawn_as_zero(
    open_page: Open, lacking: Callable[..., None], absent: tuple[str, ...], said: str
) -> None:
    lacking(*absent)
    assert said in words(open_page("commune", commune=MUONG_LAN))


def test_no_line_crosses_the_change_of_the_poverty_line() -> None:
    found = indicators.beside(cached.record().indicators, gazetteer.communes(), MUONG_LAN)
    poor = found[(found["indicator"] == "poor_households") & (found["scope"] == "commune")]
    parts = commune_indicators._parts("poor_households", poor.dropna(subset="value"))
    assert [part[-1].x for part in parts][:-1] == [2015]
    assert [point.x for point in parts[-1]] == [2016]


def test_a_line_is_cut_where_a_year_is_missing() -> None:
    years = pd.Series([2010, 2011, 2013, 2014], dtype="Int16")
    rows = pd.DataFrame({"year": years, "definition": "", "value": 0.5})
    parts = commune_indicators._parts("clean_water_households", rows)
    assert [[point.x for point in part] for part in parts] == [[2010, 2011], [2013, 2014]]


@pytest.mark.parametrize(("largest", "top"), [(0.37, 0.4), (11, 15), (0.0, 0.5), (1.0, 1.0)])
def test_the_axis_begins_at_zero_and_ends_just_over_the_largest(largest: float, top: float) -> None:
    ticks = lines.ticks(largest)
    assert ticks[0] == 0
    assert ticks[-1] == top


def test_finished_works_come_first_and_supervision_is_of_those_that_are_recorded(
    open_page: Open,
) -> None:
    record = cached.record()
    standing = works.is_built(record.works)
    codes = record.works.loc[~standing, "commune_code"]
    code = next(code for code in codes if (record.works["commune_code"] == code).sum() == 4)
    here = record.works[record.works["commune_code"] == code]
    said = here.loc[standing, "community_supervised"].dropna()
    page = open_page("commune", commune=code)
    text = words(page)
    assert f"cộng đồng giám sát **{said.sum()} trên {len(said)}** công trình" in text
    built = [
        row[3].startswith(("Hoàn thành", "Đang sử dụng", "Ngừng"))
        for row in component(page, "commune_built")["bars"]
    ]
    assert built == sorted(built, reverse=True)
    assert sum(built) == standing[here.index].sum()


def test_names_with_commas_are_listed_with_semicolons(open_page: Open) -> None:
    record = cached.record()
    acted = record.contributions[["agency_code", "commune_code"]].drop_duplicates()
    pairs = record.assignments.merge(acted, how="left", indicator=True)
    silent = pairs[pairs["_merge"] == "left_only"].groupby("commune_code").size()
    text = words(open_page("commune", commune=str(silent[silent > 1].index[0])))
    line = next(line for line in text.splitlines() if "chưa từng có ghi nhận" in line)
    assert "; " in line.split(": ", 1)[1]


def test_the_promises_that_are_not_done_are_listed_with_their_agencies(open_page: Open) -> None:
    cube = cached.record().contributions
    totals = contributions.by_commune(cube)
    code = str(totals["promises_not_delivered"].idxmax())
    rows = component(open_page("commune", commune=code), "promises_not_done")["bars"]
    label = word("outcome.not_delivered").upper()
    heads = {row[1]: row[3] for row in rows if not row[0]}
    assert heads[label].split()[0] == f"{totals.at[code, 'promises_not_delivered']:.0f}"
    helping = set(cube.loc[cube["commune_code"] == code, "agency_code"])
    assert {row[0] for row in rows if row[0]} <= helping


def test_works_do_not_apply_to_another_sector_and_do_to_their_own(open_page: Open) -> None:
    record = cached.record()
    code = str(record.works["commune_code"].iloc[0])
    other = words(open_page("commune", commune=code, sector="welfare"))
    assert "## không áp dụng" in other
    assert "Công trình chỉ thuộc lĩnh vực Hạ tầng" in other
    assert "Chưa có công trình nào được ghi" not in other
    own = words(open_page("commune", commune=code, sector="infrastructure"))
    assert "## không áp dụng" not in own
    assert f"trên {(record.works['commune_code'] == code).sum()} công trình đã ghi" in own
