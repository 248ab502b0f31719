"""Small pieces above the evidence: the question, numbers with their comparison, the empty state."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.words import formats
from pages.parts import cached, filters, language, names, window
from pages.parts.language import t, word

# In pixels: five stand side by side on a laptop, two on a phone.
CARD_WIDTH, CARD_WIDTH_PHONE = 228, 154


@dataclass(frozen=True)
class Card:
    """One number: what it is, its value with unit, what to compare it with, how it is counted.

    `how` names an entry of the method notes (`methods.notes.<how>`).
    """

    label: str
    value: str
    beside: str
    how: str


def question(key: str) -> None:
    """The one question that the page answers, under its title."""
    st.markdown(f":gray[{t(key)}]")


def head(title: str, question_key: str) -> None:
    """The page's title and its question, close together: the answer wants the first screen."""
    with st.container(gap=None, key="head"):
        st.title(title, anchor=False)
        question(question_key)


def row(cards: list[Card]) -> None:
    """Draw the cards in one row on a laptop, and as many as fit on a phone."""
    width = CARD_WIDTH_PHONE if window.is_narrow() else CARD_WIDTH
    with st.container(horizontal=True, gap="small"):
        for card in cards:
            with st.container(border=True, width=width, height="stretch", gap=None):
                how = f"{t(f'methods.notes.{card.how}')} {marks()}"
                st.markdown(f":gray[{card.label}]", help=how)
                # A heading of the page, and no place to link to: an anchor would be a Tab stop.
                st.markdown(f"## {card.value}\n:gray[{card.beside}]", anchors=False)


def marks() -> str:
    """Period, source and status of what is shown, as one short line."""
    version = cached.record().version
    return t(
        "cards.marks",
        period=filters.period(filters.current().years),
        status=word(f"status.{version.status}"),
        version=version.id,
    )


def subtitle(measure: str, place: str = "", period: str = "") -> str:
    """A chart's second title: measure, place, filters, period, and the mark of illustration."""
    selection = filters.current()
    parts = [
        measure,
        place or names.place(selection),
        filters.scope(),
        period or filters.period(selection.years),
    ]
    if is_illustrative():
        parts.append(t("cards.illustrative"))
    return " · ".join(part for part in parts if part)


def is_illustrative() -> bool:
    """True while the record is the generator's."""
    return cached.record().version.status == "illustrative"


def source() -> str:
    """Whose record it is, in words."""
    version = cached.record().version
    return t("tables.generator") if is_illustrative() else version.published_by


def nothing_found(key: str = "cards.nothing_found") -> None:
    """An empty result: say why, and offer one click back."""
    st.info(t(key), icon=":material/search_off:")
    st.button(t("filters.clear"), key=f"clear_{key}", on_click=filters.clear)


def no_data(table: str) -> None:
    """The version has no such table: absent is not zero."""
    st.info(t("cards.no_table", table=word(f"table.{table}")), icon=":material/block:")


def number(value: float | None, decimals: int = 0) -> str:
    """A number in the language of the page."""
    return formats.number(value, language.current(), decimals)


def counted(key: str, n: float, **values: object) -> str:
    """A number with its noun, as `language.counted`."""
    return language.counted(key, n, **values)
