"""Workbooks in the machine dialect: cells that are not text, sheets that are not tables."""

import datetime

import openpyxl
import pytest

from data import problems
from data.exchange import report
from data.intake.check import check
from data.intake.sheets import column_letters
from tests.unit.machine_files import as_folder, as_workbook, grids


def only(checked):
    assert len(checked.problems) == 1, list(report.lines(checked.problems))
    return checked.problems[0]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.xlsx"


def with_value(row: int, column: str, value: object) -> dict[str, list[list[object]]]:
    """The good file with a cell of `activities` that holds a value, not text."""
    tables: dict[str, list[list[object]]] = {name: list(rows) for name, rows in grids().items()}
    head = tables["activities"][0]
    tables["activities"][row - 1][head.index(column)] = value
    return tables


def test_a_workbook_says_the_same_as_a_folder(path, tmp_path):
    folder = check(as_folder(tmp_path / "file", grids()))
    book = check(as_workbook(path, grids()))
    assert book.problems == ()
    for name, rows in folder.tables.items():
        same = book.tables[name].drop(columns="source_ref")
        assert rows.drop(columns="source_ref").equals(same), name


def test_every_row_says_on_which_sheet_and_row_it_stood(path):
    tables = grids()
    tables["activities"].insert(2, [""] * 19)
    checked = check(as_workbook(path, tables))
    refs = checked.tables["activities"]["source_ref"].tolist()
    assert refs == ["activities!2", "activities!4", "activities!5"]
    layout = checked.layouts["activities"]
    assert (layout.sheet, layout.head_row) == ("activities", 1)
    assert layout.columns["commune_code"] == (3, "commune_code")
    assert checked.dialect == "machine"


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("cash_million_vnd", 1234.5, 1234.5),
        ("cash_million_vnd", 0.1, 0.1),
        ("cash_million_vnd", 7, 7.0),
        ("households_reached", 40.0, 40.0),
        ("description", 12, "12"),
        ("description", 12.0, "12"),
        ("description", "'=1", "'=1"),
        ("description", True, "yes"),
    ],
)
def test_a_cell_that_is_a_number_is_never_ambiguous(path, column, value, expected):
    checked = check(as_workbook(path, with_value(2, column, value)))
    assert checked.problems == ()
    assert checked.tables["activities"][column][0] == expected


@pytest.mark.parametrize(
    "day", [datetime.date(2016, 2, 29), datetime.datetime(2016, 2, 29), "2016-02-29"]
)
def test_a_date_may_be_a_date_or_text(path, day):
    checked = check(as_workbook(path, with_value(2, "activity_date", day)))
    assert checked.problems == ()
    assert str(checked.tables["activities"]["activity_date"][0].date()) == "2016-02-29"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("activity_date", 42429, problems.NOT_A_DATE),
        ("activity_date", datetime.datetime(2016, 2, 29, 10, 30), problems.NOT_A_DATE),
        ("commune_code", 4246, problems.LEADING_ZERO_EATEN),
        ("cash_million_vnd", "=SUM(A1:A9)", problems.FORMULA),
        ("sector", "=A1", problems.FORMULA),
        ("cash_million_vnd", "#REF!", problems.CELL_ERROR),
        ("cash_million_vnd", "1.234,5", problems.AMBIGUOUS_NUMBER),
        ("cash_million_vnd", True, problems.NOT_A_NUMBER),
        ("households_reached", 2.5, problems.FRACTIONAL_COUNT),
    ],
)
def test_a_bad_cell_is_one_problem_at_its_row(path, column, value, code):
    found = only(check(as_workbook(path, with_value(3, column, value))))
    assert (found.code, found.table, found.row, found.column) == (code, "activities", 3, column)
    letters = column_letters(grids()["activities"][0].index(column) + 1)
    assert found.place("vi") == f"Trang tính «activities», ô {letters}3 (cột «{column}»)"


def test_blank_rows_in_the_middle_keep_the_numbers_right(path):
    tables = with_value(4, "sector", "?")
    tables["activities"].insert(2, [None] * 19)
    assert only(check(as_workbook(path, tables))).row == 5


def test_a_sheet_that_is_no_table_is_named_with_the_nearest(path):
    found = only(check(as_workbook(path, grids() | {"activitys": [["x"]]})))
    assert (found.code, found.value) == (problems.UNKNOWN_TABLE, "activitys")
    assert "activities" in found.fix("vi")


def test_a_sheet_that_nobody_wrote_on_is_passed_over(path):
    assert check(as_workbook(path, grids() | {"Sheet1": []})).problems == ()


def test_an_empty_workbook_is_told_so(path):
    checked = check(as_workbook(path, {"Sheet1": []}))
    assert [found.code for found in checked.problems] == [problems.EMPTY_WORKBOOK]


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD2", "A1048576"])
def test_a_stray_far_cell_is_found_and_takes_no_time(path, cell):
    as_workbook(path, grids())
    book = openpyxl.load_workbook(path)
    book["agencies"][cell] = "x"
    book.save(path)
    found = only(check(path))
    assert (found.code, found.sheet, found.cell) == (problems.FAR_CELL, "agencies", cell)


def test_a_cell_beside_the_table_is_a_problem_and_not_passed_over(path):
    tables = grids()
    tables["agencies"][1].append("note")
    assert only(check(as_workbook(path, tables))).code == problems.RAGGED_ROW
