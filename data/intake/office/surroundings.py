"""What is wrong with a sheet beside its values: heads, merged and hidden cells, formulas."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from data import problems
from data.exchange.report import ranges
from data.intake.office import heads
from data.intake.office.head import WIDEST, cell_at
from data.intake.office.recognise import MADE_IDS, Place
from data.intake.office.text import clean, written
from data.intake.raw import nearest
from data.intake.sheets import Range, cell_name, column_letters
from data.problems import Problem, Severity, problem
from data.words import translate

# The place of a problem, as `problem` takes it.
Where = dict[str, Any]


def of_head(place: Place) -> Iterator[Problem]:
    """Columns that are missing, doubled, unknown or only nearly called as they should be."""
    table, head, sheet = place.table.name, place.head, place.sheet.name
    missing = [column for column in place.table.columns if column.name not in head.columns]
    made = MADE_IDS.get(table)
    for column in missing:
        if column.required and column.name != made:
            word = translate("vi", f"columns.{column.name}")
            where: Where = {"table": table, "sheet": sheet, "head": word}
            yield problem(problems.MISSING_COLUMN, column=column.name, **where)
    asked = [each for each in missing if not (each.required or each.added_later)]
    left = [translate("vi", f"columns.{each.name}") for each in asked]
    if left:
        yield problem(
            problems.OPTIONAL_COLUMNS_MISSING,
            severity="warning",
            table=table,
            sheet=sheet,
            value=len(left),
            columns=", ".join(left),
        )
    for name, place_of, text in head.doubled:
        cell = cell_name(head.last_row, place_of)
        yield problem(
            problems.DOUBLED_COLUMN,
            table=table,
            column=name,
            sheet=sheet,
            cell=cell,
            head=text,
            times=2,
        )
    yield from _strange_heads(place)


def _strange_heads(place: Place) -> Iterator[Problem]:
    table, head = place.table.name, place.head
    for name, place_of, text in head.renamed:
        read_as = translate("vi", f"columns.{name}")
        where: Where = {"sheet": place.sheet.name, "cell": cell_name(head.last_row, place_of)}
        yield problem(
            problems.RENAMED_COLUMN,
            severity="warning",
            table=table,
            column=name,
            head=text,
            value=text,
            read_as=read_as,
            **where,
        )
    missing = [name for name in place.table.column_names if name not in head.columns]
    words = [translate("vi", f"columns.{name}") for name in missing or place.table.column_names]
    for place_of, text in head.unknown:
        where = {"sheet": place.sheet.name, "cell": cell_name(head.last_row, place_of)}
        yield problem(
            problems.EXTRA_COLUMN,
            severity="warning",
            table=table,
            head=text,
            value=text,
            nearest=nearest(text, words),
            **where,
        )


def of_cells(place: Place, rows: Collection[int]) -> Iterator[Problem]:
    """Merged and crossed-out cells, errors and bare formulas, among the rows that count.

    Args:
        place: where the table stands.
        rows: the rows of the sheet that are records.
    """
    names = {column: name for name, (column, _) in place.head.columns.items()}
    table, sheet = place.table.name, place.sheet
    kept = frozenset(rows)
    where: Where
    in_order = sorted(kept)
    for merged in sheet.merged:
        problem_of_range = _merged(place, merged, in_order, names)
        if problem_of_range:
            yield problem_of_range
    for (row, column), shown in sorted(sheet.errors.items()):
        if row in kept and column in names:
            where = {"table": table, "row": row, "column": names[column]}
            yield problem(problems.CELL_ERROR, value=shown, **where)
    for row, column in sorted(sheet.without_value):
        if row in kept and column in names:
            formula = sheet.formulas.get((row, column), "=")
            where = {"table": table, "row": row, "column": names[column]}
            yield problem(problems.FORMULA_WITHOUT_VALUE, value=formula, **where)
    yield from _hidden(place, kept)
    yield from _without_head(place, kept)


def _merged(
    place: Place, merged: Range, kept: Sequence[int], names: dict[int, str]
) -> Problem | None:
    top, left, bottom, right = merged
    # A range may reach a million rows down, and a file may have thousands of them.
    first = bisect_left(kept, top)
    columns = [column for column in names if left <= column <= right]
    if first == len(kept) or kept[first] > bottom or not columns:
        return None
    shown = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
    where: Where = {"table": place.table.name, "row": kept[first], "column": names[min(columns)]}
    return problem(problems.MERGED_CELLS, value=shown, **where)


def _hidden(place: Place, kept: frozenset[int]) -> Iterator[Problem]:
    sheet = place.sheet
    rows = sorted(kept & sheet.hidden_rows)
    where: Where = {"severity": "warning", "table": place.table.name, "sheet": sheet.name}
    if rows:
        yield problem(problems.HIDDEN_ROWS, rows=ranges(rows), **where)
    columns = {column for column, _ in place.head.columns.values()}
    struck = sorted(kept & {row for row, column in sheet.struck if column in columns})
    if struck:
        yield problem(problems.STRUCK_ROWS, rows=ranges(struck), **where)
    for name, (column, head) in place.head.columns.items():
        if column in sheet.hidden_columns:
            cell = cell_name(place.head.last_row, column)
            yield problem(problems.HIDDEN_COLUMN, column=name, cell=cell, head=head, **where)


def _without_head(place: Place, kept: frozenset[int]) -> Iterator[Problem]:
    """Columns under no head that hold something in the rows that count."""
    head = place.head
    known = {column for column, _ in (*head.columns.values(), *head.helpers.values())}
    known |= {column for column, _ in head.unknown}
    known |= {column for _, column, _ in (*head.doubled, *head.renamed)}
    width = min(max(map(len, place.sheet.rows), default=0), WIDEST)
    unknown = [column for column in range(1, width + 1) if column not in known]
    loose: dict[int, list[tuple[int, str]]] = {}
    for row in sorted(kept) if unknown else ():
        for column in unknown:
            text = clean(written(cell_at(place.sheet, row, column)))
            if text:
                loose.setdefault(column, []).append((row, text))
    for column, cells_of in loose.items():
        row, text = cells_of[0]
        yield problem(
            problems.VALUES_WITHOUT_HEAD,
            severity="warning",
            table=place.table.name,
            sheet=place.sheet.name,
            cell=cell_name(row, column),
            head=column_letters(column),
            value=text,
            count=len(cells_of),
        )


def of_widths(place: Place, rows: Collection[int]) -> Iterator[Problem]:
    """Rows of a file of lines with more or fewer cells than the head.

    "1,5" without quotes makes two cells of one, and what stands behind them moves one column on.
    """
    sheet, table = place.sheet, place.table.name
    if not sheet.is_text:
        return
    expected = len(sheet.rows[place.head.last_row - 1])
    for row in rows:
        found = len(sheet.rows[row - 1])
        if found != expected:
            severity: Severity = "error" if found > expected else "warning"
            yield problem(
                problems.RAGGED_ROW,
                severity=severity,
                table=table,
                row=row,
                found=found,
                expected=expected,
            )


def changed_example(place: Place, row: int, text: str) -> Problem:
    """A row that is marked as an example and says something else than the template's."""
    number = place.head.helpers.get(heads.ROW_NUMBER, (1, ""))[0]
    return problem(
        problems.CHANGED_EXAMPLE,
        severity="warning",
        table=place.table.name,
        row=row,
        sheet=place.sheet.name,
        cell=cell_name(row, number),
        value=text,
    )
