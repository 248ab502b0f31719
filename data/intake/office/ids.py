"""Codes for rows that were handed in without one, made from what the row says.

The same row gets the same code in every file, wherever it stands, so that sending a file again
changes nothing. Who helped where, how and when makes the code; figures that are mended later
leave it as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import reduce

import pandas as pd

from data import problems
from data.intake.office.recognise import MADE_IDS
from data.problems import Problem, problem
from data.schema import Table

_PREFIXES = {"activities": "HD", "assignments": "PC", "works": "CT"}
# What a row is about; the first of several names that is filled in counts.
_ABOUT: dict[str, tuple[tuple[str, ...], ...]] = {
    "activities": (
        ("agency_code",),
        ("commune_code",),
        ("sector",),
        ("support_type",),
        ("planned_date", "activity_date"),
        ("description",),
    ),
    "assignments": (("agency_code",), ("commune_code",), ("valid_from",), ("decision",)),
    "works": (("work_type",), ("work_name",), ("commune_code",), ("planned_year",)),
}
_LETTERS = 10
# Between the parts of what is hashed; no cell has it.
_BETWEEN = "\x1f"


def with_ids(table: Table, rows: pd.DataFrame, found: list[Problem]) -> pd.DataFrame:
    """The rows, each with a code; the rows that got one are told, and those that are alike.

    Args:
        table: of the rows; only activities, assignments and works get codes.
        rows: machine text by row of the sheet.
        found: problems are added here.

    Returns:
        The rows in their order; codes that were written stay as they are.
    """
    name = MADE_IDS.get(table.name)
    without = rows[rows[name] == ""] if name else rows.iloc[:0]
    if name is None or without.empty:
        return rows
    whole = _joined([without[column] for column in without])
    found += _same_rows(table, whole)
    found.append(
        problem(
            problems.MADE_IDS,
            severity="information",
            table=table.name,
            count=len(without),
        )
    )
    return rows.assign(**{name: rows[name].mask(rows[name] == "", _made(table, without, whole))})


def _made(table: Table, rows: pd.DataFrame, whole: pd.Series) -> pd.Series:
    """A code for each row; rows about the same are numbered in an order that is not the file's."""
    about = _about(table, rows)
    order = pd.DataFrame({"about": about, "whole": whole}).sort_values(["about", "whole"])
    times = order.groupby("about").cumcount().reindex(rows.index) + 1
    prefix = _PREFIXES[table.name]
    codes = {text: f"{prefix}-{_digest(text)}" for text in about.unique()}
    numbered = ("-" + times.astype(str)).where(times > 1, "")
    return about.map(codes) + numbered


def _about(table: Table, rows: pd.DataFrame) -> pd.Series:
    parts = []
    for names in _ABOUT[table.name]:
        part = rows[names[0]]
        for name in names[1:]:
            part = part.mask(part == "", rows[name])
        parts.append(part)
    return _joined(parts)


def _joined(columns: Sequence[pd.Series]) -> pd.Series:
    return reduce(lambda left, right: left + _BETWEEN + right, columns)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LETTERS].upper()


def _same_rows(table: Table, whole: pd.Series) -> list[Problem]:
    """A warning for each row that says what an earlier one says, in every cell."""
    again = whole[whole.duplicated()]
    first = pd.Series(whole.index, index=whole.index).groupby(whole).transform("first")
    return [
        problem(
            problems.SAME_ROW,
            severity="warning",
            table=table.name,
            row=row,
            first_row=first[row],
        )
        for row in again.index.tolist()
    ]
