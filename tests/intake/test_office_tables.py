"""An office's workbook with one thing wrong says what, and in which cell of which sheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from data import problems
from data.exchange.marks import reasons_head, result_sheet
from data.exchange.template import write_template
from data.intake.check import Checked, check
from data.problems import Problem
from data.schema import TABLES, typed
from data.words.heads import head

Change = Callable[[openpyxl.Workbook], object]

AGENCIES = {
    "agency_code": ["CQ01", "CQ02"],
    "agency_name": ["Cơ quan thử 01", "Cơ quan thử 02"],
    "agency_name_en": [None, None],
    "agency_group": ["department", "enterprise"],
    "field": ["economy", None],
}
ASSIGNMENTS = {
    "assignment_id": ["PC1", "PC2"],
    "agency_code": ["CQ01", "CQ02"],
    "commune_code": ["04246", "04024"],
    "decision": [None, None],
    "valid_from": pd.to_datetime(["2013-10-28", "2013-10-28"]),
    "valid_to": [None, None],
}
ACTIVITIES = {
    "activity_id": ["HD1", "HD2", "HD3"],
    "agency_code": ["CQ01", "CQ01", "CQ02"],
    "commune_code": ["04246", "04246", "04024"],
    "sector": ["economy"] * 3,
    "support_type": ["KT04"] * 3,
    "activity_date": pd.to_datetime(["2015-03-01", "2015-04-01", "2015-05-01"]),
    "delivered_quantity": [500, 600, 700],
    "unit": ["cây"] * 3,
    "cash_million_vnd": [5.0, 6.0, 7.0],
    "households_reached": [40, 50, 60],
}


def table(name: str, cells: dict[str, Any]) -> pd.DataFrame:
    rows = pd.DataFrame(cells).reindex(columns=TABLES[name].column_names)
    return typed(TABLES[name], rows)


GOOD = {
    "agencies": table("agencies", AGENCIES),
    "assignments": table("assignments", ASSIGNMENTS),
    "activities": table("activities", ACTIVITIES),
}


@cache
def template() -> bytes:
    return write_template(GOOD)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Change], Checked]:
    """Check the template with a few good rows (rows 4 to 6) after one change."""

    def check_changed(change: Change) -> Checked:
        book = openpyxl.load_workbook(io.BytesIO(template()))
        change(book)
        book.save(tmp_path / "mau.xlsx")
        return check(tmp_path / "mau.xlsx")

    return check_changed


def cell(sheet: str, name: str, value: object) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][name] = value

    return change


def said(checked: Checked) -> list[tuple[str, str, str, str]]:
    return [(each.code, each.severity, each.sheet, each.cell) for each in checked.problems]


def only(checked: Checked) -> Problem:
    (one,) = checked.problems
    return one


def test_a_good_workbook_says_nothing(changed: Callable[[Change], Checked]) -> None:
    checked = changed(lambda book: None)
    assert checked.problems == ()
    assert checked.tables["activities"]["cash_million_vnd"].sum() == 18


# Columns of HoatDong: B code, C agency, D commune, E sector, F type, K date, L quantity, N cash.
@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (cell("HoatDong", "K5", "31/02/2016"), problems.IMPOSSIBLE_DATE, "K5"),
        (cell("HoatDong", "K5", "Quý III/2015"), problems.PERIOD_NOT_DAY, "K5"),
        (cell("HoatDong", "N5", "1,234.5"), problems.AMBIGUOUS_NUMBER, "N5"),
        (cell("HoatDong", "N5", "vài triệu"), problems.NOT_A_NUMBER, "N5"),
        (cell("HoatDong", "N5", -1), problems.NEGATIVE, "N5"),
        (cell("HoatDong", "D5", "Hát Lót"), problems.CHOOSE_COMMUNE, "D5"),
        (cell("HoatDong", "D5", "3646"), problems.LEADING_ZERO_EATEN, "D5"),
        (cell("HoatDong", "D5", "Xã Không Có"), problems.UNKNOWN_COMMUNE, "D5"),
        (cell("HoatDong", "C5", "CQ99"), problems.UNKNOWN_AGENCY, "C5"),
        (cell("HoatDong", "E5", "Ngoại giao"), problems.UNKNOWN_CODE, "E5"),
        (cell("HoatDong", "E5", "Kinh doanh"), problems.CHOOSE_CODE, "E5"),
        (cell("HoatDong", "Q5", 12.5), problems.FRACTIONAL_COUNT, "Q5"),
        (cell("HoatDong", "L5", "600 con"), problems.OTHER_UNIT, "L5"),
        (cell("HoatDong", "D5", None), problems.EMPTY_CELL, "D5"),
        (cell("HoatDong", "N5", "=2+3"), problems.FORMULA_WITHOUT_VALUE, "N5"),
        (cell("HoatDong", "N5", "#REF!"), problems.CELL_ERROR, "N5"),
        (cell("PhanCong", "G4", "27/10/2013"), problems.END_BEFORE_START, "G4"),
    ],
)
def test_a_bad_cell_is_told_at_its_address(
    changed: Callable[[Change], Checked], change: Change, code: str, where: str
) -> None:
    checked = changed(change)
    assert checked.tables == {}
    assert [(each.code, each.cell) for each in checked.errors] == [(code, where)]
    for lang in ("vi", "en"):
        assert only(checked).message(lang)
        assert where in only(checked).place(lang)


def test_a_question_names_every_cell_where_its_name_stands(
    changed: Callable[[Change], Checked],
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for name in ("D4", "D6"):
            book["HoatDong"][name] = "Hát Lót"

    checked = changed(change)
    (question,) = checked.questions
    assert question.text == "Hát Lót"
    assert question.places == ("HoatDong!D4", "HoatDong!D6")
    assert [each.code for each in question.candidates] == ["04105", "04135"]


def test_merged_cells_are_told_by_range_and_not_filled_down(
    changed: Callable[[Change], Checked],
) -> None:
    checked = changed(lambda book: book["HoatDong"].merge_cells("N4:N6"))
    merged = only(checked)
    assert (merged.code, merged.cell, merged.value) == (problems.MERGED_CELLS, "N4", "N4:N6")


def test_a_formula_is_read_by_the_value_that_is_stored_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "cong-thuc.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in GOOD.items():
            page = book.add_worksheet({"agencies": "CoQuan"}.get(name, name))
            page.write_row(0, 0, [head(column, "vi") for column in rows])
            for row, cells in enumerate(rows.astype(object).to_numpy(), 1):
                for place, value in enumerate(cells):
                    if not pd.isna(value):
                        page.write(row, place, str(value)[:10] if "-" in str(value) else value)
            if name == "activities":
                page.write_formula(1, rows.columns.get_loc("cash_million_vnd"), "=2+3", None, 9)
    checked = check(path)
    assert checked.errors == []
    assert checked.tables["activities"]["cash_million_vnd"].tolist() == [9, 6, 7]


def test_hidden_rows_and_columns_are_read_and_named(
    changed: Callable[[Change], Checked],
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["HoatDong"].row_dimensions[5].hidden = True
        book["HoatDong"].column_dimensions["N"].hidden = True

    checked = changed(change)
    assert said(checked) == [
        (problems.HIDDEN_ROWS, "warning", "HoatDong", ""),
        (problems.HIDDEN_COLUMN, "warning", "HoatDong", "N2"),
    ]
    assert checked.problems[0].details["rows"] == "5"
    assert len(checked.tables["activities"]) == 3


def test_subtotals_are_never_added_to_the_total(changed: Callable[[Change], Checked]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = book["HoatDong"]
        page.insert_rows(6)
        page["A6"], page["N6"] = "Cộng", 11
        page["B8"], page["N8"] = "TỔNG CỘNG", 18
        page.merge_cells("A8:D8")
        page["A8"] = "Tổng cộng"

    checked = changed(change)
    assert checked.problems == ()
    assert checked.tables["activities"]["cash_million_vnd"].sum() == 18
    assert checked.tables["activities"]["source_ref"].tolist() == [
        "HoatDong!4",
        "HoatDong!5",
        "HoatDong!7",
    ]
    aside = [(each.row, each.kind) for each in checked.left_out if each.sheet == "HoatDong"]
    assert aside == [(3, "example"), (6, "subtotal"), (8, "subtotal")]


def test_a_blank_row_in_the_middle_leaves_the_numbers_of_rows_right(
    changed: Callable[[Change], Checked],
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["HoatDong"].insert_rows(5)
        book["HoatDong"]["K7"] = "31/02/2016"

    assert only(changed(change)).cell == "K7"


def test_an_example_that_somebody_wrote_over_is_asked_about(
    changed: Callable[[Change], Checked],
) -> None:
    checked = changed(cell("HoatDong", "D3", "Xã Mường Và, huyện Sốp Cộp"))
    assert said(checked) == [(problems.CHANGED_EXAMPLE, "warning", "HoatDong", "A3")]
    assert len(checked.tables["activities"]) == 3


@pytest.mark.parametrize(
    ("change", "code", "severity", "where"),
    [
        (cell("HoatDong", "K2", "Ngày thực hiệm"), "COT_DOI_TEN", "warning", "K2"),
        (cell("HoatDong", "R2", "Màu"), "THUA_COT", "warning", "R2"),
        (cell("HoatDong", "R2", "Nội dung"), "TRUNG_COT", "error", "R2"),
        (cell("HoatDong", "V5", "lạc"), "COT_KHONG_TEN", "warning", "V5"),
    ],
)
def test_heads_that_are_not_right_are_told(
    changed: Callable[[Change], Checked], change: Change, code: str, severity: str, where: str
) -> None:
    first = next(each for each in changed(change).problems if each.code == code)
    assert (first.severity, first.sheet, first.cell) == (severity, "HoatDong", where)


def test_a_missing_column_blocks_only_where_it_is_required(
    changed: Callable[[Change], Checked],
) -> None:
    checked = changed(lambda book: book["HoatDong"].delete_cols(4))
    assert [(each.code, each.severity, each.head) for each in checked.problems] == [
        (problems.MISSING_COLUMN, "error", "Mã xã")
    ]
    checked = changed(lambda book: book["HoatDong"].delete_cols(14, 2))
    (missing,) = checked.problems
    assert (missing.code, missing.severity) == (problems.OPTIONAL_COLUMNS_MISSING, "warning")
    assert "Tiền mặt (triệu đồng), Hiện vật (triệu đồng)" in missing.message("vi")
    assert checked.tables["activities"]["cash_million_vnd"].isna().all()


@pytest.mark.parametrize(
    ("title", "written", "cash"),
    [
        ("ĐVT: nghìn đồng", "Tiền mặt", 0.005),
        ("Biểu 1 (đơn vị tính: tỷ đồng)", "Tiền mặt", 5000),
        ("", "Tiền mặt (đồng)", 0.000005),
        ("ĐVT: triệu đồng", "Tiền mặt (triệu đồng)", 5),
    ],
)
def test_money_is_counted_in_the_unit_that_head_or_title_says(
    changed: Callable[[Change], Checked], title: str, written: str, cash: float
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["HoatDong"]["A1"] = title
        book["HoatDong"]["N2"] = written

    checked = changed(change)
    assert checked.errors == []
    assert checked.tables["activities"]["cash_million_vnd"].iat[0] == pytest.approx(cash)


def test_money_without_any_unit_is_refused(changed: Callable[[Change], Checked]) -> None:
    checked = changed(cell("HoatDong", "N2", "Tiền mặt"))
    assert {(each.code, each.cell) for each in checked.errors} == {
        (problems.NO_MONEY_UNIT, name) for name in ("N4", "N5", "N6")
    }


def test_a_title_that_contradicts_its_head_is_asked_about(
    changed: Callable[[Change], Checked],
) -> None:
    checked = changed(cell("HoatDong", "A1", "ĐVT: đồng"))
    assert {(each.code, each.severity) for each in checked.problems} == {
        (problems.MONEY_UNITS_DIFFER, "warning")
    }
    for each in checked.problems:
        assert "đồng" in each.message("vi")
        assert each.message("en")


def test_an_older_template_is_named(changed: Callable[[Change], Checked]) -> None:
    checked = changed(cell("Hướng dẫn", "B2", 0))
    assert said(checked) == [(problems.OLD_TEMPLATE, "warning", "", "")]


def test_sheets_that_nobody_filled_in_count_as_not_sent(
    changed: Callable[[Change], Checked],
) -> None:
    checked = changed(lambda book: None)
    assert set(checked.tables) == {"agencies", "assignments", "activities"}
    empty = changed(lambda book: book["HoatDong"].delete_rows(4, 3))
    assert [(each.code, each.table) for each in empty.errors] == [
        (problems.MISSING_TABLE, "activities")
    ]


def test_marks_of_the_program_are_no_part_of_a_workbook_that_returns(
    changed: Callable[[Change], Checked],
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet(result_sheet("vi"), 0)["A1"] = "3 lỗi"
        book["HoatDong"]["V2"], book["HoatDong"]["V5"] = reasons_head("vi"), "ô N5: …"
        book["HoatDong"]["N5"].fill = PatternFill("solid", "FFF2CC")

    assert changed(change).problems == ()


def test_agencies_are_not_all_unknown_when_their_own_sheet_cannot_be_read(
    changed: Callable[[Change], Checked],
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        copy = book.copy_worksheet(book["CoQuan"])
        copy.title = "Bản sao"

    assert [each.code for each in changed(change).errors] == [problems.ONE_TABLE_TWICE]


def test_text_that_would_run_stays_text(changed: Callable[[Change], Checked]) -> None:
    texts = ["<script>alert(1)</script>", "@SUM(A1)", "http://example.org"]

    def change(book: openpyxl.Workbook) -> None:
        for row, text in enumerate(texts, 4):
            book["HoatDong"].cell(row, 7).value = text

    assert changed(change).tables["activities"]["description"].tolist() == texts


def test_the_example_is_a_good_row_itself(changed: Callable[[Change], Checked]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for sheet in ("CoQuan", "PhanCong", "HoatDong", "CongTrinh", "NguonVon", "ChiSo", "LoaiXa"):
            book[sheet]["A3"] = None

    # Only that its body is invented gives it away.
    (invented,) = changed(change).problems
    assert (invented.code, invented.sheet, invented.cell) == (problems.SAMPLE_ROW, "CoQuan", "B3")


def test_a_missing_sheet_is_told_with_the_names_that_were_found(
    changed: Callable[[Change], Checked],
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["PhanCong"].title = "Linh tinh"
        book["Linh tinh"]["C2"] = "Ai làm"

    (missing,) = changed(change).errors
    assert (missing.code, missing.table) == (problems.MISSING_TABLE, "assignments")
    assert "«PhanCong»" in missing.message("vi")
    assert "CoQuan, Linh tinh, HoatDong" in missing.fix("vi")


def test_a_file_typed_in_an_old_encoding_is_converted_and_said(
    changed: Callable[[Change], Checked],
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = book["PhanCong"]
        page["E2"], page["F2"] = "QuyÕt ®Þnh", "Tõ ngµy"
        page["D4"], page["E4"] = "X· M­êng LÌo, HuyÖn Sèp Cép", "QuyÕt ®Þnh cña UBND tØnh"

    checked = changed(change)
    assert said(checked) == [(problems.CONVERTED_ENCODING, "information", "", "")]
    assert checked.tables["assignments"]["decision"].iat[0] == "Quyết định của UBND tỉnh"
    assert checked.tables["assignments"]["commune_code"].iat[0] == "04240"
