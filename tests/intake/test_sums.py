"""A file's own sums are held against the rows that were read, and no row is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data import problems
from data.__main__ import main
from data.exchange import problem_list
from data.exchange.marked import marked
from data.intake.check import Checked, check
from data.intake.layout import not_counted
from tests.intake.foreign_reports import current, form_of, report
from tests.intake.test_office_tables import template

SUMS = (problems.SUM_DIFFERS, problems.SUM_OF_MONEY_DIFFERS)
# The report has records in rows 10, 11, 13, 14; sums over them in 9 and 12, and of all in 15.
Change = Callable[[Worksheet], object]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Change], Checked]:
    """The check of an office's own report after one change."""

    def check_changed(change: Change) -> Checked:
        path = report(tmp_path / "bao-cao.xlsx", merged_groups=False)
        form = form_of(path, filled_down=frozenset({"agency_code"}))
        book = openpyxl.load_workbook(path)
        change(book.active)
        book.save(path)
        return check(path, beside=current(), mapping=form.to_json())

    return check_changed


def setting(**cells: Any) -> Change:
    def change(page: Worksheet) -> None:
        for name, value in cells.items():
            page[name] = value

    return change


def held(checked: Checked) -> dict[int, str]:
    return {each.row: each.held for each in checked.left_out if each.kind == "subtotal"}


def differences(checked: Checked) -> list[tuple[str, str, str]]:
    return [(each.cell, each.value, each.details["apart"]) for each in checked.errors]


def test_sums_over_and_under_their_rows_agree_with_what_was_read(changed) -> None:
    checked = changed(lambda page: None)
    assert held(checked) == {9: "agrees", 12: "agrees", 15: "agrees"}
    assert checked.tables["activities"]["cash_million_vnd"].sum() == 153


def test_a_sum_that_differs_says_by_how_much_and_which_cells_are_in_question(changed) -> None:
    checked = changed(setting(G11=9.5))
    assert {each.code for each in checked.errors} == {problems.SUM_OF_MONEY_DIFFERS}
    assert differences(checked) == [("G9", "33", "1,5"), ("G15", "153", "1,5")]
    of_group, of_all = checked.errors
    assert of_group.details["cells"] == "G10–G11"
    assert of_all.details["cells"] == "G10–G11, G13–G14"
    assert "34,5 triệu đồng" in of_group.message("vi")
    assert "34,5 million đồng" in of_group.message("en")
    assert "G10–G11" in of_group.fix("vi")


def test_a_row_that_is_missing_is_found_by_its_group_and_by_the_sum_of_all(changed) -> None:
    def change(page: Worksheet) -> None:
        for cell in page[14]:
            cell.value = None

    checked = changed(change)
    assert held(checked) == {9: "agrees", 12: "differs", 15: "differs"}
    assert ("I15", "215", "30") in differences(checked)


def test_a_row_left_out_beside_the_group_is_named_where_the_sum_lacks_it(changed) -> None:
    checked = changed(
        setting(A11=None, B11="Ghi chú: tập huấn", C11=None, D11=None, E11=None, F11=None)
    )
    assert {each.row for each in checked.errors} == {9, 15}
    assert {each.details["others"] for each in checked.errors} == {"11"}
    (asked,) = [each for each in checked.warnings if each.row == 11]
    assert (asked.code, asked.details["cells"]) == (
        problems.LEFT_OUT_WITH_VALUES,
        "G11 «8», I11 «60»",
    )


def test_money_in_thousands_is_compared_in_the_unit_it_was_read_in(tmp_path) -> None:
    path = report(tmp_path / "nghin.xlsx", unit="ĐVT: nghìn đồng")
    assert held(check(path, beside=current(), mapping=form_of(path).to_json())) == {
        9: "agrees",
        12: "agrees",
        15: "agrees",
    }


def test_quantities_of_several_types_are_never_added(changed) -> None:
    assert not changed(setting(E15=99)).errors


def test_quantities_of_one_type_and_unit_are_added(tmp_path) -> None:
    assert held(own_form(tmp_path, B7="Cộng", L7=1_800)) == {7: "agrees"}
    (error,) = own_form(tmp_path, B7="Cộng", L7=1_700).errors
    assert (error.code, error.cell, error.details["apart"]) == (problems.SUM_DIFFERS, "L7", "100")


def own_form(tmp_path: Path, **cells: Any) -> Checked:
    """The template with records in rows 4 to 6, and these cells of its acts."""
    path = tmp_path / "mau.xlsx"
    path.write_bytes(template())
    book = openpyxl.load_workbook(path)
    setting(**cells)(book["HoatDong"])
    book.save(path)
    return check(path)


