"""What is to be clarified: itemised signals, each with what to ask; never one score."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.selection import Selection
from pages.parts import cached, cards, filters
from pages.parts.language import plain, t, word

_NAMED = 4


def draw(found: pd.DataFrame, selection: Selection, name_of: Callable[[str], str]) -> None:
    """Draw each signal of a commune or an agency: how many of how many, whom, what to ask.

    Args:
        found: from `gaps.of_commune` or `gaps.of_agency`.
        selection: the chosen years.
        name_of: the name of a code of the other side of the pair: agencies of a commune.
    """
    if found.empty:
        st.markdown(f":gray[{t('signals.none')}]")
        return
    lines = [
        f"- {_said(row, selection, name_of)}  \n  :gray[{_ask(row)}]"
        for row in found.to_dict("records")
    ]
    st.markdown("\n".join(lines))


def _ask(row: dict) -> str:
    return t(f"signals.{row['signal']}_ask")


def _said(row: dict, selection: Selection, name_of: Callable[[str], str]) -> str:
    namers = {"sectors": lambda code: word(f"sector.{code}"), "works": work}
    return t(
        f"signals.{row['signal']}",
        count=cards.number(row["count"]),
        of=cards.number(row["of"]),
        whom=_listed(row["codes"], namers.get(row["counted"], name_of)),
        period=filters.period(selection.years),
        year=selection.years[1],
    )


def _listed(codes: tuple[str, ...], name_of: Callable[[str], str]) -> str:
    """The first few names, and how many more there are."""
    # A name may hold commas: of a place that says its district, of a work that says its village.
    shown = "; ".join(plain(name_of(code)) for code in codes[:_NAMED])
    more = len(codes) - _NAMED
    return shown if more <= 0 else t("signals.and_more", names=shown, n=cards.number(more))


def work(code: str) -> str:
    """A work's name, or its code where it has none."""
    rows = cached.record().works
    found = rows.loc[rows["work_id"] == code, "work_name"].dropna()
    return str(found.iloc[0]) if len(found) else code
