"""A file becomes sheets of cells with their addresses, whatever wrote it."""

import csv
import datetime
import io
import time

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.exchange import report
from data.intake import sheet_marks
from data.intake.check import check
from data.intake.reading import read_content
from data.intake.sheet_marks import SheetScan
from tests.intake import bad_files
from tests.unit import tiny_record
from tests.unit.machine_files import as_workbook, grids


def book_of(change) -> bytes:
    """A workbook of one sheet, as openpyxl writes it after `change`."""
    book = openpyxl.Workbook()
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(content: bytes, name: str = "a.xlsx"):
    book, found = read_content(content, name)
    assert found == []
    return book.sheets[0]


VALUES = [
    ("chữ", "chữ"),
    (" hai  dấu cách ", " hai  dấu cách "),
    ("a\nb", "a\nb"),
    (7, 7.0),
    (0.1, 0.1),
    (True, True),
    (None, None),
    (datetime.date(2016, 2, 29), datetime.date(2016, 2, 29)),
    (datetime.datetime(2016, 2, 29, 10, 30), datetime.datetime(2016, 2, 29, 10, 30)),
    (datetime.time(10, 30), datetime.time(10, 30)),
]


@pytest.mark.parametrize(("written", "read"), VALUES)
def test_a_cell_keeps_its_kind(written, read):
    sheet = sheet_of(book_of(lambda sheet: sheet.append(["x", written, "y"])))
    assert sheet.rows[0][1] == read
    assert type(sheet.rows[0][1]) is type(read)


def test_rows_keep_their_numbers_over_blank_ones_and_blank_columns():
    def change(sheet):
        sheet["C4"] = "x"

    assert sheet_of(book_of(change)).rows[3][2] == "x"


def marked(sheet):
    sheet["A1"], sheet["A2"], sheet["A3"] = "đầu", "=1+1", "#REF!"
    sheet.merge_cells("B5:C6")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["D9"] = "x"


def test_formulas_errors_merged_and_hidden_cells_are_seen():
    sheet = sheet_of(book_of(marked))
    assert sheet.formulas == {(2, 1): "=1+1"}
    assert sheet.without_value == {(2, 1)}
    assert sheet.errors == {(3, 1): "#REF!"}
    assert sheet.merged == ((5, 2, 6, 3),)
    assert sheet.hidden_rows == {3}
    assert sheet.hidden_columns == {4}


def test_a_formula_that_was_calculated_has_its_value():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Một")
        sheet.write_formula("B2", "=A1<2", None, 7)
        sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
    sheet = sheet_of(out.getvalue())
    assert sheet.rows[1][1] == 7
    assert sheet.formulas[(2, 2)] == "=A1<2"
    assert (2, 2) not in sheet.without_value
    assert sheet.errors == {(4, 2): "#DIV/0!"}


def test_a_formula_whose_value_is_empty_text_was_calculated():
    row = '<row r="9"><c r="A9" t="str"><f>IF(B9=1,"x","")</f><v></v></c></row>'
    sheet = sheet_of(bad_files.with_row(row))
    assert list(sheet.formulas) == [(9, 1)]
    assert not sheet.without_value


def test_copies_of_a_formula_name_the_first():
    row = '<row r="9"><c r="A9"><f t="shared" ref="A9:B9" si="0">C9*2</f><v>1</v></c>'
    row += '<c r="B9"><f t="shared" si="0"/><v>2</v></c></row>'
    sheet = sheet_of(bad_files.with_row(row))
    assert sheet.formulas == {(9, 1): "=C9*2", (9, 2): "=C9*2"}
    assert not sheet.without_value


def test_hidden_sheets_are_read_and_known_as_hidden():
    book = openpyxl.Workbook()
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.create_sheet("Rất ẩn").sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    read, _ = read_content(out.getvalue(), "a.xlsx")
    assert [(sheet.name, sheet.visible) for sheet in read.sheets] == [
        ("Sheet", True),
        ("Ẩn", False),
        ("Rất ẩn", False),
    ]


@pytest.mark.parametrize("size", [1, 7, 64, 4096])
def test_marks_are_the_same_however_the_sheet_is_cut_into_pieces(size):
    xml = bad_files.members(book_of(marked))[bad_files.SHEET]
    scan = SheetScan(xml[:4096])
    for start in range(0, len(xml), size):
        scan.feed(xml[start : start + size])
    marks = scan.close()
    assert marks.formulas == {(2, 1): "=1+1"}
    assert (marks.errors, marks.hidden_rows) == ({(3, 1): "#REF!"}, [3])
    assert marks.hidden_columns == [4]


def test_marks_are_seen_whatever_prefix_the_writer_uses():
    xml = b'<x:worksheet><x:sheetData><x:row r="3" hidden="1"><x:c r="A3" t="e"><x:f>B1</x:f>'
    xml += b'<x:v>#N/A</x:v></x:c><x:c r="HA3"><x:v>1</x:v></x:c></x:row></x:sheetData>'
    scan = SheetScan(xml)
    scan.feed(xml)
    marks = scan.close()
    assert (marks.formulas, marks.errors) == ({(3, 1): "=B1"}, {(3, 1): "#N/A"})
    assert (marks.hidden_rows, marks.far_cell) == ([3], "HA3")


