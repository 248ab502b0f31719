"""A single CSV file as a book of one sheet: any separator, UTF-8 or UTF-16, every cell text."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path, PurePath

from data import problems
from data.intake.sheet_marks import MOST_COLUMNS, MOST_ROWS
from data.intake.sheets import Book, Sheet, cell_name
from data.problems import Problem, problem

_SEPARATORS = ",;\t|"
_LOOKED_AT = 20
_LONGEST_FIELD = 10_000_000


def read_csv_folder(folder: Path) -> Book | None:
    """The CSV files of a folder as the sheets of one book, each called like its file.

    Returns:
        The book; None where there is no such file, or one cannot be read as a sheet.

    Raises:
        OSError: the folder or a file cannot be read.
    """
    sheets: list[Sheet] = []
    for path in sorted(folder.glob("[!.]*.csv")):
        book, _ = read_csv_book(path.read_bytes(), path.name)
        if book is None:
            return None
        sheets += (replace(sheet, name=path.name) for sheet in book.sheets)
    return Book(tuple(sheets), is_text=True) if sheets else None


def read_csv_book(content: bytes, name: str) -> tuple[Book | None, list[Problem]]:
    """Read a CSV file into a sheet called like the file.

    A row is numbered as a spreadsheet would show it: a cell of several lines makes one row.

    Args:
        content: the bytes of the file.
        name: what the person called it.

    Returns:
        The book, or None and why.
    """
    text = _decoded(content)
    if text is None:
        return None, [_not_utf8(content, name)]
    separator, said = _separator(text)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                cell = cell_name(len(rows), len(row))
                return None, [problem(problems.FAR_CELL, table=name, cell=cell, value=cell)]
    except csv.Error:
        return None, [problem(problems.BROKEN_QUOTES, table=name, row=len(rows) + 1)]
    if said:
        rows[0] = []
    return Book((Sheet(PurePath(name).stem or name, rows, is_text=True),), is_text=True), []


def _decoded(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _not_utf8(content: bytes, name: str) -> Problem:
    lines = content.split(b"\n")
    bad = [number for number, line in enumerate(lines, start=1) if not _is_utf8(line)] or [1]
    return problem(
        problems.NOT_UTF8,
        table=name,
        row=bad[0],
        guess="Windows-1258, TCVN3, VNI",
        rows=len(bad),
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _separator(text: str) -> tuple[str, bool]:
    """The sign between cells, and whether the first line says it (as Excel writes "sep=;").

    Example:
        >>> _separator("xã;giá trị\\nA;1,5\\n"), _separator("sep=|\\na|b\\n")
        ((';', False), ('|', True))
    """
    lines = text[:100_000].splitlines()[:_LOOKED_AT]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4], True
    votes: Counter[str] = Counter()
    for line in lines:
        outside_quotes = "".join(line.split('"')[::2])
        counts = Counter(outside_quotes)
        if any(counts[sign] for sign in _SEPARATORS):
            votes[max(_SEPARATORS, key=lambda sign: counts[sign])] += 1
    return (votes.most_common(1)[0][0] if votes else ","), False
