"""One table as CSV: UTF-8 that Excel recognises, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import math
from decimal import Decimal

import pandas as pd

from data.words.formats import is_missing
from pages.exports.about import About
from pages.exports.columns import columns
from pages.exports.numbers import as_stored

# A spreadsheet reads a cell that begins with one of these as a formula. A quote before it makes
# it text again; tab and carriage return hide such a sign at the start of a cell.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def build(table: pd.DataFrame, about: About) -> bytes:
    """Write one table, heads in words, and the mark of the record in a last column.

    Args:
        table: codes and numbers as the metrics give them. Its index is left out.
        about: what was shown; its mark and version are the last column, because a CSV has no
            other place that survives being opened and saved.

    Returns:
        UTF-8 with a byte order mark, commas, decimal points, ISO dates, CRLF; missing is empty.
    """
    written = columns(table, about)
    note = f"{about.mark} · {about.words('version')} {about.version}"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    heads = [column.head for column in written]
    writer.writerow([inert(head) for head in [*heads, about.words("status")]])
    cells = [[_cell(value) for value in column.values] for column in written]
    writer.writerows([*row, note] for row in zip(*cells, strict=True))
    return buffer.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Text that no spreadsheet reads as a formula.

    Example:
        >>> inert("=1+1"), inert("Đường bê tông")
        ("'=1+1", 'Đường bê tông')
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def _cell(value: object) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int):
        return str(value)
    return inert(str(value))


def _number(value: float) -> str:
    """Every digit that the number has, and never an exponent."""
    if not math.isfinite(value):
        return ""
    text = f"{Decimal(repr(as_stored(value))):f}"
    return text.removesuffix(".0")
