"""Two to four districts, communes or agencies side by side: the same figures, and what differs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.compare import choice, differences, figures, maps, over_time, sectors, sides
from pages.compare.sides import Side
from pages.parts import cards, filters, grid, links, names, tables
from pages.parts.language import plain, t


def render() -> None:
    """Draw the page in reading order: what, figures, differences in words, maps, years, sectors."""
    places = links.current().place
    if not places:
        choice.empty()
        return
    compared = [sides.read(code, filters.current("place")) for code in places]
    cards.head(t("compare.title", names=plain(_title(compared))), "compare.question")
    choice.bar()
    if len(compared) < 2:
        return
    found = figures.of(compared)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _figures(compared, found)
    with right:
        _differences(compared, found)
    maps.draw(compared)
    over_time.draw(compared)
    sectors.draw(compared)


def _title(compared: Sequence[Side]) -> str:
    return " – ".join(names.within_a_sentence(side.name) for side in compared)


def _figures(compared: Sequence[Side], found: Sequence[figures.Figure]) -> None:
    st.header(t("compare.figures_title"))
    grid.draw(
        [grid.Row("", figure.label, [cell.noted for cell in figure.cells]) for figure in found],
        columns=[side.name for side in compared],
        corner=t("compare.figure"),
        title="",
        subtitle=cards.subtitle(t("compare.figures_measure"), _title(compared)),
        key="compare_figures",
        even=False,
    )
    tables.twin(
        figures.table(compared, found),
        name="compare_figures",
        title=t("compare.figures_title"),
    )


def _differences(compared: Sequence[Side], found: Sequence[figures.Figure]) -> None:
    st.header(t("compare.differences_title"))
    said = differences.in_words(compared, found)
    st.markdown(f":gray[{plain(cards.subtitle('', _title(compared)))}]")
    st.markdown("\n".join(f"- {sentence}" for sentence in said) or t("compare.nothing_differs"))
    st.markdown(f":gray[{t('compare.no_ranking')}]", help=t("methods.notes.compare"))
