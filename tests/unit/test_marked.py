"""The officer's own workbook back: marks are added, and everything else is as it was."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from data import problems
from data.exchange import marks
from data.exchange.marked import CannotBeMarkedError, marked, marked_or_listed
from data.exchange.marking.styles import FILLS
from data.problems import Problem, problem

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def at(cell: str, sheet: str = "HoatDong", **changes) -> Problem:
    row = int(re.sub("[A-Z]", "", cell))
    said = {"value": "31/02/2016", "head": "Ngày thực hiện"} | changes
    return problem(problems.IMPOSSIBLE_DATE, row=row, sheet=sheet, cell=cell, **said)


@pytest.fixture
def office(tmp_path) -> Path:
    """A workbook as an office keeps it: formulas with values, formats, a drop-down, a note."""
    path = tmp_path / "office.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("HoatDong")
    other = book.add_worksheet("Ghi chú")
    day = book.add_format({"num_format": "dd/mm/yyyy", "bg_color": "#00FF00", "bold": True})
    sheet.write_row(0, 0, ["Mã", "Tiền", "Ngày thực hiện"])
    sheet.write_comment(0, 2, "Ghi ngày/tháng/năm")
    for row in range(1, 6):
        sheet.write(row, 0, f"HD{row}")
        sheet.write_number(row, 1, row * 10)
        sheet.write(row, 2, "31/02/2016", day)
    sheet.write_formula(6, 1, "=SUM(B2:B6)", None, 150)
    sheet.data_validation("A2:A100", {"validate": "list", "source": ["HD1", "HD2"]})
    sheet.conditional_format("B2:B6", {"type": "data_bar", "bar_solid": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=HoatDong!$B$2:$B$6"})
    other.insert_chart("C3", chart)
    other.insert_textbox("C20", "Một hình có chữ")
    other.write("A1", "Không sửa ở đây")
    other.activate()
    other.print_area("A1:B2")
    book.close()
    return path


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def opened(content: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # The library loses what newer programs add, which is why no mark is made by it.
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(content))


def fill(sheet, cell: str) -> str:
    return sheet[cell].fill.fgColor.rgb


def test_a_bad_cell_gets_a_fill_and_a_comment_and_keeps_its_format(office):
    page = opened(marked(office, [at("C3")], "vi"))["HoatDong"]
    cell = page["C3"]
    assert fill(page, "C3") == FILLS["error"]
    assert (cell.value, cell.number_format, cell.font.bold) == ("31/02/2016", "dd/mm/yyyy", True)
    assert "[NGAY_KHONG_CO_THAT]" in cell.comment.text
    assert "«31/02/2016» không phải là ngày có thật" in cell.comment.text
    assert "Cách sửa" in cell.comment.text
    assert fill(page, "C2") == "FF00FF00"


def test_the_reasons_of_a_row_stand_at_its_right(office):
    page = opened(marked(office, [at("C3"), at("A3"), at("C5")], "vi"))["HoatDong"]
    assert page["D1"].value == "Lý do cần sửa"
    assert page["D3"].value.startswith("C3 [NGAY_KHONG_CO_THAT]")
    assert " | A3 [" in page["D3"].value
    assert page["D5"].value.startswith("C5 ")
    assert [page[f"D{row}"].value for row in (2, 4, 6, 7)] == [None] * 4


def test_a_row_that_is_wrong_as_a_whole_has_its_reason_too(office):
    twice = problem(
        problems.DUPLICATE_KEY, row=4, sheet="HoatDong", value="HD3", first_row=2, columns="Mã"
    )
    page = opened(marked(office, [twice], "vi"))["HoatDong"]
    assert page["D4"].value.startswith("4 [TRUNG_KHOA]")
    assert fill(page, "A4") == "00000000"


def test_the_first_sheet_lists_every_problem_with_a_link_into_the_workbook(office):
    nowhere = problem(problems.MISSING_TABLE, table="agencies", found="HoatDong", form="CoQuan")
    book = opened(marked(office, [at("C3"), nowhere], "vi"))
    assert book.sheetnames == ["Kết quả kiểm tra", "HoatDong", "Ghi chú"]
    assert book.active.title == "Kết quả kiểm tra"
    page = book.worksheets[0]
    link = page["D5"].hyperlink
    assert (link.location, link.target) == ("'HoatDong'!C3", None)
    assert page["C5"].value == "NGAY_KHONG_CO_THAT"
    assert "ô C3" in page["D5"].value
    assert page["C6"].value == "THIEU_BANG"
    assert page["D6"].hyperlink is None


def test_whatever_is_no_mark_is_byte_for_byte_as_it_was(office):
    before, after = members(office.read_bytes()), members(marked(office, [at("C3")], "vi"))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    sheet = after["xl/worksheets/sheet1.xml"].decode()
    for kept in ("<f>SUM(B2:B6)</f><v>150</v>", "<dataValidation ", "x14:dataBar", "mergeCell"):
        assert (kept in sheet) == (kept in before["xl/worksheets/sheet1.xml"].decode())
    assert "<f>SUM(B2:B6)</f><v>150</v>" in sheet
    assert after["xl/worksheets/sheet2.xml"] == before["xl/worksheets/sheet2.xml"].replace(
        b' tabSelected="1"', b""
    )


def test_only_one_sheet_is_chosen_so_that_no_two_are_written_into_together(office):
    parts = members(marked(office, [at("C3")], "vi"))
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert sum(b'tabSelected="1"' in part for part in sheets) == 1


def test_names_of_a_sheet_follow_it_when_the_results_come_before_it(office):
    book = opened(marked(office, [at("C3")], "vi"))
    assert book["Ghi chú"].print_area == "'Ghi chú'!$A$1:$B$2"


def test_the_comments_of_the_office_stay(office):
    page = opened(marked(office, [at("C1"), at("C3")], "vi"))["HoatDong"]
    assert page["C1"].comment.text.startswith("Ghi ngày/tháng/năm\n[NGAY_KHONG_CO_THAT]")
    assert page["C3"].comment.author == "Kiểm tra tệp"


def test_text_of_a_file_never_becomes_a_formula_or_a_link_out(office):
    nasty = ["=1+1", "+84", "@SUM(A1)", '=HYPERLINK("https://example.org")', "<b>x</b>"]
    found = [at(f"C{row}", value=text) for row, text in enumerate(nasty, start=2)]
    content = marked(office, found, "vi")
    book = opened(content)
    page = book.worksheets[0]
    assert [page.cell(row, 5).value for row in range(5, 5 + len(nasty))] == nasty
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    parts = members(content)
    assert b"<f>" not in parts["xl/worksheets/sheetMarks1.xml"]
    assert not any(b"TargetMode" in part for part in parts.values())


def test_what_a_spreadsheet_would_unfold_into_a_letter_is_kept_as_it_was_typed(office):
    parts = members(marked(office, [at("C3", value="_x0041_")], "vi"))
    assert b"_x005F_x0041_" in parts["xl/worksheets/sheetMarks1.xml"]
    assert b"_x005F_x0041_" in parts["xl/comments1.xml"]


def test_a_cell_or_row_that_is_not_in_the_file_is_made(office):
    page = opened(marked(office, [at("B9"), at("A7")], "vi"))["HoatDong"]
    assert fill(page, "B9") == FILLS["error"]
    assert fill(page, "A7") == FILLS["error"]
    assert page["B7"].value == "=SUM(B2:B6)"


def test_the_worst_of_a_cells_problems_gives_its_colour(office):
    found = [at("C3", severity="warning"), at("C3"), at("C4", severity="warning")]
    page = opened(marked(office, found, "vi"))["HoatDong"]
    assert (fill(page, "C3"), fill(page, "C4")) == (FILLS["error"], FILLS["warning"])


def test_the_head_of_the_reasons_stands_in_the_row_of_heads(office):
    page = opened(marked(office, [at("C5")], "vi", {"HoatDong": 3}))["HoatDong"]
    assert (page["D1"].value, page["D3"].value) == (None, "Lý do cần sửa")


def test_of_a_range_the_first_cell_is_marked(office):
    merged = problem(problems.MISSING_COLUMN, sheet="HoatDong", cell="A3:B3")
    book = opened(marked(office, [merged], "vi"))
    assert fill(book["HoatDong"], "A3") == FILLS["error"]
    assert book["HoatDong"]["D3"].value.startswith("A3:B3 [")
    assert book.worksheets[0]["D5"].hyperlink.location == "'HoatDong'!A3:B3"


def test_english_marks_are_english(office):
    book = opened(marked(office, [at("C3")], "en"))
    assert book.sheetnames[0] == "Result of the check"
    assert book["HoatDong"]["D1"].value == "Reason to mend"
    assert "is not a real date" in book["HoatDong"]["C3"].comment.text


@pytest.mark.parametrize("saved_elsewhere", [False, True])
def test_a_second_round_takes_the_marks_of_the_first_away(office, tmp_path, saved_elsewhere):
    path = tmp_path / "round-1.xlsx"
    path.write_bytes(marked(office, [at("C3"), at("C4")], "vi"))
    if saved_elsewhere:  # a spreadsheet writes shared texts and formats of its own
        book = opened(path.read_bytes())
        book["HoatDong"]["C3"] = "28/02/2016"
        book.save(path)
    book = opened(marked(path, [at("C4")], "vi"))
    page = book["HoatDong"]
    assert book.sheetnames.count("Kết quả kiểm tra") == 1
    assert [page[f"D{row}"].value for row in (1, 3)] == ["Lý do cần sửa", None]
    assert page["E1"].value is None
    assert page["D4"].value.startswith("C4 ")
    assert page["C3"].comment is None
    assert page["C4"].comment.text.count("NGAY_KHONG_CO_THAT") == 1
    assert (fill(page, "C3"), fill(page, "C4")) == ("00000000", FILLS["error"])
    assert page["C3"].number_format == "dd/mm/yyyy"
    assert book.worksheets[0]["C6"].value is None


def test_the_marks_of_an_earlier_round_are_known_by_name(office):
    book = opened(marked(office, [at("C3")], "vi"))
    assert [name for name in book.sheetnames if marks.is_result_sheet(name)] == book.sheetnames[:1]
    heads = [cell.value for cell in book["HoatDong"][1]]
    assert [head for head in heads if marks.is_reasons_head(head)] == ["Lý do cần sửa"]


def changed(content: bytes, part: str, pattern: bytes, by: bytes) -> bytes:
    """The workbook with every match changed in the parts whose name says `part`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, member in members(content).items():
            archive.writestr(name, re.sub(pattern, by, member) if part in name else member)
    return buffer.getvalue()


