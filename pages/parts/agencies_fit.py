"""Help beside the field of who gives it: the conference asked that they fit."""

from __future__ import annotations

import streamlit as st

from data.metrics.fit import Fit
from data.schema import SECTORS
from data.words import formats
from pages.parts import cards, language, matrices, names, tables
from pages.parts.agencies_facts import Agencies
from pages.parts.language import t, word


def draw(found: Agencies) -> None:
    """Draw the field of the giver by the sector of the help; it always counts every sector."""
    fitting = found.fit
    if fitting.own_share is None:
        return
    st.header(t("agencies.fit"))
    st.markdown(_said(fitting))
    table = found.field_by_sector
    matrices.counts(
        matrices.Matrix(
            table[table.sum(axis=1) > 0],
            label_of=_sector,
            head_of=_sector,
            corner=word("columns.field"),
            measure=t("agencies.field_by_sector"),
            place=names.place(found.selection),
            marked={sector: place for place, sector in enumerate(SECTORS)},
        ),
        word("units.acts"),
        key="agencies_fit",
    )
    tables.twin(found.own_field, name="agencies_fit", title=t("agencies.fit_each"))


def beside(fitting: Fit) -> str:
    """The counts behind the share, and what it would be if fields played no part."""
    if fitting.own_share is None:
        return ""
    own, acts = cards.number(fitting.own), cards.number(fitting.acts)
    return t("agencies.own_of", own=own, acts=acts, chance=_chance(fitting))


def _chance(fitting: Fit) -> str:
    """The share expected by chance, with the interval where there are bodies enough for one."""
    lang = language.current()
    share = formats.share(fitting.chance_share, lang)
    if fitting.low is None:
        return share
    low, high = formats.share(fitting.low, lang), formats.share(fitting.high, lang)
    return t("agencies.chance_between", share=share, low=low, high=high)


def _said(fitting: Fit) -> str:
    return t(
        "agencies.fit_said",
        share=formats.share(fitting.own_share, language.current()),
        own=cards.number(fitting.own),
        acts=cards.counted("nouns.acts", fitting.acts),
        chance=_chance(fitting),
        verdict=t(f"agencies.fit_{fitting.beside_chance}"),
        outside=cards.number(fitting.outside),
        of=cards.counted("nouns.agencies", fitting.agencies),
    )


def _sector(code: object) -> str:
    return word(f"sector.{code}")
