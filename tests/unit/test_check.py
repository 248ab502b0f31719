"""The check of the machine dialect finds everything that is wrong, and where."""

import time

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import problems
from data.exchange import report
from data.intake.cells import Notes, read_column
from data.intake.check import check
from data.schema import DTYPES, TABLES
from data.store import Store
from tests.unit import machine_files, tiny_record
from tests.unit.machine_files import as_folder, grids, with_cell


def check_grids(tmp_path, tables, current=None):
    return check(as_folder(tmp_path / "file", tables), current)


def codes(checked) -> list[str]:
    return [found.code for found in checked.problems]


def only(checked):
    """The one problem that was found; its words must come out in both languages."""
    assert len(checked.problems) == 1, list(report.lines(checked.problems))
    assert all(line.isprintable() for line in report.lines(checked.problems))
    return checked.problems[0]


def test_a_good_file_has_no_problem_and_gives_typed_tables(tmp_path):
    checked = check_grids(tmp_path, grids())
    assert checked.problems == ()
    assert set(checked.tables) == set(TABLES)
    acts = checked.tables["activities"]
    assert acts["commune_code"].tolist() == ["04246"] * 3
    assert acts["delivered_quantity"].tolist() == [12.5] * 3
    assert acts["work_id"].isna().tolist() == [False, True, True]
    assert checked.tables["works"]["community_supervised"].tolist() == [True]
    assert checked.tables["works"]["planned_year"].tolist() == [2014]


CELLS = [
    ("activities", "activity_date", "2016-02-31", problems.IMPOSSIBLE_DATE),
    ("activities", "activity_date", "2016-13-01", problems.IMPOSSIBLE_DATE),
    ("activities", "activity_date", "31/12/2015", problems.NOT_A_DATE),
    ("activities", "activity_date", "42064", problems.NOT_A_DATE),
    ("activities", "activity_date", "2015-3-1", problems.NOT_A_DATE),
    ("activities", "activity_date", "2015-03-01 10:00", problems.NOT_A_DATE),
    ("activities", "activity_date", "Quý III/2015", problems.NOT_A_DATE),
    ("activities", "activity_date", "0215-03-01", problems.OUT_OF_RANGE),
    ("activities", "cash_million_vnd", "1.234,5", problems.AMBIGUOUS_NUMBER),
    ("activities", "cash_million_vnd", "1,234.5", problems.AMBIGUOUS_NUMBER),
    ("activities", "cash_million_vnd", "1,5", problems.AMBIGUOUS_NUMBER),
    ("activities", "cash_million_vnd", "1.234.567", problems.AMBIGUOUS_NUMBER),
    ("activities", "cash_million_vnd", "1 234", problems.AMBIGUOUS_NUMBER),
    ("activities", "cash_million_vnd", "1\u00a0234,5", problems.AMBIGUOUS_NUMBER),
    ("activities", "cash_million_vnd", "ba triệu", problems.NOT_A_NUMBER),
    ("activities", "cash_million_vnd", "nan", problems.NOT_A_NUMBER),
    ("activities", "cash_million_vnd", "inf", problems.NOT_A_NUMBER),
    ("activities", "cash_million_vnd", "0x10", problems.NOT_A_NUMBER),
    ("activities", "cash_million_vnd", "٣", problems.NOT_A_NUMBER),
    ("activities", "cash_million_vnd", "#REF!", problems.NOT_A_NUMBER),
    ("activities", "cash_million_vnd", "-5", problems.NEGATIVE),
    ("activities", "cash_million_vnd", "1e300", problems.OUT_OF_RANGE),
    ("activities", "cash_million_vnd", "1e999", problems.OUT_OF_RANGE),
    ("activities", "households_reached", "-1", problems.NEGATIVE),
    ("activities", "households_reached", "3.5", problems.FRACTIONAL_COUNT),
    ("activities", "sector", "econmy", problems.UNKNOWN_CODE),
    ("activities", "sector", "", problems.EMPTY_CELL),
    ("activities", "sector", "  ", problems.EMPTY_CELL),
    ("activities", "support_type", "KT99", problems.UNKNOWN_CODE),
    ("activities", "commune_confirmed", "maybe", problems.UNKNOWN_CODE),
    ("activities", "agency_code", "CQ99", problems.MISSING_REFERENCE),
    ("activities", "agency_code", "CQ\x0001", problems.CONTROL_CHARACTER),
    ("activities", "commune_code", "4246", problems.LEADING_ZERO_EATEN),
    ("activities", "commune_code", "99999", problems.UNKNOWN_COMMUNE),
    ("activities", "commune_code", "Mường Lạn", problems.UNKNOWN_COMMUNE),
    ("activities", "work_id", "CT9", problems.MISSING_REFERENCE),
    ("activities", "description", "x" * 32_768, problems.CELL_TOO_LONG),
    ("agencies", "agency_name", " ", problems.EMPTY_CELL),
    ("assignments", "valid_to", "2012-01-01", problems.END_BEFORE_START),
    ("commune_kinds", "valid_to", "2013-10-27", problems.END_BEFORE_START),
    ("works", "planned_year", "14", problems.NOT_A_YEAR),
    ("works", "planned_year", "2014.5", problems.NOT_A_YEAR),
    ("works", "planned_year", "3014", problems.OUT_OF_RANGE),
    ("works", "latitude", "103.5", problems.OUT_OF_RANGE),
    ("works", "community_supervised", "perhaps", problems.UNKNOWN_CODE),
]


