"""The machine dialect as a folder: one CSV file a table, UTF-8, commas, the schema's names."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from data import problems
from data.exchange.inert import unprefixed
from data.intake.layout import Layout, machine_layout
from data.intake.raw import RawTable, nearest, read_table
from data.problems import Problem, problem
from data.schema import TABLES, Table

# A quote that is never closed swallows the file; the check of long cells comes later.
_LONGEST_FIELD = 10_000_000

_FILES = {f"{name}.csv": table for name, table in TABLES.items()}


def read_folder(
    folder: Path, found: list[Problem]
) -> tuple[dict[str, RawTable | None], dict[str, Layout]]:
    """Read every table of a folder: by name, None where the file cannot be read.

    Files that are no CSV and carry no table's name (a note, a package description) are left
    alone; so are hidden ones, which file managers and open workbooks leave behind.

    Args:
        folder: where the files lie.
        found: problems of the files are added here.

    Returns:
        The tables, and where each stands.

    Raises:
        OSError: the folder cannot be listed.
    """
    tables: dict[str, RawTable | None] = {}
    layouts: dict[str, Layout] = {}
    for path in sorted(folder.iterdir()):
        if path.name in _FILES and path.is_file():
            table, layout = read_file(path, _FILES[path.name], found)
            tables |= table
            layouts |= layout
        elif _looks_like_a_table(path):
            near = nearest(path.name, _FILES)
            found.append(
                problem(problems.UNKNOWN_TABLE, table=path.name, value=path.name, nearest=near)
            )
    return tables, layouts


def _looks_like_a_table(path: Path) -> bool:
    hidden = path.name.startswith(".")
    return not hidden and (path.suffix.lower() == ".csv" or path.stem in TABLES)


def read_file(
    path: Path, table: Table, found: list[Problem]
) -> tuple[dict[str, RawTable | None], dict[str, Layout]]:
    """Read one table of one file. As `read_folder`, but never raises."""
    try:
        with path.open("rb") as file:
            raw, head = _read_csv(file, table, found)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        found.append(problem(problems.FILE_UNREADABLE, table=path.name, reason=reason))
        raw, head = None, []
    return {table.name: raw}, {table.name: machine_layout(table, path.name, head)}


def _read_csv(
    file: BinaryIO, table: Table, found: list[Problem]
) -> tuple[RawTable | None, list[str]]:
    start = file.read(2)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        found.append(_not_utf8(table, 1, "UTF-16", "–"))
        return None, []
    file.seek(0)
    lines = _Lines(file)
    rows = _records(lines, table, found)
    _, head = next(rows, (1, []))
    raw = read_table(table, head, rows, found)
    if lines.not_utf8:
        guess = "Windows-1258, TCVN3, VNI"
        found.append(_not_utf8(table, lines.not_utf8[0], guess, len(lines.not_utf8)))
        # Letters that were lost would show as unknown codes and missing rows all over.
        return None, []
    if raw is not None:
        for column in table.columns:
            if column.kind in ("text", "code"):
                raw.rows[column.name] = unprefixed(raw.rows[column.name])
    return raw, [name.strip() for name in head]


def _not_utf8(table: Table, line: int, guess: str, lines: object) -> Problem:
    return problem(problems.NOT_UTF8, table=table.name, row=line, guess=guess, rows=lines)


class _Lines:
    """The lines of a file as text, and the numbers of those that are not UTF-8."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.not_utf8: list[int] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._file, start=1):
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError:
                self.not_utf8.append(number)
                yield line.decode("utf-8", errors="replace")


def _records(lines: _Lines, table: Table, found: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it starts; broken ones are noted and left out."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            found.append(problem(problems.BROKEN_QUOTES, table=table.name, row=line))
