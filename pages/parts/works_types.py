"""Works by type: how many, how much of each in its own unit, for whom, in which year."""

from __future__ import annotations

import pandas as pd

from data.metrics import works
from data.schema import WORK_TYPES
from data.selection import Selection
from data.words import formats
from pages.parts import cards, grid, language, matrices, names, tables, works_facts
from pages.parts.language import t, word

_MILLION_PER_BILLION = 1000


def draw(register: pd.DataFrame, selection: Selection) -> None:
    """Draw the types with what stands of each; quantities of different units are never added."""
    by_type = works.by_type(register)
    by_type = by_type[by_type["works"] > 0]
    shades = grid.column_shades(by_type[["works", "cost_million_vnd", "households_served"]])
    rows = [
        grid.Row(
            "",
            _name(code),
            [
                _built(row),
                "; ".join(quantities(register, str(code))) or "–",
                cards.number(row["cost_million_vnd"] / _MILLION_PER_BILLION, 1),
                cards.number(row["households_served"]),
            ],
            shade[0] + "0" + shade[1:],
        )
        for (code, row), shade in zip(by_type.iterrows(), shades, strict=True)
    ]
    grid.draw(
        rows,
        columns=[t(f"infrastructure.{name}") for name in ("works", "quantity", "cost", "served")],
        corner=word("columns.work_type"),
        title=_finding(by_type),
        subtitle=cards.subtitle(t("infrastructure.by_type"), names.place(selection)),
        key="infrastructure_types",
        even=False,
    )
    _by_year(register, by_type, selection)


def _name(code: object) -> str:
    return word(f"work_type.{code}")


def _built(row: pd.Series) -> str:
    return t("infrastructure.n_of", n=cards.number(row["built"]), of=cards.number(row["works"]))


def quantities(register: pd.DataFrame, work_type: str) -> list[str]:
    """What stands of a type, each unit by itself: "243,7 km", "78 công trình"."""
    found = works.quantities(register[register["work_type"] == work_type])
    found = found.sort_values("works", ascending=False, kind="stable")
    known = found["quantity"].dropna().droplevel("work_type")
    return [
        f"{_amount(quantity)} {works_facts.unit(work_type, unit)}"
        for unit, quantity in known.items()
    ]


def _amount(quantity: float) -> str:
    """A sum of quantities: whole where it is, else with one decimal."""
    return cards.number(quantity, 0 if float(quantity).is_integer() else 1)


def _finding(by_type: pd.DataFrame) -> str:
    total = by_type["works"].sum()
    if len(by_type) < 3 or not total:
        return ""
    first = by_type["works"].idxmax()
    share = formats.share(by_type["works"].max() / total, language.current())
    return t("infrastructure.most", work_type=_name(first), share=share)


def _by_year(register: pd.DataFrame, by_type: pd.DataFrame, selection: Selection) -> None:
    """How many works of each type were completed in each year."""
    built = register[register["built"]]
    years = range(selection.years[0], selection.years[1] + 1)
    found = built.groupby(["work_type", "year"]).size().unstack("year").reindex(columns=years)
    order = [work_type for work_type in WORK_TYPES if work_type in found.index]
    table = found.loc[order].fillna(0)
    if not table.empty:
        _matrix(table, selection)
    title = t("infrastructure.types_twin")
    tables.twin(by_type.join(table), name="infrastructure_types", title=title)


def _matrix(table: pd.DataFrame, selection: Selection) -> None:
    matrices.counts(
        matrices.Matrix(
            table,
            label_of=_name,
            head_of=str,
            corner=word("columns.work_type"),
            measure=t("infrastructure.by_year"),
            place=names.place(selection),
            rest=(t("infrastructure.all_types"), table.sum()),
        ),
        word("units.works"),
        key="infrastructure_years",
    )
