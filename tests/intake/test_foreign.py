"""A report in an office's own form is read as a person said, and the next one finds that again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data import problems
from data.intake.check import Checked, check
from data.intake.foreign import unit_by_file
from data.intake.mapping import SheetForm
from data.intake.reading import read_book
from tests.intake.foreign_reports import (
    AGENCY_ONE,
    AGENCY_TWO,
    CASH,
    HEAD_ROW,
    HOUSEHOLDS,
    IN_KIND,
    RECORDS,
    current,
    form_of,
    report,
)

FIRST_RECORD = HEAD_ROW + 4
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(name: str = "bao-cao.xlsx", **said: Any) -> Path:
        return report(tmp_path / name, **said)

    return write


def read(path: Path, form: SheetForm) -> Checked:
    return check(path, beside=current(), mapping=form.to_json())


def next_read(path: Path, form: SheetForm) -> Checked:
    return check(path, beside=current(), forms={form.name: form.to_json()})


def codes(checked: Checked) -> list[str]:
    return [each.code for each in checked.problems if each.severity != "information"]


def test_a_report_reads_to_its_rows_and_sums_and_nothing_is_counted_twice(make: Make) -> None:
    path = make()
    checked = read(path, form_of(path))
    assert codes(checked) == []
    acts = checked.tables["activities"]
    assert len(acts) == len(RECORDS)
    sums = acts[["cash_million_vnd", "in_kind_million_vnd", "households_reached"]].sum()
    assert sums.tolist() == [CASH, IN_KIND, HOUSEHOLDS]
    assert acts["agency_code"].tolist() == ["CQ01", "CQ01", "CQ02", "CQ02"]
    assert acts["commune_code"].tolist() == ["03847", "03808", "04078", "04087"]
    assert acts["sector"].unique().tolist() == ["economy"]
    assert acts["activity_date"].dt.strftime("%d/%m/%Y").unique().tolist() == ["30/09/2015"]
    assert acts["source_ref"].tolist() == [f"Biểu 02!{row}" for row in (10, 11, 13, 14)]
    assert (checked.dialect, checked.form and checked.form.name) == ("foreign", "Biểu 02")


def test_sums_notes_and_signatures_are_seen_and_not_counted(make: Make) -> None:
    path = make()
    aside = {each.row: each.kind for each in read(path, form_of(path)).left_out}
    assert [row for row, kind in aside.items() if kind == "subtotal"] == [9, 12, 15]
    assert [row for row, kind in aside.items() if kind == "note"] == [17, 18, 19, 23]
    assert aside[8] == "column_numbers"


def test_codes_of_rows_stay_when_the_report_is_handed_in_again(make: Make) -> None:
    path = make()
    again = make("again.xlsx", above=3)
    form = form_of(path)
    first, second = read(path, form), read(again, form)
    ids = [each.tables["activities"]["activity_id"].tolist() for each in (first, second)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(RECORDS)


def test_cells_are_filled_down_only_where_the_person_said_so(make: Make) -> None:
    path = make(merged_groups=False)
    form = replace(form_of(path), filled_down=frozenset())
    empty = [each for each in read(path, form).errors if each.column == "agency_code"]
    assert {each.code for each in empty} == {problems.EMPTY_CELL}
    assert [each.cell for each in empty] == ["B11", "B14"]
    filled = replace(form, filled_down=frozenset({"agency_code"}))
    assert codes(read(path, filled)) == []


def test_merged_groups_that_are_not_filled_down_are_told_with_their_range(make: Make) -> None:
    path = make()
    form = replace(form_of(path), filled_down=frozenset())
    merged = [each for each in read(path, form).problems if each.code == problems.MERGED_CELLS]
    assert [each.value for each in merged] == ["B10:B11", "B13:B14"]
    assert "điền xuống" in merged[0].fix("vi")


def test_the_sum_of_a_group_ends_it(tmp_path: Path) -> None:
    path = report(tmp_path / "nhom.xlsx", merged_groups=False)
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    page["B12"], page["C12"] = "Cộng", None  # where the second district was named
    page["B13"] = None
    book.save(path)
    form = replace(form_of(path), filled_down=frozenset({"agency_code"}))
    empty = [each.cell for each in read(path, form).errors if each.column == "agency_code"]
    assert empty == ["B13", "B14"]


@pytest.fixture
def grouped(tmp_path: Path) -> Path:
    """Bodies stand in rows of their own, above their communes, with the sums of their group."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["TT", "Cơ quan, xã", "Nội dung", "Tiền mặt (triệu đồng)"],
        ["I", f"{AGENCY_ONE} (Tổng số)", None, 33],
        [1, "Xã Mường Bú", "Giống cây", 25],
        [2, "Thị trấn Ít Ong", "Tập huấn", 8],
        ["II", AGENCY_TWO, None, 120],
        [1, "Xã Yên Sơn", "Đường bản", 120],
        [None, "Cộng", None, 153],
    ):
        page.append(row)
    book.save(tmp_path / "nhom.xlsx")
    return tmp_path / "nhom.xlsx"


