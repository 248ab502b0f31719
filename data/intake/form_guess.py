"""A first guess at how an office's own form is read. A person looks at it; nobody relies on it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from data.intake.form_fit import ROWS_SEARCHED
from data.intake.groups import headed_by
from data.intake.mapping import (
    BETWEEN,
    DEEPEST_HEAD,
    SheetForm,
    choosable,
    composed_heads,
)
from data.intake.office import heads
from data.intake.office.head import WIDEST, lowest, topmost
from data.intake.office.left_out import names_district
from data.intake.office.text import clean, written
from data.intake.sheets import Book, Cell, Sheet
from data.schema import TABLES, Table

# As much of a sheet as a person needs to see, to say how it is read.
_GLIMPSED_ROWS = 60

# A head is made of words; longer texts are titles and notes.
_LONGEST_HEAD = 80
_ALIKE = 0.72

# How reports call a column, folded, beside the names that are known for certain.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "commune_code": (
        "dia ban",
        "dia diem",
        "dia phuong",
        "noi thuc hien",
        "xa duoc giup do",
        "xa duoc ho tro",
        "xa phu trach",
        "xa nhan do dau",
        "ten xa ban",
    ),
    "agency_code": ("don vi thuc hien", "don vi bao cao", "co quan thuc hien", "don vi"),
    "description": (
        "noi dung",
        "noi dung giup do",
        "noi dung cong viec",
        "ket qua giup do",
        "ten hoat dong",
        "hoat dong",
    ),
    "delivered_quantity": ("so luong", "khoi luong", "khoi luong thuc hien"),
    "planned_quantity": ("ke hoach", "khoi luong ke hoach", "so luong ke hoach"),
    "cash_million_vnd": ("tien mat", "bang tien", "kinh phi", "so tien", "kinh phi thuc hien"),
    "in_kind_million_vnd": ("hien vat", "bang hien vat", "hien vat quy doi", "quy ra tien"),
    "labour_days": ("ngay cong", "so ngay cong", "cong lao dong"),
    "households_reached": ("so ho", "so ho huong loi", "ho huong loi"),
    "activity_date": ("ngay", "thoi gian", "ngay thang", "ngay ho tro"),
    "decision": ("quyet dinh", "van ban"),
    "work_type": ("loai", "loai cong trinh"),
    "cost_million_vnd": ("kinh phi", "von", "so von"),
}


def glimpse(book: Book) -> Book:
    """The first rows of every sheet that anybody sees and that has any: what a guess looks at."""
    sheets = (each for each in book.sheets if each.visible and any(map(any, each.rows)))
    return replace(book, sheets=tuple(_first_rows(each) for each in sheets))


def _first_rows(sheet: Sheet) -> Sheet:
    merged = tuple(each for each in sheet.merged if each[0] <= _GLIMPSED_ROWS)
    return replace(sheet, rows=sheet.rows[:_GLIMPSED_ROWS], merged=merged)


def suggested(
    sheet: Sheet, table: str, first_row: int | None = None, last_row: int | None = None
) -> SheetForm:
    """How a sheet may be read into a table; rows of the head as said, or guessed too."""
    if first_row is None or last_row is None:
        first_row, last_row = guessed_head(sheet, table)
    texts = composed_heads(sheet, first_row, last_row)
    columns = _columns(TABLES[table], texts)
    form = SheetForm(table, sheet.name, first_row, last_row, texts, columns)
    by_district = heads.DISTRICT not in columns and _has_district_rows(sheet, last_row)
    return replace(
        form,
        filled_down=frozenset(_merged_down(sheet, last_row, columns)),
        by_district=by_district and "commune_code" in TABLES[table].column_names,
        by_group=_by_group(sheet, last_row, table, columns),
    )


def likely_sheet(book: Book, table: str) -> Sheet:
    """The sheet that most looks like the table; the first that anybody sees, if none does."""
    seen = [each for each in book.sheets if each.visible] or list(book.sheets)
    full = [each for each in seen if any(map(any, each.rows))] or seen
    return max(full, key=lambda each: len(suggested(each, table).columns))


def guessed_head(sheet: Sheet, table: str) -> tuple[int, int]:
    """First and last row of the head: most words that name columns, then most short texts."""
    rows = range(1, min(len(sheet.rows), ROWS_SEARCHED) + 1)
    best = max(rows, key=lambda row: _looks_like_head(sheet, row, table), default=1)
    first = topmost(sheet, best)
    return first, min(max(lowest(sheet, first), best), first + DEEPEST_HEAD - 1)


def _looks_like_head(sheet: Sheet, row: int, table: str) -> tuple[int, int, int]:
    texts = [text for text in map(_short_text, sheet.rows[row - 1][:WIDEST]) if text]
    known = sum(bool(_best(TABLES[table], text)[0]) for text in texts)
    figures = sum(isinstance(value, int | float) for value in sheet.rows[row - 1][:WIDEST])
    return known, len(texts) - figures, -row


def _short_text(value: Cell) -> str:
    text = clean(value) if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST_HEAD else ""


def _columns(table: Table, texts: tuple[str, ...]) -> dict[str, int]:
    """For each column of the table the file's column whose head is most alike, each once."""
    found: dict[str, tuple[float, int]] = {}
    for number, text in enumerate(texts, 1):
        name, likeness = _best(table, text)
        if name and likeness > found.get(name, (0.0, 0))[0]:
            found[name] = likeness, number
    return {name: found[name][1] for name in choosable(table) if name in found}


