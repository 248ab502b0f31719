"""The overview's evidence: places ranked by value, and value by year and by sector."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.metrics import contributions
from data.selection import Selection
from geo import gazetteer
from pages.parts import (
    bars,
    cached,
    cards,
    concentrated,
    followed,
    links,
    names,
    opening,
    tables,
    worth,
)
from pages.parts.language import t, word

_SHOWN = ["value_million_vnd", "acts", "acts_without_value", "agencies", "households_reached"]


def places(selection: Selection) -> None:
    """Districts by value of help, or the communes of the one chosen district."""
    if len(selection.districts) == 1:
        _ranked(_communes(selection), "commune", names.commune, opening.commune)
    else:
        _ranked(_districts(selection), "district", names.district, choose_district)


def choose_district(code: str) -> None:
    """Narrow the page to a district; for the callbacks of its list and its map."""
    links.write(district=(code,))


@cached.kept
def _communes(selection: Selection) -> pd.DataFrame:
    return contributions.by_commune(cached.contributions(selection))[_SHOWN]


@cached.kept
def _districts(selection: Selection) -> pd.DataFrame:
    table = contributions.by_district(cached.contributions(selection), gazetteer.communes())
    chosen = selection.districts or list(table.index)
    return table.loc[table.index.isin(chosen), _SHOWN]


def _ranked(
    table: pd.DataFrame,
    subject: str,
    name_of: Callable[[str], str],
    on_choose: Callable[[str], None],
) -> None:
    measure = t(f"overview.ranked_{subject}")
    bars.draw(
        worth.rows(table, name_of),
        title=_finding(table["value_million_vnd"], subject, name_of),
        subtitle=cards.subtitle(measure),
        key=f"overview_ranked_{subject}",
        on_choose=on_choose,
    )
    tables.twin(table, name=f"overview_{subject}", title=measure)


def _finding(values: pd.Series, subject: str, name_of: Callable[[str], str]) -> str:
    """Who received most, and how concentrated it is."""
    said = concentrated.sentence(values, f"{subject}s", "value")
    return (
        t("overview.first", name=name_of(str(values.idxmax())), concentration=said) if said else ""
    )


def years_and_sectors(selection: Selection) -> None:
    """Value of help by year and by sector, side by side, with one table of both."""
    by_year, by_sector, by_both = _years_and_sectors(selection)
    left, right = st.columns(2, gap="medium")
    with left:
        _plain_bars(by_year, "by_year", names.year)
        followed.kinds_over_years(selection)
    with right:
        _plain_bars(by_sector, "by_sector", lambda code: word(f"sector.{code}"))
    tables.twin(
        by_both,
        name="overview_year_sector",
        title=t("overview.by_year_and_sector"),
    )


@cached.kept
def _years_and_sectors(selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    cube = cached.contributions(selection)
    by_year = contributions.by_year(cube, selection.years)
    by_sector = contributions.by_sector(cube)
    if selection.sectors:
        by_sector = by_sector.loc[by_sector.index.isin(selection.sectors)]
    by_both = contributions.by_year_and_sector(cube)
    by_sector = by_sector.sort_values(["value_million_vnd", "acts"], ascending=False)
    return by_year, by_sector, by_both


def _plain_bars(table: pd.DataFrame, name: str, name_of: Callable[[str], str]) -> None:
    bars.draw(
        worth.rows(table, name_of),
        title="",
        subtitle=cards.subtitle(t(f"overview.{name}")),
        key=f"overview_{name}",
    )
