"""Files that leave a page: text stays text, numbers stay numbers, and the mark travels along."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pages.exports import table_csv, workbook
from pages.exports.about import About
from pages.exports.workbook import Sheet
from pages.parts import downloads

NASTY = [
    "=1+1",
    "+84 912",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("https://example.org","x")',
    "https://example.org",
    "mailto:a@example.org",
    "<b>x</b>",
    "{=A1}",
    "0123",
]


def about(**changes: Any) -> About:
    facts: dict[str, Any] = {
        "title": "Cơ quan và giá trị hỗ trợ",
        "name": "agencies",
        "lang": "vi",
        "place": "tỉnh Sơn La",
        "period": "2013–2016",
        "filters": [("Lĩnh vực", "Kinh tế")],
        "source": "bộ sinh số liệu minh họa",
        "status": "illustrative",
        "version": "20170508-101500-ab12",
        "made_on": date(2017, 5, 8),
    }
    return About(**(facts | changes))


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agency_name": NASTY,
            "agency_code": [f"0{number}" for number in range(len(NASTY))],
            "sector": ["economy", None] + ["welfare"] * (len(NASTY) - 2),
            "value_million_vnd": [1234.5, None] + [1.0] * (len(NASTY) - 2),
            "promises_kept_share": [0.5] * len(NASTY),
            "last_date": pd.to_datetime(["2016-02-09", None] + ["2015-01-01"] * (len(NASTY) - 2)),
            "acts": range(len(NASTY)),
        }
    )


def opened(*sheets: Sheet, **changes: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.build(sheets, about(**changes))))


def test_text_never_becomes_a_formula_a_link_or_a_number():
    book = opened(Sheet("Bảng", table()))
    page = book.worksheets[0]

    assert [page.cell(row, 1).value for row in range(5, 5 + len(NASTY))] == NASTY
    for row in page.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert cell.hyperlink is None
    assert page["B5"].value == "00"


def test_the_file_holds_no_formula_and_no_relation_to_another_place():
    content = workbook.build([Sheet("Bảng", table())], about())

    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name).decode("utf-8") for name in file.namelist()}
    assert not any("<f>" in part for part in parts.values())
    assert not any('Target="http' in part or "TargetMode" in part for part in parts.values())


def test_heads_are_in_the_language_of_the_person_and_codes_stand_beside_words():
    vietnamese = [cell.value for cell in opened(Sheet("Bảng", table())).worksheets[0][4]]
    english = [cell.value for cell in opened(Sheet("Table", table()), lang="en").worksheets[0][4]]

    assert vietnamese[:4] == ["Cơ quan", "Mã cơ quan", "Lĩnh vực", "Lĩnh vực (mã)"]
    assert english[:4] == ["Agency", "Agency code", "Sector", "Sector (code)"]


def test_numbers_are_numeric_with_a_format_and_missing_ones_are_empty():
    page = opened(Sheet("Bảng", table())).worksheets[0]
    names = [cell.value for cell in page[4]]
    value = names.index("Giá trị (triệu đồng)") + 1
    share = names.index("Tỷ lệ cam kết làm đủ") + 1
    day = names.index("Ngày hoạt động gần nhất") + 1

    assert page.cell(5, value).value == 1234.5
    assert page.cell(5, value).number_format == "#,##0.00"
    assert page.cell(6, value).value is None
    assert page.cell(5, share).number_format == "0.0%"
    assert page.cell(5, day).value.date() == date(2016, 2, 9)
    assert page.cell(5, day).number_format == "dd/mm/yyyy"
    assert page.cell(6, names.index("Lĩnh vực") + 1).value in (None, "")


def test_the_mark_of_the_illustrative_record_is_in_every_head_and_in_the_last_sheet():
    book = opened(Sheet("Bảng", table()), Sheet("Bảng hai", table()))

    for page in book.worksheets[:-1]:
        assert "Minh họa / Illustrative" in page["A2"].value
        assert "Minh họa / Illustrative" in page.oddFooter.left.text
    facts = {row[0].value: row[1].value for row in book.worksheets[-1].iter_rows()}
    assert facts["Tình trạng số liệu"] == "Minh họa / Illustrative"
    assert facts["phiên bản"] == "20170508-101500-ab12"
    assert facts["Lĩnh vực"] == "Kinh tế"
    assert facts["Ngày xuất"] == "08/05/2017"


def test_a_confirmed_record_carries_no_mark_of_an_illustrative_one():
    content = table_csv.build(table(), about(status="confirmed")).decode("utf-8-sig")
    page = opened(Sheet("Bảng", table()), status="confirmed").worksheets[0]

    assert "Minh họa" not in content
    assert "Đã xác nhận" in page["A2"].value
    assert about(status="confirmed").file_name("csv").startswith("confirmed_")


def test_sheets_are_named_as_excel_allows_and_never_twice():
    long = "Cơ quan/xã: giá trị [triệu đồng] * năm 2013–2016?"

    names = opened(Sheet(long, table()), Sheet(long, table()), Sheet("", table())).sheetnames

    assert len({name.casefold() for name in names}) == 3 + 3 + 1  # tables, for print, about
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_long_title_is_cut_between_words():
    name = opened(Sheet("Số hoạt động theo lĩnh vực chuyên môn, từng cơ quan", table())).sheetnames

    assert name[0] == "Số hoạt động theo lĩnh vực"
    assert opened(Sheet("x" * 40, table())).sheetnames[0] == "x" * 31


def test_a_count_is_never_taken_for_a_list_of_codes():
    rows = pd.DataFrame({"work_type": ["road"], "built": [2.0], "supervised": [1]})
    page = opened(Sheet("Table", rows), lang="en").worksheets[0]
    heads = [cell.value for cell in page[4]]

    assert "Built (code)" not in heads
    assert page.cell(5, heads.index("Built") + 1).value == 2


@pytest.mark.parametrize("name", ["built", "community_supervised", "anything_new"])
def test_true_and_false_are_the_codes_yes_and_no(name: str):
    rows = pd.DataFrame({name: pd.Series([True, False, None], dtype="boolean")})
    content = table_csv.build(rows, about(lang="en")).decode("utf-8-sig")
    cells = [line[:2] for line in csv.reader(content.splitlines()[1:])]
    page = opened(Sheet("Bảng", rows)).worksheets[0]

    assert cells == [["Yes", "yes"], ["No", "no"], ["", ""]]
    assert [page.cell(row, 2).value for row in (5, 6, 7)] == ["yes", "no", None]


def test_units_are_english_in_an_english_file_with_the_recorded_one_beside():
    rows = pd.DataFrame({"unit": ["buổi", "criteria", None, "gùi"]})
    english = list(csv.reader(table_csv.build(rows, about(lang="en")).decode().splitlines()))
    vietnamese = table_csv.build(rows[:1], about()).decode("utf-8-sig").splitlines()

    assert [row[1] for row in english[1:]] == ["buổi", "criteria", "", "gùi"]
    assert [row[0] for row in english[1:]] == ["session", "criteria", "", "gùi"]
    assert vietnamese[0].startswith("Đơn vị tính,Tình trạng")


def test_the_last_sheet_gives_the_address_of_the_page():
    where = "https://example.org/agencies?district=119"
    book = opened(Sheet("Bảng", table()), address=where)

    facts = {row[0].value: row[1].value for row in book.worksheets[-1].iter_rows()}
    assert facts["Địa chỉ trang"] == where


def test_file_names_carry_mark_page_and_version_in_plain_letters():
    assert about().file_name("xlsx") == "minh-hoa_agencies_2013-2016_20170508-101500-ab12.xlsx"
    assert about(name="xã Đứa Mòn/../x").file_name("csv") == (
        "minh-hoa_xa-Dua-Mon-x_2013-2016_20170508-101500-ab12.csv"
    )


def test_the_mark_in_a_file_name_is_in_the_language_of_the_person():
    assert about(lang="en").file_name("csv").startswith("illustrative_agencies_")


def test_a_file_name_has_districts_and_communes_by_name_where_they_are_one_or_two():
    assert downloads.in_a_name("agencies", {"district": ("119",), "sector": ("welfare",)}) == (
        "agencies-Thuận Châu-welfare"
    )
    assert downloads.in_a_name("commune", {"commune": ("04246",)}).endswith("-04246")
    three = downloads.in_a_name("map", {"district": ("116", "119", "120")})
    assert three == "map-116-119-120"
    assert downloads.in_a_name("agency", {"agency": ("MCQ01",)}) == "agency-Sơn La-MCQ01"
    # The city is not the province of the same name.
    city = downloads.in_a_name("map", {"district": ("116",)})
    assert city != downloads.in_a_name("map", {})


def test_a_cell_holds_what_the_record_stores_and_no_dust_of_arithmetic():
    rows = pd.DataFrame({"value_million_vnd": [0.1 + 0.2, 12345678.125, 0.005, 1646.0999999999985]})
    page = opened(Sheet("Bảng", rows)).worksheets[0]
    lines = table_csv.build(rows, about()).decode("utf-8-sig").splitlines()[1:]

    assert [page.cell(row, 1).value for row in range(5, 9)] == [0.3, 12345678.125, 0.005, 1646.1]
    assert page["A5"].number_format == "#,##0.000"
    assert [line.split(",")[0] for line in lines] == ["0.3", "12345678.125", "0.005", "1646.1"]


def test_a_large_number_in_csv_has_all_its_digits_and_no_exponent():
    rows = pd.DataFrame({"value_million_vnd": [123456789012.0, 0.0000015]})
    lines = table_csv.build(rows, about()).decode("utf-8-sig").splitlines()[1:]

    assert [line.split(",")[0] for line in lines] == ["123456789012", "0.0000015"]


def test_the_row_of_heads_is_as_high_as_its_longest_head():
    short = opened(Sheet("Bảng", pd.DataFrame({"acts": [1]}))).worksheets[0]
    rows = pd.DataFrame({"promises_kept_share": [0.5]})
    long = opened(Sheet("Bảng", rows)).worksheets[0]

    assert long.row_dimensions[4].height > short.row_dimensions[4].height
    assert long["A4"].alignment.wrap_text


def test_a_table_of_works_says_which_are_completed():
    states = ["planned", "under_way", "completed", "in_use", "out_of_use", None]
    rows = pd.DataFrame({"work_id": list("abcdef"), "work_status": states})
    page = opened(Sheet("Bảng", rows)).worksheets[0]
    place = [cell.value for cell in page[4]].index("Đã hoàn thành") + 1

    said = [page.cell(row, place).value or "" for row in range(5, 11)]
    assert said == ["Không", "Không", "Có", "Có", "Có", ""]
    assert page.cell(4, place + 1).value == "Đã hoàn thành (mã)"


def test_a_short_sheet_for_print_says_what_it_is_and_leaves_out_what_paper_cannot_use():
    rows = pd.DataFrame(
        {
            "commune_name": ["Đứa Mòn"] * 120,
            "commune_code": ["04246"] * 120,
            "sector": ["economy"] * 120,
            "acts": range(120),
            "labour_days": [None] * 120,
        }
    )
    full, page, _ = opened(Sheet("Bảng", rows)).worksheets
    heads = next([cell.value for cell in row] for row in page.iter_rows() if row[0].value == "Xã")
    above = " ".join(str(page.cell(row, 1).value) for row in range(1, 7))

    assert heads == ["Xã", "Lĩnh vực", "Số hoạt động"]
    assert full.max_row == 4 + 120
    for said in ("Minh họa / Illustrative", "Lĩnh vực: Kinh tế", "2013–2016", "120 dòng"):
        assert said in above
    assert "bộ sinh số liệu minh họa" in above
    assert page.title == "Bản in"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows


def test_file_names_differ_for_every_agency_district_and_period():
    many = "map-" + "-".join(str(code) for code in range(116, 160))
    choices = [
        {"scope": "agency-MCQ01"},
        {"scope": "agency-MCQ02"},
        {"scope": "agency-MCQ01", "period": "2014–2015"},
        {"scope": many},
        {"scope": f"{many}-160"},
    ]
    names = [about(**choice).file_name("csv") for choice in choices]

    assert names[2] == "minh-hoa_agency-MCQ01_agencies_2014-2015_20170508-101500-ab12.csv"
    assert len(set(names)) == len(names)
    assert max(map(len, names)) < 200


def test_csv_opens_in_excel_and_its_text_is_inert():
    content = table_csv.build(table(), about())
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[0][0] == "Cơ quan"
    assert [row[0] for row in rows[1:7]] == [f"'{text}" for text in NASTY[:6]]
    assert rows[7][0] == "https://example.org"
    assert rows[1][4] == "1234.5"
    assert rows[2][4] == ""
    assert rows[1][6] == "2016-02-09"
    assert all(row[-1].startswith("Minh họa / Illustrative") for row in rows[1:])


def test_a_negative_number_in_csv_stays_a_number():
    content = table_csv.build(pd.DataFrame({"count": [-2, 3]}), about()).decode("utf-8-sig")

    assert content.splitlines()[1].startswith("-2,")


def test_lists_of_codes_become_one_text():
    rows = pd.DataFrame({"signal": ["never_reported"], "codes": [("A", "=B")]})

    page = opened(Sheet("Bảng", rows)).worksheets[0]

    assert [cell.value for cell in page[5]] == [
        "Được phân công nhưng chưa từng có bản ghi nào",
        "never_reported",
        "A, =B",
    ]
    assert page["C5"].data_type == "s"


def test_a_row_of_the_record_says_from_which_cell_it_came():
    rows = pd.DataFrame({"work_id": ["CT1"], "source_ref": ["v0004:CongTrinh!17"]})
    page = opened(Sheet("Bảng", rows)).worksheets[0]
    assert [page["B4"].value, page["B5"].value] == ["Dòng trong tệp gốc", "v0004:CongTrinh!17"]
    assert "v0004:CongTrinh!17" in table_csv.build(rows, about()).decode("utf-8-sig")


def test_rows_that_come_from_no_file_have_no_column_for_it():
    rows = pd.DataFrame({"work_id": ["MCT1"], "source_ref": pd.Series([None], dtype="str")})
    assert opened(Sheet("Bảng", rows)).worksheets[0]["B4"].value is None
    assert "Dòng trong tệp gốc" not in table_csv.build(rows, about()).decode("utf-8-sig")


def test_text_longer_than_a_cell_is_cut_and_infinity_is_empty():
    rows = pd.DataFrame({"description": ["x" * 40_000], "value": [float("inf")]})

    page = opened(Sheet("Bảng", rows)).worksheets[0]

    assert len(page["A5"].value) == 32_767
    assert page["B5"].value is None


def test_an_empty_table_still_has_its_heads():
    page = opened(Sheet("Bảng", table().head(0))).worksheets[0]

    assert page["A4"].value == "Cơ quan"
    assert table_csv.build(table().head(0), about()).count(b"\r\n") == 1


def test_a_workbook_without_a_table_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        workbook.build([], about())
