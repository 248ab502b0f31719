"""One column of text into values, and every cell that is not what the schema says.

Everything is done on whole columns, on each of their texts once; only a column with a bad cell
is looked at cell by cell.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd
from pandas.api.types import pandas_dtype

from data import problems
from data.intake.raw import nearest
from data.problems import Problem, problem
from data.schema import DTYPES, Column, Kind

# The longest text that a cell of a workbook can hold.
LONGEST_TEXT = 32_767

# A thousand billion units: no figure of a province comes near, and counts stay exact below it.
_LARGEST = 1e12
_FIRST_DAY, _LAST_DAY = pd.Timestamp("1900-01-01"), pd.Timestamp("2100-12-31")

# `export` writes very small and very large numbers with an exponent.
_NUMBER = r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
_OFFICE_NUMBER = "[-+]?[0-9][0-9., \u00a0\u202f]*"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_YEAR = "[0-9]{4}"
_CONTROL = "[\x00-\x1f\x7f-\x9f]"

_BOOLEANS = {"yes": True, "no": False, "true": True, "false": False}

# Looking for the nearest name is slow; in a column full of wrong codes some will do.
_MOST_LOOKED_UP = 200


@dataclass(frozen=True)
class Notes:
    """Where the problems of one column are gathered."""

    table: str
    column: str
    found: list[Problem]

    def add(
        self,
        code: str,
        bad: pd.Series,
        near: Callable[[str], str] | None = None,
        **details: Any,
    ) -> None:
        """Note each cell of `bad`, which holds the wrong texts by line.

        `near` says what a wrong text may have meant; it is asked once for each text.
        """
        if bad.empty:
            return
        hints: dict[str, str] = {}
        for line, value in zip(bad.index.tolist(), bad.tolist(), strict=True):
            if near is not None:
                asked = value if len(hints) < _MOST_LOOKED_UP else ""
                details["nearest"] = hints[value] = hints.get(value) or near(asked)
            self.found.append(
                problem(
                    code, table=self.table, row=line, column=self.column, value=value, **details
                )
            )


def is_identifier(column: Column) -> bool:
    """True for text that is compared with other text: codes of rows and references to them."""
    return column.kind == "text" and (column.name.endswith(("_code", "_id")))


def read_column(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    """The values of a column in the schema's type; what cannot be read is missing and noted.

    Args:
        column: what the schema says.
        texts: cells as they stand in the file, "" where empty, by line.
        notes: problems are added here.
    """
    places, distinct = pd.factorize(texts, use_na_sentinel=False)
    wrong: list[Problem] = []
    values = _read(column, pd.Series(distinct, dtype="str"), replace(notes, found=wrong))
    if wrong:  # told for every cell
        return _read(column, texts, notes)
    return values.take(places).set_axis(texts.index)


def _read(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    is_free_text = column.kind == "text" and not is_identifier(column)
    stripped = texts.str.strip() if column.required or not is_free_text else texts
    if column.required:
        notes.add(problems.EMPTY_CELL, texts[stripped == ""])
    if not is_free_text:
        texts = stripped
    values = _READERS[column.kind](column, _without_endless(texts, notes), notes)
    return values.astype(pandas_dtype(DTYPES[column.kind]))


def _without_endless(texts: pd.Series, notes: Notes) -> pd.Series:
    """The texts without those that no workbook could hold, which are noted."""
    if max(map(len, texts.tolist()), default=0) <= LONGEST_TEXT:
        return texts
    too_long = texts.str.len() > LONGEST_TEXT
    for line, text in texts[too_long].items():
        one = pd.Series([text], index=[line])
        notes.add(problems.CELL_TOO_LONG, one, length=len(text), longest=LONGEST_TEXT)
    return texts.mask(too_long, "")


def _read_text(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    if is_identifier(column):
        notes.add(problems.CONTROL_CHARACTER, texts[texts.str.contains(_CONTROL)])
    return _missing_where_empty(texts)


def _read_code(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    unknown = (texts != "") & ~texts.isin(column.allowed)
    near = partial(nearest, names=column.allowed)
    notes.add(problems.UNKNOWN_CODE, texts[unknown], near)
    return _missing_where_empty(texts.mask(unknown, ""))


def _read_boolean(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    values = texts.str.lower().map(_BOOLEANS)
    notes.add(problems.UNKNOWN_CODE, texts[(texts != "") & values.isna()], nearest="yes, no")
    return values


def _read_number(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    plain = texts.str.fullmatch(_NUMBER)
    wrong = texts[~plain & (texts != "")]
    ambiguous = wrong.str.fullmatch(_OFFICE_NUMBER)
    notes.add(problems.AMBIGUOUS_NUMBER, wrong[ambiguous])
    notes.add(problems.NOT_A_NUMBER, wrong[~ambiguous])
    return _within_range(column, _to_numbers(texts, plain), texts, notes)


def _read_count(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    values = _read_number(column, texts, notes)
    notes.add(problems.FRACTIONAL_COUNT, texts[values.notna() & (values % 1 != 0)])
    return values


def _read_year(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    plain = texts.str.fullmatch(_YEAR)
    notes.add(problems.NOT_A_YEAR, texts[~plain & (texts != "")])
    return _within_range(column, _to_numbers(texts, plain), texts, notes)


def _read_date(column: Column, texts: pd.Series, notes: Notes) -> pd.Series:
    plain = texts.str.fullmatch(_DATE)
    notes.add(problems.NOT_A_DATE, texts[~plain & (texts != "")])
    days = pd.to_datetime(texts.where(plain), format="%Y-%m-%d", errors="coerce")
    notes.add(problems.IMPOSSIBLE_DATE, texts[plain & days.isna()])
    outside = (days < _FIRST_DAY) | (days > _LAST_DAY)
    least, most = f"{_FIRST_DAY:%d/%m/%Y}", f"{_LAST_DAY:%d/%m/%Y}"
    notes.add(problems.OUT_OF_RANGE, texts[outside], least=least, most=most)
    return days.mask(outside)


_READERS: dict[Kind, Callable[[Column, pd.Series, Notes], pd.Series]] = {
    "text": _read_text,
    "code": _read_code,
    "boolean": _read_boolean,
    "number": _read_number,
    "count": _read_count,
    "year": _read_year,
    "date": _read_date,
}


def _within_range(column: Column, values: pd.Series, texts: pd.Series, notes: Notes) -> pd.Series:
    """The values that the schema allows; the others are missing and noted."""
    least = -_LARGEST if column.at_least is None else column.at_least
    most = _LARGEST if column.at_most is None else column.at_most
    outside = (values < least) | (values > most)
    negative = outside & (values < 0) & (least == 0)
    notes.add(problems.NEGATIVE, texts[negative])
    notes.add(
        problems.OUT_OF_RANGE, texts[outside & ~negative], least=f"{least:g}", most=f"{most:g}"
    )
    return values.mask(outside)


def _to_numbers(texts: pd.Series, plain: pd.Series) -> pd.Series:
    """The exact double of each plain number, as Python rounds it; pandas rounds otherwise."""
    cells = zip(texts.tolist(), plain.tolist(), strict=True)
    numbers = [float(text) if is_plain else math.nan for text, is_plain in cells]
    return pd.Series(numbers, index=texts.index, dtype="float64")


def _missing_where_empty(texts: pd.Series) -> pd.Series:
    return texts.mask(texts == "")
