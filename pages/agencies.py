"""Who contributes, where, how much, in which sector and in which form; and who is silent."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.metrics import agency_groups, assignments, contributions, fit
from data.selection import Selection
from data.words import formats
from pages.parts import (
    agencies_fit,
    agencies_groups,
    agencies_list,
    agencies_silent,
    cached,
    cards,
    filters,
    language,
    names,
    opening,
)
from pages.parts.language import t, word


def render() -> None:
    """Draw the page in reading order: question, answer, who, groups, sectors, fit, silence."""
    opening.follow()
    selection = filters.current()
    st.title(t("agencies.title", place=names.place(selection)))
    cards.question("agencies.question")

    cube = cached.contributions(selection)
    record = cached.record()
    found = assignments.pairs(
        record.assignments, record.contributions, selection, cached.communes(selection)
    )
    if cube.empty and found.empty:
        cards.nothing_found()
        return

    totals = contributions.by_agency(cube)
    totals = totals[totals["acts"] > 0]
    groups = agency_groups.by_group(cube, record.agencies)
    # Does help fit the giver's field? One chosen sector alone could not tell.
    every_sector = cached.contributions(replace(selection, sectors=()))
    fitting = fit.overall(every_sector, record.agencies)
    st.markdown(_sentence(totals, groups, found, selection))
    cards.row(_cards(cube, totals, found, fitting))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        agencies_list.ranked(totals, selection)
    with right:
        agencies_groups.draw(cube, groups, selection)
    agencies_list.each(cube, selection)
    left, right = st.columns(2, gap="large")
    with left:
        agencies_fit.draw(every_sector, fitting, selection)
    with right:
        agencies_silent.draw(found, selection)


def _sentence(
    totals: pd.DataFrame, groups: pd.DataFrame, found: pd.DataFrame, selection: Selection
) -> str:
    """One sentence that a leader can read aloud."""
    lang = language.current()
    silent = _silent_agencies(found)
    begun = t(
        "agencies.sentence",
        period=filters.period(selection.years),
        agencies=cards.number(len(totals)),
        place=names.place(selection),
        value=formats.money(totals["value_million_vnd"].sum(min_count=1), lang),
    )
    values = groups["value_million_vnd"]
    first = ""
    if values.notna().sum() > 1:
        first = t(
            "agencies.sentence_first",
            group=word(f"agency_group.{values.idxmax()}"),
            share=formats.share(values.max() / values.sum(), lang),
        )
    missing = t("agencies.sentence_silent", n=cards.number(silent)) if silent else ""
    return " ".join(part for part in (begun, first, missing) if part)


def _silent_agencies(found: pd.DataFrame) -> int:
    """Assigned bodies with nothing reported in any of their communes."""
    assigned = found[found["assigned"]]
    silent = assigned["state"].isin(assignments.NOTHING_REPORTED)
    return int(silent.groupby(assigned["agency_code"]).all().sum())


def _cards(
    cube: pd.DataFrame, totals: pd.DataFrame, found: pd.DataFrame, fitting: fit.Fit
) -> list[cards.Card]:
    lang = language.current()
    total = contributions.totals(cube)
    assigned = set(found.loc[found["assigned"], "agency_code"])
    pairs = assignments.counts(found)
    return [
        cards.Card(
            t("agencies.helped"),
            t("agencies.agencies", n=cards.number(len(assigned & set(totals.index)))),
            t("agencies.of_assigned", n=cards.number(len(assigned))),
            "agencies_helped",
        ),
        cards.Card(
            t("agencies.value"),
            formats.money(total["value_million_vnd"], lang),
            t(
                "agencies.median",
                value=formats.money(totals["value_million_vnd"].median(), lang),
            ),
            "value",
        ),
        cards.Card(
            t("agencies.kept"),
            formats.share(total["promises_kept_share"], lang),
            t(
                "agencies.of_promises",
                kept=cards.number(total["promises_kept"]),
                promises=cards.number(total["promises"]),
            ),
            "promises",
        ),
        cards.Card(
            t("agencies.own_field"),
            formats.share(fitting.own_share, lang),
            t("agencies.even_share", share=formats.share(fitting.even_share, lang)),
            "own_field",
        ),
        cards.Card(
            t("agencies.silent"),
            t("agencies.pairs", n=cards.number(pairs["nothing_reported"])),
            t("agencies.of_pairs", n=cards.number(pairs["assigned"])),
            "nothing_reported",
        ),
    ]


if __name__ == "__main__":  # a cold server opened on this page's own address
    import dashboard

    dashboard.main()