@pytest.mark.parametrize(("table", "column", "value", "code"), CELLS)
def test_a_bad_cell_is_found_where_it_stands(tmp_path, table, column, value, code):
    found = only(check_grids(tmp_path, with_cell(table, 2, column, value)))
    assert (found.code, found.severity) == (code, "error")
    assert (found.table, found.row, found.column) == (table, 2, column)


GOOD_CELLS = [
    ("activities", "cash_million_vnd", " 5 "),
    ("activities", "cash_million_vnd", "1e-05"),
    ("activities", "households_reached", "3.0"),
    ("activities", "activity_date", " 2016-02-29 "),
    ("activities", "description", "=1+1"),
    ("activities", "description", 'a "quoted", text\nof two lines\r\n'),
    ("activities", "description", "<script>alert(1)</script>"),
    ("activities", "description", "x" * 32_767),
    ("activities", "agency_code", " CQ01 "),
    ("works", "community_supervised", "TRUE"),
    ("activities", "cash_million_vnd", "-0.0"),
]


@pytest.mark.parametrize(("table", "column", "value"), GOOD_CELLS)
def test_a_good_cell_is_let_through(tmp_path, table, column, value):
    assert check_grids(tmp_path, with_cell(table, 2, column, value)).problems == ()


def test_text_stays_text(tmp_path):
    text = ' =A1 \t"x",\n00012 '
    checked = check_grids(tmp_path, with_cell("activities", 2, "description", text))
    assert checked.tables["activities"]["description"].tolist()[0] == text


def test_all_problems_come_at_once(tmp_path):
    spoilt = grids()
    spoilt["activities"][1][2] = "4246"
    spoilt["activities"][2][9] = "2016-02-31"
    spoilt["works"][1][1] = "raod"
    spoilt["agencies"][2][0] = "CQ01"
    found = check_grids(tmp_path, spoilt).problems
    assert {(each.table, each.row, each.code) for each in found} == {
        ("activities", 2, problems.LEADING_ZERO_EATEN),
        ("activities", 3, problems.IMPOSSIBLE_DATE),
        ("works", 2, problems.UNKNOWN_CODE),
        ("agencies", 3, problems.DUPLICATE_KEY),
    }


def test_a_doubled_id_names_both_rows(tmp_path):
    found = only(check_grids(tmp_path, with_cell("activities", 4, "activity_id", "HD2")))
    assert (found.code, found.row, found.value) == (problems.DUPLICATE_KEY, 4, "HD2")
    assert "dòng 3" in found.message("vi")


def test_a_key_of_several_columns_is_doubled_only_as_a_whole(tmp_path):
    doubled = grids()
    doubled["work_contributions"].append(doubled["work_contributions"][2])
    found = only(check_grids(tmp_path, doubled))
    assert (found.code, found.row) == (problems.DUPLICATE_KEY, 4)
    assert "row 3" in found.message("en")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("econmy", "economy"), ("securty", "security"), ("?", "information, local_government")],
)
def test_an_unknown_code_comes_with_the_nearest(tmp_path, value, expected):
    found = only(check_grids(tmp_path, with_cell("activities", 2, "sector", value)))
    assert expected in found.fix("vi")