def test_a_row_with_the_number_of_a_group_says_who_helped_in_the_rows_below(
    grouped: Path,
) -> None:
    columns = {"commune_code": 2, "description": 3, "cash_million_vnd": 4}
    form = form_of(grouped, columns=columns, by_group="agency_code")
    checked = read(grouped, form)
    assert codes(checked) == []
    acts = checked.tables["activities"]
    assert acts["agency_code"].tolist() == ["CQ01", "CQ01", "CQ02"]
    assert acts["cash_million_vnd"].sum() == 153
    assert [each.row for each in checked.left_out] == [2, 5, 7]


def test_rows_of_groups_count_as_rows_unless_the_person_said_what_they_are(grouped: Path) -> None:
    columns = {"commune_code": 2, "description": 3, "cash_million_vnd": 4}
    values = {"sector": "economy", "activity_date": "30/09/2015", "agency_code": "CQ01"}
    form = form_of(grouped, columns=columns, values=values, by_group="")
    (error,) = read(grouped, form).errors
    assert (error.column, error.cell, error.value) == ("commune_code", "B5", AGENCY_TWO)


def test_the_guess_sees_that_bodies_head_their_groups(grouped: Path) -> None:
    assert form_of(grouped).by_group == "agency_code"


def test_an_error_in_a_cell_is_never_filled_from_above(tmp_path: Path) -> None:
    path = report(tmp_path / "loi.xlsx", merged_groups=False)
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    page["B11"] = "#REF!"
    page["B11"].data_type = "e"
    book.save(path)
    form = replace(form_of(path), filled_down=frozenset({"agency_code"}))
    assert [(each.code, each.cell) for each in read(path, form).errors] == [
        (problems.CELL_ERROR, "B11")
    ]


def test_the_row_of_a_district_says_which_commune_is_meant_below_it(make: Make) -> None:
    path = make()
    form = form_of(path)
    assert form.by_district
    assert codes(read(path, form)) == []
    (asked,) = read(path, replace(form, by_district=False)).errors
    assert (asked.code, asked.cell) == (problems.CHOOSE_COMMUNE, "C13")
    assert "Chiềng Hặc, Huyện Yên Châu" in asked.fix("vi")
    assert "Chiềng Hắc, Huyện Mộc Châu" in asked.fix("vi")


def test_the_next_report_of_the_form_is_found_wherever_its_table_stands(make: Make) -> None:
    form = replace(form_of(make()), values={"sector": "economy"})
    later = make("quy-4.xlsx", quarter="IV", sheet="Trang 1", above=4)
    checked = next_read(later, form)
    assert checked.form is not None
    assert (checked.form.name, checked.form.sheet) == ("Biểu 02", "Trang 1")
    assert checked.form.first_row == HEAD_ROW + 4
    assert [each.row for each in checked.problems if each.severity == "warning"] == [
        14,
        15,
        17,
        18,
    ]  # acts without a day, which nobody has said for this report
    assert checked.tables["activities"]["cash_million_vnd"].sum() == CASH
    (used,) = [each for each in checked.problems if each.code == problems.FORM_USED]
    assert (used.severity, used.value, used.sheet) == ("information", "Biểu 02", "Trang 1")


def test_a_column_that_the_report_does_not_have_is_called_as_people_call_it(make: Make) -> None:
    path = make()
    found = read(path, form_of(path, values={"sector": "economy"})).warnings
    assert {each.code for each in found} == {problems.NO_DAY}
    assert {each.head for each in found} == {"Ngày thực hiện"}
    assert {each.cell for each in found} == {""}


