"""Who contributes, where, how much, in which sector and in which form; and who is silent."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import assignments
from data.words import formats
from pages.parts import (
    agencies_facts,
    agencies_fit,
    agencies_groups,
    agencies_list,
    agencies_silent,
    cached,
    cards,
    filters,
    followed,
    language,
    names,
    opening,
    promises,
    worth,
)
from pages.parts.agencies_facts import Agencies
from pages.parts.language import t, word


def render() -> None:
    """Draw the page in reading order: question, answer, who, groups, sectors, fit, silence."""
    opening.follow()
    selection = filters.current()
    cards.head(t("agencies.title", place=names.place(selection)), "agencies.question")
    found = agencies_facts.read(selection)
    if found.is_empty:
        cards.nothing_found()
        return
    st.markdown(_sentence(found))
    cards.row(_cards(found))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        agencies_list.ranked(found)
    with right:
        agencies_groups.draw(found)
    agencies_list.each(found)
    left, right = st.columns(2, gap="large")
    with left:
        agencies_fit.draw(found)
    with right:
        agencies_silent.draw(found)


def _sentence(found: Agencies) -> str:
    """One sentence that a leader can read aloud, and two short ones if there is more to say."""
    selection = found.selection
    said = [
        t(
            "agencies.sentence",
            when=filters.when(),
            agencies=cards.counted("nouns.agencies", len(found.each)),
            place=names.places_of(selection),
            mark=followed.mark(),
            acts=cards.counted("nouns.acts", found.total["acts"]),
            worth=worth.clause(found.total),
        )
    ]
    values = found.groups["value_million_vnd"]
    if values.notna().sum() > 1:
        said.append(
            _first_group(found.groups.nlargest(1, "value_million_vnd").iloc[0], values.sum())
        )
    silent = _silent_agencies(found)
    if silent:
        said.append(cards.counted("agencies.sentence_silent", len(silent)))
    elsewhere = followed.elsewhere(silent, cached.record().contributions, selection)
    if elsewhere:
        said.append(cards.counted("agencies.sentence_elsewhere", elsewhere))
    return " ".join(said)


def _first_group(group: pd.Series, value_of_all: float) -> str:
    """The group that gave most: its share beside its bodies and the one in their middle."""
    lang = language.current()
    return t(
        "agencies.sentence_first",
        group=word(f"agency_group.{group.name}"),
        share=formats.share(group["value_million_vnd"] / value_of_all, lang),
        agencies=cards.counted("nouns.agencies", group["agencies"]),
        median=formats.money(group["median_value_million_vnd"], lang),
    )


def _silent_agencies(found: Agencies) -> list[str]:
    """Assigned bodies with nothing reported, in any sector, in any of their chosen communes."""
    assigned = found.pairs[found.pairs["assigned"]]
    silent = assigned["state"].isin(assignments.NOTHING_REPORTED)
    all_silent = silent.groupby(assigned["agency_code"]).all()
    return list(all_silent.index[all_silent])


def _cards(found: Agencies) -> list[cards.Card]:
    lang, total = language.current(), found.total
    assigned = set(found.pairs.loc[found.pairs["assigned"], "agency_code"])
    median = formats.money(found.each["value_million_vnd"].median(), lang)
    pairs = assignments.counts(found.pairs)
    return [
        cards.Card(
            t("agencies.helped"),
            cards.counted("agencies.agencies", len(assigned & set(found.each.index))),
            t("agencies.of_assigned", n=cards.number(len(assigned))),
            "agencies_helped",
        ),
        cards.Card(
            t("agencies.value"),
            worth.text(total),
            worth.beside(t("agencies.median", value=median), total),
            "value",
        ),
        cards.Card(
            t("agencies.kept"),
            formats.share(total["promises_kept_share"], lang),
            promises.kept_of(total),
            "promises",
        ),
        cards.Card(
            t("agencies.own_field"),
            formats.share(found.fit.own_share, lang),
            agencies_fit.beside(found.fit),
            "own_field",
        ),
        cards.Card(
            t("agencies.silent"),
            cards.counted("agencies.pairs", pairs["nothing_reported"]),
            cards.counted("agencies.of_pairs", pairs["assigned"]),
            "nothing_reported",
        ),
    ]
