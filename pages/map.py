"""The map: one measure in every commune, the communes beside each other, one of them in full."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import unplaced
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import (
    bars,
    cached,
    cards,
    commune_panel,
    filters,
    language,
    links,
    measures,
    names,
    province_map,
    tables,
    works_facts,
)
from pages.parts.language import t

_LISTED = 12


def render() -> None:
    """Draw the page in reading order: question, map, the chosen commune, the list, what is off."""
    selection = filters.current()
    st.title(t("map.title", measure=measures.name(links.current().measure)))
    cards.question("map.question")
    if not cached.communes(selection):
        cards.nothing_found()
        return

    left, right = st.columns([3, 2], gap="medium")
    with left:
        shown = province_map.draw(selection, key="map", height=380)
    with right:
        _chosen(selection, shown.measure)
        _ranked(selection, shown)
        _how_counted(shown.measure)
    _unplaced(selection)


def _chosen(selection: Selection, measure: str) -> None:
    """A panel for each chosen commune, the one chosen last on top."""
    chosen = links.current().commune
    if not chosen:
        st.markdown(f":gray[{t('map.choose')}]")
    for code in reversed(chosen):
        commune_panel.draw(code, selection, measure)


def _ranked(selection: Selection, shown: province_map.Shown) -> None:
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


def _value(shown: province_map.Shown, code: str) -> str:
    value = measures.text(shown.measure, shown.table.at[code, "value"])
    level = shown.table.at[code, "class"]
    return t("map.in_class", value=value, level=level) if level else value


def _beside(selection: Selection, shown: province_map.Shown) -> str:
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


def _how_counted(measure: str) -> None:
    """The method notes behind the map, one tap away."""
    with st.popover(t("map.how"), icon=":material/help:"):
        for note in dict.fromkeys((measures.NOTES[measure], "state", "classes", "peers")):
            st.markdown(f"**{t(f'methods.titles.{note}')}**  \n{t(f'methods.notes.{note}')}")
        st.markdown(f":gray[{cards.marks()}]")


def _unplaced(selection: Selection) -> None:
    """The records that the map cannot put where they belong, each with its reason."""
    acts, found = _without_place(selection)
    st.subheader(t("map.unplaced"))
    if "works" in cached.record().absent:
        cards.no_data("works")
    if acts.empty and found.empty:
        st.markdown(f":gray[{t('map.all_placed')}]")
        return
    st.markdown(_how_many(found, acts))
    for name, table in (("works", found), ("acts", acts)):
        if not table.empty:
            tables.twin(table, name=f"map_unplaced_{name}", title=t(f"map.unplaced_{name}"))


@cached.kept
def _without_place(selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Acts and works, as `unplaced` has them."""
    acts = unplaced.acts(cached.contributions(selection), gazetteer.communes())
    register = works_facts.register(selection).reset_index()
    return acts, unplaced.works(register, gazetteer.communes())


def _how_many(found: pd.DataFrame, acts: pd.DataFrame) -> str:
    """One line a reason: how many records, and what the map does with them."""
    counts = found["reason"].value_counts()
    lang = language.current()
    lines = [
        t(f"map.reason_{reason}", n=formats.number(counts[reason], lang))
        for reason in unplaced.REASONS
        if reason in counts
    ]
    if not acts.empty:
        lines.append(t("map.reason_acts", n=formats.number(acts["acts"].sum(), lang)))
    return "\n".join(f"- {line}" for line in lines)


if __name__ == "__main__":  # a cold server opened on this page's own address
    import dashboard

    dashboard.main()
