"""The communes beside each other: one end of the order, and what to compare it with."""

from __future__ import annotations

import streamlit as st

from data.selection import Selection
from pages.parts import bars, cards, links, measures, names
from pages.parts.language import t
from pages.parts.map_pictures import Shown

_LISTED = 12


def draw(selection: Selection, shown: Shown) -> None:
    """The communes at one end of the order, under the interval in which half of all stand."""
    least = shown.measure in measures.LEAST_FIRST
    values = shown.values.sort_index().sort_values(ascending=least, kind="stable")
    if values.empty or not values.any():
        st.markdown(f":gray[{t('map.no_values')}]")
        return
    listed = (values if least else values[values > 0]).head(_LISTED)
    lengths = bars.lengths([float(value) for value in listed])
    rows = [
        bars.Bar(str(code), _label(place, str(code)), length, _value(shown, str(code)))
        for place, (code, length) in enumerate(zip(listed.index, lengths, strict=True), 1)
    ]
    bars.draw(
        rows,
        title=t(f"map.listed_{'least' if least else 'most'}", n=len(listed), of=len(values)),
        subtitle=_beside(selection, shown),
        key="map_ranked",
        on_choose=_choose,
    )


def _label(place: int, code: str) -> str:
    return f"{place}. {names.commune_in_district(code)}"


def _value(shown: Shown, code: str) -> str:
    value = measures.text(shown.measure, shown.values[code])
    level = shown.table.at[code, "class"]
    return t("map.in_class", value=value, level=level) if level else value


def _beside(selection: Selection, shown: Shown) -> str:
    """What to compare the list with: the middle commune and the middle half."""
    low, middle, high = shown.values.quantile([0.25, 0.5, 0.75], interpolation="nearest")
    compared = t(
        "map.middle",
        middle=measures.text(shown.measure, middle),
        low=measures.text(shown.measure, low),
        high=measures.text(shown.measure, high),
    )
    said = f"{measures.name(shown.measure)} · {compared}"
    return cards.subtitle(said, names.place(selection))


def _choose(code: str) -> None:
    links.write(commune=(code,))