def test_a_number_that_cannot_be_read_is_told_and_its_sums_wait(changed) -> None:
    checked = changed(setting(G11="tám"))
    assert [each.cell for each in checked.errors] == ["G11"]
    assert held(checked) == {9: "not_held", 12: "agrees", 15: "not_held"}


@pytest.mark.parametrize(
    "words", ["Trong đó: vốn 135", "Cộng dồn từ đầu năm", "Lũy kế đến quý III"]
)
def test_a_part_of_a_sum_and_what_earlier_reports_count_is_no_sum_of_the_file(
    changed, words: str
) -> None:
    checked = changed(setting(B16=words, G16=40))
    assert not checked.errors
    assert held(checked)[16] == "not_held"


def test_groups_within_groups_end_at_the_next_of_their_level(tmp_path) -> None:
    checked = outline(tmp_path, first=33, whole=153)
    assert held(checked) == dict.fromkeys((2, 3, 6, 8, 9, 11), "agrees")
    wrong = outline(tmp_path, first=120, whole=153)
    assert [(each.cell, each.details["cells"]) for each in wrong.errors] == [("D3", "D4–D5")]


def outline(tmp_path: Path, *, first: float, whole: float) -> Checked:
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["TT", "Xã", "Nội dung", "Tiền mặt (triệu đồng)"],
        ["I", "Huyện Mường La (Tổng số)", None, 45],
        ["1", "Cụm xã vùng thấp (Tổng số)", None, first],
        [None, "Xã Mường Bú", "Giống cây", 25],
        [None, "Thị trấn Ít Ong", "Tập huấn", 8],
        ["2", "Cụm xã vùng cao (Tổng số)", None, 12],
        [None, "Xã Mường Bú", "Tập huấn", 12],
        ["II", "Huyện Yên Châu (Tổng số)", None, 108],
        ["1", "Cụm xã dọc quốc lộ (Tổng số)", None, 108],
        [None, "Xã Yên Sơn", "Đường bản", 108],
        [None, "TỔNG CỘNG (I+II)", None, whole],
    ):
        page.append(row)
    path = tmp_path / "nhieu-cap.xlsx"
    book.save(path)
    columns = {"commune_code": 2, "description": 3, "cash_million_vnd": 4}
    values = {"sector": "economy", "activity_date": "30/09/2015", "agency_code": "CQ01"}
    form = form_of(path, columns=columns, values=values, by_group="", by_district=True)
    return check(path, beside=current(), mapping=form.to_json())


def test_a_column_of_money_that_is_not_read_holds_the_rows_too(changed) -> None:
    def change(page: Worksheet) -> None:
        page["K6"] = "Tổng kinh phí"
        for row, value in {10: 35, 11: 8, 13: 150.5, 14: 15, 15: 200}.items():
            page[f"K{row}"] = value

    (error,) = changed(change).errors
    assert (error.cell, error.details["total"]) == ("K15", "208,5")


def test_a_sum_with_a_day_and_a_commune_is_asked_about_and_not_dropped_in_silence(
    tmp_path,
) -> None:
    checked = own_form(tmp_path, A6="Cộng")
    (asked,) = checked.warnings
    assert (asked.code, asked.row) == (problems.LEFT_OUT_WITH_VALUES, 6)
    assert "D6" in asked.details["cells"]
    assert "K6" in asked.details["cells"]


def test_lists_and_the_marked_workbook_name_every_row_that_is_not_counted(
    changed, tmp_path
) -> None:
    checked = changed(lambda page: None)
    told = not_counted(checked.left_out)
    assert {each.row: each.code for each in told} == {
        8: problems.ROW_OF_NUMBERS,
        **dict.fromkeys((9, 12, 15), problems.SUM_AGREES),
        **dict.fromkeys((17, 18, 19, 23), problems.ROW_IS_NOTE),
    }
    made = tmp_path / "danh-dau.xlsx"
    made.write_bytes(marked(tmp_path / "bao-cao.xlsx", told, "vi", {"Biểu 02": 7}))
    texts = [cell.value for cell in openpyxl.load_workbook(made)["Biểu 02"][15]]
    assert any("khớp với các dòng đã đọc" in str(text) for text in texts)
    listed = tmp_path / "ds.xlsx"
    listed.write_bytes(problem_list.workbook(told, "vi"))
    assert openpyxl.load_workbook(listed).active.max_row == 1 + len(told)


def test_the_command_line_says_of_each_sum_that_it_agrees(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "store"))
    own_form(tmp_path, B7="Cộng", N7=18)
    assert main(["check", str(tmp_path / "mau.xlsx")]) == 0
    said = capsys.readouterr().out
    assert "dòng cộng: khớp với các dòng đã đọc" in said
    assert "a sum: agrees with the rows that were read" in said
