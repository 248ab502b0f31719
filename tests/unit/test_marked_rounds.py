"""The officer's way with the form: fill in, get it back marked, mend, hand in again."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from data.exchange.marked import marked
from data.exchange.template import write_template
from data.intake.check import Checked, check


def head_row(page) -> int:
    """The template has its heads in the second row."""
    return 2


def put(page, row: int, said: dict[str, object]) -> None:
    heads = {
        str(cell.value).rstrip(" *"): cell.column for cell in page[head_row(page)] if cell.value
    }
    for name, value in said.items():
        page.cell(row, heads[name], value)


@pytest.fixture
def filled(tmp_path) -> Path:
    """The form with one good agency and assignment, and an act on a day that never was."""
    book = openpyxl.load_workbook(io.BytesIO(write_template()))
    agencies, assignments, acts = (
        next(page for page in book.worksheets if page.title == name)
        for name in ("CoQuan", "PhanCong", "HoatDong")
    )
    put(agencies, 4, {"Mã cơ quan": "SNN", "Cơ quan": "Một cơ quan", "Khối": "Sở, ban, ngành"})
    day = {"Từ ngày": "28/10/2013"}
    put(assignments, 4, {"Mã phân công": "PC1", "Mã cơ quan": "SNN", "Mã xã": "04246", **day})
    put(
        acts,
        4,
        {
            "Mã hoạt động": "HD1",
            "Mã cơ quan": "SNN",
            "Mã xã": "04246",
            "Lĩnh vực": "Kinh tế",
            "Ngày thực hiện": "31/02/2016",
        },
    )
    path = tmp_path / "filled.xlsx"
    book.save(path)
    return path


def round_of(path: Path, checked: Checked) -> Path:
    heads = {layout.sheet: layout.head_row for layout in checked.layouts.values()}
    out = path.with_name(f"marked-{path.name}")
    out.write_bytes(marked(path, checked.problems, "vi", heads))
    return out


def codes(checked: Checked) -> list[str]:
    return sorted(each.code for each in checked.problems)


def test_a_marked_form_handed_in_again_has_the_same_problems_and_no_new_one(filled):
    first = check(filled)
    assert "NGAY_KHONG_CO_THAT" in codes(first)
    again = check(round_of(filled, first))
    assert codes(again) == codes(first)


def test_a_mended_form_is_good_and_its_marks_go(filled):
    first = check(filled)
    back = round_of(filled, first)
    book = openpyxl.load_workbook(back)
    (bad,) = [each for each in first.problems if each.code == "NGAY_KHONG_CO_THAT"]
    page = book[bad.sheet]
    assert page[bad.cell].comment is not None
    page[bad.cell] = "28/02/2016"
    book.save(back)
    mended = check(back)
    assert "NGAY_KHONG_CO_THAT" not in codes(mended)
    assert mended.errors == []
    last = openpyxl.load_workbook(round_of(back, mended))
    assert last[bad.sheet][bad.cell].comment is None
    assert last.sheetnames.count("Kết quả kiểm tra") == 1
