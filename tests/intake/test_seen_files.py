"""Workbooks as they come by mail, seen once and never to be misread again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data import problems
from data.intake.check import Checked, check
from tests.intake.conftest import Changed

Cell = str | float | None
ACTS, KINDS, ASSIGNED = "HoatDong", "LoaiXa", "PhanCong"


def codes(checked: Checked) -> set[str]:
    return {each.code for each in checked.problems}


def column(sheet: Worksheet, head: str) -> int:
    """The column under a head of the template."""
    return next(
        cell.column
        for cell in sheet[2]
        if isinstance(cell.column, int) and str(cell.value).startswith(head)
    )


def write(sheet: Worksheet, row: int, cells: Mapping[str, Cell]) -> None:
    for head, value in cells.items():
        sheet.cell(row, column(sheet, head)).value = value


def under(sheet: Worksheet) -> int:
    """The first free row."""
    return sheet.max_row + 1


def test_short_rows_with_a_day_written_out_are_records_and_no_notes(changed: Changed) -> None:
    day = "ngày 28 tháng 10 năm 2013"
    rows = [("03685", "Biên giới", day), ("03688", "Có công", "28/10/2013")]

    def change(book: openpyxl.Workbook) -> None:
        for row, (commune, kind, start) in enumerate(rows, 4):
            write(book[KINDS], row, {"Mã xã": commune, "Loại xã": kind, "Từ ngày": start})

    checked = changed(change)
    assert list(checked.rows["commune_kinds"]["commune_code"]) == ["03685", "03688"]
    assert not [each for each in checked.left_out if each.sheet == KINDS and each.kind == "note"]


@pytest.mark.parametrize(
    ("sheet", "head", "text"),
    [
        (ASSIGNED, "Quyết định", "QĐ 2523 ngày 28 tháng 10 năm 2013"),
        (ACTS, "Nội dung", "Tổng kết ngày hội đại đoàn kết tháng 11 năm 2014"),
    ],
)
def test_an_unfinished_row_is_told_though_its_text_reads_like_a_note(
    changed: Changed, sheet: str, head: str, text: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        agency = str(book["CoQuan"]["B4"].value)
        cells: dict[str, Cell] = {"Mã cơ quan": agency, "Mã xã": "03685", head: text}
        write(book[sheet], under(book[sheet]), cells)

    assert problems.EMPTY_CELL in codes(changed(change))


def test_the_foot_of_a_report_is_still_a_note(changed: Changed) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[ACTS]
        row = under(sheet) + 1
        write(sheet, row, {"Đơn vị tính": "Sơn La, ngày 05 tháng 10 năm 2015"})
        signing = {"Mã hoạt động": "NGƯỜI LẬP BIỂU", "Mã xã": "KẾ TOÁN", "Đơn vị": "GIÁM ĐỐC"}
        write(sheet, row + 1, signing)
        names = {"Mã hoạt động": "Lò Thị B", "Mã xã": "Cầm Văn C", "Đơn vị": "Nguyễn Văn A"}
        write(sheet, row + 4, names)

    checked = changed(change)
    assert not checked.problems
    assert len(checked.rows["activities"]) == 12
    assert [each.kind for each in checked.left_out if each.sheet == ACTS].count("note") == 3


def test_the_head_repeated_at_the_top_of_every_page_is_no_record(changed: Changed) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[ACTS]
        sheet.insert_rows(9)
        for place, cell in enumerate(sheet[2], 1):
            sheet.cell(9, place).value = cell.value

    checked = changed(change)
    assert not checked.problems
    assert len(checked.rows["activities"]) == 12
    assert [(each.row, each.kind) for each in checked.left_out if each.sheet == ACTS] == [
        (3, "example"),
        (9, "note"),
    ]


@pytest.mark.parametrize(
    ("unit", "told"), [("KM", set()), ("m", {problems.UNIT_OF_OTHER_HELP}), (None, set())]
)
def test_metres_are_not_added_to_kilometres(
    changed: Changed, unit: str | None, told: set[str]
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        road = "HA01 · Đường giao thông liên bản, nội bản (bê tông) (km)"
        cells: dict[str, Cell] = {"Hình thức": road, "Khối lượng thực hiện": 1, "Đơn vị": unit}
        write(book[ACTS], 4, cells | {"Hiện vật": 900})

    found = changed(change).problems
    assert {each.code for each in found} == told
    assert {each.cell for each in found} <= {"M4"}


def test_one_body_under_two_codes_is_asked_about(changed: Changed) -> None:
    names = ["Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Nội vụ"]

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["CoQuan"]
        group, first = sheet.cell(4, column(sheet, "Khối")).value, under(sheet)
        for place, name in enumerate(names):
            cells: dict[str, Cell] = {"Mã cơ quan": f"SO{place}", "Cơ quan": name}
            write(sheet, first + place, cells | {"Khối": str(group)})

    found = changed(change).problems
    assert [(each.code, each.value) for each in found] == [(problems.SAME_BODY, names[1])]
    assert "mã SO0" in found[0].message("vi")


def test_no_machine_name_of_a_column_or_file_is_told_to_an_office(changed: Changed) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[ACTS]
        again = sheet.cell(4, column(sheet, "Mã hoạt động")).value
        write(sheet, 5, {"Mã hoạt động": str(again), "Mã công trình": "CT9", "Mã xã": "//"})
        write(book[ASSIGNED], 4, {"Từ ngày": "31/12/2016", "Đến ngày": "28/10/2013"})

    found = changed(change).problems
    said = " ".join(each.message("vi") + each.fix("vi") for each in found)
    assert len(found) == 4
    assert "28/10/2013" in said
    assert not [name for name in ("_id", "works", ".csv", "2013-10-28") if name in said]


def test_a_whole_record_with_a_sum_word_in_a_wrong_cell_is_told_and_not_left_out(
    changed: Changed,
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        write(book[ACTS], 5, {"Ngày dự kiến": "Tổng"})
        write(book[ACTS], 6, {"Xã xác nhận": "Tổng cộng"})
        write(book[ACTS], 7, {"TT": "Cộng"})

    checked = changed(change)
    assert {each.cell for each in checked.errors} == {"H5", "R6"}
    assert [each.row for each in checked.left_out if each.kind == "subtotal"] == [7]


def test_a_row_of_sums_that_counts_bodies_and_communes_is_a_subtotal(changed: Changed) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sums: dict[str, Cell] = {"Mã hoạt động": "TỔNG", "Mã cơ quan": "12 cơ quan"}
        write(book[ACTS], under(book[ACTS]), sums | {"Mã xã": "40 xã", "Hiện vật": 12})

    checked = changed(change)
    assert not checked.problems
    assert checked.tables["activities"]["in_kind_million_vnd"].sum() == 12


WAYS = {
    "single quotes": "<c r='{at}' t='e'><v>#REF!</v></c>",
    "spaces and lines": '<c  r = "{at}"\n t = "e" >\n<v>#REF!</v>\n</c>',
    "a formula on lines of its own": '<c r="{at}">\n <f>A1+1</f>\n</c>',
    "a formula in single quotes": "<c r='{at}'><f>'Sheet 1'!A1</f></c>",
}


@pytest.mark.parametrize("written", WAYS.values(), ids=list(WAYS))
def test_errors_and_formulas_are_seen_however_a_program_writes_its_xml(
    filled: Path, tmp_path: Path, written: str
) -> None:
    book = openpyxl.load_workbook(filled)
    write(book[ACTS], 5, {"Tiền mặt": 987654})
    book.save(tmp_path / "a.xlsx")
    sheet = f"xl/worksheets/sheet{book.sheetnames.index(ACTS) + 1}.xml"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    cell = written.format(at="N5").encode()
    parts[sheet], changed = re.subn(rb'<c r="N5"[^>]*><v>987654</v></c>', cell, parts[sheet])
    assert changed == 1
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    found = check(tmp_path / "b.xlsx").errors
    assert [each.cell for each in found] == ["N5"]
    assert {each.code for each in found} <= {problems.CELL_ERROR, problems.FORMULA_WITHOUT_VALUE}


def test_a_day_in_another_millennium_is_told_with_bounds_as_an_office_writes_them(
    changed: Changed,
) -> None:
    found = changed(lambda book: write(book[ACTS], 5, {"Ngày thực hiện": "05/01/3013"})).errors
    assert [(each.code, each.cell) for each in found] == [(problems.OUT_OF_RANGE, "K5")]
    assert "01/01/1900 đến 31/12/2100" in found[0].message("vi")
