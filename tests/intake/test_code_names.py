"""An office's own words for a code: what is near is offered, what is chosen is remembered."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import problems
from data.exchange.template import write_template
from data.intake.answers import Answers
from data.intake.check import check
from data.intake.office.code_names import read_code_name
from data.intake.office.codes import read_code
from data.intake.office.heads import column_of
from data.schema import AGENCY_GROUPS, INDICATORS, TABLES, WORK_STATUSES
from tests.browser.officers import record
from tests.intake.test_seen_files import ACTS, write

COLUMNS = {column.name: column for column in TABLES["activities"].columns}
LISTS = {"agency_group": AGENCY_GROUPS, "work_status": WORK_STATUSES, "indicator": INDICATORS}
HELP, SECTOR = COLUMNS["support_type"], COLUMNS["sector"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Đường", ["HA01", "HA02", "HA13", "QP01"]),
        ("đường bê tông", ["HA01"]),
        ("duong be tong", ["HA01"]),
        ("Xây dựng nhà văn hoá", ["HA07", "HA08", "HA13"]),
        ("nước sạch", ["HA05", "HA06"]),
    ],
)
def test_types_of_help_with_the_words_of_an_office_are_offered(text: str, codes: list[str]) -> None:
    asked = read_code_name(text, HELP, Answers())
    assert (asked.reading.text, asked.reading.code) == ("", problems.CHOOSE_CODE)
    assert asked.question is not None
    assert [each.code for each in asked.question.candidates] == codes


@pytest.mark.parametrize("text", ["HTX", "Giao thông", "xã, bản", "hỗ trợ"])
def test_words_that_are_near_nothing_get_the_whole_list_and_no_chance_likeness(text: str) -> None:
    asked = read_code_name(text, SECTOR, Answers())
    assert (asked.reading.code, asked.question) == (problems.UNKNOWN_CODE, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("BTXM", "concrete"), ("be tong", "concrete"), ("Cấp phối", "gravel"), ("đập", "weir")],
)
def test_builds_are_read_in_the_words_of_an_office(text: str, code: str) -> None:
    build = next(each for each in TABLES["works"].columns if each.name == "build_kind")
    assert read_code_name(text, build, Answers()).reading.text == code


@pytest.mark.parametrize("head", ["Loại mặt đường", "Kết cấu", "KẾT CẤU MẶT ĐƯỜNG"])
def test_an_office_names_the_column_of_builds_in_its_own_words(head: str) -> None:
    assert column_of("works", head) == "build_kind"


def test_no_machine_code_is_told_to_an_office() -> None:
    asked = read_code_name("Kinh tế - xã hội", SECTOR, Answers())
    assert asked.reading.details["nearest"] == "Kinh tế"


def test_an_answer_holds_in_its_column_alone() -> None:
    asked = read_code_name("Đường", HELP, Answers()).question
    assert asked is not None
    answers = Answers().with_answer(asked.kind, asked.text, asked.district, "HA01")
    again = read_code_name("ĐƯỜNG ", HELP, answers)
    assert (again.reading.text, again.reading.code) == ("HA01", problems.CHOSEN_BEFORE)
    work_type = next(each for each in TABLES["works"].columns if each.name == "work_type")
    assert read_code_name("Đường", work_type, answers).reading.code != problems.CHOSEN_BEFORE


def test_an_answer_counts_for_every_row_and_for_the_unit_of_its_quantity(tmp_path: Path) -> None:
    path = tmp_path / "gui.xlsx"
    path.write_bytes(write_template(record(activities=12)))
    book = openpyxl.load_workbook(path)
    for row in (5, 6):
        write(book[ACTS], row, {"Hình thức": "Đường", "Đơn vị": None, "Hiện vật": 900})
        write(book[ACTS], row, {"Khối lượng thực hiện": "1,5 km"})
    book.save(path)
    asked = check(path)
    (question,) = asked.questions
    assert question.places == (f"{ACTS}!F5", f"{ACTS}!F6")
    answers = Answers().with_answer(question.kind, question.text, question.district, "HA01")
    answered = check(path, answers=answers)
    assert {each.code for each in answered.problems} == {problems.CHOSEN_BEFORE}
    rows = answered.tables["activities"]
    assert list(rows["support_type"][1:3]) == ["HA01", "HA01"]
    assert list(rows["delivered_quantity"][1:3]) == [1.5, 1.5]


@settings(deadline=None)
@given(st.one_of(st.none(), st.text(), st.floats(), st.booleans()))
def test_no_cell_makes_it_fall_over(value: str | float | bool | None) -> None:
    for column in (HELP, SECTOR):
        found = read_code_name(value, column, Answers())
        assert found.reading.text in ("", *column.allowed)


def test_where_nothing_is_searched_the_code_is_still_unknown_and_the_list_is_named() -> None:
    found = read_code_name("Đường", HELP, Answers(), search=False)
    assert (found.reading.code, found.question) == (problems.UNKNOWN_CODE, None)
    assert found.reading.details["nearest"] != "–"


@pytest.mark.parametrize(
    ("column", "said", "code"),
    [
        ("agency_group", "Mặt trận và đoàn thể", "front_and_mass_organisation"),
        ("work_status", "Đang làm", "under_way"),
        ("work_status", "Đang thi công", "under_way"),
        ("work_status", "Xong, chưa đưa vào sử dụng", "completed"),
        ("indicator", "Hộ nghèo", "poor_households"),
        ("indicator", "Tỷ lệ hộ nghèo", "poor_households"),
    ],
)
def test_the_words_of_a_list_are_read_as_they_are_now_and_as_they_were(
    column: str, said: str, code: str
) -> None:
    assert read_code(said, column, LISTS[column]).text == code
