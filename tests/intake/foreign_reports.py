"""A quarterly report as an office makes it: titles, a head of two rows, groups, sums, names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from data.intake.form_guess import suggested
from data.intake.mapping import SheetForm
from data.intake.reading import read_book
from data.schema import TABLES, typed

AGENCY_ONE, AGENCY_TWO = "Sở Thử nghiệm Một", "Công ty Thử nghiệm Hai"
HEAD_ROW = 6

# Number, agency (once a group), commune, what, how many, unit, cash, in kind, households.
Row = tuple[Any, ...]
RECORDS: list[Row] = [
    (1, AGENCY_ONE, "Xã Mường Bú", "Giống cây ăn quả", 500, "cây", 25, 10, 40),
    (2, None, "Thị trấn Ít Ong", "Tập huấn kỹ thuật", 2, "lớp", 8, None, 60),
    (3, AGENCY_TWO, "Chiềng Hặc", "Đường bản", 1.5, "km", 120, 30.5, 85),
    (4, None, "Xã Yên Sơn", "Tặng quà hộ nghèo", 30, "suất", None, 15, 30),
]
CASH, IN_KIND, HOUSEHOLDS = 25 + 8 + 120, 10 + 30.5 + 15, 40 + 60 + 85 + 30

_TITLES = {
    (0, 0): "UBND TỈNH SƠN LA",
    (0, 5): "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    (1, 0): "SỞ NỘI VỤ",
    (1, 5): "Độc lập - Tự do - Hạnh phúc",
    (2, 1): "BIỂU TỔNG HỢP KẾT QUẢ GIÚP ĐỠ CÁC XÃ QUÝ {quarter} NĂM 2015",
    (3, 1): "(Kèm theo Báo cáo số 15/BC-SNV ngày 05 tháng 10 năm 2015)",
}
_HEADS = ["TT", "Đơn vị giúp đỡ", "Xã được giúp đỡ", "Nội dung", "Kết quả", "", "Giá trị", ""]
_HEADS += ["Số hộ hưởng lợi", "Ghi chú"]
_UNDER = {4: "Số lượng", 5: "ĐVT", 6: "Tiền mặt", 7: "Hiện vật"}


def report(
    path: Path,
    *,
    quarter: str = "III",
    sheet: str = "Biểu 02",
    above: int = 0,
    unit: str = "ĐVT: triệu đồng",
    merged_groups: bool = True,
    heads: dict[int, str] | None = None,
    records: list[Row] | None = None,
) -> Path:
    """Write the report.

    Args:
        above: rows that stand above everything, as when a letterhead grows.
        unit: what stands over the table on the right.
        merged_groups: False where the office leaves the cells of a group empty instead.
        heads: other words for some heads, by column from 0.
        records: four of them, two in each of two groups.
    """
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    for (row, column), text in _TITLES.items():
        page.write(above + row, column, text.format(quarter=quarter))
    page.write(above + 4, 8, unit)
    first = above + HEAD_ROW - 1
    _head(page, first, heads or {})
    rows = records or RECORDS
    line = first + 2
    page.write_row(line, 0, [f"({number})" for number in range(1, 11)])
    line += 1
    for district, group in (("Huyện Mường La", rows[:2]), ("Huyện Yên Châu", rows[2:])):
        page.write_row(line, 0, ["I", None, f"{district} (Tổng số)"])
        _sums(page, line, group)
        line += 1
        for number, record in enumerate(group):
            page.write_row(line + number, 0, [*record, None])
        if merged_groups:
            page.merge_range(line, 1, line + len(group) - 1, 1, group[0][1])
        line += len(group)
    page.write_row(line, 0, [None, "Cộng"])
    _sums(page, line, rows)
    page.write(line + 2, 1, "Ghi chú: hiện vật đã quy ra tiền")
    page.write(line + 3, 6, "Sơn La, ngày 05 tháng 10 năm 2015")
    page.write(line + 4, 1, "Người lập biểu")
    page.write(line + 4, 6, "GIÁM ĐỐC")
    page.write(line + 8, 1, "Nguyễn Văn A")
    page.write(line + 8, 6, "Trần Thị B")
    book.close()
    return path


def _head(page: Any, first: int, heads: dict[int, str]) -> None:
    texts = [heads.get(column, text) for column, text in enumerate(_HEADS)]
    for column, text in enumerate(texts):
        if column in (4, 6):
            page.merge_range(first, column, first, column + 1, text)
        elif column not in _UNDER:
            page.merge_range(first, column, first + 1, column, text)
    for column, text in _UNDER.items():
        page.write(first + 1, column, text)


def _sums(page: Any, line: int, rows: list[Row]) -> None:
    for column in (6, 7, 8):
        page.write(line, column, sum(row[column] or 0 for row in rows))


def form_of(path: Path, **changes: Any) -> SheetForm:
    """The form as a person makes it: the guess, looked through, with what is the same in all."""
    book, _ = read_book(path)
    assert book is not None
    guess = suggested(book.sheets[0], "activities")
    values = {"sector": "economy", "activity_date": "30/09/2015"}
    return replace(guess, **{"values": values, "name": "Biểu 02", **changes})


def current() -> dict[str, pd.DataFrame]:
    """Agencies and assignments of the version that the report comes beside."""
    agencies = {
        "agency_code": ["CQ01", "CQ02"],
        "agency_name": [AGENCY_ONE, AGENCY_TWO],
        "agency_group": ["department", "enterprise"],
    }
    assignments = {
        "assignment_id": ["PC1", "PC2"],
        "agency_code": ["CQ01", "CQ02"],
        "commune_code": ["04246", "04024"],
        "valid_from": pd.to_datetime(["2013-10-28", "2013-10-28"]),
    }
    tables = {"agencies": agencies, "assignments": assignments}
    return {
        name: typed(TABLES[name], pd.DataFrame(cells).reindex(columns=TABLES[name].column_names))
        for name, cells in tables.items()
    }