def test_an_unknown_commune_comes_with_the_nearest_names(tmp_path):
    found = only(check_grids(tmp_path, with_cell("activities", 2, "commune_code", "muong lan")))
    assert "04246 (xã Mường Lạn, Huyện Sốp Cộp)" in found.fix("vi")
    found = only(check_grids(tmp_path, with_cell("activities", 2, "commune_code", "99999")))
    assert "Huyện" in found.fix("vi")


def test_a_leading_zero_that_was_eaten_is_named_as_such(tmp_path):
    found = only(check_grids(tmp_path, with_cell("activities", 2, "commune_code", "4246")))
    assert "mất số 0 ở đầu" in found.message("vi")
    assert "04246 (xã Mường Lạn" in found.fix("vi")


@pytest.mark.parametrize("name", ["agencies", "assignments", "activities"])
def test_a_missing_required_table_is_said_with_what_was_found(tmp_path, name):
    tables = grids()
    del tables[name]
    found = only(check_grids(tmp_path, tables))
    assert (found.code, found.table) == (problems.MISSING_TABLE, name)
    assert "commune_kinds" in found.fix("en")


def test_an_empty_folder_lacks_every_required_table(tmp_path):
    assert codes(check(tmp_path)) == [problems.MISSING_TABLE] * 3


def test_a_missing_table_that_is_referred_to_is_one_problem(tmp_path):
    tables = grids()
    del tables["works"], tables["work_contributions"]
    found = only(check_grids(tmp_path, tables))
    assert (found.code, found.column) == (problems.REFERENCE_TABLE_ABSENT, "work_id")


@pytest.mark.parametrize("name", ["activitys.csv", "Activities.csv", "notes.CSV", "works.txt"])
def test_a_file_that_may_be_a_table_is_never_passed_over(tmp_path, name):
    folder = as_folder(tmp_path / "file", grids())
    (folder / name).write_text("x", encoding="utf-8")
    found = only(check(folder))
    assert (found.code, found.value) == (problems.UNKNOWN_TABLE, name)


@pytest.mark.parametrize("name", ["READ-ME.txt", "datapackage.json", ".~lock.works.csv#", ".x.csv"])
def test_notes_beside_the_tables_are_left_alone(tmp_path, name):
    folder = as_folder(tmp_path / "file", grids())
    (folder / name).write_text("x", encoding="utf-8")
    assert check(folder).problems == ()


def test_a_missing_column_is_one_problem_and_not_one_a_row(tmp_path):
    tables = grids()
    tables["activities"] = [row[:3] + row[4:] for row in tables["activities"]]
    found = only(check_grids(tmp_path, tables))
    assert (found.code, found.column, found.row) == (problems.MISSING_COLUMN, "sector", None)


def test_a_renamed_column_is_missing_and_extra_with_the_nearest_name(tmp_path):
    tables = grids()
    tables["works"][0][1] = "work_typ"
    checked = check_grids(tmp_path, tables)
    assert sorted(codes(checked)) == sorted([problems.EXTRA_COLUMN, problems.MISSING_COLUMN])
    assert "work_type" in checked.warnings[0].fix("vi")


def test_an_extra_column_is_a_warning_and_the_rest_is_read(tmp_path):
    tables = grids()
    tables["works"] = [[*row, "x"] for row in tables["works"]]
    checked = check_grids(tmp_path, tables)
    assert (only(checked).code, only(checked).severity) == (problems.EXTRA_COLUMN, "warning")
    assert len(checked.tables["works"]) == 1


def test_a_doubled_column_is_refused(tmp_path):
    tables = grids()
    tables["works"] = [[*row, row[1]] for row in tables["works"]]
    found = only(check_grids(tmp_path, tables))
    assert (found.code, found.column) == (problems.DOUBLED_COLUMN, "work_type")


def test_columns_may_stand_in_any_order(tmp_path):
    tables = {name: [row[::-1] for row in rows] for name, rows in grids().items()}
    assert check_grids(tmp_path, tables).problems == ()


