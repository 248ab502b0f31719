"""What a person sees in a cell and what is stored in it: never far apart in silence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from data import problems
from data.intake.cell_looks import looks
from data.intake.check import Checked, check
from data.intake.number_formats import is_plain, seen
from data.intake.office.numbers import read_number
from data.intake.office.seen import read_seen
from data.intake.office.units import MoneyUnit, read_money
from data.schema import TABLES
from tests.browser.officers import record
from tests.intake.conftest import Changed
from tests.intake.test_seen_files import ACTS, under, write

COLUMNS = {column.name: column for column in TABLES["activities"].columns}
MONEY, DAY = COLUMNS["cash_million_vnd"], COLUMNS["activity_date"]


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0",
        "00000",
        "#,##0.00",
        "0.00E+00",
        "@",
        '_-* #,##0 _₫_-;-* #,##0 _₫_-;_-* "-"?? _₫_-;_-@_-',
        "_(* #,##0.00_);_(* \\(#,##0.00\\)",
        "[Red]#,##0;[Blue]-#,##0",
        "dd/mm/yyyy",
        "m/d/yyyy h:mm",
        "[$-42A]dd mmmm yyyy;@",
        "dddd, dd/mm/yyyy",
    ],
)
def test_formats_that_show_what_is_stored_are_left_alone(code: str) -> None:
    assert is_plain(code)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.25, "0%", "25%"),
        (1_500_000, "#,##0.0,", "1500,0"),
        (1.5, '0.0" tỷ"', "1,5 tỷ"),
        (350, "#,##0 [$₫-42A]", "350 ₫"),
        (350, "[$$-409]#,##0", "$350"),
        (350, '#,##0"000"', "350000"),
        (25, '0"%"', "25%"),
        (12, 'General" hộ"', "12 hộ"),
        (350, ";;;", ""),
    ],
)
def test_formats_that_show_something_else_are_known(value: float, code: str, shown: str) -> None:
    assert not is_plain(code)
    assert seen(value, code) == shown


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%"\\;[]_*dmyhs@E+$₫ a1'))
def test_no_format_makes_it_fall_over(value: float, code: str) -> None:
    is_plain(code)
    seen(value, code)
    for cell in (value, datetime(2014, 10, 28), None, "x", True):
        read_seen(cell, code, MONEY, read_number, of_shares=False)
        read_seen(cell, code, DAY, read_number, of_shares=False)


@pytest.mark.parametrize(
    ("unit", "code", "read"),
    [
        (MoneyUnit.MILLION, '0.0" triệu"', "1.5"),
        (None, '0.0" tỷ"', "1500"),
        (MoneyUnit.MILLION, '0.0" tỷ"', ""),
        (MoneyUnit.MILLION, "0.0 [$₫-42A]", ""),
        (MoneyUnit.DONG, "0.0 [$₫-42A]", "0.0000015"),
        (MoneyUnit.MILLION, "[$$-409]0.0", ""),
        (MoneyUnit.MILLION, "0.0,", ""),
    ],
)
def test_a_unit_that_only_the_format_shows_is_held_against_that_of_the_column(
    unit: MoneyUnit | None, code: str, read: str
) -> None:
    found = read_seen(1.5, code, MONEY, lambda cell: read_money(cell, unit), of_shares=False)
    assert found.text == read
    assert found.code == ("" if read else problems.SEEN_OTHERWISE)


def told(checked: Checked) -> set[tuple[str, str, str]]:
    return {(each.code, each.severity, each.cell) for each in checked.problems}


def test_cells_that_show_something_else_are_told_at_their_place(changed: Changed) -> None:
    formats = {"N5": (0.25, "0%"), "N6": (1_500_000, "#,##0,"), "N7": (1.5, '0.0" tỷ"')}
    days = {
        "K8": (date(2014, 10, 1), "mmm-yy"),
        "K9": (date(2014, 10, 1), "yyyy"),
        "K10": (date(2014, 10, 28), "dd/mm"),
    }

    def change(book: openpyxl.Workbook) -> None:
        for cell, (value, code) in {**formats, **days}.items():
            book[ACTS][cell].value = value
            book[ACTS][cell].number_format = code

    checked = changed(change)
    assert told(checked) == {
        *((problems.SEEN_OTHERWISE, "error", cell) for cell in formats),
        (problems.PERIOD_NOT_DAY, "error", "K8"),
        (problems.PERIOD_NOT_DAY, "error", "K9"),
        (problems.SEEN_OTHERWISE, "warning", "K10"),
    }
    messages = {each.cell: each.message("vi") for each in checked.problems}
    assert "«25%»" in messages["N5"]
    assert "«0,25»" in messages["N5"]
    assert "«10/2014» là một kỳ (từ 01/10/2014 đến 31/10/2014)" in messages["K8"]


def test_a_percentage_is_the_share_that_it_shows(changed: Changed) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["ChiSo"]
        row = under(sheet)
        write(sheet, row, {"Mã xã": "03685", "Năm": 2014, "Chỉ số": "Hộ nghèo"})
        write(sheet, row, {"Giá trị": 0.25, "Đơn vị": "tỷ lệ từ 0 đến 1"})
        sheet[f"G{row}"].number_format = "0%"

    checked = changed(change)
    assert not checked.problems
    assert list(checked.rows["indicators"]["value"]) == [0.25]
    assert "25%" in checked.shown.values()


def test_a_footnote_or_a_crossed_out_figure_is_no_digit_of_the_number(changed: Changed) -> None:
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)

    def change(book: openpyxl.Workbook) -> None:
        sheet = book[ACTS]
        sheet["N5"].value = CellRichText("120", TextBlock(raised, "1"))
        sheet["N6"].value = CellRichText(TextBlock(struck, "100"), "120")
        sheet["G7"].value = CellRichText("Làm 20 m", TextBlock(raised, "2"), " sân")

    assert told(changed(change)) == {
        (problems.PARTED_TEXT, "error", "N5"),
        (problems.PARTED_TEXT, "error", "N6"),
    }


@pytest.mark.parametrize("late", [True, False])
def test_days_that_a_program_may_have_turned_are_asked_about(changed: Changed, late: bool) -> None:
    days = [date(2014, 3, 5), "13/05/2014", date(2014, 6, 6), "25/06/2014", date(2014, 7, 1)]
    days += [] if late else [date(2014, 7, 20)]

    def change(book: openpyxl.Workbook) -> None:
        for row in range(4, 16):
            book[ACTS][f"K{row}"].value = days[row - 4] if row - 4 < len(days) else None
            book[ACTS][f"H{row}"].value = "30/12/2014"

    found = changed(change).problems
    assert [(each.code, each.severity, each.cell) for each in found] == (
        [(problems.MAYBE_SWAPPED, "warning", cell) for cell in ("K4", "K8")] if late else []
    )
    if late:
        assert "03/05/2014" in found[0].message("vi")


def test_crossed_out_rows_are_asked_about(changed: Changed) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for row in (6, 7):
            for cell in book[ACTS][row]:
                cell.font = Font(strike=True)

    found = changed(change).problems
    assert [(each.code, each.severity) for each in found] == [(problems.STRUCK_ROWS, "warning")]
    assert "6–7" in found[0].message("vi") or "6-7" in found[0].message("vi")


def test_looks_are_found_however_a_program_writes_its_xml() -> None:
    styles = (
        "<x:styleSheet xmlns:x='m'><x:fonts><x:font/><x:font><x:strike val='1'/></x:font>"
        "<x:font><x:strike val='0'/></x:font></x:fonts><x:cellXfs><x:xf numFmtId='0' fontId='0'/>"
        "<x:xf numFmtId='9' fontId='1'/><x:xf numFmtId='0' fontId='2'/></x:cellXfs></x:styleSheet>"
    )
    cells = (
        "<x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c s = '1'><x:v>0.5</x:v></x:c>"
        "<x:c s='1'/><x:c s='2'><x:v>1</x:v></x:c></x:row><x:row r='7'><x:c/>"
        "<x:c r='C7'\n s='1' t='s'><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    texts = "<sst xmlns='m'><si><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r></si></sst>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as members:
        members.writestr("xl/styles.xml", styles)
        members.writestr("xl/SharedStrings.xml", texts)
        members.writestr("xl/worksheets/sheet1.xml", cells)
    with zipfile.ZipFile(packed) as members:
        found = looks(members, [("A", "xl/worksheets/sheet1.xml"), ("B", "xl/none.xml")])
    assert list(found) == ["A"]
    assert found["A"].formats == {(1, 1): "0%"}
    assert found["A"].struck == [(1, 1), (7, 3)]
    assert found["A"].parted == [(7, 3)]


def head_of_quantity(book: openpyxl.Workbook, head: str, quantity: float) -> None:
    write(book[ACTS], 5, {"Hình thức": "KT04", "Đơn vị": None, "Hiện vật": None})
    write(book[ACTS], 5, {"Khối lượng thực hiện": quantity})
    next(cell for cell in book[ACTS][2] if cell.value == "Khối lượng thực hiện").value = head


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Khối lượng thực hiện (cây)", None),
        ("Khối lượng thực hiện (lũy kế)", None),
        ("Khối lượng thực hiện (nghìn cây)", problems.OTHER_UNIT),
        ("Khối lượng thực hiện (ĐVT: ha)", problems.OTHER_UNIT),
        ("Khối lượng thực hiện (%)", problems.OTHER_UNIT),
    ],
)
def test_a_unit_in_the_head_of_quantities_is_held_against_that_of_the_help(
    changed: Changed, head: str, code: str | None
) -> None:
    found = changed(lambda book: head_of_quantity(book, head, 500)).problems
    assert [(each.code, each.cell) for each in found] == ([(code, "L5")] if code else [])


def test_households_are_not_counted_in_thousands_or_hundredths(changed: Changed) -> None:
    def change(book: openpyxl.Workbook) -> None:
        heads = {"Lượt hộ được hỗ trợ": "Lượt hộ được hỗ trợ (nghìn lượt)"}
        heads["Ngày công"] = "Ngày công (công)"
        for cell in book[ACTS][2]:
            cell.value = heads.get(str(cell.value), cell.value)

    found = changed(change).problems
    assert {(each.code, each.column) for each in found} == {
        (problems.OTHER_UNIT, "households_reached")
    }


@pytest.mark.parametrize(
    ("value", "numerator", "code", "severity"),
    [
        (0.25, 25, "", ""),
        (0.251, 25, "", ""),
        (25, 25, problems.OUT_OF_RANGE, "error"),
        (0.25, 2.5, problems.OTHER_THAN_ITS_SHARE, "warning"),
        (0.025, 0.25, problems.OTHER_THAN_ITS_SHARE, "warning"),
        (0.25, None, "", ""),
    ],
)
def test_a_percentage_among_shares_is_told(
    changed: Changed, value: float, numerator: float | None, code: str, severity: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["ChiSo"]
        row = under(sheet)
        write(sheet, row, {"Mã xã": "03685", "Năm": 2014, "Chỉ số": "Hộ nghèo"})
        write(sheet, row, {"Giá trị": value, "Đơn vị": "tỷ lệ từ 0 đến 1"})
        write(sheet, row, {"Tử số": numerator, "Mẫu số": 100})

    found = changed(change).problems
    assert [(each.code, each.severity) for each in found] == ([(code, severity)] if code else [])


@pytest.mark.parametrize(
    ("amount", "severity"), [("1,5", "error"), ('"1,5"', ""), ("2", ""), (None, "warning")]
)
def test_a_decimal_comma_that_makes_two_cells_of_one_is_told(
    tmp_path: Path, amount: str | None, severity: str
) -> None:
    tables = record(activities=12)
    first = tables["agencies"]["agency_code"].iloc[0]
    line = f"HD1,{first},03685,Kinh tế,30/12/2014"
    path = tmp_path / "HoatDong.csv"
    head = "Mã hoạt động,Mã cơ quan,Mã xã,Lĩnh vực,Ngày thực hiện,Tiền mặt (triệu đồng),Ngày công"
    tail = "" if amount is None else f",{amount},"
    path.write_text(f"{head}\n{line}{tail}\n", encoding="utf-8")
    checked = check(path, beside={name: tables[name] for name in ("agencies", "assignments")})
    found = [each for each in checked.problems if each.code == problems.RAGGED_ROW]
    assert [(each.severity, each.row) for each in found] == ([(severity, 2)] if severity else [])
