"""The map: one measure in every commune, the communes beside each other, one of them in full."""

from __future__ import annotations

import streamlit as st

from data.selection import Selection
from pages.parts import (
    cached,
    cards,
    commune_panel,
    filters,
    followed,
    links,
    map_corners,
    map_ranked,
    map_unplaced,
    map_views,
    measures,
    opening,
    paint_first,
    paper_map,
    province_map,
    window,
)
from pages.parts.language import t
from pages.parts.map_compared import Compared

# More panels than these beside a map are a scroll, not an answer: they become one sentence.
_MOST_PANELS = 3
# What stands over the drawing of the map in the first screen of a laptop, and a little below it.
_ABOVE = 348


def render() -> None:
    """Draw the page in reading order: question, map, the chosen commune, the list, what is off."""
    opening.follow()
    selection = filters.current()
    cards.head(t("map.title"), "map.question")
    if not cached.communes(selection):
        cards.nothing_found()
        return

    # A phone on its side has room for map and legend beside each other, and for no list.
    narrow = window.is_narrow()
    left, right = (st.container(), st.container()) if narrow else st.columns([3, 2], gap="medium")
    with left:
        shown = province_map.draw(selection, key="map", height=560, above=_ABOVE, timeline=True)
        paint_first.what_is_drawn(selection)
        seen = map_views.of_address(selection, shown)
        paper_map.draw(selection, shown, seen)
    with right:
        _chosen(selection, shown.measure, seen)
        if seen:
            map_ranked.draw_compared(seen)
            if seen.compare in ("years", "change"):
                followed.kinds_over_years(selection)
            if seen.compare == "need":
                map_corners.draw(selection, seen)
        else:
            map_ranked.draw(selection, shown)
        _how_counted(shown.measure)
    map_unplaced.draw(selection)


def _chosen(selection: Selection, measure: str, seen: Compared | None) -> None:
    """A panel for each chosen commune, the one chosen last on top; many in one sentence."""
    chosen = links.current().commune
    if not chosen:
        st.markdown(f":gray[{t('map.choose')}]")
    if len(chosen) > _MOST_PANELS:
        if seen:
            commune_panel.many_compared(chosen, seen)
        else:
            commune_panel.many(chosen, selection, measure)
        chosen = chosen[-1:]
    for code in reversed(chosen):
        commune_panel.draw(code, selection, measure, seen)


def _how_counted(measure: str) -> None:
    """The method notes behind the map, one tap away."""
    with st.popover(t("map.how"), icon=":material/help:"):
        # Two texts: a change of measure sends again only the first.
        st.markdown(_note(measures.NOTES[measure]))
        said = [_note(one) for one in ("state", "classes", "change", "peers", "need")]
        st.markdown("\n\n".join([*said, f":gray[{cards.marks()}]"]))


def _note(name: str) -> str:
    return f"**{t(f'methods.titles.{name}')}**  \n{t(f'methods.notes.{name}')}"