def test_ragged_rows_are_named_by_line_and_blank_ones_keep_the_numbers_right(tmp_path):
    folder = as_folder(tmp_path / "file", grids())
    path = folder / "agencies.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "", ",,,,", "CQ03,Ba,x", "CQ04,Bốn,,,,"]), encoding="utf-8")
    found = check(folder).problems
    assert [(each.code, each.row) for each in found] == [
        (problems.RAGGED_ROW, 6),
        (problems.RAGGED_ROW, 7),
    ]
    assert "3" in found[0].message("vi")
    assert "5" in found[0].message("vi")


def test_a_line_number_counts_the_lines_inside_quoted_cells(tmp_path):
    tables = with_cell("activities", 2, "description", "one\ntwo\nthree")
    tables["activities"][2][3] = "?"
    assert only(check_grids(tmp_path, tables)).row == 5


def test_a_quote_that_is_never_closed_is_named_where_it_opens(tmp_path):
    folder = as_folder(tmp_path / "file", grids())
    path = folder / "activities.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = '"' + lines[2]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = only(check(folder))
    assert (found.code, found.row) == (problems.BROKEN_QUOTES, 3)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    folder = as_folder(tmp_path / "file", grids())
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert check(folder).problems == ()


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258", "latin-1"])
def test_another_encoding_is_named_and_gives_no_false_problems(tmp_path, encoding):
    folder = as_folder(tmp_path / "file", with_cell("agencies", 3, "agency_name", "Sở Y tế"))
    path = folder / "agencies.csv"
    text = path.read_bytes().decode("utf-8").replace("Sở Y tế", "Hội ngày é")
    path.write_bytes(text.encode(encoding, errors="ignore"))
    found = only(check(folder))
    assert (found.code, found.table) == (problems.NOT_UTF8, "agencies")


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_another_separator_is_named(tmp_path, separator):
    folder = as_folder(tmp_path / "file", grids())
    path = folder / "works.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", separator), encoding="utf-8")
    assert only(check(folder)).code == problems.WRONG_SEPARATOR


@pytest.mark.parametrize("content", [b"", b"\n\n", b"xin chao\n1\n", b"a,b\n", b"\x00\x00", b"\r"])
def test_a_file_without_a_head_says_which_columns_it_needs(tmp_path, content):
    folder = as_folder(tmp_path / "file", grids())
    (folder / "agencies.csv").write_bytes(content)
    found = only(check(folder))
    assert (found.code, found.table) == (problems.NO_HEAD, "agencies")
    assert "agency_group" in found.fix("vi")


@pytest.fixture
def full(tmp_path):
    """A version with works, to be replaced."""
    store = Store(tmp_path / "store")
    return store.publish(tiny_record.with_works(), by="An").version


def without_works(rows: int) -> machine_files.Grids:
    tables = with_cell("activities", 2, "work_id", "")
    tables["works"] = tables["works"][:rows]
    return tables


def test_a_head_alone_is_absent_in_a_first_version(tmp_path):
    checked = check_grids(tmp_path, without_works(rows=1))
    assert checked.problems == ()
    assert "works" not in checked.tables


def test_a_head_alone_is_refused_over_a_full_table(tmp_path, full):
    found = only(check_grids(tmp_path, without_works(rows=1), full))
    assert (found.code, found.severity, found.table) == (problems.HEAD_ONLY, "error", "works")


def test_a_required_table_with_a_head_alone_is_missing(tmp_path):
    tables = grids()
    tables["assignments"] = tables["assignments"][:1]
    assert only(check_grids(tmp_path, tables)).code == problems.MISSING_TABLE


def test_a_table_left_out_of_a_real_record_needs_a_reason(tmp_path, full):
    tables = without_works(rows=1)
    del tables["works"]
    found = only(check_grids(tmp_path, tables, full))
    assert (found.code, found.severity) == (problems.TABLE_LEFT_OUT, "warning")


def test_a_table_of_the_sample_may_be_left_out(tmp_path):
    store = Store(tmp_path / "store")
    sample = store.publish_sample(tiny_record.with_works(), by="data.sample").version
    tables = without_works(rows=1)
    del tables["works"]
    assert check_grids(tmp_path, tables, sample).problems == ()


