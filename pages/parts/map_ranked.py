"""The communes beside each other: one end of the order, and what to compare it with."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.selection import Selection
from pages.parts import bars, cards, links, map_legend, measures, names
from pages.parts.language import t, word
from pages.parts.map_pictures import Shown

_LISTED = 12


def draw(selection: Selection, shown: Shown) -> None:
    """The communes at one end of the order, under the interval in which half of all stand.

    Of those that the legend of the map leaves, where it picks some out.
    """
    found = map_legend.listed(shown, selection, links.current().compare)
    if found.narrowed:
        found.narrowed.say("ranked")
    elif shown.values.empty or not shown.values.any():
        st.markdown(f":gray[{t('map.no_values')}]")
        return
    rows = found.rows if found.narrowed else _with_values(shown, found.rows)
    listed = rows.head(_LISTED)
    if listed.empty:
        return
    bars.draw(
        [
            bars.Bar(str(code), _label(shown, str(code)), length, _value(shown, str(code)))
            for code, length in zip(
                listed.index, bars.lengths(bars.known(listed["value"])), strict=True
            )
        ],
        title=_title(shown, found, len(listed)),
        subtitle=_beside(selection, shown),
        key="map_ranked",
        on_choose=_choose,
    )


def _with_values(shown: Shown, rows: pd.DataFrame) -> pd.DataFrame:
    """Zero is a place in an order that begins with the least, and none at the other end."""
    least = shown.measure in measures.LEAST_FIRST
    return rows[rows["value"].notna() if least else rows["value"] > 0]


def _title(shown: Shown, found: map_legend.Listed, n: int) -> str:
    if found.narrowed:
        return t("map.listed_picked", n=n, of=cards.counted("map_legend.communes", len(found.rows)))
    least = shown.measure in measures.LEAST_FIRST
    return t(f"map.listed_{'least' if least else 'most'}", n=n, of=len(shown.values))


def _label(shown: Shown, code: str) -> str:
    """The commune by name, behind its place where it has one; equal values share a place."""
    name = names.commune_in_district(code)
    return f"{shown.ranks[code]}. {name}" if code in shown.ranks else name


def _value(shown: Shown, code: str) -> str:
    if code not in shown.values:
        return word(f"state.{shown.table['state'][code]}")
    value = measures.text(shown.measure, shown.values[code])
    level = shown.table.at[code, "class"]
    return t("map.in_class", value=value, level=level) if level else value


def _beside(selection: Selection, shown: Shown) -> str:
    """What to compare the list with: the middle commune and the middle half."""
    measure = measures.name(shown.measure)
    if shown.values.empty:
        return cards.subtitle(measure, names.place(selection))
    low, middle, high = shown.values.quantile([0.25, 0.5, 0.75], interpolation="nearest")
    compared = t(
        "map.middle",
        middle=measures.text(shown.measure, middle),
        low=measures.text(shown.measure, low),
        high=measures.text(shown.measure, high),
    )
    return cards.subtitle(f"{measure} · {compared}", names.place(selection))


def _choose(code: str) -> None:
    links.write(commune=(code,))
