"""The infrastructure page: each work once, quantities in their own units, doubts as questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import unplaced, work_funding, works
from data.selection import Selection
from data.words import Lang, formats
from geo import gazetteer
from pages.parts import cached, works_facts, works_types
from tests.app.reading import component, labelled, words

Open = Callable[..., AppTest]


def register():  # type: ignore[no-untyped-def]
    record = cached.record()
    return works.register(record.works, record.work_contributions, gazetteer.communes())


@pytest.mark.parametrize(("lang", "title"), [("vi", "Hạ tầng đã xây"), ("en", "What was built")])
def test_the_page_opens_in_both_languages(open_page: Open, lang: str, title: str) -> None:
    assert open_page("infrastructure", lang=lang).title[0].value.startswith(title)


def test_a_co_funded_work_counts_once(open_page: Open) -> None:
    record = cached.record()
    assert len(record.work_contributions) > len(record.works)
    assert f"**{len(record.works)} công trình**" in words(open_page("infrastructure"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "vi",
            "đã xây dựng **{}**, kinh phí đã ghi **{}**; "
            "đang thi công, dự kiến **{}**, kinh phí **{}**",
        ),
        ("en", "**{}** completed, recorded cost **{}**; **{}** under way or planned, cost **{}**"),
    ],
)
def test_what_does_not_stand_yet_is_never_in_the_cost_of_what_was_built(
    open_page: Open, lang: Lang, said: str
) -> None:
    cost = register().groupby("built")["cost_million_vnd"].agg(["size", "sum"])
    told = [
        text
        for built in (True, False)
        for text in (f"{cost.at[built, 'size']}", formats.money(cost.at[built, "sum"], lang))
    ]
    text = words(open_page("infrastructure", lang=lang))
    assert said.format(*told) in text
    assert f"## {told[1]}\n" in text
    assert formats.money(cost["sum"].sum(), lang) not in text


def test_households_of_what_does_not_stand_yet_are_said_apart(open_page: Open) -> None:
    served = register().groupby("built")["households_served"].sum()
    text = words(open_page("infrastructure"))
    assert f"## {formats.number(served[True], 'vi')} lượt hộ\n" in text
    assert f"đang thi công, dự kiến: {formats.number(served[False], 'vi')}" in text


def test_funding_and_types_show_the_cost_of_what_stands(open_page: Open) -> None:
    page = open_page("infrastructure")
    found = work_funding.by_funding(register()).loc["people"]
    people = next(
        row for row in component(page, "infrastructure_funding")["bars"] if row[0] == "people"
    )
    assert people[3].startswith(formats.money(found["built_cost_million_vnd"], "vi"))
    assert formats.money(found["unbuilt_cost_million_vnd"], "vi") in people[4]
    road = works.by_type(register()).loc["road"]
    rows = component(page, "infrastructure_types")["rows"]
    cells = next(row for row in rows if row[1] == "Đường giao thông")
    for state in ("built", "unbuilt"):
        assert formats.number(road[f"{state}_cost_million_vnd"] / 1000, "vi", 1) in cells


def test_a_cost_that_is_not_whole_says_how_many_sources_have_no_amount(open_page: Open) -> None:
    found = register()
    partial = found[found["cost_million_vnd"].notna() & (found["unrecorded_costs"] > 0)].nlargest(
        1, "cost_million_vnd"
    )
    district = str(partial["district_code"].iloc[0])
    here = found[found["district_code"] == district].nlargest(8, "cost_million_vnd")
    assert here["unrecorded_costs"].any()
    bars = component(open_page("infrastructure", district=district), "infrastructure_largest")
    for count, row in zip(here["unrecorded_costs"], bars["bars"], strict=True):
        said = f"thiếu {count:.0f} số tiền" in row[4]
        assert said == (count > 0)


def test_roads_in_kilometres_and_bridges_by_the_piece_are_not_added(open_page: Open) -> None:
    found = works.quantities(register()).loc["road", "quantity"]
    rows = component(open_page("infrastructure"), "infrastructure_types")["rows"]
    road = next(row for row in rows if row[1] == "Đường giao thông")
    kilometres = formats.number(found["km"], "vi", 1)
    measured = works.quantities(register()).loc["road", "works"]["km"]
    pieces = f"{found['công trình']:.0f} công trình"
    assert f"{kilometres} km (của {measured} công trình); {pieces}" in road


@pytest.mark.parametrize(("lang", "unit"), [("vi", "phòng"), ("en", "rooms")])
def test_units_are_in_the_language_of_the_page(open_page: Open, lang: str, unit: str) -> None:
    rooms = works.quantities(register()).at[("school", "phòng"), "quantity"]
    rows = component(open_page("infrastructure", lang=lang), "infrastructure_types")["rows"]
    assert any(f"{rooms:.0f} {unit}" == cell for row in rows for cell in row[4:])


def test_of_one_year_nothing_is_said_to_be_past_its_planned_year(open_page: Open) -> None:
    assert "quá năm dự kiến" in words(open_page("infrastructure", years=["2014", "2016"]))
    page = open_page("infrastructure", years=["2015", "2015"])
    assert "Dự kiến mà chưa khởi công" in words(page)
    assert "quá năm dự kiến" not in words(page)


def test_choosing_a_district_leaves_its_works(open_page: Open) -> None:
    page = open_page("infrastructure")
    labelled(page.multiselect, "Huyện").set_value(["119"]).run()
    here = register().query("district_code == '119'")
    assert page.query_params["district"] == "119"
    assert f"**{len(here)} công trình**" in words(page)


def test_another_sector_than_infrastructure_says_that_works_have_none_of_it(
    open_page: Open,
) -> None:
    page = open_page("infrastructure", sector="welfare", district="119")
    assert "Công trình chỉ thuộc lĩnh vực Hạ tầng" in page.info[0].value
    labelled(page.button, "Bỏ bộ lọc lĩnh vực").click().run()
    assert dict(page.query_params) == {"district": "119"}
    assert "công trình**" in words(page)


def test_one_work_is_not_one_works(open_page: Open) -> None:
    found = register()
    paid = found.assign(agency=found["agency_codes"].str.split(", ")).explode("agency")
    sizes = paid[paid["agency"] != ""].groupby(["agency", "district_code"]).size()
    agency, district = sizes[sizes == 1].index[0]
    text = words(open_page("infrastructure", agency=agency, district=district, lang="en"))
    assert "**1 work**" in text
    assert "1 works" not in text


@pytest.mark.parametrize(
    ("status", "completed", "said"),
    [
        ("planned", None, "Dự kiến 2016"),
        ("under_way", None, "Đang thi công (dự kiến 2016)"),
        ("in_use", "2016-05-01", "Đang sử dụng (xong 2016)"),
        ("in_use", None, "Đang sử dụng (dự kiến 2016)"),
        ("completed", "2016-05-01", "Hoàn thành, chưa đưa vào sử dụng (xong 2016)"),
    ],
)
def test_a_year_says_if_it_is_of_the_plan_or_of_the_completion(
    status: str, completed: str | None, said: str
) -> None:
    row = {"work_status": status, "completion_date": completed, "year": 2016.0}
    assert works_facts.status(row) == said


def test_a_version_without_works_says_so(open_page: Open, lacking: Callable[..., None]) -> None:
    lacking("works", "work_contributions")
    page = open_page("infrastructure")
    assert "không có bảng «Công trình»" in page.info[0].value


def test_works_that_cannot_be_placed_are_counted_with_their_reason(open_page: Open) -> None:
    lost = unplaced.works(cached.record().works, gazetteer.communes())
    assert len(lost) > 0
    text = words(open_page("infrastructure"))
    assert f"{(lost['reason'] == 'no_position').sum()} công trình không ghi tọa độ" in text
    assert f"{len(lost)} chưa đặt được" in text


def test_not_recorded_supervision_is_counted_apart_from_a_no(open_page: Open) -> None:
    rows = component(open_page("infrastructure"), "infrastructure_supervision")["bars"]
    found = register()
    said = found.loc[found["built"], "community_supervised"]
    counts = [(said == True).sum(), (said == False).sum(), said.isna().sum()]  # noqa: E712
    assert [row[3].split(" ")[0] for row in rows] == [str(count) for count in counts]


def test_works_that_look_alike_are_listed_as_a_question(open_page: Open) -> None:
    page = open_page("infrastructure")
    listed = component(page, "infrastructure_duplicates")
    assert "đây là câu hỏi, không phải kết luận" in listed["subtitle"]
    assert len(listed["bars"]) > 1


def test_a_chosen_type_of_work_leaves_its_works_and_is_named_everywhere(open_page: Open) -> None:
    page = open_page("infrastructure", work_type="road", kind="border")
    record = cached.record()
    places = cached.communes(Selection(kinds=("border",)))
    roads = works.chosen(
        record.works, record.work_contributions, Selection(work_types=("road",)), places
    )
    text = words(page)
    assert f"**{len(roads)} công trình**" in text
    assert f" xã, phường, thị trấn · {len(roads)} công trình" in text
    assert "Đường giao thông **" in text
    assert "Góp vốn nhiều nhất vào công trình đã xây dựng" in text
    # One type alone is not the most of anything, and has no sum of all beside it.
    assert "Nhiều nhất:" not in text
    assert "Khối lượng: Đường giao thông **" in text
    for key in ("infrastructure_years", "infrastructure_funding_types"):
        assert [row[1] for row in component(page, key)["rows"]] == ["Đường giao thông"]
    labelled(page.button, "Loại công trình: Đường giao thông").click().run()
    assert dict(page.query_params) == {"kind": "border"}


def test_works_by_planned_year_say_how_many_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    record = cached.record()
    rows = record.works.assign(
        planned_year=record.works["planned_year"].mask(
            lambda years: [place == 0 for place in range(len(years))]
        )
    )
    monkeypatch.setattr(cached, "record", lambda: replace(record, works=rows))
    said = works_types._years_said(works_facts.Built(Selection()))
    planned = said.split("Theo năm dự kiến")[1].split("công trình;")[0]
    dated = [int(n) for n in re.findall(r"20\d\d: (\d+)", planned)]
    assert sum(dated) == len(rows) - 1
    assert " 1 công trình không ghi năm dự kiến nên không ở năm nào của dãy này." in said


def test_the_unit_cost_of_one_work_is_one_value_and_no_range(open_page: Open) -> None:
    costs = register().dropna(subset=["unit_cost_million_vnd", "unit"])
    district = gazetteer.communes()["district_code"]
    counts = costs.groupby([costs["commune_code"].map(district), "work_type"]).size()
    code, work_type = counts[counts == 1].index[0]
    page = open_page("infrastructure", district=code, work_type=work_type)
    ((_, _, _, _, known, half, median, *_),) = component(page, "infrastructure_unit_costs")["rows"]
    assert (known, half) == ("1", median)


@pytest.mark.parametrize("path", ["", "map", "agencies"])
def test_pages_that_count_no_works_say_that_the_type_does_not_narrow_them(
    open_page: Open, path: str
) -> None:
    page = open_page(path, work_type="road")
    assert "Loại công trình đang chọn chỉ dùng ở" in words(page)
    assert [widget for widget in page.multiselect if widget.label == "Loại công trình"] == []


def test_the_map_of_works_follows_the_type_of_work(open_page: Open) -> None:
    page = open_page("map", work_type="road", measure="works")
    assert labelled(page.multiselect, "Loại công trình").value == ["road"]
    assert "Loại công trình đang chọn chỉ dùng ở" not in words(page)


def test_under_a_filter_by_agency_money_is_that_agencys_part(open_page: Open) -> None:
    found = register()
    agency = found.loc[found["payers"] > 2, "agency_codes"].iloc[0].split(", ")[0]
    record = cached.record()
    paid = record.work_contributions.query("agency_code == @agency")
    part = works.register(record.works, paid, gazetteer.communes())
    mine = part[part.index.isin(paid["work_id"]) & part["built"]]
    text = words(open_page("infrastructure", agency=agency))
    assert f"## {formats.money(mine['cost_million_vnd'].sum(min_count=1), 'vi')}\n" in text
    assert "Số tiền là phần của cơ quan đang chọn" in text


def test_years_of_an_agency_that_finished_nothing_are_zeros(open_page: Open) -> None:
    found = register()
    paid = found.assign(agency=found["agency_codes"].str.split(", ")).explode("agency")
    first = paid[(paid["year"] < 2015) & (paid["agency"] != "")].groupby("agency").size().index[0]
    page = open_page("infrastructure", agency=first, work_type=["road", "school"])
    rows = component(page, "infrastructure_years")["rows"]
    assert all(cell != "–" for row in rows for cell in row[4:])
