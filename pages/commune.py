"""One commune: who helps it, what was done and built, how people live, what is to be clarified."""

from __future__ import annotations

import streamlit as st

from data.metrics import contributions
from data.words import formats
from geo import gazetteer
from pages.parts import (
    bars,
    cached,
    cards,
    commune_answer,
    commune_facts,
    commune_help,
    commune_indicators,
    commune_nearby,
    commune_works,
    filters,
    language,
    links,
    measures,
    names,
    opening,
    signals,
)
from pages.parts.language import t

_SUGGESTED = 6


def render() -> None:
    """Draw the page in reading order: where, question, answer, then the evidence."""
    opening.follow()
    chosen = links.current().commune
    if not chosen:
        _choose()
        return
    code = chosen[0]
    commune = commune_facts.read(code, filters.current("commune"))
    st.title(commune_facts.title(code))
    st.markdown(commune_answer.where(commune))
    cards.question("commune.question")
    st.markdown(commune_answer.sentence(commune))
    cards.row(commune_answer.in_numbers(commune))
    left, right = st.columns(2, gap="medium")
    with left:
        commune_help.assigned(commune)
    with right:
        st.header(t("commune.missing"))
        signals.draw(commune.signals, commune.selection, names.agency)
    commune_help.done(commune)
    commune_works.draw(commune)
    commune_indicators.draw(code)
    commune_nearby.draw(commune)


def _choose() -> None:
    """No commune in the address: offer one, and say where else to find it."""
    st.title(t("commune.choose_title"))
    cards.question("commune.choose_question")
    codes = sorted(
        gazetteer.communes().index,
        key=lambda code: formats.alphabetical(names.commune_in_district(code)),
    )
    st.selectbox(
        t("commune.choose"),
        codes,
        index=None,
        key="choose_commune",
        format_func=names.commune_in_district,
        placeholder=t("commune.choose_placeholder"),
        on_change=_chosen,
    )
    st.markdown(f":gray[{t('commune.choose_note')}]")
    selection = filters.current()
    by_value = contributions.by_commune(cached.contributions(selection))
    if by_value.empty:
        return
    first = by_value["value_million_vnd"].head(_SUGGESTED)
    values = bars.known(first)
    rows = [
        bars.Bar(
            str(code),
            names.commune_in_district(str(code)),
            length,
            formats.money(value, language.current()),
        )
        for code, length, value in zip(first.index, bars.lengths(values), values, strict=True)
    ]
    bars.draw(
        rows,
        title=t("commune.choose_list"),
        subtitle=cards.subtitle(measures.name("value_million_vnd")),
        key="commune_suggested",
        on_choose=commune_nearby.open_commune,
    )


def _chosen() -> None:
    links.write(commune=(st.session_state["choose_commune"],))


if __name__ == "__main__":  # a cold server opened on this page's own address
    import dashboard

    dashboard.main()
