"""Whatever stands in a sheet is read or told, and never stops the program."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from data import problems
from data.intake.groups import headed_by
from data.intake.layout import located
from data.intake.office.book import read_office
from data.intake.office.legacy import survey
from data.intake.office.text import clean, written
from data.intake.sheets import Book, Cell, Sheet
from data.problems import Problem
from data.schema import TABLES
from data.words import translate
from data.words.heads import head

WORDS = ("Cộng", "VÍ DỤ", "=1+1", "ĐVT: triệu đồng", "Huyện Sốp Cộp", "04246", "M­êng", "\ud800")
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(WORDS),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
NUMBERS = st.integers(min_value=1, max_value=12)
PLACES = st.tuples(NUMBERS, NUMBERS)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    table = draw(st.sampled_from(list(TABLES)))
    heads: list[Cell] = [head(name, "vi") for name in TABLES[table].column_names]
    rows = draw(st.lists(st.lists(CELLS, max_size=len(heads) + 2), max_size=5))
    above = draw(st.lists(st.lists(CELLS, max_size=3), max_size=2))
    corners = draw(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=3))
    return Sheet(
        draw(st.one_of(st.text(max_size=20), st.sampled_from(["HoatDong", "Sheet1"]))),
        [*above, heads, *rows],
        visible=draw(st.booleans()),
        merged=tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners),
        formulas=draw(st.dictionaries(PLACES, st.text(max_size=9), max_size=2)),
        without_value=draw(st.frozensets(PLACES, max_size=3)),
        errors=draw(st.dictionaries(PLACES, st.just("#REF!"), max_size=3)),
        hidden_rows=draw(st.frozensets(NUMBERS, max_size=3)),
        hidden_columns=draw(st.frozensets(NUMBERS, max_size=3)),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(sheets(), max_size=3))
def test_no_content_of_a_workbook_raises_and_every_problem_has_its_words(
    of_book: list[Sheet],
) -> None:
    found: list[Problem] = []
    read = read_office(Book(tuple(of_book)), found)
    for each in located(found, read.layouts):
        for lang in ("vi", "en"):
            assert each.message(lang)
            assert each.fix(lang)
            assert each.place(lang) is not None
    for name, raw in read.tables.items():
        assert raw is None or list(raw.rows) == TABLES[name].column_names


@settings(max_examples=150, deadline=None)
@given(sheets())
def test_rows_read_and_rows_left_out_with_a_reason_are_all_rows_of_the_file(sheet: Sheet) -> None:
    found: list[Problem] = []
    read = read_office(Book((sheet,)), found)
    for name, raw in read.tables.items():
        if raw is None:
            continue
        head_row = read.layouts[name].head_row
        told = sorted([*raw.rows.index, *(each.row for each in read.left_out)])
        assert told == list(range(head_row + 1, head_row + 1 + len(told)))
        assert head_row + len(told) >= last_filled(sheet)
        assert all(each.why(lang) for each in read.left_out for lang in ("vi", "en"))
        asked = {each.row for each in found if each.code == problems.LEFT_OUT_WITH_VALUES}
        assert asked == {each.row for each in read.left_out if each.held == "asked"}


def last_filled(sheet: Sheet) -> int:
    """The last row with anything that a person sees."""
    filled = [
        number
        for number, row in enumerate(sheet.rows, 1)
        if any(value is not None and clean(written(value)) for value in row)
    ]
    return max(filled, default=0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(TABLES)), st.data())
def test_the_same_rows_under_heads_of_either_language_read_the_same(
    table: str, data: st.DataObject
) -> None:
    names = TABLES[table].column_names
    row = st.lists(CELLS, min_size=len(names), max_size=len(names))
    rows = data.draw(st.lists(row, max_size=4))
    # Which old encoding a file is in is judged by all its texts, heads among them.
    assume(not survey({cell for line in rows for cell in line if isinstance(cell, str)}).encoding)
    read, told = [], []
    for lang in ("vi", "en"):
        found: list[Problem] = []
        heads: list[Cell] = [head(name, lang) for name in names]
        sheet = Sheet(translate(lang, f"sheet.{table}"), [heads, *rows])
        made = read_office(Book((sheet,)), found)
        raw = made.tables[table]
        assert raw is not None
        read.append((raw.rows.to_dict(), [(each.row, each.kind) for each in made.left_out]))
        told.append([(each.code, each.row, each.column) for each in found])
    assert read[0] == read[1]
    assert told[0] == told[1]


@given(CELLS)
@settings(max_examples=100, deadline=None)
def test_any_cell_in_any_column_becomes_text_or_a_problem(value: Cell) -> None:
    for table in TABLES.values():
        heads: list[Cell] = [head(name, "vi") for name in table.column_names]
        whole = Sheet(table.name, [heads, [value] * len(heads)])
        read = read_office(Book((whole,)), [])
        raw = read.tables[table.name]
        assert raw is not None
        assert all(isinstance(text, str) for row in raw.rows.to_numpy() for text in row)


def test_kinds_of_cells_that_no_column_expects() -> None:
    for value in (timedelta(days=-1), time(1, 2), date(1, 1, 1), datetime(9999, 12, 31), 10**400):
        heads: list[Cell] = [head(name, "vi") for name in TABLES["activities"].column_names]
        read_office(Book((Sheet("HoatDong", [heads, [value] * len(heads)]),)), [])


def test_a_merged_range_may_reach_beyond_every_row_and_column() -> None:
    heads: list[Cell] = [head(name, "vi") for name in TABLES["agencies"].column_names]
    rows: list[list[Cell]] = [heads, ["CQ01", "Một"], ["CQ02", "Hai"]]
    found: list[Problem] = []
    read_office(Book((Sheet("CoQuan", rows, merged=((3, 1, 10**12, 10**12),)),)), found)
    told = [(each.row, each.column) for each in found if each.code == problems.MERGED_CELLS]
    assert told == [(3, "agency_code")]


@pytest.mark.parametrize("text", ["ngày tháng " * 2_900, "1" + "!" * 32_000 + "x", "(" * 32_000])
def test_a_cell_of_thirty_pages_is_no_reason_to_stop(text: str) -> None:
    heads: list[Cell] = [head(name, "vi") for name in TABLES["activities"].column_names]
    before: list[Cell] = [None] * TABLES["activities"].column_names.index("description")
    rows: list[list[Cell]] = [heads, [*before, text], ["I", text]]
    read = read_office(Book((Sheet("HoatDong", rows),)), [])
    assert read.tables["activities"] is not None
    assert headed_by(Sheet("Biểu 01", rows), 3) in ("", text.strip())
