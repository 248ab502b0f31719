"""The problems of a file on one screen and as a table to send."""

from __future__ import annotations

import io

import openpyxl

from data import problems
from data.exchange import problem_list
from data.problems import Problem, problem


def at(cell: str, code: str = problems.IMPOSSIBLE_DATE, **said) -> Problem:
    row = int("".join(letter for letter in cell if letter.isdecimal()))
    return problem(
        code,
        sheet="HoatDong",
        cell=cell,
        row=row,
        head="Ngày thực hiện",
        table="activities",
        **said,
    )


def dates() -> list[Problem]:
    return [at(f"E{row}", value=f"{row}/02/2016") for row in (31, 17, 18, 19, 20)]


def page(found: list[Problem], lang="vi"):
    return openpyxl.load_workbook(io.BytesIO(problem_list.workbook(found, lang))).active


def test_problems_are_grouped_by_code_with_their_cells_drawn_together():
    (group,) = problem_list.summary(dates(), "vi")
    assert (group.code, group.severity, group.count) == ("NGAY_KHONG_CO_THAT", "error", 5)
    assert group.where == ("HoatDong E17–E20, E31",)
    assert group.values == ("31/02/2016", "17/02/2016", "18/02/2016")
    assert group.message == "giá trị «31/02/2016» không phải là ngày có thật"
    assert group.fix


def test_a_group_says_when_its_cells_are_mended_in_different_ways():
    eaten = [
        at(f"D{row}", problems.LEADING_ZERO_EATEN, value=code[1:], nearest=code)
        for row, code in ((4, "04246"), (5, "03685"))
    ]
    (group,) = problem_list.summary(eaten, "vi")
    assert group.mends_differ
    assert "04246" in group.fix
    assert not problem_list.summary(dates(), "vi")[0].mends_differ


def test_errors_come_before_warnings_and_the_most_frequent_first():
    found = [
        at("B2", problems.EXTRA_COLUMN, severity="warning", nearest="–"),
        at("B3", problems.NEGATIVE, value="-2"),
        *dates(),
    ]
    codes = [group.code for group in problem_list.summary(found, "vi")]
    assert codes == ["NGAY_KHONG_CO_THAT", "SO_AM", "THUA_COT"]


def test_columns_and_sheets_are_told_apart():
    found = [*dates(), at("F17"), problem(problems.IMPOSSIBLE_DATE, sheet="CongTrinh", cell="E17")]
    (group,) = problem_list.summary(found, "vi")
    assert group.where == ("HoatDong E17–E20, E31", "HoatDong F17", "CongTrinh E17")


def test_a_range_of_cells_is_told_as_it_is():
    merged = problem(problems.MISSING_COLUMN, sheet="HoatDong", cell="A5:F5")
    assert problem_list.summary([merged], "vi")[0].where == ("HoatDong A5:F5",)


def test_problems_without_a_cell_are_told_by_row_or_in_words():
    in_csv = [
        problem(problems.NEGATIVE, table="works", column="quantity", row=n) for n in (2, 3, 3)
    ]
    (group,) = problem_list.summary(in_csv, "vi")
    assert group.where == ("works quantity 2–3",)
    missing = problem(problems.MISSING_TABLE, table="agencies", found="–", form="CoQuan")
    assert problem_list.summary([missing], "vi")[0].where == ("bảng «agencies»",)


def test_one_screen_stays_one_screen():
    found = [at(f"{letter}{row}") for letter in "ABCDEFGHIJKLMNOPQRST" for row in range(2, 99, 2)]
    (group,) = problem_list.summary(found, "en")
    assert (len(group.where), group.more_places) == (problem_list.MOST_PLACES, 8)


def test_many_cells_apart_are_cut_to_the_first_few():
    (group,) = problem_list.summary([at(f"E{row}") for row in range(2, 99, 2)], "vi")
    assert group.where[0].startswith("HoatDong E2, E4, ")
    assert group.where[0].endswith("E24, …")


def test_the_table_has_a_row_for_each_problem_in_both_languages():
    sheet = page([at("E17", value="31/02/2016")])
    assert [cell.value for cell in sheet[1]][:7] == [
        *("Mức", "Mã", "Trang tính", "Ô", "Dòng", "Cột", "Giá trị"),
    ]
    row = [cell.value for cell in sheet[2]]
    assert row[:7] == [
        *("lỗi", "NGAY_KHONG_CO_THAT", "HoatDong", "E17", "17", "Ngày thực hiện", "31/02/2016"),
    ]
    assert "không phải là ngày có thật" in row[7]
    assert "is not a real date" in row[9]
    assert "is not a real date" in page([at("E17", value="x")], "en")["H2"].value


def test_text_of_a_file_stays_text_in_the_table():
    nasty = ["=1+1", "+84", "@SUM(A1)", "https://example.org", "-2"]
    sheet = page([at(f"E{n}", value=text) for n, text in enumerate(nasty, start=2)])
    shown = [sheet.cell(row, 7) for row in range(2, 2 + len(nasty))]
    assert [cell.value for cell in shown] == nasty
    assert {cell.data_type for cell in shown} == {"s"}
    assert all(cell.quotePrefix for cell in shown)
    assert not any(cell.hyperlink for cell in shown)


def test_no_problem_is_a_table_with_heads_only():
    assert problem_list.summary([], "vi") == []
    assert page([]).max_row == 1
