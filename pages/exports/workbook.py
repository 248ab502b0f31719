"""What a page shows as an Excel workbook: numbers stay numbers, text stays text."""

from __future__ import annotations

import io
import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

import pandas as pd

from data.words.formats import is_missing
from pages.exports.about import About
from pages.exports.columns import Column, columns, for_print
from pages.exports.numbers import as_stored

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Nothing in a cell is ever run, followed or guessed at: a description that begins with "=" or
# "https://" is what somebody typed.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_TEXT = 32_767  # what Excel takes in a cell
LONGEST_SHEET_NAME = 31
HEAD_ROW = 3
WIDEST, NARROWEST = 48, 9
A4 = 9  # Excel's number for the paper
MOST_ROWS_ON_PAPER = 100
LINE_HEIGHT = 15.75  # points, of a line in bold
ROOM_OF_THE_ARROW = 3  # letters that the button of the filter covers in a head
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Sheet:
    """One table: its title in words, and codes and numbers as the metrics give them.

    The index is left out: put what counts into a column. Names of places and agencies are
    columns of the table; words of other codes are added here beside the code.
    """

    title: str
    table: pd.DataFrame


def build(sheets: Sequence[Sheet], about: About) -> bytes:
    """Write the tables to a workbook, and what they are to its last sheet.

    Args:
        sheets: at least one.
        about: what was shown, from which version; its mark stands in the head of every sheet.

    Returns:
        The file. Numbers are numeric with a format, dates are dates, everything else is text.

    Raises:
        ValueError: there is no sheet.
    """
    import xlsxwriter

    if not sheets:
        raise ValueError("a workbook needs at least one table")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    made = datetime.combine(about.made_on, time())
    book.set_properties({"title": about.title, "comments": about.subtitle(), "created": made})
    taken: set[str] = set()
    for sheet in sheets:
        _write_table(book, book.add_worksheet(_sheet_name(sheet.title, taken)), sheet, about)
        on_paper = book.add_worksheet(_sheet_name(about.words("for_print"), taken))
        _write_for_print(book, on_paper, sheet, about)
    _write_about(book, book.add_worksheet(_sheet_name(about.words("about"), taken)), about)
    book.close()
    return buffer.getvalue()


def _write_table(book: Workbook, page: Worksheet, sheet: Sheet, about: About) -> None:
    written = columns(sheet.table, about)
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 13}))
    page.write_string(1, 0, about.subtitle())
    _write_columns(book, page, written, HEAD_ROW)
    page.freeze_panes(HEAD_ROW + 1, 0)
    if written:
        page.autofilter(HEAD_ROW, 0, HEAD_ROW + len(sheet.table), len(written) - 1)
    _ready_to_print(page, about, HEAD_ROW)


def _write_for_print(book: Workbook, page: Worksheet, sheet: Sheet, about: About) -> None:
    """The same table for one look on paper: words alone, the first rows, and what they are of."""
    written = for_print(columns(sheet.table.head(MOST_ROWS_ON_PAPER), about))
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 13}))
    filters = "; ".join(f"{what}: {words}" for what, words in about.filters)
    said = [
        about.subtitle(),
        f"{about.words('filters')}: {filters or about.words('no_filter')}",
        f"{about.words('source')}: {about.source} · {about.words('status')}: {about.mark}",
    ]
    if len(sheet.table) > MOST_ROWS_ON_PAPER:
        said.append(about.words("first_rows", n=MOST_ROWS_ON_PAPER, all=len(sheet.table)))
    for row, words in enumerate(said, 1):
        page.write_string(row, 0, words)
    head_row = len(said) + 2
    _write_columns(book, page, written, head_row)
    page.freeze_panes(head_row + 1, 0)
    _ready_to_print(page, about, head_row)


def _write_columns(
    book: Workbook, page: Worksheet, written: Sequence[Column], head_row: int
) -> None:
    """Heads in a row that is as high as the longest of them needs, and the cells under them."""
    heads = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    lines = 1
    for place, column in enumerate(written):
        cells = book.add_format({"num_format": _number_format(column)})
        width = _width(column)
        lines = max(lines, len(textwrap.wrap(column.head, max(width - ROOM_OF_THE_ARROW, 1))))
        page.set_column(place, place, width)
        page.write_string(head_row, place, column.head, heads)
        for row, value in enumerate(column.values, head_row + 1):
            _write_cell(page, row, place, value, cells)
    page.set_row(head_row, lines * LINE_HEIGHT)


def _write_cell(page: Worksheet, row: int, column: int, value: object, cells: Format) -> None:
    """A cell of the kind that the value is; missing and infinite values leave it empty."""
    if is_missing(value):
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value.replace(tzinfo=None), cells)
    elif isinstance(value, (int, float)):
        if math.isfinite(value):
            page.write_number(row, column, as_stored(value), cells)
    else:
        page.write_string(row, column, str(value)[:LONGEST_TEXT])


def _ready_to_print(page: Worksheet, about: About, head_row: int) -> None:
    page.repeat_rows(head_row)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L" + about.mark.replace("&", "&&") + "&R&P/&N")


def _write_about(book: Workbook, page: Worksheet, about: About) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    for row, (what, words) in enumerate(about.facts()):
        page.write_string(row, 0, what, bold)
        page.write_string(row, 1, words[:LONGEST_TEXT], wrapped)


def _number_format(column: Column) -> str:
    """Excel's own format, which the reader's Excel writes with the separators of its country."""
    if pd.api.types.is_datetime64_any_dtype(column.values):
        return "dd/mm/yyyy"
    if column.name.endswith("_share"):
        return "0.0%"
    if column.name.endswith("year"):
        return "0"
    if column.name in {"longitude", "latitude"}:
        return "0.0000"
    if not pd.api.types.is_numeric_dtype(column.values):
        return "General"
    places = _decimals(column.values)
    return "#,##0." + "0" * places if places else "#,##0"


def _decimals(values: pd.Series) -> int:
    """As many as the cells have, three at the most; a computed column, with more of them, shows
    two. The cell holds them all."""
    present = values.dropna().astype("float64")
    present = present[~present.isin([math.inf, -math.inf])].map(as_stored)
    for places in (0, 2, 3):
        if (present == present.round(places)).all():
            return places
    return 2


def _width(column: Column) -> int:
    """Wide enough for most cells; the head wraps, so only its longest word counts."""
    words = max((len(word) for word in column.head.split()), default=0)
    cells = column.values.dropna().astype("str").str.len()
    longest = 12 if pd.api.types.is_datetime64_any_dtype(column.values) else cells.quantile(0.9)
    fitting = 0 if pd.isna(longest) else int(longest) + 2
    return min(max(words + 2, fitting, NARROWEST), WIDEST)


def _sheet_name(title: str, taken: set[str]) -> str:
    """The title as Excel allows it: no []:*?/\\, 31 letters, unlike every other (case aside)."""
    plain = _NOT_IN_A_SHEET_NAME.sub(" ", title).strip().strip("'") or "1"
    name, count = _cut(plain, LONGEST_SHEET_NAME), 1
    while name.casefold() in taken:
        count += 1
        ending = f" {count}"
        name = _cut(plain, LONGEST_SHEET_NAME - len(ending)) + ending
    taken.add(name.casefold())
    return name


def _cut(text: str, length: int) -> str:
    """The text up to its last whole word, without a sign left hanging; one long word is cut."""
    if len(text) <= length:
        return text
    whole = text[: length + 1].rpartition(" ")[0]
    return whole.rstrip(" ,;:.–-·(") or text[:length]
