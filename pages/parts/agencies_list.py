"""Agencies beside each other: the largest with what stands beside them, by sector and by year."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pandas as pd
import streamlit as st

from data.selection import Selection
from pages.parts import (
    bars,
    cached,
    cards,
    concentrated,
    followed,
    matrices,
    names,
    opening,
    promises,
    tables,
    worth,
)
from pages.parts.agencies_facts import Agencies
from pages.parts.language import t, word

LISTED = 15
_COLUMNS = [
    *("communes", "acts", "acts_without_value", "value_million_vnd", "value_share"),
    *("cash_million_vnd", "in_kind_million_vnd", "labour_days", "households_reached"),
    *promises.COLUMNS,
    "last_date",
]


def ranked(found: Agencies) -> None:
    """Draw the bodies with the largest value, each with its communes and promises beside it."""
    listed, rest = found.each.head(LISTED), found.each.iloc[LISTED:]
    lengths = bars.lengths(bars.known(listed["value_million_vnd"]))
    rows = [
        bars.Bar(
            str(row["agency_code"]),
            names.agency(row["agency_code"]),
            length,
            worth.text(row),
            worth.beside(_beside(row), row),
        )
        for row, length in zip(listed.reset_index().to_dict("records"), lengths, strict=True)
    ]
    if len(rest):
        sums = rest[["value_million_vnd", "acts", "acts_without_value"]].sum(min_count=1)
        named = _and_more(len(rest))
        rows.append(bars.Bar("", named, None, worth.text(sums), worth.unvalued(sums)))
    bars.draw(
        rows,
        title=_top_share(found.each),
        subtitle=cards.subtitle(t("agencies.ranked"), names.place(found.selection)),
        key="agencies_ranked",
        on_choose=opening.agency,
    )
    bodies = cached.record().agencies.set_index("agency_code")[["agency_group", "field"]]
    table = bodies.join(found.each[_COLUMNS], how="right")
    tables.twin(table, name="agencies", title=t("agencies.all"))


def _and_more(agencies: int) -> str:
    return cards.counted("agencies.and_more", agencies)


def _beside(row: dict) -> str:
    """What stands beside the value: communes helped and promises kept."""
    return t(
        "agencies.beside",
        communes=cards.number(row["communes"]),
        kept=cards.number(row["promises_kept"]),
        promises=cards.number(row["promises_known"]),
    )


def _top_share(each: pd.DataFrame) -> str:
    return concentrated.sentence(each["value_million_vnd"], "agencies", "value")


def each(found: Agencies) -> None:
    """Draw every body by sector and by year: the largest, and all others in one row."""
    st.header(t("agencies.each"))
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _matrix(found.by_sector, lambda code: word(f"sector.{code}"), "by_sector", found.selection)
    with right:
        _matrix(found.by_year, names.year, "by_year", found.selection)
        followed.kinds_over_years(found.selection)
    table = found.by_sector.join(found.by_year)
    tables.twin(table, name="agencies_each", title=t("agencies.by_sector_and_year"))


def _matrix(
    table: pd.DataFrame, head_of: Callable[[Hashable], str], name: str, selection: Selection
) -> None:
    rest = table.iloc[LISTED:]
    matrices.money(
        matrices.Matrix(
            table.head(LISTED),
            label_of=names.agency,
            head_of=head_of,
            corner=word("columns.agency_name"),
            measure=t(f"agencies.{name}"),
            place=names.place(selection),
            rest=(_and_more(len(rest)), rest.sum(min_count=1)) if len(rest) else None,
            unknown=t("agencies.value_unknown"),
        ),
        key=f"agencies_{name}",
        on_choose=opening.agency,
    )
