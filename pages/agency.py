"""One agency: who it is, its communes, what it promised and did, its works, what to clarify."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import assignments, few
from data.words import formats
from pages.parts import (
    agency_choice,
    agency_facts,
    agency_form,
    agency_help,
    agency_places,
    agency_said,
    agency_works,
    cards,
    comparing,
    filters,
    followed,
    language,
    links,
    names,
    opening,
    promises,
    promises_not_done,
    signals,
    worth,
)
from pages.parts.agency_facts import Agency
from pages.parts.language import plain, t, word


def render() -> None:
    """Draw the page in reading order: who, question, answer, places, help, works, gaps."""
    opening.follow()
    code = links.one_of(links.current().agency)
    if not code:
        agency_choice.draw()
        return
    agency = agency_facts.read(code)
    st.title(plain(names.agency(code)), anchor=False)
    st.markdown(f":gray[{_who(agency)}]")
    cards.question("agency.question")
    comparing.button()
    agency_form.button(code)
    if agency.cube.empty and agency.pairs.empty:
        cards.nothing_found()
        return
    st.markdown(_sentence(agency))
    cards.row(_cards(agency))
    agency_places.draw(agency)
    left, right = st.columns(2, gap="large")
    with left:
        st.header(t("agency.signals"))
        signals.draw(agency.signals, agency.selection, names.commune_in_district)
        agency_said.draw(agency)
        promises_not_done.of_agency(agency.selection)
        agency_help.sectors(agency)
    with right:
        agency_help.newest(agency)
        agency_works.draw(agency)


def _who(agency: Agency) -> str:
    """Group, field and code on one line."""
    field = word(f"sector.{agency.field}") if agency.field else t("agency.field_not_known")
    return t(
        "agency.who",
        group=word(f"agency_group.{agency.row['agency_group']}"),
        field=field,
        code=plain(agency.code),
    )


def _sentence(agency: Agency) -> str:
    """One sentence that a leader can read aloud."""
    totals, counted = agency.totals, assignments.counts(agency.pairs)
    said = t(
        "agency.sentence",
        when=filters.when(),
        assigned=cards.counted("nouns.communes", counted["assigned"]),
        acts=cards.counted("nouns.acts", totals["acts"]),
        communes=cards.counted("nouns.communes", totals["communes"]),
        worth=worth.clause(totals),
        mark=followed.mark(),
    )
    if not counted["nothing_reported"]:
        return said
    return f"{said} {cards.counted('agency.sentence_silent', counted['nothing_reported'])}"


def _cards(agency: Agency) -> list[cards.Card]:
    lang = language.current()
    totals, each = agency.totals, agency_facts.everybody(agency.selection)
    assigned = set(agency.pairs.loc[agency.pairs["assigned"], "commune_code"])
    helped = set(agency.cube.loc[agency.cube["acts"] > 0, "commune_code"])
    own = agency_facts.own_field(agency.selection)
    asked, said = agency_said.asked_about(each), agency_said.confirmed_share(each)
    return [
        cards.Card(
            t("agency.value"),
            worth.text(totals),
            worth.beside(
                _beside(
                    agency, each["value_million_vnd"], lambda value: formats.money(value, lang)
                ),
                totals,
            ),
            "agency_peers",
        ),
        cards.Card(
            t("agency.helped"),
            cards.counted("agency.n_communes", len(helped & assigned)),
            t("agency.of_assigned", n=cards.number(len(assigned))),
            "helped",
        ),
        cards.Card(
            t("agency.kept"),
            formats.share(totals["promises_kept_share"], lang),
            f"{promises.kept_of(totals)}; "
            + _share_beside(agency, each["promises_kept_share"], each["promises_known"]),
            "promises",
        ),
        cards.Card(
            t("agency.own_field"),
            formats.share(own["own_field_share"].get(agency.code), lang),
            _of_acts(agency, own["own_field_share"], own["own_field_acts"], own["acts"]),
            "own_field",
        ),
        cards.Card(
            t("agency.confirmed"),
            formats.share(said.get(agency.code), lang),
            _of_acts(agency, said, each["confirmed_yes"], asked),
            "confirmed",
        ),
    ]


def _of_acts(agency: Agency, shares: pd.Series, parts: pd.Series, wholes: pd.Series) -> str:
    """How many of how many acts are behind its share, and the median of the others."""
    beside = [_share_beside(agency, shares, wholes)]
    if wholes.get(agency.code):
        n, of = (cards.number(counts[agency.code]) for counts in (parts, wholes))
        beside.insert(0, t("agency.of_acts", n=n, of=of))
    return "; ".join(beside)


def _share_beside(agency: Agency, shares: pd.Series, wholes: pd.Series) -> str:
    """As `_beside`, of those of the group whose share is of 5 or more; its own may be of fewer.

    Source: method note "Share of few".
    """
    comparable = few.comparable(shares, wholes)
    own = shares.get(agency.code)
    if own is not None:
        comparable[agency.code] = own
    lang = language.current()
    return _beside(agency, comparable, lambda value: formats.share(value, lang))


def _beside(agency: Agency, values: pd.Series, text_of) -> str:  # type: ignore[no-untyped-def]
    """The median of the other bodies of its group, and how many there are."""
    found = agency.beside(values)
    if found is None:
        return t("agency.no_peers")
    return t("agency.beside_peers", n=cards.number(found.of - 1), value=text_of(found.median))
