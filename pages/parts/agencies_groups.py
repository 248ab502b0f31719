"""Groups of agencies: what a body in the middle gave, in which forms, in which sectors."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import agency_groups
from data.selection import Selection
from pages.charts import alt, dots, look
from pages.parts import cached, cards, grid, language, matrices, names, tables
from pages.parts.language import t, word

_FORMS = ["cash_million_vnd", "in_kind_million_vnd", "labour_days"]
_BESIDE = ["agencies", "communes", "promises_kept_share"]


def draw(cube: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> None:
    """Draw the groups that delivered something.

    Args:
        cube: the contributions within the filters.
        groups: from `agency_groups.by_group`.
        selection: the filters.
    """
    shown = groups[groups["acts"] > 0]
    _spread(cube, shown, selection)
    _forms(cube, shown, selection)
    _sectors(cube, shown, selection)


def _name(code: object) -> str:
    return word(f"agency_group.{code}")


def _spread(cube: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> None:
    """The body in the middle of each group, inside the range of its middle half."""
    spread = agency_groups.spread(cube, cached.record().agencies).loc[groups.index]
    labels = [_name(code) for code in spread.index]
    measure = cards.subtitle(t("agencies.spread"), names.place(selection))
    lang, unit = language.current(), word("units.million_vnd")
    st.plotly_chart(
        dots.interval(spread, labels, look.Titles(measure), lang=lang, unit=unit, decimals=0),
        key="agencies_spread",
        config=look.CONFIG,
        alt=alt.ranked(spread["value"], labels, measure, lang=lang, unit=unit),
    )


def _forms(cube: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> None:
    """Cash, in kind and labour of each group: side by side, never added."""
    found = agency_groups.forms_by_group(cube, cached.record().agencies).loc[groups.index]
    table = groups[_BESIDE].join(found[_FORMS].round())
    texts = {name: tables.texts(name, table[name]) for name in table}
    plain = "0" * len(_BESIDE)
    rows = [
        grid.Row("", _name(code), [column[place] for column in texts.values()], plain + shades)
        for place, (code, shades) in enumerate(
            zip(table.index, grid.column_shades(table[_FORMS]), strict=True)
        )
    ]
    grid.draw(
        rows,
        columns=[tables.head(name) for name in table],
        corner=word("columns.agency_group"),
        title="",
        subtitle=cards.subtitle(t("agencies.forms"), names.place(selection)),
        key="agencies_forms",
        even=False,
    )


def _sectors(cube: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> None:
    table = agency_groups.group_by_sector(cube, cached.record().agencies).loc[groups.index]
    matrices.money(
        matrices.Matrix(
            table,
            label_of=_name,
            head_of=lambda code: word(f"sector.{code}"),
            corner=word("columns.agency_group"),
            measure=t("agencies.group_by_sector"),
            place=names.place(selection),
        ),
        key="agencies_groups",
    )
    tables.twin(groups.join(table), name="agencies_groups", title=t("agencies.groups"))
