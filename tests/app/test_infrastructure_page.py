"""The infrastructure page: each work once, quantities in their own units, doubts as questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import unplaced, works
from data.words import formats
from geo import gazetteer
from pages.parts import cached
from tests.app.reading import component, labelled, words

Open = Callable[..., AppTest]


def register():  # type: ignore[no-untyped-def]
    record = cached.record()
    return works.register(record.works, record.work_contributions, gazetteer.communes())


@pytest.mark.parametrize(("lang", "title"), [("vi", "Hạ tầng đã xây"), ("en", "What was built")])
def test_the_page_opens_in_both_languages(open_page: Open, lang: str, title: str) -> None:
    assert open_page("infrastructure", lang=lang).title[0].value.startswith(title)


def test_a_co_funded_work_counts_once_and_its_cost_is_all_of_its_funding(open_page: Open) -> None:
    record = cached.record()
    assert len(record.work_contributions) > len(record.works)
    cost = record.work_contributions["cost_million_vnd"].sum()
    text = words(open_page("infrastructure"))
    assert f"**{len(record.works)} công trình**" in text
    assert f"**{formats.money(cost, 'vi')}**" in text


def test_roads_in_kilometres_and_bridges_by_the_piece_are_not_added(open_page: Open) -> None:
    found = works.quantities(register()).loc["road", "quantity"]
    rows = component(open_page("infrastructure"), "infrastructure_types")["rows"]
    road = next(row for row in rows if row[1] == "Đường giao thông")
    kilometres = formats.number(found["km"], "vi", 1)
    assert f"{kilometres} km; {found['công trình']:.0f} công trình" in road


@pytest.mark.parametrize(("lang", "unit"), [("vi", "phòng"), ("en", "room")])
def test_units_are_in_the_language_of_the_page(open_page: Open, lang: str, unit: str) -> None:
    rooms = works.quantities(register()).at[("school", "phòng"), "quantity"]
    rows = component(open_page("infrastructure", lang=lang), "infrastructure_types")["rows"]
    assert any(f"{rooms:.0f} {unit}" == cell for row in rows for cell in row[4:])


def test_choosing_a_district_leaves_its_works(open_page: Open) -> None:
    page = open_page("infrastructure")
    labelled(page.multiselect, "Huyện").set_value(["119"]).run()
    here = register().query("district_code == '119'")
    assert page.query_params["district"] == "119"
    assert f"**{len(here)} công trình**" in words(page)


def test_another_sector_than_infrastructure_has_no_works_and_says_so(open_page: Open) -> None:
    page = open_page("infrastructure", sector="welfare")
    assert "Bỏ bớt một lựa chọn" in page.info[0].value


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
    said = cached.record().works["community_supervised"]
    counts = [(said == True).sum(), (said == False).sum(), said.isna().sum()]  # noqa: E712
    assert [row[3].split(" ")[0] for row in rows] == [str(count) for count in counts]


def test_works_that_look_alike_are_listed_as_a_question(open_page: Open) -> None:
    page = open_page("infrastructure")
    listed = component(page, "infrastructure_duplicates")
    assert "đây là câu hỏi, không phải kết luận" in listed["subtitle"]
    assert len(listed["bars"]) > 1
