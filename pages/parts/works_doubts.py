"""Works to ask about: pairs that may be one work, and works that cannot be put on the map."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import unplaced
from data.words import formats, heads
from pages.parts import bars, cached, cards, language, names, opening, tables, works_facts
from pages.parts.language import t
from pages.parts.works_facts import Built

_LISTED = 6


def duplicates(built: Built) -> None:
    """Draw pairs of works that look like one: a question to ask, never a finding."""
    st.header(t("infrastructure.duplicates"))
    found = built.duplicates
    if found.empty:
        st.markdown(f":gray[{t('infrastructure.no_duplicates')}]")
        return
    known = cached.record().works.set_index("work_id")
    rows = [_pair(row, known) for row in found.head(_LISTED).to_dict("records")]
    if len(found) > _LISTED:
        more = cards.counted("infrastructure.more_pairs", len(found) - _LISTED)
        rows.append(bars.Bar("", more, None, ""))
    bars.draw(
        rows,
        title=cards.counted("infrastructure.pairs", len(found)),
        subtitle=cards.subtitle(t("infrastructure.same_work"), names.place(built.selection)),
        key="infrastructure_duplicates",
        on_choose=opening.commune,
    )
    tables.twin(found, name="infrastructure_duplicates", title=t("infrastructure.same_work"))


def _pair(row: dict, known: pd.DataFrame) -> bars.Bar:
    both = [_said(known.loc[row[column]]) for column in ("work_id", "other_work_id")]
    reasons = heads.in_words("reasons", row["reasons"], language.current())
    return bars.Bar(
        str(row["commune_code"]),
        t("infrastructure.beside", one=both[0], other=both[1]),
        None,
        names.commune(row["commune_code"]),
        reasons,
    )


def _said(work: pd.Series) -> str:
    return f"{works_facts.name(dict(work))} ({work.name})"


def not_placed(built: Built) -> None:
    """Say which works cannot be put on the map, and why."""
    st.header(t("infrastructure.unplaced"))
    found = built.unplaced
    if found.empty:
        st.markdown(f":gray[{t('infrastructure.all_placed')}]")
        return
    counts = found["reason"].value_counts()
    lines = [
        t(f"map.reason_{reason}", n=formats.number(counts[reason], language.current()))
        for reason in unplaced.REASONS
        if reason in counts
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    title = cards.counted("infrastructure.unplaced_of", len(found))
    tables.twin(found, name="infrastructure_unplaced", title=title)