def test_the_day_of_the_last_report_is_never_taken_for_the_next(make: Make) -> None:
    form = form_of(make())
    later = make("quy-4.xlsx", quarter="IV")
    checked = next_read(later, form)
    (error,) = checked.errors
    assert (error.code, error.column, error.value) == (
        problems.FORM_VALUE_TO_SAY,
        "activity_date",
        "30/09/2015",
    )
    assert checked.form is not None
    said = replace(checked.form, values={**checked.form.values, "activity_date": "31/12/2015"})
    days = read(later, said).tables["activities"]["activity_date"]
    assert days.dt.strftime("%d/%m/%Y").unique().tolist() == ["31/12/2015"]


def test_the_body_of_the_last_report_is_never_taken_for_the_next(make: Make) -> None:
    path = make()
    form = form_of(path, values={"sector": "economy", "agency_code": "CQ01"})
    without = {name: at for name, at in form.columns.items() if name != "agency_code"}
    found = next_read(path, replace(form, columns=without, filled_down=frozenset())).errors
    asked = [each for each in found if each.code == problems.FORM_VALUE_TO_SAY]
    assert [(each.column, each.value) for each in asked] == [("agency_code", "CQ01")]


def test_where_two_saved_forms_fit_the_other_one_is_named(make: Make) -> None:
    path = make()
    form = form_of(path, values={"sector": "economy"})
    forms = {"A": form, "B": replace(form, values={"sector": "welfare"}), "C": form}
    checked = check(path, beside=current(), forms={k: each.to_json() for k, each in forms.items()})
    (told,) = [each for each in checked.warnings if each.code == problems.FORMS_FIT]
    assert told.message("vi") == "đã đọc theo «A», nhưng cũng hợp với «B»"


def test_a_column_that_moved_is_found_by_its_head(make: Make, tmp_path: Path) -> None:
    form = replace(form_of(make()), values={"sector": "economy", "activity_date": "30/09/2015"})
    other = make("cot.xlsx")
    book = openpyxl.load_workbook(other)
    page = book.active
    assert page is not None
    page.delete_cols(1)
    for each in list(page.merged_cells.ranges):
        page.merged_cells.remove(each)
        if each.min_col > 1:
            each.shift(col_shift=-1)
            page.merged_cells.add(each)
    book.save(other)
    checked = read(other, form)
    assert checked.form is not None
    assert checked.form.columns == {name: at - 1 for name, at in form.columns.items()}
    assert checked.tables["activities"]["households_reached"].sum() == HOUSEHOLDS


def test_a_head_in_other_words_is_read_by_its_place_and_asked_about(make: Make) -> None:
    form = form_of(make())
    checked = read(make("doi-ten.xlsx", heads={8: "Hộ được hưởng"}), form)
    (asked,) = checked.warnings
    assert (asked.code, asked.cell, asked.value) == (
        problems.RENAMED_COLUMN,
        "I7",
        "Hộ được hưởng",
    )
    assert checked.tables["activities"]["households_reached"].sum() == HOUSEHOLDS


def test_a_column_that_is_gone_is_an_error_and_never_another_column(tmp_path: Path) -> None:
    path = report(tmp_path / "du.xlsx")
    form = form_of(path)
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    page.unmerge_cells("I6:I7")
    page["I6"] = None
    book.save(path)
    (error,) = read(path, form).errors
    assert (error.code, error.column, error.value) == (
        problems.FORM_COLUMN_GONE,
        "households_reached",
        "Số hộ hưởng lợi",
    )


def test_a_file_of_another_form_is_not_read_through_this_one(make: Make, tmp_path: Path) -> None:
    form = form_of(make())
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Biểu 02"
    page.append(["TT", "Họ tên", "Chức vụ", "Đơn vị"])
    page.append([1, "A", "B", "C"])
    book.save(tmp_path / "khac.xlsx")
    for checked, code in (
        (read(tmp_path / "khac.xlsx", form), problems.FORM_DOES_NOT_FIT),
        (next_read(tmp_path / "khac.xlsx", form), problems.FORM_UNKNOWN),
    ):
        (error,) = checked.errors
        assert error.code == code
        assert "Cách đọc tệp" in error.fix("vi")
        assert "«Biểu 02»" in error.message("vi")
        assert (checked.dialect, dict(checked.tables)) == ("foreign", {})


