"""Help beside the field of who gives it: the conference asked that they fit."""

from __future__ import annotations

import streamlit as st

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
    lang = language.current()
    st.header(t("agencies.fit"))
    st.markdown(
        t(
            "agencies.fit_said",
            share=formats.share(fitting.own_share, lang),
            even=formats.share(fitting.even_share, lang),
            outside=cards.number(fitting.outside),
            of=cards.counted("nouns.agencies", fitting.agencies),
        )
    )
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


def _sector(code: object) -> str:
    return word(f"sector.{code}")