def test_one_file_of_a_folder_is_read_alone(tmp_path, full):
    folder = as_folder(tmp_path / "file", partial_upload(full)[0])
    checked = check(folder / "activities.csv", full, beside=tiny_record.with_works())
    assert checked.problems == ()
    assert list(checked.tables) == ["activities"]
    renamed = (folder / "activities.csv").rename(folder / "tháng ba.csv")
    assert list(check(renamed, full, beside=tiny_record.with_works()).tables) == ["activities"]


def test_a_path_that_is_no_file_is_refused(tmp_path):
    assert only(check(tmp_path / "none.xlsx")).code == problems.FILE_UNREADABLE


def test_a_hundred_thousand_rows_are_checked_in_seconds(tmp_path):
    tables = grids()
    row = tables["activities"][2]
    tables["activities"] += [[f"X{number}", *row[1:]] for number in range(100_000)]
    folder = as_folder(tmp_path / "file", tables)
    begin = time.process_time()
    assert check(folder).problems == ()
    assert time.process_time() - begin < 10


def test_a_hundred_thousand_bad_cells_are_told_in_seconds(tmp_path):
    tables = grids()
    row = tables["activities"][2]
    tables["activities"] += [[f"X{number}", f"Q{number}", *row[2:]] for number in range(100_000)]
    folder = as_folder(tmp_path / "file", tables)
    begin = time.process_time()
    found = check(folder).problems
    lines = list(report.lines(found))
    assert time.process_time() - begin < 20
    assert len(found) == 100_000
    assert len(lines) < 300
    assert any("105–100004" in line for line in lines)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NUMBER_LIKE = st.text("0123456789.,-+eE/ \u00a0", max_size=12)
COLUMNS = [(name, column) for name, table in TABLES.items() for column in table.columns]
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=200, **SLOW)
@given(place=st.sampled_from(COLUMNS), texts=st.lists(ANY_TEXT | NUMBER_LIKE, max_size=8))
def test_no_cell_content_raises_and_nothing_raw_is_echoed(place, texts):
    table, column = place
    found = []
    cells = pd.Series(texts, index=range(2, 2 + len(texts)), dtype="str")
    values = read_column(column, cells, Notes(table, column.name, found))
    assert str(values.dtype) == DTYPES[column.kind]
    assert {each.row for each in found} <= set(cells.index)
    assert all(line.isprintable() for line in report.lines(found))


@settings(max_examples=200, **SLOW)
@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=20))
def test_numbers_go_out_and_come_back_exactly(numbers):
    column = TABLES["activities"].columns[12]
    texts = pc.cast(pa.array(numbers), pa.string()).to_pandas().astype("str")
    found = []
    assert read_column(column, texts, Notes("activities", column.name, found)).tolist() == numbers
    assert found == []


@settings(max_examples=25, **SLOW)
@given(place=st.sampled_from(COLUMNS), text=ANY_TEXT)
def test_no_cell_of_a_file_raises(tmp_path, place, text):
    table, column = place
    checked = check_grids(tmp_path, with_cell(table, 2, column.name, text))
    assert all(line.isprintable() for line in report.lines(checked.problems))


@settings(max_examples=25, **SLOW)
@given(content=st.binary(max_size=200))
def test_no_content_of_a_file_raises(tmp_path, content):
    folder = as_folder(tmp_path / "file", grids())
    (folder / "agencies.csv").write_bytes(content)
    path = folder / "works.csv"
    path.write_bytes(path.read_bytes() + content)
    assert codes(check(folder))


def partial_upload(full) -> tuple[machine_files.Grids, dict[str, pd.DataFrame]]:
    """One act and its table alone, and what the tiny record has beside it."""
    tables = {"activities": with_cell("activities", 2, "work_id", "CT1")["activities"][:2]}
    return tables, tiny_record.with_works()


def test_rows_that_stay_count_for_presence_and_references(tmp_path, full):
    tables, beside = partial_upload(full)
    checked = check(as_folder(tmp_path / "file", tables), full, beside=beside)
    assert checked.problems == ()
    assert checked.tables["activities"]["source_ref"].tolist() == ["activities.csv!2"]


def test_a_key_of_a_row_that_stays_is_taken(tmp_path, full):
    tables, beside = partial_upload(full)
    beside["activities"].loc[0, "activity_id"] = "HD1"
    found = only(check(as_folder(tmp_path / "file", tables), full, beside=beside))
    assert (found.code, found.row, found.value) == (problems.KEY_TAKEN, 2, "HD1")
