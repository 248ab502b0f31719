"""Sheets and heads are found by their names wherever they stand; nothing is taken in silence."""

from __future__ import annotations

import pytest

from data import problems
from data.intake.office import heads
from data.intake.office.left_out import left_out
from data.intake.office.recognise import Place, recognise, template_version
from data.intake.sheets import Book, Cell, Sheet
from data.problems import Problem
from data.schema import TABLES
from data.words.heads import head

ASSIGNED: list[Cell] = ["PC1", "MCQ01", "04246", "", "28/10/2013", ""]


def heads_of(table: str, lang: str = "vi") -> list[Cell]:
    return [head(name, lang) for name in TABLES[table].column_names]  # type: ignore[arg-type]


def read(*sheets: Sheet) -> tuple[dict[str, Place | None], list[Problem]]:
    found: list[Problem] = []
    return recognise(Book(sheets), found), found


def codes(found: list[Problem]) -> list[str]:
    return [each.code for each in found]


def test_no_two_heads_of_a_table_are_alike_without_accents_and_marks() -> None:
    for table in TABLES.values():
        for lang in ("vi", "en"):
            keys = [heads.head_key(head(name, lang)) for name in table.column_names]
            assert len(set(keys)) == len(keys), table.name
            assert {heads.column_names(table.name)[key] for key in keys} == set(table.column_names)


@pytest.mark.parametrize(
    "name",
    ["PhanCong", "Phân công", "PHAN CONG", "phan_cong", "Assignments", "Pha\u0302n co\u0302ng"],
)
def test_a_sheet_is_known_by_its_name_however_it_is_written(name: str) -> None:
    tables, found = read(Sheet(name, [heads_of("assignments"), ASSIGNED]))
    assert list(tables) == ["assignments"]
    assert found == []


def test_a_sheet_of_another_name_is_known_by_its_heads() -> None:
    tables, found = read(Sheet("Sheet1", [heads_of("activities"), []]))
    assert list(tables) == ["activities"]
    assert found == []


def test_english_heads_and_heads_without_accents_are_known() -> None:
    for written in (
        heads_of("assignments", "en"),
        [heads.head_key(str(t)).upper() for t in heads_of("assignments")],
    ):
        tables, _ = read(Sheet("Sheet1", [written, ASSIGNED]))
        assert tables["assignments"] is not None
        assert list(tables["assignments"].head.columns) == TABLES["assignments"].column_names


def test_the_head_is_found_under_title_rows() -> None:
    rows = [
        ["UBND TỈNH SƠN LA"],
        [],
        ["BIỂU PHÂN CÔNG"],
        ["ĐVT: triệu đồng"],
        heads_of("assignments"),
    ]
    tables, _ = read(Sheet("PhanCong", [*rows, ASSIGNED]))
    place = tables["assignments"]
    assert place is not None
    assert place.head.last_row == 5
    assert "ĐVT: triệu đồng" in place.titles


def test_a_head_of_two_rows_is_read_through_its_merged_cells() -> None:
    # Columns A to G; "Khối lượng" stands over D and E, "Giá trị (triệu đồng)" over F and G.
    upper = ["Mã cơ quan", "Mã xã", "Lĩnh vực", "Khối lượng", None, "Giá trị (triệu đồng)", None]
    lower = [None, None, None, "Dự kiến", "Thực hiện", "Tiền mặt", "Hiện vật"]
    merged = ((1, 4, 1, 5), (1, 6, 1, 7), *((1, column, 2, column) for column in (1, 2, 3)))
    tables, _ = read(Sheet("HoatDong", [upper, lower, ["MCQ01"]], merged=merged))
    place = tables["activities"]
    assert place is not None
    assert (place.head.first_row, place.head.last_row) == (1, 2)
    assert {name: column for name, (column, _) in place.head.columns.items()} == {
        "agency_code": 1,
        "commune_code": 2,
        "sector": 3,
        "planned_quantity": 4,
        "delivered_quantity": 5,
        "cash_million_vnd": 6,
        "in_kind_million_vnd": 7,
    }
    assert place.head.columns["cash_million_vnd"][1] == "Giá trị (triệu đồng) Tiền mặt"