@pytest.mark.parametrize(
    ("cell", "far"),
    [("GR100100", False), ("GS1", True), ("A100101", True), ("AAA1", True), ("Z99999", False)],
)
def test_the_limits_are_two_hundred_columns_and_a_hundred_thousand_rows(cell, far):
    xml = f'<worksheet><row r="1"><c r="{cell}"><v>1</v></c></row>'.encode()
    scan = SheetScan(xml)
    scan.feed(xml)
    assert bool(scan.close().far_cell) == far
    assert sheet_marks.MOST_COLUMNS == 200


CSV = "Tên xã;Giá trị\nMường Lạn;1.234,5\n"
TEXTS = {
    "semicolons": CSV.encode(),
    "a byte order mark": b"\xef\xbb\xbf" + CSV.encode(),
    "tabs in UTF-16": CSV.replace(";", "\t").encode("utf-16"),
    "big-endian UTF-16": b"\xfe\xff" + CSV.encode("utf-16-be"),
    "bars": CSV.replace(";", "|").encode(),
    "quotes": b'"T\xc3\xaan x\xc3\xa3","Gi\xc3\xa1 tr\xe1\xbb\x8b"\r\n'
    + '"Mường Lạn","1.234,5"\r\n'.encode(),
}


@pytest.mark.parametrize("how", TEXTS)
def test_a_csv_of_any_separator_and_encoding_is_read_as_text(how):
    book, found = read_content(TEXTS[how], "Hoạt động.csv")
    assert found == []
    assert book.is_text
    assert book.sheets[0].name == "Hoạt động"
    assert book.sheets[0].rows == [["Tên xã", "Giá trị"], ["Mường Lạn", "1.234,5"]]


def test_a_csv_that_says_its_separator_is_believed_and_rows_keep_their_numbers():
    rows = sheet_of(b"sep=|\na;b|c\n\nd|e\n", "a.csv").rows
    assert rows == [[], ["a;b", "c"], [], ["d", "e"]]


def test_a_cell_of_several_lines_is_one_row_as_a_spreadsheet_shows_it():
    rows = sheet_of(b'a,b\n"1\n2",x\n3,y\n', "a.csv").rows
    assert rows[1] == ["1\n2", "x"]
    assert rows[2] == ["3", "y"]


def test_five_thousand_rows_take_little_work(tmp_path):
    tables = grids()
    row = tables["activities"][2]
    tables["activities"] += [[f"X{number}", *row[1:]] for number in range(5_000)]
    path = as_workbook(tmp_path / "a.xlsx", tables)
    begin = time.process_time()
    assert check(path).problems == ()
    assert time.process_time() - begin < 3


SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
CELLS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(2200, 1, 1)),
    st.sampled_from(["=A1", "#REF!", "1.234,5", "Quý III/2015", "Cộng", "3646", "Tên xã"]),
)


@settings(max_examples=12, **SLOW)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=6), head=st.booleans())
def test_no_cell_of_a_workbook_raises_and_nothing_raw_is_echoed(tmp_path, rows, head):
    heads = ["Mã hoạt động", "Cơ quan", "Xã", "Huyện", "Ngày thực hiện", "Tiền mặt"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(book_of(lambda sheet: [sheet.append(row) for row in [heads] * head + rows]))
    checked = check(path)
    assert all(line.isprintable() for line in report.lines(checked.problems))


TEXTS_OF_OFFICES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text("0123456789.,-/ \u00a0tTỷtriệuđồngQuýIV", max_size=16),
    st.sampled_from(
        ["Cộng", "Xã Mường Lạn", "các xã trên", "04246", "3646", "HuyÖn Sèp Cép", "#REF!", "=A1"]
    ),
)
HEADS = "Mã hoạt động;Mã cơ quan;Mã xã;Lĩnh vực;Hình thức hỗ trợ;Nội dung;Ngày thực hiện"


@settings(max_examples=40, **SLOW)
@given(
    rows=st.lists(st.lists(TEXTS_OF_OFFICES, max_size=9), max_size=5),
    heads=st.sampled_from([HEADS, HEADS + ";Khối lượng thực hiện;Tiền mặt (triệu đồng)", ""]),
    agencies=st.booleans(),
)
def test_no_text_of_an_office_raises_and_nothing_raw_is_echoed(tmp_path, rows, heads, agencies):
    path = tmp_path / "HoatDong.csv"
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    path.write_text(f"{heads}\n{out.getvalue()}", encoding="utf-8")
    beside = {"agencies": tiny_record.tables()["agencies"]} if agencies else {}
    checked = check(path, beside=beside)
    assert all(line.isprintable() for line in report.lines(checked.problems))
    assert checked.errors or checked.tables or not rows
