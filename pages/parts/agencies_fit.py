"""Help beside the field of who gives it: the conference asked that they fit."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import fit
from data.schema import SECTORS
from data.selection import Selection
from data.words import formats
from pages.parts import cached, cards, language, matrices, names, tables
from pages.parts.language import t, word


def draw(cube: pd.DataFrame, fitting: fit.Fit, selection: Selection) -> None:
    """Draw the field of the giver by the sector of the help.

    Args:
        cube: the contributions of every sector, within the other filters.
        fitting: from `fit.overall`.
        selection: the filters.
    """
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
            of=cards.number(fitting.agencies),
        )
    )
    agencies = cached.record().agencies
    table = fit.field_by_sector(cube, agencies)
    matrices.counts(
        matrices.Matrix(
            table[table.sum(axis=1) > 0],
            label_of=_sector,
            head_of=_sector,
            corner=word("columns.field"),
            measure=t("agencies.field_by_sector"),
            place=names.place(selection),
            marked={sector: place for place, sector in enumerate(SECTORS)},
        ),
        word("units.acts"),
        key="agencies_fit",
    )
    each = fit.by_agency(cube, agencies)
    tables.twin(each, name="agencies_fit", title=t("agencies.fit_each"))


def _sector(code: object) -> str:
    return word(f"sector.{code}")
