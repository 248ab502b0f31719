"""The same figures of every side, each with its unit, and how far two of them are apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.metrics import assignments, contributions, few
from data.words import formats
from pages.compare.sides import AGENCY, COMMUNE, Side
from pages.parts import cards, language, worth
from pages.parts.language import t


@dataclass(frozen=True)
class Cell:
    """One number of one side: its value, how it reads, and if it may be compared.

    `note` is what stands beside the number in the table; a share of few is shown, not compared.
    """

    value: float | None
    text: str
    is_comparable: bool = True
    note: str = ""

    @property
    def noted(self) -> str:
        """How it reads in the table, with its note."""
        return f"{self.text} ({self.note})" if self.note else self.text


@dataclass(frozen=True)
class Figure:
    """One row: what is counted, the method note that says how, and a cell a side.

    `unit_text` writes a difference with its unit; None where a difference says nothing.
    """

    name: str
    how: str
    cells: tuple[Cell, ...]
    unit_text: Callable[[float], str] | None

    @property
    def label(self) -> str:
        """In the language of the page."""
        return t(f"compare.figures.{self.name}")


def of(sides: Sequence[Side]) -> list[Figure]:
    """The figures that apply to what is compared, in reading order."""
    return [
        Figure(name, how, tuple(cell(side) for side in sides), unit_text)
        for name, how, cell, unit_text in (*_size(sides[0].kind), *_HELP, *_PROMISES, *_BUILT)
    ]


def table(sides: Sequence[Side], figures: Sequence[Figure]) -> pd.DataFrame:
    """The figures to take along: a row a figure and side, the number beside how it reads.

    A day has no number; the share of promises is 0 to 1.
    """
    rows = [
        (figure.label, side.code, side.name, cell.value if figure.unit_text else None, cell.noted)
        for figure in figures
        for side, cell in zip(sides, figure.cells, strict=True)
    ]
    return pd.DataFrame(rows, columns=["figure", "code", "compared", "value", "as_shown"])


def _counted(value: float | None, key: str) -> Cell:
    if value is None or formats.is_missing(value):
        return Cell(None, "–")
    return Cell(float(value), cards.counted(f"compare.units.{key}", float(value)))


def _unit(key: str) -> Callable[[float], str]:
    return lambda value: cards.counted(f"compare.units.{key}", value)


def _money(million: float | None) -> Cell:
    if million is None or formats.is_missing(million):
        return Cell(None, "–")
    return Cell(float(million), _money_text(million))


def _money_text(million: float) -> str:
    return formats.money(million, language.current())


def _value(side: Side) -> Cell:
    value = side.totals["value_million_vnd"]
    known = None if formats.is_missing(value) else float(value)
    return Cell(known, worth.text(side.totals), note=worth.unvalued(side.totals))


def _value_per_household(side: Side) -> Cell:
    value, households = side.totals["value_million_vnd"], side.households_2019
    if formats.is_missing(value) or not households:
        return Cell(None, "–")
    each = float(value) / households
    return Cell(each, _per_household_text(each))


def _per_household_text(each: float) -> str:
    return t("compare.units.per_household", n=formats.number(each, language.current(), 2))


def _silent(side: Side) -> Cell:
    counted = assignments.counts(side.pairs)
    silent, assigned = counted["nothing_reported"], counted["assigned"]
    if not assigned:
        return Cell(None, t("compare.no_pairs"))
    return Cell(float(silent), _of(silent, assigned), bool(few.enough(assigned)))


def _kept(side: Side) -> Cell:
    kept, known = side.totals["promises_kept"], side.totals["promises_known"]
    if not known:
        return Cell(None, t("compare.no_promises"))
    share = float(kept / known)
    text = formats.share(share, language.current())
    return Cell(share, text, bool(few.enough(known)), _of(kept, known))


def _of(part: float, whole: float) -> str:
    return t("compare.n_of", n=cards.number(part), of=cards.number(whole))


def _points(share: float) -> str:
    return t("compare.units.points", n=formats.number(share * 100, language.current(), 1))


def _last(side: Side) -> Cell:
    day = contributions.last_record(side.cube)
    if day is None:
        return Cell(None, t("compare.no_acts"))
    return Cell(float(day.toordinal()), formats.date(day, language.current()))


def _of_standing(name: str) -> Callable[[Side], float | None]:
    return lambda side: None if side.standing is None else side.standing[name]


def _assigned(name: str) -> Callable[[Side], float]:
    def count(side: Side) -> float:
        return float(side.pairs.loc[side.pairs["assigned"], name].nunique())

    return count


Row = tuple[str, str, Callable[[Side], Cell], Callable[[float], str] | None]


def _size(kind: str) -> tuple[Row, ...]:
    """How large each side is: what a difference of sums has to be read beside."""
    communes: Row = (
        "communes_assigned",
        "nothing_reported",
        lambda side: _counted(_assigned("commune_code")(side), "communes"),
        _unit("communes"),
    )
    agencies: Row = (
        "agencies_assigned",
        "nothing_reported",
        lambda side: _counted(_assigned("agency_code")(side), "agencies"),
        _unit("agencies"),
    )
    households: Row = (
        "households_2019",
        "value_per_household",
        lambda side: _counted(side.households_2019, "households"),
        _unit("households"),
    )
    each: Row = ("per_household", "value_per_household", _value_per_household, _per_household_text)
    if kind == AGENCY:
        return (communes,)
    return (
        (households, agencies, each) if kind == COMMUNE else (households, communes, agencies, each)
    )


_HELP: tuple[Row, ...] = (
    (
        "acts",
        "contributions",
        lambda side: _counted(side.totals["acts"], "acts"),
        _unit("acts"),
    ),
    ("value", "value", _value, _money_text),
    (
        "households_reached",
        "households",
        lambda side: _counted(side.totals["households_reached"], "household_times"),
        _unit("household_times"),
    ),
)
_PROMISES: tuple[Row, ...] = (
    ("promises_kept", "promises", _kept, _points),
    ("nothing_reported", "nothing_reported", _silent, _unit("pairs")),
    # A day is a fact of each side; days apart say nothing of two programmes that both ended.
    ("last_act", "nothing_reported", _last, None),
)
_BUILT: tuple[Row, ...] = (
    (
        "works_built",
        "works_built",
        lambda side: _counted(_of_standing("works")(side), "works"),
        _unit("works"),
    ),
    (
        "works_cost",
        "works_built",
        lambda side: _money(_of_standing("cost_million_vnd")(side)),
        _money_text,
    ),
)