def test_two_rounds_of_a_workbook_whose_xml_has_single_quotes(office):
    in_single = ("", rb'="([^"\']*)"', rb"='\1'")
    office.write_bytes(changed(office.read_bytes(), *in_single))
    office.write_bytes(changed(marked(office, [at("C3"), at("C4")], "vi"), *in_single))
    second = marked(office, [at("C4"), at("A1", "Ghi chú")], "vi")
    page = opened(second)["HoatDong"]
    assert (fill(page, "C3"), fill(page, "C4")) == ("00000000", FILLS["error"])
    parts = members(second)
    chosen = [name for name, part in parts.items() if re.search(rb"tabSelected=.1", part)]
    assert chosen == ["xl/worksheets/sheetMarks1.xml"]
    assert len(re.findall(rb"Extension=.vml", parts["[Content_Types].xml"])) == 1
    drawn = [part for name, part in parts.items() if name.endswith(".vml")]
    assert [len(re.findall(rb"\sid=._x0000_t202", part)) for part in drawn] == [1, 1]


def test_an_empty_comment_of_the_office_stays_a_comment(office):
    office.write_bytes(changed(office.read_bytes(), "comments", b"<text>.*?</text>", b"<text/>"))
    said = members(marked(office, [at("C1"), at("C3")], "vi"))["xl/comments1.xml"]
    assert b'<comment ref="C1" authorId="0"><text/></comment>' in said
    assert b'<comment ref="C3" authorId="1"><text><r>' in said


