"""The map of the province as every page shows it: one measure a commune, within the filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from data.metrics import classes, commune_states
from data.selection import Selection
from data.words import formats
from geo import gazetteer, install, layers
from pages.parts import cached, cards, filters, language, links, measures, names, tables
from pages.parts.commune_map import commune_map, texts
from pages.parts.language import t, word

# From how many communes on "the ten with the most" says something.
_TOP = 10
_ENOUGH_FOR_TOP = 20
_LONG_SILENCE_MONTHS = 12
_FEWEST_IN_CLASS = 4


@dataclass(frozen=True)
class Shown:
    """What a map shows.

    `table` has one row a commune, indexed by `commune_code`: the columns of
    `commune_states.states`, `class` (0 where there is no value) and `faded` (outside the chosen
    districts and kinds). `ranges` are first and last value of each class.
    """

    measure: str
    table: pd.DataFrame
    ranges: tuple[tuple[float, float], ...]

    @cached_property
    def within(self) -> pd.DataFrame:
        """The communes that pass district and kind."""
        return self.table[~self.table["faded"]]

    @cached_property
    def values(self) -> pd.Series:
        """The values of the communes within the filters that have one, zero among them."""
        return self.within["value"].dropna()


def read(selection: Selection, offered: Sequence[str] = commune_states.MEASURES) -> Shown:
    """The measure that the address names, in every commune.

    Args:
        selection: the filters; districts and kinds only fade the communes outside.
        offered: the measures of this map; the first where the address names none of them.
    """
    named = links.current().measure
    return _read(selection, named if named in offered else offered[0])


@cached.kept
def _read(selection: Selection, measure: str) -> Shown:
    table = measures.by_commune(selection, measure).copy()
    table["faded"] = ~table.index.isin(list(cached.communes(selection)))
    valued = table["value"].where(table["state"] == commune_states.VALUE)
    # Classes are made from what the filters leave: a district alone uses all five colours.
    within = valued[~table["faded"]].dropna()
    ranges = classes.breaks(within, _how_many_classes(len(within)))
    table["class"] = classes.assign(valued, ranges) if ranges else 0
    if not ranges:
        table = _without_class(table)
    return Shown(measure, table, tuple(ranges))


def _how_many_classes(values: int) -> int:
    """Five for the province, fewer for a district: a class of one commune says nothing."""
    return min(max(values // _FEWEST_IN_CLASS, 1), classes.MOST_CLASSES)


def _without_class(table: pd.DataFrame) -> pd.DataFrame:
    """Values that stand outside the filters alone have no class of their own: the palest."""
    return table.assign(**{"class": (table["state"] == commune_states.VALUE).astype("int64")})


def draw(
    selection: Selection,
    *,
    key: str,
    on_choose: Callable[[str], None] | None = None,
    height: int = 520,
    offered: Sequence[str] = commune_states.MEASURES,
    place: str = "",
    points: pd.DataFrame | None = None,
) -> Shown:
    """Draw the map and its closed table, and give back what it shows.

    The measure and the layer are the address's, and written to it. Communes outside the chosen
    districts and kinds stay, pale, so that one keeps one's bearings.

    Args:
        selection: the filters; with agencies, the map shows the communes they answer for.
        key: unique in the page.
        on_choose: called with the code of the commune just chosen; without it the choice is the
            address's `commune`.
        height: of the drawing on a wide screen, pixels.
        offered: the measures to choose between.
        place: what the subtitle says instead of the province (an agency's name).
        points: works to stand on the map, as `commune_map` describes them.
    """
    shown = read(selection, offered)
    share = measures.UNITS[shown.measure] == "share"
    scale = 100 if share else 1
    billions = shown.measure == "value_million_vnd"
    commune_map(
        shown.table.assign(value=shown.table["value"] * scale),
        layers=_layers(),
        view=_view(),
        measures={measure: measures.name(measure) for measure in offered},
        measure=shown.measure,
        unit="%" if share else measures.unit(shown.measure),
        unit_thousand=word("units.billion_vnd") if billions else "",
        period=filters.period(selection.years),
        title=finding(shown),
        subtitle=cards.subtitle(_head(shown.measure), place or names.place(selection)),
        mark=_mark(),
        words=texts(language.current()),
        lang=language.current(),
        ranges=[(low * scale, high * scale) for low, high in shown.ranges],
        chosen=() if on_choose else links.current().commune,
        picked=links.current().legend,
        points=points,
        signs=_signs(shown),
        key=key,
        on_choose=_one(on_choose) if on_choose else _write_choice,
        on_pick=_write_picked,
        on_measure=_write_measure,
        on_view=_write_view,
        height=height,
    )
    _say_how_to_get_boundaries()
    twin(shown, name=key)
    return shown


def twin(shown: Shown, *, name: str) -> None:
    """The map as a table of all communes within the filters, states in words."""
    table = shown.within.assign(
        district_code=gazetteer.communes()["district_code"],
        **{shown.measure: shown.within["value"]},
    )
    columns = ["district_code", shown.measure, "class", "state", "assigned"]
    if shown.measure != "acts":
        columns.append("acts")
    table = table[columns].sort_values(shown.measure, ascending=False, kind="stable")
    title = t("province_map.twin", measure=measures.name(shown.measure))
    tables.twin(table, name=name, title=title)


def _signs(shown: Shown) -> dict[str, list[str]]:
    """Help without an assignment is a value, and marked."""
    helped = shown.within.index[shown.within["unassigned_help"]]
    return {t("province_map.unassigned_help"): list(helped)} if len(helped) else {}


def _head(measure: str) -> str:
    """Measure and unit; what is counted names its unit itself."""
    if measure in measures.COUNTED:
        return measures.name(measure)
    return t("province_map.head", measure=measures.name(measure), unit=measures.unit(measure))


def _mark() -> str:
    if cards.is_illustrative():
        return t("cards.illustrative")
    return word(f"status.{cached.record().version.status}")


# ------------------------------------------------------------------ the finding above the map


def finding(shown: Shown) -> str:
    """One computed sentence on what the map shows; empty where there is too little to say."""
    values = shown.values
    if len(values) < _ENOUGH_FOR_TOP // 2:
        return ""
    return _FINDINGS.get(shown.measure, _half_between)(shown.measure, values)


def _top_share(measure: str, values: pd.Series) -> str:
    """How much of it all went to the ten communes with the most."""
    if len(values) < _ENOUGH_FOR_TOP or not values.sum() > 0:
        return _half_between(measure, values)
    share = values.nlargest(_TOP).sum() / values.sum()
    return t(
        f"province_map.top_{measure}",
        top=_TOP,
        of=cards.number(len(values)),
        share=formats.share(share, language.current()),
    )


def _half_between(measure: str, values: pd.Series) -> str:
    low, high = values.quantile([0.25, 0.75], interpolation="nearest")
    return t(
        "province_map.half_between",
        low=measures.text(measure, low),
        high=measures.text(measure, high),
    )


def _promises(measure: str, values: pd.Series) -> str:
    return t(
        "province_map.promises_under_half",
        n=cards.number((values < 0.5).sum()),
        of=cards.number(len(values)),
    )


def _silence(measure: str, values: pd.Series) -> str:
    return t(
        "province_map.long_silence",
        n=cards.number((values >= _LONG_SILENCE_MONTHS).sum()),
        of=cards.number(len(values)),
        months=_LONG_SILENCE_MONTHS,
    )


_FINDINGS = {
    "value_million_vnd": _top_share,
    "acts": _top_share,
    "works": _top_share,
    "promises_kept_share": _promises,
    "months_since_last_record": _silence,
}


# ------------------------------------------------------------------ layers and what a person does


def _layers() -> list[layers.Layer]:
    boundaries = layers.boundaries()
    return [layer for layer in (boundaries, layers.hexagons()) if layer is not None]


def _view() -> str:
    return links.current().view or _layers()[0].view


def _say_how_to_get_boundaries() -> None:
    """Where there are hexagons alone: that boundaries are on their way, or how to get them."""
    if layers.boundaries() is None:
        way = "installing" if install.status().state == "installing" else "hexagons_only"
        st.markdown(f":gray[{t(f'province_map.{way}')}]")


def _one(on_choose: Callable[[str], None]) -> Callable[[tuple[str, ...]], None]:
    def choose(codes: tuple[str, ...]) -> None:
        if codes:
            on_choose(codes[-1])

    return choose


def _write_choice(codes: tuple[str, ...]) -> None:
    links.write(commune=codes)


def _write_picked(picked: tuple[str, ...]) -> None:
    links.write(legend=picked)


def _write_measure(measure: str) -> None:
    links.write(measure=measure)


def _write_view(view: str) -> None:
    links.write(view=view)