def _best(table: Table, text: str) -> tuple[str, float]:
    """The column that a head is most like, and how much; "" when it is like none."""
    best = ("", 0.0)
    for part in _readings(text):
        known = heads.column_of(table.name, part)
        name = {heads.COMMUNE_NAME: "commune_code", heads.AGENCY_NAME: "agency_code"}.get(
            known, known
        )
        if name in (heads.ROW_NUMBER, heads.REMARK):
            return "", 0.0
        if name in choosable(table):
            return name, 1.0
        for wanted, columns in _names(table.name).items():
            likeness = difflib.SequenceMatcher(None, heads.head_key(part), wanted).ratio()
            if likeness >= _ALIKE and likeness > best[1]:
                best = columns, likeness
    return best


def _readings(text: str) -> Iterator[str]:
    """A head as a whole, and its last part alone."""
    if text:
        yield text.replace(BETWEEN, " ")
        if BETWEEN in text:
            yield text.rpartition(BETWEEN)[2]


@cache
def _names(table: str) -> Mapping[str, str]:
    """Heads that name a column of a table nearly for certain: folded head -> column."""
    columns = TABLES[table].column_names
    also = {text: name for name in columns for text in reversed(_ALSO.get(name, ()))}
    return {**also, **heads.column_names(table)}


def _merged_down(sheet: Sheet, last_row: int, columns: Mapping[str, int]) -> Iterator[str]:
    """The columns in which cells under the head are merged over several rows."""
    tall = {
        left
        for top, left, bottom, right in sheet.merged
        if top > last_row and bottom > top and left == right
    }
    return (name for name, number in columns.items() if number in tall)


def _by_group(sheet: Sheet, last_row: int, table: str, columns: Mapping[str, int]) -> str:
    """The column that rows with the number of a group may say: who, if no column says it."""
    if "agency_code" in columns or "agency_code" not in TABLES[table].column_names:
        return ""
    rows = range(last_row + 1, min(len(sheet.rows), _GLIMPSED_ROWS) + 1)
    return "agency_code" if any(headed_by(sheet, row) for row in rows) else ""


def _has_district_rows(sheet: Sheet, last_row: int) -> bool:
    for row in sheet.rows[last_row : last_row + 200]:
        texts = [clean(written(value)) for value in row[:WIDEST] if isinstance(value, str)]
        if any(names_district(text) for text in texts) and len(list(filter(None, texts))) <= 2:
            return True
    return False