def test_a_workbook_of_another_program_with_prefixes_is_marked(tmp_path):
    path = tmp_path / "prefixed.xlsx"
    openpyxl.Workbook().save(path)
    parts = members(path.read_bytes())
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Mã</x:t>'
        "</x:is></x:c></x:row><x:row/><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>"
        "</x:worksheet>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            whole = sheet.encode() if name == "xl/worksheets/sheet1.xml" else content
            archive.writestr(name, whole)
    page = opened(marked(path, [at("A2", "Sheet"), at("A3", "Sheet")], "vi"))["Sheet"]
    assert (page["A1"].value, page["A3"].value) == ("Mã", 1)
    assert page["B1"].value == "Lý do cần sửa"
    assert fill(page, "A2") == fill(page, "A3") == FILLS["error"]


def test_a_workbook_without_styles_is_marked(tmp_path):
    path = tmp_path / "bare.xlsx"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/s.xml" ContentType="{types}.worksheet+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relation}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{relation}"><sheets><sheet name="S" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relation}/worksheet" Target="s.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/s.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            "</sheetData></worksheet>",
        )
    page = opened(marked(path, [at("A1", "S")], "vi"))["S"]
    assert fill(page, "A1") == FILLS["error"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04cut off", b"%PDF-1.7"])
def test_what_is_no_workbook_cannot_be_marked(tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(CannotBeMarkedError):
        marked(path, [], "vi")


def test_a_workbook_with_a_damaged_part_cannot_be_marked(office):
    content = bytearray(office.read_bytes())
    with zipfile.ZipFile(office) as archive:
        drawing = archive.getinfo("xl/drawings/drawing1.xml")
    content[drawing.header_offset + 30 + len(drawing.filename) + 5] ^= 0xFF
    office.write_bytes(content)
    with pytest.raises(CannotBeMarkedError):
        marked(office, [at("C3")], "vi")


def test_whoever_asks_for_marks_in_such_a_file_gets_the_list_of_problems_and_why(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04cut off")
    made = opened(marked_or_listed(path, "quý 3.xlsx", [at("C3")], "vi", {}))
    told, listed = list(made.active.iter_rows(min_row=2, values_only=True))
    assert (told[1], told[2]) == ("KHONG_DANH_DAU_DUOC", "quý 3.xlsx")
    assert listed[1] == "NGAY_KHONG_CO_THAT"


def test_a_workbook_that_openpyxl_wrote_with_comments_and_lists_is_marked(tmp_path):
    path = tmp_path / "openpyxl.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Mã", "Ngày"])
    page.append(["HD1", "x"])
    page["A1"].comment = Comment("của cơ quan", "Cơ quan")
    rule = DataValidation(type="list", formula1='"a,b"')
    rule.add("B2:B9")
    page.add_data_validation(rule)
    page.merge_cells("A5:F5")
    book.save(path)
    page = opened(marked(path, [at("B2", "Sheet")], "vi"))["Sheet"]
    assert page["A1"].comment.text == "của cơ quan"
    assert "[NGAY_KHONG_CO_THAT]" in page["B2"].comment.text
    assert page["G1"].value == "Lý do cần sửa"
    assert len(page.data_validations.dataValidation) == 1
