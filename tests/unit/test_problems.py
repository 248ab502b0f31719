"""Problems: each code has its words, and nothing from a file gets out raw."""

import re
from string import Formatter

import pytest

from data import problems
from data.intake.layout import Layout, located
from data.problems import printable, problem
from data.words import HERE, LANGUAGES, catalogue

CODES = [
    value
    for name, value in vars(problems).items()
    if name.isupper() and name[0] != "_" and isinstance(value, str)
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_says_what_is_wrong_and_how_to_mend_it(lang):
    words = catalogue(HERE, lang)
    told = {key.split(".")[1] for key in words if key.startswith("problems.")}
    assert told == set(CODES)
    assert all(words[f"problems.{code}.{part}"] for code in CODES for part in ("message", "fix"))


def test_both_languages_fill_in_the_same_values():
    def names(lang, key):
        return {name for _, name, _, _ in Formatter().parse(catalogue(HERE, lang)[key]) if name}

    keys = [key for key in catalogue(HERE, "vi") if key.startswith("problem")]
    assert {key for key in keys if names("vi", key) != names("en", key)} == set()


def test_codes_are_capitals_and_no_two_are_the_same():
    assert len(set(CODES)) == len(CODES)
    assert all(re.fullmatch(r"[A-Z0-9_]+", code) for code in CODES)


def test_a_problem_names_its_place_its_value_and_its_mend_in_both_languages():
    found = problem(
        problems.IMPOSSIBLE_DATE,
        table="activities",
        row=17,
        column="activity_date",
        value="2016-02-31",
    )
    assert found.place("vi") == "bảng «activities», dòng 17, cột «activity_date»"
    assert found.message("vi") == "giá trị «2016-02-31» không phải là ngày có thật"
    assert found.fix("en").startswith("check the day of the month")


@pytest.mark.parametrize(
    "text", ["\x1b[31mred", "a\x00b", "\u202eevil", "\u2028line", "\x7f", "\ud800", "a\nb\tc\r"]
)
def test_control_characters_are_never_echoed(text):
    found = problem(problems.UNKNOWN_CODE, table=text, column=text, value=text, nearest=text)
    shown = found.place("vi") + found.message("vi") + found.fix("en")
    assert shown.isprintable()


def test_an_endless_value_is_cut_when_shown():
    assert printable("x" * 10_000) == "x" * 80 + "…"


def test_braces_in_a_value_are_text():
    found = problem(problems.UNKNOWN_CODE, value="{nearest}{0}", nearest="{value}")
    assert "«{nearest}{0}»" in found.message("vi")


def test_a_problem_on_a_sheet_names_sheet_cell_and_the_head_as_written():
    found = problem(
        problems.IMPOSSIBLE_DATE,
        table="activities",
        row=17,
        column="activity_date",
        sheet="HoatDong",
        cell="E17",
        head="Ngày thực hiện",
    )
    assert found.place("vi") == "Trang tính «HoatDong», ô E17 (cột «Ngày thực hiện»)"
    assert found.place("en") == "Sheet «HoatDong», cell E17 (column «Ngày thực hiện»)"


def test_a_layout_turns_row_and_column_into_the_cell():
    layout = Layout("activities", "HoatDong", 3, {"activity_date": (5, "Ngày thực hiện")})
    there = problem(problems.IMPOSSIBLE_DATE, table="activities", row=17, column="activity_date")
    missing = problem(problems.MISSING_COLUMN, table="activities", column="sector")
    elsewhere = problem(problems.MISSING_TABLE, table="agencies")
    found = located([there, missing, elsewhere], {"activities": layout})
    assert [each.cell for each in found] == ["E17", "", ""]
    assert found[1].place("vi") == "Trang tính «HoatDong» (cột «sector»)"
    assert found[2] == elsewhere


def test_a_line_break_in_a_cell_is_shown_as_a_space():
    assert printable("Sở Nông nghiệp\nvà PTNT\t\r\n(cũ)") == "Sở Nông nghiệp và PTNT   (cũ)"
