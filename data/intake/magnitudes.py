"""How large a number can be: money beside what it bought, households beside those that live there.

What is beyond by an order of magnitude is asked about: a unit was taken for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pandas as pd

from data import problems
from data.problems import Problem, problem
from data.schema import support_types
from geo.gazetteer import communes

# An order of magnitude beyond an assumed range: đồng for thousands, or one zero too many.
_TIMES_BEYOND = 10
# Shares are rounded in reports, never by this much.
_SHARES_APART = 0.02
_MONEY = (
    "planned_value_million_vnd",
    "cash_million_vnd",
    "in_kind_million_vnd",
    "cost_million_vnd",
)

_WARNING: Literal["warning"] = "warning"


def out_of_proportion(values: pd.DataFrame) -> Iterator[Problem]:
    """Money that is ten times beyond what its quantity would cost by the assumed range."""
    cash, in_kind = (values[f"{form}_million_vnd"] for form in ("cash", "in_kind"))
    delivered = cash.add(in_kind, fill_value=0.0)
    in_cash = cash.fillna(0.0) >= in_kind.fillna(0.0)
    promised = values["planned_value_million_vnd"]
    yield from _beyond(values, promised, "planned_quantity", "planned_value_million_vnd")
    yield from _beyond(values, delivered[in_cash], "delivered_quantity", "cash_million_vnd")
    yield from _beyond(values, delivered[~in_cash], "delivered_quantity", "in_kind_million_vnd")


def _beyond(
    values: pd.DataFrame, million: pd.Series, quantity: str, column: str
) -> Iterator[Problem]:
    """The rows of `million` whose cost of one unit is beyond the range, told at `column`."""
    types = support_types()
    rows = values.loc[million.index]
    lowest = rows["support_type"].map(types["unit_cost_low_million_vnd"])
    highest = rows["support_type"].map(types["unit_cost_high_million_vnd"])
    highest = highest.where(highest > 0)  # help that is not a matter of money has no range
    each = million / rows[quantity].where(rows[quantity] > 0)
    # Help that cost nothing was given by hand; only too small a price is doubtful.
    too_little = (each > 0) & (each < lowest / _TIMES_BEYOND)
    beyond = rows[(each > highest * _TIMES_BEYOND) | too_little]
    figures = {"value": million, "quantity": rows[quantity], "least": lowest, "most": highest}
    shown = {name: _short(of_rows, beyond.index) for name, of_rows in figures.items()}
    for line, support_type in cells(beyond["support_type"]):
        yield problem(
            problems.OUT_OF_PROPORTION,
            severity=_WARNING,
            table="activities",
            row=line,
            column=column,
            unit=types.at[support_type, "unit_vi"],
            **{name: texts[line] for name, texts in shown.items()},
        )


def other_than_their_share(values: pd.DataFrame) -> Iterator[Problem]:
    """Shares that are not numerator by denominator: 0.5 for half a percent, or one zero amiss."""
    of_both = values["numerator"] / values["denominator"].where(values["denominator"] > 0)
    given = values["value"]
    apart = (given - of_both).abs() > _SHARES_APART
    beyond = apart | (given > of_both * _TIMES_BEYOND) | (given < of_both / _TIMES_BEYOND)
    rows = values[beyond & (values["unit"] == "share")]
    figures = {"value": given, "numerator": values["numerator"], "share": of_both}
    figures["denominator"] = values["denominator"]
    shown = {name: _short(of_rows, rows.index) for name, of_rows in figures.items()}
    for line, _ in cells(rows["value"]):
        yield problem(
            problems.OTHER_THAN_ITS_SHARE,
            severity=_WARNING,
            table="indicators",
            row=line,
            column="value",
            **{name: texts[line] for name, texts in shown.items()},
        )


def _short(numbers: pd.Series, lines: pd.Index) -> dict[int, str]:
    return {line: _plain(number) for line, number in cells(numbers.loc[lines])}


def _plain(number: float) -> str:
    """A number as people of both languages read it: groups of three, and never 1e+09."""
    return f"{round(number, 6):,.15g}".replace(",", " ")


def too_much_money(table: str, values: pd.DataFrame) -> Iterator[Problem]:
    """Money that no single help can have cost: đồng in a column of million đồng.

    Where the quantity is not known this is all that can be said of the money.
    """
    most = float(support_types()["unit_cost_high_million_vnd"].max()) * _TIMES_BEYOND
    for column in (name for name in _MONEY if name in values):
        amounts = values[column]
        for line, amount in cells(amounts[amounts > most]):
            yield problem(
                problems.TOO_MUCH_MONEY,
                severity=_WARNING,
                table=table,
                row=line,
                column=column,
                value=_plain(amount),
                most=_plain(most),
            )


def too_many_households(table: str, values: pd.DataFrame) -> Iterator[Problem]:
    """Ten times more households than the commune has."""
    column = "households_reached" if table == "activities" else "households_served"
    there = values["commune_code"].map(communes()["households_2019"])
    known = dict(cells(there))
    counted = values[column]
    for line, number in cells(counted[counted > there * _TIMES_BEYOND]):
        yield problem(
            problems.TOO_MANY_HOUSEHOLDS,
            severity=_WARNING,
            table=table,
            row=line,
            column=column,
            value=_plain(number),
            there=_plain(known[line]),
        )


def cells(column: pd.Series) -> Iterator[tuple[int, Any]]:
    """Line and value of each cell, as plain Python values."""
    return zip(column.index.tolist(), column.tolist(), strict=True)
