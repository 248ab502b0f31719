"""The machine dialect as a workbook: one sheet a table, the schema's names in the first row.

Cells become the text that a CSV file would have, so both are checked by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from data import problems
from data.exchange.marks import is_own_sheet
from data.intake.layout import Layout, machine_layout
from data.intake.raw import RawTable, nearest, read_table
from data.intake.sheets import Book, Cell, Sheet, cell_name
from data.problems import Problem, problem
from data.schema import TABLES, Table

# A head that shares fewer names with the schema may be an English word by chance.
_SURE_OF_A_HEAD = 2


def is_machine_book(book: Book) -> bool:
    """True when a sheet has the schema's names in its first row, or carries a table's name."""
    return any(_is_machine_sheet(sheet) for sheet in book.sheets)


def _is_machine_sheet(sheet: Sheet) -> bool:
    head = set(head_of(sheet))
    if sheet.name in TABLES:
        return not head or bool(head.intersection(TABLES[sheet.name].column_names))
    return any(
        len(head.intersection(table.column_names)) >= _SURE_OF_A_HEAD for table in TABLES.values()
    )


def head_of(sheet: Sheet) -> list[str]:
    """The first row of a sheet as text, without the empty cells at its end."""
    return _trimmed([machine_text(cell).strip() for cell in sheet.rows[0]]) if sheet.rows else []


def read_workbook(
    book: Book, found: list[Problem]
) -> tuple[dict[str, RawTable | None], dict[str, Layout]]:
    """Read every table of a workbook.

    Args:
        book: its sheets.
        found: problems of the sheets are added here.

    Returns:
        Tables by name, None where the sheet cannot be read; and where each stands.
    """
    tables: dict[str, RawTable | None] = {}
    layouts: dict[str, Layout] = {}
    for sheet in book.sheets:
        head = head_of(sheet)
        table = TABLES.get(sheet.name)
        if table is not None:
            tables[table.name] = _read_sheet(sheet, table, head, found)
            layouts[table.name] = machine_layout(table, sheet.name, head)
        elif head and not is_own_sheet(sheet.name):  # a sheet that nobody wrote on is no table
            name, near = sheet.name, nearest(sheet.name, TABLES)
            found.append(
                problem(problems.UNKNOWN_TABLE, table=name, value=name, nearest=near, sheet=name)
            )
    return tables, layouts


def _read_sheet(
    sheet: Sheet, table: Table, head: list[str], found: list[Problem]
) -> RawTable | None:
    _note_what_is_no_value(sheet, table, head, found)
    return read_table(table, head, _rows(sheet, len(head)), found)


def _note_what_is_no_value(
    sheet: Sheet, table: Table, head: Sequence[str], found: list[Problem]
) -> None:
    """Note formulas and errors under the head, and cells that are merged there."""
    not_values: tuple[tuple[str, Mapping[tuple[int, int], str]], ...] = (
        (problems.CELL_ERROR, sheet.errors),
        (problems.FORMULA, sheet.formulas),
    )
    for code, cells in not_values:
        for (row, column), text in cells.items():
            if row > 1 and column <= len(head):
                name = head[column - 1]
                found.append(problem(code, table=table.name, row=row, column=name, value=text))
    for first_row, first_column, last_row, last_column in sheet.merged:
        if last_row > 1 and first_column <= len(head):
            area = f"{cell_name(first_row, first_column)}:{cell_name(last_row, last_column)}"
            found.append(
                problem(
                    problems.MERGED_CELLS, table=table.name, value=area, sheet=sheet.name, cell=area
                )
            )


def _rows(sheet: Sheet, width: int) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows as text, as wide as the head unless cells stand beside it."""
    formulas = sheet.formulas
    for number, cells in enumerate(sheet.rows[1:], start=2):
        texts = [machine_text(cell) for cell in cells]
        if formulas:
            for column in range(1, len(texts) + 1):
                if (number, column) in formulas:
                    texts[column - 1] = ""
        texts = _trimmed(texts)
        yield number, texts + [""] * (width - len(texts))


def _trimmed(texts: list[str]) -> list[str]:
    while texts and not texts[-1]:
        texts.pop()
    return texts


def machine_text(value: Cell) -> str:
    """A cell as a CSV file of the machine dialect would have it.

    Example:
        >>> machine_text(3.0), machine_text(True), machine_text(date(2016, 2, 29))
        ('3', 'yes', '2016-02-29')
    """
    if isinstance(value, str):
        # A workbook can smuggle in halves of letters, which no encoding takes.
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _day_text(value) if isinstance(value, date) else str(value)


def _day_text(value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
