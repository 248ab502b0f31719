"""The sectors of each side: acts beside each other, because some sectors cost little by nature."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.metrics import contributions
from pages.compare.sides import Side
from pages.parts import matrices, tables
from pages.parts.language import t, word


def draw(sides: Sequence[Side]) -> None:
    """A matrix sector × side in acts, and its table."""
    table = pd.DataFrame(
        {place: contributions.by_sector(side.cube)["acts"] for place, side in enumerate(sides)}
    )
    st.header(t("compare.sectors_title"))
    matrices.counts(
        matrices.Matrix(
            table=table,
            label_of=lambda code: word(f"sector.{code}"),
            head_of=lambda place: sides[int(str(place))].name,
            corner=t("filters.sector"),
            measure=t("compare.sectors_measure"),
            place=" – ".join(side.name for side in sides),
        ),
        word("units.acts"),
        key="compare_sectors",
    )
    named = table.set_axis([side.name for side in sides], axis="columns").reset_index()
    tables.twin(named, name="compare_sectors", title=t("compare.sectors_title"))
