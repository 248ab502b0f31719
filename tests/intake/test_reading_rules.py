"""What may be true and is asked about: told as a warning, at its cell, with the figures."""

import pytest

from data import problems
from data.intake.check import check
from data.store import Store
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, grids, with_cell


def only(checked):
    assert len(checked.problems) == 1, [(each.code, each.place("vi")) for each in checked.problems]
    return checked.problems[0]


def with_cells(table, row, cells):
    tables = grids()
    for column, value in cells.items():
        tables[table][row - 1][tables[table][0].index(column)] = value
    return tables


ASKED = [
    ("activities", {"activity_date": "2012-05-01"}, "activity_date", problems.OUTSIDE_PROGRAMME),
    ("activities", {"planned_date": "2017-01-01"}, "planned_date", problems.OUTSIDE_PROGRAMME),
    ("assignments", {"valid_from": "2003-10-28"}, "valid_from", problems.OUTSIDE_PROGRAMME),
    ("activities", {"activity_date": ""}, "activity_date", problems.NO_DAY),
    (
        "activities",
        {"support_type": "HA01", "cash_million_vnd": "12000000"},
        "cash_million_vnd",
        problems.OUT_OF_PROPORTION,
    ),
    (
        "activities",
        {"support_type": "HA01", "cash_million_vnd": "", "in_kind_million_vnd": "12"},
        "in_kind_million_vnd",
        problems.OUT_OF_PROPORTION,
    ),
    (
        "activities",
        {"support_type": "KT02", "cash_million_vnd": "", "planned_quantity": "2"}
        | {"planned_value_million_vnd": "12000"},
        "planned_value_million_vnd",
        problems.OUT_OF_PROPORTION,
    ),
    (
        "activities",
        {"delivered_quantity": "", "cash_million_vnd": "5000000"},
        "cash_million_vnd",
        problems.TOO_MUCH_MONEY,
    ),
    (
        "activities",
        {"planned_value_million_vnd": "500000"},
        "planned_value_million_vnd",
        problems.TOO_MUCH_MONEY,
    ),
    (
        "work_contributions",
        {"cost_million_vnd": "850000000"},
        "cost_million_vnd",
        problems.TOO_MUCH_MONEY,
    ),
    (
        "activities",
        {"households_reached": "400000"},
        "households_reached",
        problems.TOO_MANY_HOUSEHOLDS,
    ),
    (
        "works",
        {"households_served": "45000"},
        "households_served",
        problems.TOO_MANY_HOUSEHOLDS,
    ),
    ("works", {"latitude": "22.3"}, "latitude", problems.FAR_FROM_COMMUNE),
    (
        "activities",
        {"description": "Gọi ông A số 0912 345 678"},
        "description",
        problems.PERSONAL_DATA,
    ),
]


@pytest.mark.parametrize(("table", "cells", "column", "code"), ASKED)
def test_what_is_doubtful_is_asked_about_and_does_not_block(tmp_path, table, cells, column, code):
    checked = check(as_folder(tmp_path / "file", with_cells(table, 2, cells)))
    found = only(checked)
    assert (found.code, found.severity) == (code, "warning")
    assert (found.table, found.row, found.column) == (table, 2, column)
    assert checked.tables


GOOD = [
    ("activities", {"activity_date": "2013-10-28"}),
    ("activities", {"activity_date": "2016-12-31"}),
    ("activities", {"activity_date": "", "planned_date": "2016-12-31"}),
    ("activities", {"support_type": "HA01", "cash_million_vnd": "12500"}),
    ("activities", {"support_type": "HA01", "cash_million_vnd": "0"}),
    ("activities", {"support_type": "HA01", "delivered_quantity": "", "cash_million_vnd": "9"}),
    ("activities", {"description": "Kinh phí 120.000.000 đồng, QĐ 2523/QĐ-UBND"}),
    ("works", {"latitude": "20.85", "households_served": "900"}),
    ("work_contributions", {"cost_million_vnd": "12760"}),
]


