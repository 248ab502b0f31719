"""A table as it stood in the file: text, and the line on which each row stands."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from data import problems
from data.exchange.marks import is_own_head
from data.problems import Problem, problem
from data.schema import Table

# Rows that are held as lists before they become columns: a large file must not fill the memory.
_ROWS_AT_ONCE = 50_000

_MOST_COMPARED = 2_000

NumberedRows = Iterable[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class RawTable:
    """One table of a file.

    `rows` has the schema's columns as text, "" where a cell is empty, and the line of the file
    as its index. `missing` are the columns that the file lacks. A table is not `intact` when a
    row could not be read: then its codes are not all known, and nothing is said to be missing
    in it.
    """

    table: Table
    rows: pd.DataFrame
    missing: frozenset[str]
    intact: bool

    @property
    def is_head_only(self) -> bool:
        """True when nothing stands under the head."""
        return self.intact and self.rows.empty


def nearest(text: str, names: Iterable[str], most: int = 3) -> str:
    """The names that look most like a text, or else the first few there are.

    Example:
        >>> nearest("activitys", ["agencies", "activities"])
        'activities'
    """
    # A cell of thirty pages looks like no name, and comparing with every work takes long.
    known = list(islice(names, _MOST_COMPARED))
    alike = difflib.get_close_matches(text[:100], known, most) if text else []
    return ", ".join(alike or known[:10]) or "–"


def read_table(
    table: Table, head: Sequence[str], rows: NumberedRows, found: list[Problem]
) -> RawTable | None:
    """Turn numbered rows into columns of text, and note what is wrong with head and shape.

    Args:
        table: the table of the schema that the rows claim to be.
        head: names of columns as they stand in the file.
        rows: line of the file and its cells; blank rows are left out, the numbers stay.
        found: problems are added here.

    Returns:
        None when the head names no column of the table: then nothing can be read.
    """
    names = [name.strip() for name in head]
    of_head = list(_head_problems(table, names))
    found += of_head
    if not set(names) & set(table.column_names):
        return None
    before = len(found)
    frame = _frame(table, names, rows, found)
    missing = frozenset(table.column_names) - frozenset(names)
    return RawTable(table, frame, missing, intact=len(found) == before)


def _head_problems(table: Table, names: Sequence[str]) -> Iterator[Problem]:
    known = table.column_names
    if not set(names) & set(known):
        yield _no_head(table, names)
        return
    for name, times in Counter(names).items():
        if is_own_head(name):
            continue  # ours, not the office's: a reason to mend, or where a row came from
        if name not in known:
            yield problem(
                problems.EXTRA_COLUMN,
                severity="warning",
                table=table.name,
                column=name or "–",
                nearest=nearest(name, [each for each in known if each not in names] or known),
            )
        elif times > 1:
            yield problem(problems.DOUBLED_COLUMN, table=table.name, column=name, times=times)
    for column in table.columns:
        if column.name not in names and not column.added_later:
            yield problem(problems.MISSING_COLUMN, table=table.name, column=column.name)


def _no_head(table: Table, names: Sequence[str]) -> Problem:
    for separator, shown in ((";", "«;»"), ("\t", "«tab»"), ("|", "«|»")):
        if len(names) == 1 and separator in names[0]:
            return problem(problems.WRONG_SEPARATOR, table=table.name, row=1, separator=shown)
    columns = ", ".join(table.column_names)
    return problem(problems.NO_HEAD, table=table.name, row=1, columns=columns)


def _frame(
    table: Table, names: Sequence[str], rows: NumberedRows, found: list[Problem]
) -> pd.DataFrame:
    """Columns of text from the rows that have as many cells as the head."""
    places = {name: names.index(name) for name in table.column_names if name in names}
    whole = _whole_rows(table, len(names), rows, found)
    pieces = [_piece([], places)]
    while some := list(islice(whole, _ROWS_AT_ONCE)):
        pieces.append(_piece(some, places))
    frame = pd.concat(pieces)
    for name in table.column_names:
        if name not in places:
            frame[name] = pd.Series("", index=frame.index, dtype="str")
    return frame[table.column_names]


def _piece(rows: list[tuple[int, Sequence[str]]], places: Mapping[str, int]) -> pd.DataFrame:
    lines = pd.Index([line for line, _ in rows], dtype="int64")
    texts = {name: [cells[place] for _, cells in rows] for name, place in places.items()}
    return pd.DataFrame(texts, index=lines, dtype="str")


def _whole_rows(
    table: Table, width: int, rows: NumberedRows, found: list[Problem]
) -> Iterator[tuple[int, Sequence[str]]]:
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) == width:
            yield line, cells
        else:
            found.append(
                problem(
                    problems.RAGGED_ROW,
                    table=table.name,
                    row=line,
                    found=len(cells),
                    expected=width,
                )
            )