def test_a_head_that_is_nearly_right_is_taken_and_said() -> None:
    written = heads_of("assignments")
    written[3] = "Quyêt địng"
    tables, _ = read(Sheet("PhanCong", [written, ASSIGNED]))
    place = tables["assignments"]
    assert place is not None
    assert place.head.renamed == (("decision", 4, "Quyêt địng"),)
    assert place.head.columns["decision"] == (4, "Quyêt địng")


def test_doubled_and_unknown_heads_are_kept_apart() -> None:
    written = [*heads_of("assignments"), "Từ ngày", "Màu sắc"]
    tables, _ = read(Sheet("PhanCong", [written, ASSIGNED]))
    place = tables["assignments"]
    assert place is not None
    assert place.head.doubled == (("valid_from", 7, "Từ ngày"),)
    assert place.head.unknown == ((8, "Màu sắc"),)


def test_a_column_of_names_stands_for_one_of_codes_only_where_there_is_none() -> None:
    both = ["Mã xã", "Xã", "Huyện", "Mã cơ quan", "Từ ngày"]
    tables, _ = read(Sheet("PhanCong", [both, []]))
    place = tables["assignments"]
    assert place is not None
    assert place.head.columns["commune_code"] == (1, "Mã xã")
    assert place.head.helpers["commune_name"] == (2, "Xã")
    tables, _ = read(Sheet("PhanCong", [["Cơ quan", "Xã", "Huyện", "Từ ngày"], []]))
    place = tables["assignments"]
    assert place is not None
    assert place.head.columns["commune_code"] == (2, "Xã")
    assert place.head.columns["agency_code"] == (1, "Cơ quan")


def test_hidden_sheets_are_named_and_not_read() -> None:
    shown = Sheet("PhanCong", [heads_of("assignments"), ASSIGNED])
    hidden = Sheet("HoatDong", [heads_of("activities"), ["HD1"]], visible=False)
    tables, found = read(shown, hidden)
    assert list(tables) == ["assignments"]
    assert [(each.code, each.sheet) for each in found] == [(problems.HIDDEN_SHEET, "HoatDong")]
    tables, found = read(hidden)
    assert tables == {}
    assert codes(found) == [problems.ONLY_HIDDEN_SHEETS]
    assert "HoatDong" in found[0].message("vi")


def test_a_workbook_with_nothing_in_it_says_so() -> None:
    assert codes(read(Sheet("Sheet1", []), Sheet("Sheet2", [[None, ""]]))[1]) == [
        problems.EMPTY_WORKBOOK
    ]


def test_two_sheets_of_one_table_are_a_problem_that_names_both() -> None:
    one = Sheet("PhanCong", [heads_of("assignments"), ASSIGNED])
    two = Sheet("Bản cũ", [heads_of("assignments"), ASSIGNED])
    tables, found = read(one, two)
    assert tables == {"assignments": None}
    assert codes(found) == [problems.ONE_TABLE_TWICE]
    assert "«PhanCong», «Bản cũ»" in found[0].message("vi")


def test_a_sheet_that_is_no_table_is_named_and_needs_a_reason() -> None:
    one = Sheet("PhanCong", [heads_of("assignments"), ASSIGNED])
    tables, found = read(one, Sheet("Hoạt độ", [["ghi linh tinh"]]), Sheet("Sheet3", []))
    assert list(tables) == ["assignments"]
    assert [(each.code, each.severity) for each in found] == [(problems.EXTRA_SHEET, "warning")]
    assert "HoatDong" in found[0].message("vi")


def test_a_sheet_with_the_name_of_a_table_and_no_head_is_a_problem() -> None:
    tables, found = read(Sheet("HoatDong", [["MCQ01", "04246", "Kinh tế"]]))
    assert tables == {"activities": None}
    assert codes(found) == [problems.NO_HEAD]


