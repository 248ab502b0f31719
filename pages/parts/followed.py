"""What a page's numbers follow of the filters and what they do not, said where it happens."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from data.metrics import assignments
from data.selection import Selection
from pages.parts import cards, names
from pages.parts.language import t


def mark() -> str:
    """The mark behind a sentence that is copied and read aloud; empty for a real record."""
    return f" ({t('followed.mark')})" if cards.is_illustrative() else ""


def pairs(found: pd.DataFrame, selection: Selection) -> str:
    """The sentence on assigned pairs with nothing reported, as Markdown.

    Whether a pair reported looks at every sector. Under a filter by sector both are said: the
    pairs without an act in the chosen sectors, and those without one in any.

    Args:
        found: as `assignments.pairs`.
        selection: the filters.
    """
    counted = assignments.counts(found)
    if not counted["assigned"]:
        return t("followed.no_pairs")
    said = {
        "silent": cards.number(counted["nothing_reported"]),
        "pairs": cards.counted("followed.pairs", counted["assigned"]),
    }
    if not selection.sectors:
        return t("followed.silent", **said)
    return t("followed.silent_in_sector", within=cards.number(idle(found)), **said)


def idle(found: pd.DataFrame) -> int:
    """How many assigned pairs of `assignments.pairs` have no act within the chosen sectors."""
    return int((found["assigned"] & (found["acts"] == 0)).sum())


def elsewhere(silent: Collection[str], contributions: pd.DataFrame, selection: Selection) -> int:
    """How many of the bodies that are silent within the filters have acts in other places.

    Args:
        silent: codes of agencies with no act in the chosen places.
        contributions: the whole cube, not narrowed.
        selection: the filters; without a choice of places there is no elsewhere.
    """
    if not (selection.districts or selection.kinds):
        return 0
    rows = contributions[contributions["year"].between(*selection.years)]
    acted = rows.loc[rows["acts"] > 0, "agency_code"]
    return len(set(silent) & set(acted))


def kinds_over_years(selection: Selection) -> None:
    """Say, where years stand beside each other, that years under a filter of kinds do not add up.

    Source: method note "Kinds of commune over the years".
    """
    if selection.kinds:
        st.markdown(f":gray[{t('followed.kinds', place=names.places_of(selection))}]")
