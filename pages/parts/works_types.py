"""Works by type: how many, how much of each in its own unit, for whom, in which year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import work_funding
from data.words import formats
from pages.parts import cards, followed, grid, language, matrices, names, tables, works_facts
from pages.parts.language import t, word
from pages.parts.works_facts import Built

_MILLION_PER_BILLION = 1000
# With fewer, that one has the most of all works says nothing.
_FEWEST_TYPES = 3
_HEADS = ("works", "quantity", "cost", "served", "unbuilt_cost")


def draw(built: Built) -> None:
    """Draw the types with what stands of each; quantities of different units are never added."""
    by_type = built.by_type
    amounts = ["built_cost_million_vnd", "built_households_served", "unbuilt_cost_million_vnd"]
    shades = grid.column_shades(by_type[["built", *amounts]])
    rows = [
        grid.Row("", _name(row["work_type"]), _cells(built, row), shade[0] + "0" + shade[1:])
        for row, shade in zip(by_type.reset_index().to_dict("records"), shades, strict=True)
    ]
    grid.draw(
        rows,
        columns=[t(f"infrastructure.{name}") for name in _HEADS],
        corner=word("columns.work_type"),
        title=_finding(by_type),
        subtitle=cards.subtitle(t("infrastructure.by_type"), names.place(built.selection)),
        key="infrastructure_types",
        even=False,
    )
    _by_year(built)
    followed.kinds_over_years(built.selection)
    title = t("infrastructure.types_twin")
    tables.twin(by_type.join(built.by_year), name="infrastructure_types", title=title)
    _funding_by_type(built)


def _name(code: object) -> str:
    return word(f"work_type.{code}")


def _cells(built: Built, row: dict) -> list[str]:
    return [
        t("infrastructure.n_of", n=cards.number(row["built"]), of=cards.number(row["works"])),
        "; ".join(quantities(built, row["work_type"])) or "–",
        _billions(row["built_cost_million_vnd"]),
        cards.number(row["built_households_served"]),
        _billions(row["unbuilt_cost_million_vnd"]),
    ]


def _billions(million: float) -> str:
    return cards.number(million / _MILLION_PER_BILLION, 1)


def quantities(built: Built, work_type: str) -> list[str]:
    """What stands of a type, each unit by itself: "243,7 km (của 202 công trình)", "78 công trình".

    One unit is that of all works; of several, each says how many it measures.
    """
    found = built.quantities.get(work_type, [])
    said = []
    for quantity, unit, works in found:
        amount = f"{_amount(quantity)} {works_facts.unit(work_type, unit, quantity)}"
        several = len(found) > 1 and quantity != works
        said.append(_measuring(amount, works) if several else amount)
    return said


def _measuring(amount: str, works: int) -> str:
    return cards.counted("infrastructure.amount_of_works", works, amount=amount)


def _amount(quantity: float) -> str:
    """A sum of quantities: whole where it is, else with one decimal."""
    return cards.number(quantity, 0 if float(quantity).is_integer() else 1)


def _finding(by_type: pd.DataFrame) -> str:
    most = by_type["built"]
    if (most > 0).sum() < _FEWEST_TYPES:
        return ""
    share = formats.share(most.max() / most.sum(), language.current())
    return t("infrastructure.most", work_type=_name(most.idxmax()), share=share)


def _by_year(built: Built) -> None:
    """How many works of each type were completed in each year; what has no year stands apart."""
    table = built.by_year
    matrices.counts(
        matrices.Matrix(
            table,
            label_of=_name,
            head_of=names.year,
            corner=word("columns.work_type"),
            measure=t("infrastructure.by_year"),
            place=names.place(built.selection),
            rest=_all_types(table),
        ),
        word("units.works"),
        key="infrastructure_years",
    )
    st.markdown(f":gray[{_years_said(built)}]")


def _all_types(table: pd.DataFrame) -> tuple[str, pd.Series] | None:
    """The sum of all types as a last row; beside one type it would say the same again."""
    return (t("infrastructure.all_types"), table.sum()) if len(table) > 1 else None


def _years_said(built: Built) -> str:
    """Works by planned year, and how many are in no column."""
    planned = ", ".join(f"{year}: {cards.number(n)}" for year, n in built.planned_by_year.items())
    said = [t("infrastructure.planned_years", years=planned)]
    unplanned = built.of_any_year["planned_year"].isna().sum()
    if unplanned:
        said.append(cards.counted("infrastructure.without_planned_year", unplanned))
    undated = built.standing["works"] - built.by_year.to_numpy().sum()
    if undated:
        said.append(cards.counted("infrastructure.without_completion", undated))
    if built.summary["without_year"]:
        said.append(cards.counted("infrastructure.without_year", built.summary["without_year"]))
    return " ".join(said)


def _funding_by_type(built: Built) -> None:
    """What each source paid for what stands of each type."""
    table = built.funding_by_type
    # What neither paid for anything nor may have is no column.
    table = table.loc[:, table.ne(0).any()]
    if table.empty:
        return
    matrices.money(
        matrices.Matrix(
            table,
            label_of=_name,
            head_of=lambda funding: word(f"funding.{funding}"),
            corner=word("columns.work_type"),
            measure=t("infrastructure.funding_by_type"),
            place=names.place(built.selection),
            rest=_all_types(table),
            unknown=t("infrastructure.funding_unknown"),
        ),
        key="infrastructure_funding_types",
    )
    twin = table.rename(columns=work_funding.cost_column)
    title = t("infrastructure.funding_by_type")
    tables.twin(twin, name="infrastructure_funding_types", title=title)