@pytest.mark.parametrize(("table", "cells"), GOOD)
def test_what_is_plain_is_not_asked_about(tmp_path, table, cells):
    assert check(as_folder(tmp_path / "file", with_cells(table, 2, cells))).problems == ()


def test_a_day_that_cannot_be_read_is_one_problem_and_not_also_a_missing_day(tmp_path):
    cells = {"activity_date": "", "planned_date": "2016-02-31"}
    found = only(check(as_folder(tmp_path / "file", with_cells("activities", 2, cells))))
    assert (found.code, found.column) == (problems.IMPOSSIBLE_DATE, "planned_date")


def test_coordinates_that_changed_places_are_named_as_such(tmp_path):
    tables = with_cells("works", 2, {"longitude": "20.8", "latitude": "103.7"})
    found = only(check(as_folder(tmp_path / "file", tables)))
    assert (found.code, found.severity) == (problems.COORDINATES_SWAPPED, "error")
    assert (found.row, found.column, found.value) == (2, "latitude", "103.7; 20.8")


def test_a_point_outside_its_commune_is_told_with_the_distance(tmp_path):
    tables = with_cell("works", 2, "latitude", "21.6")
    found = only(check(as_folder(tmp_path / "file", tables)))
    assert found.code == problems.FAR_FROM_COMMUNE
    assert 80 <= int(found.details["km"]) <= 95


def test_a_personal_number_is_not_spread_by_the_report(tmp_path):
    tables = with_cell("agencies", 2, "agency_name", "Một, CCCD 014085001234")
    found = only(check(as_folder(tmp_path / "file", tables)))
    assert found.code == problems.PERSONAL_DATA
    assert "085001" not in found.message("vi") + found.value


@pytest.fixture
def of_ten(tmp_path):
    """A real record with ten acts."""
    store = Store(tmp_path / "store")
    return store.publish(tiny_record.tables(activities=10), by="An").version


def acts(rows: int):
    tables = grids()
    del tables["works"], tables["work_contributions"], tables["indicators"], tables["commune_kinds"]
    row = [*tables["activities"][2]]
    tables["activities"][1:] = [[f"A{number}", *row[1:]] for number in range(rows)]
    return tables


def test_a_fall_of_more_than_a_fifth_of_the_rows_is_asked_about(tmp_path, of_ten):
    found = only(check(as_folder(tmp_path / "file", acts(7)), of_ten))
    assert (found.code, found.severity, found.table) == (
        problems.FEWER_ROWS,
        "warning",
        "activities",
    )
    assert (found.details["before"], found.details["after"]) == ("10", "7")
    assert check(as_folder(tmp_path / "file", acts(8)), of_ten).problems == ()


def test_rows_that_stay_are_no_fall(tmp_path, of_ten):
    beside = {"activities": tiny_record.tables(activities=5)["activities"]}
    checked = check(as_folder(tmp_path / "file", acts(4)), of_ten, beside=beside)
    assert checked.problems == ()


def test_what_is_in_the_record_already_is_information_and_needs_no_reason_again(tmp_path):
    doubtful = as_folder(
        tmp_path / "file", with_cells("activities", 2, {"activity_date": "2012-05-01"})
    )
    first = check(doubtful)
    assert [each.severity for each in first.problems] == ["warning"]
    store = Store(tmp_path / "store")
    version = store.publish(first.tables, by="An", upload=doubtful).version
    found = only(check(doubtful, version))
    assert (found.code, found.severity) == (problems.SAME_FILE, "information")


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_rows_makes_no_difference(tmp_path, order):
    tables = grids()
    for rows in tables.values():
        rows[1:] = rows[1:][::order]
    checked = check(as_folder(tmp_path / "file", tables))
    assert checked.problems == ()
    store = Store(tmp_path / "store")
    expected = check(as_folder(tmp_path / "other", grids())).tables
    store.publish(expected, by="An")
    assert not store.publish(checked.tables, by="An").changed
