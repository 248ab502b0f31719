"""What the communes said of the acts that an agency reported."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import contributions
from data.words import formats
from pages.parts import bars, cards, language, names, tables
from pages.parts.agency_facts import Agency
from pages.parts.language import t, word

# Columns of the cube -> the word of the answer.
_ANSWERS = {
    "confirmed_yes": "yes",
    "confirmed_partly": "partly",
    "confirmed_no": "no",
    "confirmed_not_asked": "empty",
}


def asked_about(totals: pd.DataFrame) -> pd.Series:
    """Acts that communes were asked about and answered, count.

    Source: method note "What communes confirmed".
    """
    return totals["confirmed_yes"] + totals["confirmed_partly"] + totals["confirmed_no"]


def confirmed_share(totals: pd.DataFrame) -> pd.Series:
    """Acts that communes confirmed in full, of those they were asked about; missing without any.

    Source: method note "What communes confirmed".
    """
    asked = asked_about(totals)
    return totals["confirmed_yes"] / asked.where(asked > 0)


def draw(agency: Agency) -> None:
    """Draw the answers beside what the agency reported."""
    totals = agency.totals
    st.header(t("agency.said"))
    if not totals["acts"]:
        st.markdown(f":gray[{t('agency.no_acts')}]")
        return
    counts = [float(totals[column]) for column in _ANSWERS]
    acts = totals["acts"]
    rows = [
        bars.Bar(answer, word(f"commune_confirmed.{answer}"), length, _of(count, acts))
        for answer, count, length in zip(
            _ANSWERS.values(), counts, bars.lengths(counts), strict=True
        )
    ]
    bars.draw(
        rows,
        title=_finding(totals),
        subtitle=cards.subtitle(t("agency.said_of"), names.agency(agency.code)),
        key="agency_said",
    )
    st.markdown(t("agency.figures_differ", n=cards.number(totals["acts_figures_differ"])))
    by_commune = contributions.by_commune(agency.cube)
    columns = ["acts", *_ANSWERS, "acts_figures_differ"]
    tables.twin(by_commune[columns], name="agency_said", title=t("agency.said_of"))


def _of(count: float, acts: float) -> str:
    share = formats.share(count / acts if acts else None, language.current())
    return cards.counted("agency.acts_share", count, share=share)


def _finding(totals: pd.Series) -> str:
    share = confirmed_share(totals.to_frame().T).iloc[0]
    if formats.is_missing(share):
        return ""
    return t("agency.said_finding", share=formats.share(float(share), language.current()))
