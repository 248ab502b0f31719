"""A small map of each side with one scale: where in it the help went."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from data.metrics import classes, commune_states
from geo import gazetteer, layers
from pages.compare.sides import AGENCY, COMMUNE, Side
from pages.parts import cards, drawn, links, measures, names, seeded, tables
from pages.parts.commune_map import wire
from pages.parts.language import t, word

_draw = drawn.component("small_maps", Path(__file__).parent / "small_maps")

_MEASURES = ("value_million_vnd", "acts", "works", "months_since_last_record")


def draw(sides: Sequence[Side]) -> None:
    """One measure in every commune of every side, in classes that all of them share."""
    st.header(t("compare.maps_title"))
    measure = _measure()
    found = pd.concat(
        [_values(side, measure).assign(side=place) for place, side in enumerate(sides)]
    )
    valued = found["value"].where(found["state"] == commune_states.VALUE)
    ranges = classes.breaks(valued.dropna())
    found["class"] = classes.assign(valued, ranges) if ranges else 0
    layer = layers.boundaries() or layers.hexagons()
    _draw(
        key="compare_maps",
        data={
            "layer": layer.file_name,
            "subtitle": cards.subtitle(_head(measure), " – ".join(side.name for side in sides)),
            "maps": [
                _map(side, found[found["side"] == place], measure)
                for place, side in enumerate(sides)
            ],
            "legend": _legend(found, ranges, measure),
        },
    )
    tables.twin(
        _table(sides, found, measure),
        name="compare_maps",
        title=t("compare.maps_twin", measure=measures.name(measure)),
    )


def _measure() -> str:
    """Let a person choose the measure of the maps; it stands in the address."""
    measure = _named()
    key = seeded.key("compare_measure", "measure")
    st.session_state[key] = measure
    st.segmented_control(
        t("compare.measure"),
        _MEASURES,
        key=key,
        format_func=measures.name,
        required=True,
        on_change=lambda: seeded.choose(key, "measure", st.session_state[key]),
    )
    return measure


def _named() -> str:
    """The measure that the address names, of those that every kind of side has."""
    named = links.current().measure
    return named if named in _MEASURES else _MEASURES[0]


def _values(side: Side, measure: str) -> pd.DataFrame:
    """The communes of a side with value and state; of a commune, its district around it."""
    table = measures.by_commune(side.selection, measure)[["value", "state"]]
    if side.kind == AGENCY:
        return table[table["state"] != commune_states.NOT_ASSIGNED]
    return table.loc[sorted(side.communes)]


def _map(side: Side, rows: pd.DataFrame, measure: str) -> dict[str, object]:
    districts = gazetteer.communes()["district_code"]
    around: Collection[str] = (
        districts.loc[sorted(side.communes)].unique() if side.kind != AGENCY else ()
    )
    return {
        "title": side.name,
        "alt": t("compare.map_alt", name=side.name, n=cards.number(len(rows))),
        "focus": [str(code) for code in districts.index[districts.isin(around)]],
        "strong": side.kind == COMMUNE,
        "looks": {
            str(code): [_look(row), _words(str(code), row, measure)]
            for code, row in rows.iterrows()
        },
    }


def _look(row: pd.Series) -> str:
    state = str(row["state"])
    return str(int(row["class"])) if state == commune_states.VALUE else wire.LETTERS[state]


def _words(code: str, row: pd.Series, measure: str) -> str:
    """Name, value and mark of a commune, for its tooltip."""
    is_value = row["state"] == commune_states.VALUE
    said = measures.text(measure, row["value"]) if is_value else word(f"state.{row['state']}")
    mark = f" · {t('cards.illustrative')}" if cards.is_illustrative() else ""
    return f"{names.commune_in_district(code)}: {said}{mark}"


def _head(measure: str) -> str:
    return t("province_map.head", measure=measures.name(measure), unit=measures.unit(measure))


def _legend(
    found: pd.DataFrame, ranges: Sequence[tuple[float, float]], measure: str
) -> list[list[str]]:
    """Look, words and count of each class and state that is there."""
    counts = found.apply(_look, axis=1).value_counts()
    rows = [
        [str(level), measures.spread(measure, low, high)]
        for level, (low, high) in enumerate(ranges, 1)
    ]
    rows += [[letter, word(f"state.{state}")] for state, letter in wire.LETTERS.items()]
    return [[look, said, cards.number(counts[look])] for look, said in rows if look in counts]


def _table(sides: Sequence[Side], found: pd.DataFrame, measure: str) -> pd.DataFrame:
    rows = found.reset_index(names="commune_code")
    compared = rows["side"].map(dict(enumerate(side.name for side in sides)))
    return pd.DataFrame(
        {
            "compared": compared,
            "commune_code": rows["commune_code"],
            measure: rows["value"],
            "state": rows["state"],
        }
    )
