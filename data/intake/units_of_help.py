"""The unit of a quantity beside that of its type of help: quantities of one type are added up."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from data import problems
from data.intake.raw import RawTable
from data.problems import Problem, problem
from data.schema import support_types
from geo.spelling import fold

_QUANTITIES = ("planned_quantity", "delivered_quantity", "confirmed_quantity")


def of_rows(raw: RawTable, values: pd.DataFrame, found: list[Problem]) -> None:
    """Note every quantity whose row names another unit than that of its type of help, and beside
    such rows those of the type that name none: they may be of the other unit too.

    Quantities of one type are added up: 500 m among kilometres would be 500 km.
    """
    if raw.table.name != "activities":
        return
    rows = values[values[list(_QUANTITIES)].notna().any(axis="columns")]
    rows = rows.dropna(subset="support_type")
    named = rows.dropna(subset="unit")
    fits = [_counts_in(*each) for each in zip(named["support_type"], named["unit"], strict=True)]
    others = named[~pd.Series(fits, index=named.index, dtype="bool")]
    blank = rows[rows["unit"].isna() & rows["support_type"].isin(others["support_type"])]
    for code, doubtful in (
        (problems.UNIT_OF_OTHER_HELP, others),
        (problems.UNIT_LEFT_OPEN, blank),
    ):
        found += [_of_unit(code, raw, row, others) for row in doubtful.itertuples()]


def _of_unit(code: str, raw: RawTable, row: Any, others: pd.DataFrame) -> Problem:
    """A row whose quantity is in another unit than its type of help, or may be."""
    beside = others.loc[others["support_type"] == row.support_type, "unit"].iloc[0]
    unit = beside if pd.isna(row.unit) else row.unit
    return problem(
        code,
        table=raw.table.name,
        row=row.Index,
        column="unit",
        value=unit,
        expected=support_types().at[row.support_type, "unit_vi"],
        types="; ".join(_types_counted_in(unit)) or "–",
    )


def _types_counted_in(unit: str) -> list[str]:
    """The types of help that count in a unit, as they are chosen from the list."""
    types = support_types()
    names = types["name_vi"].items()
    return [f"{code!s} {name}" for code, name in names if _counts_in(str(code), unit)]


@lru_cache(maxsize=4_096)
def _counts_in(support_type: str, unit: str) -> bool:
    """True when help of a type is counted in a unit, in either language."""
    names = support_types().loc[support_type, ["unit_vi", "unit_en"]]
    return _as_unit(unit) in map(_as_unit, names)


def _as_unit(text: str) -> str:
    """A unit however it is written: "Km.", "KM" and "km" are one."""
    return fold(text).strip(" .")