def test_a_report_in_an_own_form_is_not_taken_for_the_office_dialect() -> None:
    form = [["TT", "Nội dung", "Số tiền", "Đã giải ngân"], [1, "Làm đường", 20, 10]]
    assert not recognise(Book((Sheet("Biểu 01", form),)), [])
    assert list(recognise(Book((Sheet("Sheet1", [heads_of("works"), []]),)), [])) == ["works"]


def test_the_version_of_the_template_is_read_from_the_guide() -> None:
    guide = Sheet("Hướng dẫn", [["Biểu mẫu"], ["Phiên bản biểu mẫu", 7.0]])
    assert template_version(Book((guide,))) == 7
    assert template_version(Book((Sheet("PhanCong", [heads_of("assignments")]),))) is None


@pytest.mark.parametrize(
    "text",
    [
        "Cộng",
        "Tổng cộng:",
        "TỔNG SỐ",
        "Trong đó",
        "Huyện Mộc Châu (Tổng số)",
        "II. Cộng",
        "Cộng (1+2)",
        "Tổng số huyện Sốp Cộp",
        "Co\u0323\u0302ng",
    ],
)
def test_subtotals_are_seen_and_not_counted(text: str) -> None:
    head_row = ["TT", *heads_of("assignments")]
    for column in (0, 2, 3):
        row: list[Cell] = [None] * 7
        row[column] = text
        row[6] = 120.0
        place = read(Sheet("PhanCong", [head_row, [1, *ASSIGNED], row]))[0]["assignments"]
        assert place is not None
        assert {each.row: each.kind for each in left_out(place).values()} == {3: "subtotal"}


@pytest.mark.parametrize(
    "text", ["Cộng đồng", "Tổng công ty Điện lực", "Tổng cục Thuế", "Cộng tác viên", "Xã Tông Cọ"]
)
def test_names_that_begin_like_a_sum_are_counted(text: str) -> None:
    row = ["PC1", text, "04246", "", "28/10/2013", ""]
    place = read(Sheet("PhanCong", [heads_of("assignments"), row]))[0]["assignments"]
    assert place is not None
    assert left_out(place) == {}


def test_a_description_that_speaks_of_a_sum_is_counted() -> None:
    row = dict.fromkeys(TABLES["activities"].column_names, "")
    row |= {"agency_code": "MCQ01", "commune_code": "04246", "description": "Tổng cộng 3 nhà"}
    place = read(Sheet("HoatDong", [heads_of("activities"), list(row.values())]))[0]["activities"]
    assert place is not None
    assert left_out(place) == {}


def test_blank_rows_examples_numbers_of_columns_and_notes_are_told_with_their_rows() -> None:
    rows: list[list[Cell]] = [
        ["TT", *heads_of("assignments")],
        [None, "(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["VÍ DỤ – xóa dòng này", *ASSIGNED],
        [1, *ASSIGNED],
        [],
        [2, None, "", "\u200b "],
        [3, *ASSIGNED],
        ["A. Các huyện biên giới"],
        ["I", "Huyện Sốp Cộp", None, None, None, None, 120.0],
        [4, *ASSIGNED],
        [None, None, "Sơn La, ngày 28 tháng 10 năm 2013"],
        [None, "Người lập biểu"],
        [None, ""],
    ]
    place = read(Sheet("PhanCong", rows))[0]["assignments"]
    assert place is not None
    assert {row: each.kind for row, each in left_out(place).items()} == {
        2: "column_numbers",
        3: "example",
        5: "blank",
        6: "blank",
        8: "note",
        9: "subtotal",
        11: "note",
        12: "note",
    }


def test_heads_typed_in_an_old_encoding_are_known() -> None:
    written = ["M· c¬ quan", "M· x·", "QuyÕt ®Þnh", "Tõ ngµy", "§Õn ngµy"]
    place = read(Sheet("Sheet1", [written, []]))[0]["assignments"]
    assert place is not None
    assert list(place.head.columns) == TABLES["assignments"].column_names[1:]
