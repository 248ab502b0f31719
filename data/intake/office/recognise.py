"""Which sheet is which table, and on which row its head stands.

A sheet is known by its name, or by its heads alone when all that a table needs are there. The
head is found by its names, not by its row; title rows may stand above it, and its cells may be
merged over several rows or columns.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data import problems
from data.intake.office import heads
from data.intake.office.head import WIDEST, Head, read_head, topmost
from data.intake.office.text import clean, written
from data.intake.raw import nearest
from data.intake.sheets import Book, Cell, Sheet
from data.problems import Problem, problem
from data.schema import TABLES, Table
from data.words import LANGUAGES, translate

# Titles, decisions and signatures above a head take a dozen rows at the most.
_ROWS_SEARCHED = 30
# Fewer heads than these may be a coincidence.
_FEWEST_HEADS = 2
_ALIKE_SHEETS = 0.8

# Tables whose rows get a code made when they have none.
MADE_IDS = {"activities": "activity_id", "assignments": "assignment_id", "works": "work_id"}


@dataclass(frozen=True)
class Place:
    """A table found on a sheet, and what the title rows above it say."""

    table: Table
    sheet: Sheet
    head: Head
    titles: tuple[str, ...] = ()


def recognise(book: Book, found: list[Problem]) -> dict[str, Place | None]:
    """Every table of a workbook: where it stands, None where its sheet has no head.

    Args:
        book: the sheets; hidden ones and those of guidance are not read.
        found: problems of the workbook and its sheets are added here.
    """
    found += _hidden(book)
    sheets = list(_of_records(book))
    by_table: dict[str, list[tuple[Sheet, Place | None]]] = {}
    for sheet in sheets:
        place = _by_name(sheet) or _by_heads(sheet)
        name = place.table.name if place else heads.sheet_names().get(heads.sheet_key(sheet.name))
        if name:
            by_table.setdefault(name, []).append((sheet, place))
        elif any(_texts(row) for row in sheet.rows):
            found.append(_extra(sheet, set(by_table)))
    return {name: _only(name, places, found) for name, places in by_table.items()}


def template_version(book: Book) -> int | None:
    """The version of the template that a workbook was made from; None when it does not say."""
    labels = {heads.head_key(translate(lang, "template.version")) for lang in LANGUAGES}
    for sheet in book.sheets:
        for row in sheet.rows[:_ROWS_SEARCHED]:
            for label, value in pairwise(row[:WIDEST]):
                if isinstance(label, str) and heads.head_key(label) in labels:
                    return _whole(value)
    return None


def _whole(value: Cell) -> int | None:
    text = written(value)
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _of_records(book: Book) -> Iterator[Sheet]:
    return (sheet for sheet in book.sheets if sheet.visible and not heads.is_no_table(sheet.name))


def _hidden(book: Book) -> Iterator[Problem]:
    full = [sheet for sheet in book.sheets if any(_texts(row) for row in sheet.rows)]
    hidden = [sheet for sheet in full if not sheet.visible and not heads.is_no_table(sheet.name)]
    if not full:
        yield problem(problems.EMPTY_WORKBOOK)
    elif hidden and not any(sheet.visible and sheet not in hidden for sheet in full):
        names = ", ".join(f"«{sheet.name}»" for sheet in hidden)
        yield problem(problems.ONLY_HIDDEN_SHEETS, sheets=names)
    else:
        for sheet in hidden:
            yield problem(problems.HIDDEN_SHEET, severity="warning", sheet=sheet.name)


def _extra(sheet: Sheet, taken: set[str]) -> Problem:
    names = [translate("vi", f"sheet.{table}") for table in TABLES if table not in taken]
    return problem(
        problems.EXTRA_SHEET,
        severity="warning",
        sheet=sheet.name,
        value=sheet.name,
        nearest=nearest(sheet.name, names),
    )


def _only(
    name: str, places: Sequence[tuple[Sheet, Place | None]], found: list[Problem]
) -> Place | None:
    """The one place of a table; several sheets of one table are a problem, for none is surer."""
    if len(places) > 1:
        sheets = ", ".join(f"«{sheet.name}»" for sheet, _ in places)
        word = translate("vi", f"sheet.{name}")
        found.append(problem(problems.ONE_TABLE_TWICE, table=name, value=word, sheets=sheets))
        return None
    sheet, place = places[0]
    if place is None:
        columns = [translate("vi", f"columns.{each}") for each in TABLES[name].column_names]
        found.append(
            problem(problems.NO_HEAD, table=name, sheet=sheet.name, columns=", ".join(columns))
        )
    return place


def _by_name(sheet: Sheet) -> Place | None:
    key = heads.sheet_key(sheet.name)
    names = heads.sheet_names()
    alike = [key] if key in names else difflib.get_close_matches(key, names, 1, _ALIKE_SHEETS)
    return _place(TABLES[names[alike[0]]], sheet) if alike else None


def _by_heads(sheet: Sheet) -> Place | None:
    """The table whose needed heads all stand on the sheet; of several the one with most heads."""
    places = [_place(table, sheet) for table in TABLES.values()]
    whole = [
        place for place in places if place and not _needed(place.table) - set(place.head.columns)
    ]
    ranked = sorted(whole, key=lambda place: len(place.head.columns), reverse=True)
    if len(ranked) > 1 and len(ranked[0].head.columns) == len(ranked[1].head.columns):
        return None
    return ranked[0] if ranked else None


def _needed(table: Table) -> set[str]:
    needed = {column.name for column in table.columns if column.required}
    return needed - {MADE_IDS.get(table.name, "")}


def _place(table: Table, sheet: Sheet) -> Place | None:
    """The table on this sheet, if at least a few of its heads stand on one of the first rows."""
    best, most = 0, _FEWEST_HEADS - 1
    for row in range(1, min(len(sheet.rows), _ROWS_SEARCHED) + 1):
        named = {heads.column_of(table.name, text) for text in _texts(sheet.rows[row - 1])}
        matched = len(named & {*table.column_names, heads.COMMUNE_NAME, heads.AGENCY_NAME})
        if matched > most:
            best, most = row, matched
    if not best:
        return None
    head = read_head(table, sheet, topmost(sheet, best))
    titles = [text for row in sheet.rows[: head.first_row - 1] for text in _texts(row)]
    return Place(table, sheet, head, tuple(titles))


def _texts(row: Sequence[Cell]) -> list[str]:
    """What stands in a row, without empty cells."""
    return [text for text in (clean(written(value)) for value in row[:WIDEST]) if text]