def test_what_nobody_said_of_a_needed_column_is_asked_for_by_name(make: Make) -> None:
    path = make()
    form = form_of(path)
    columns = {name: at for name, at in form.columns.items() if name != "commune_code"}
    checked = read(path, replace(form, columns=columns, values={"activity_date": "30/09/2015"}))
    asked = [each for each in checked.errors if each.code == problems.FORM_COLUMN_NOT_CHOSEN]
    assert [each.column for each in asked] == ["commune_code", "sector"]
    assert "Xã" in asked[0].message("vi")


def test_a_wrong_value_for_all_rows_is_told_once(make: Make) -> None:
    path = make()
    values = {"sector": "economy", "activity_date": "31/02/2015"}
    checked = read(path, form_of(path, values=values))
    (error,) = checked.errors
    assert codes(checked) == [error.code]
    assert (error.code, error.row, error.value) == (problems.IMPOSSIBLE_DATE, None, "31/02/2015")
    assert "giá trị chung" in error.place("vi")


@pytest.mark.parametrize(
    ("written", "of_form", "times", "told"),
    [
        ("ĐVT: triệu đồng", "", 1.0, []),
        ("ĐVT: nghìn đồng", "", 0.001, []),
        ("", "BILLION", 1000.0, []),
        ("ĐVT: nghìn đồng", "MILLION", 0.001, [problems.FORM_UNIT_DIFFERS]),
        ("ĐVT: triệu đồng; cột 12: nghìn đồng", "MILLION", 1.0, []),
    ],
)
def test_money_counts_in_the_unit_of_the_file_or_else_of_the_form(
    make: Make, written: str, of_form: str, times: float, told: list[str]
) -> None:
    path = make(unit=written)
    checked = read(path, form_of(path, money_unit=of_form))
    assert checked.errors == []
    of_size = {problems.OUT_OF_PROPORTION, problems.TOO_MUCH_MONEY}
    said = [code for code in codes(checked) if code not in of_size]
    assert said == told
    assert checked.tables["activities"]["cash_million_vnd"].sum() == pytest.approx(CASH * times)


def test_money_without_any_unit_is_not_guessed(make: Make) -> None:
    path = make(unit="")
    found = read(path, form_of(path)).errors
    assert {each.code for each in found} == {problems.NO_MONEY_UNIT}
    assert {each.cell[0] for each in found} == {"G", "H"}


@pytest.mark.parametrize(
    ("above", "heads", "said"),
    [
        ("ĐVT: triệu đồng", {}, "ĐVT: triệu đồng"),
        ("", {}, None),
        ("ĐVT: triệu đồng; cột 12: nghìn đồng", {}, None),
        ("", {6: "Tiền (triệu đồng)", 7: "Hiện vật (triệu đồng)"}, "Tiền (triệu đồng) › Tiền mặt"),
        ("", {6: "Giá trị (USD)", 7: "Hiện vật (USD)"}, ""),  # no answer of ours would help
    ],
)
def test_the_unit_of_money_is_asked_for_where_the_file_leaves_it_open(
    make: Make, above: str, heads: dict[int, str], said: str | None
) -> None:
    path = make(unit=above, heads=heads)
    book, _ = read_book(path)
    assert book is not None
    [sheet] = book.sheets
    assert unit_by_file(sheet, form_of(path)) == said


def test_other_sheets_of_the_same_form_are_named(make: Make) -> None:
    path = make()
    form = form_of(path)
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book["Biểu 02"])
    copy.title = "Yên Châu"
    book.save(path)
    (asked,) = read(path, form).warnings
    assert asked.code == problems.FORM_ON_MORE_SHEETS
    assert "«Yên Châu»" in asked.message("vi")


def test_the_template_is_never_read_through_a_saved_form(make: Make, tmp_path: Path) -> None:
    from data.exchange.template import write_template

    form = form_of(make())
    (tmp_path / "mau.xlsx").write_bytes(write_template(current()))
    assert next_read(tmp_path / "mau.xlsx", form).dialect == "office"


def test_a_workbook_that_nobody_knows_how_to_read_is_an_error(make: Make) -> None:
    checked = check(make(), beside=current())
    assert [each.code for each in checked.errors] == [problems.FORM_UNKNOWN]
    assert (checked.dialect, checked.form) == ("foreign", None)
