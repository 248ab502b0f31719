"""One chosen commune in short, beside the map: what a click wants to know."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.metrics import contributions, works
from data.selection import Selection
from data.words import formats
from pages.parts import cards, commune_facts, language, links, measures, names, worth
from pages.parts.commune_facts import Commune
from pages.parts.language import plain, t
from pages.parts.map_compared import Compared


def draw(code: str, selection: Selection, measure: str, seen: Compared | None = None) -> None:
    """Draw the panel of a commune; it can be closed again.

    Args:
        code: the commune.
        selection: the filters; districts and kinds do not narrow a commune's own numbers.
        measure: the one that the map shows.
        seen: what the map compares, where it does: the panel then says that of the commune.
    """
    commune = commune_facts.read(code, selection)
    with st.container(border=True, key=f"panel_{code}"):
        kinds = " · ".join(commune_facts.kinds(commune)) or commune_facts.no_kind()
        st.markdown(f"**{plain(names.commune_in_district(code))}**  \n:gray[{kinds}]")
        st.markdown(_compared(code, seen) if seen else _standing(commune, measure))
        st.markdown("\n".join(f"- {line}" for line in _lines(commune)))
        st.markdown(t("map.assigned") if commune.assigned() else t("map.nobody"))
        for agency in commune.assigned():
            commune_facts.agency_link(agency)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            commune_facts.link(code, t("map.open"), icon=":material/arrow_forward:")
            st.button(
                t("map.let_go"),
                key=f"let_go_{code}",
                type="tertiary",
                icon=":material/close:",
                on_click=_let_go,
                args=(code,),
            )


def many(codes: Sequence[str], selection: Selection, measure: str) -> None:
    """Many chosen communes in one sentence: how many have a value, and the middle one."""
    values = measures.by_commune(selection, measure).loc[list(codes), "value"].dropna()
    said = t("map.many_without", n=len(codes))
    if not values.empty:
        middle = float(values.quantile(0.5, interpolation="nearest"))
        said = t(
            "map.many",
            n=cards.number(len(codes)),
            valued=cards.number(len(values)),
            measure=measures.name(measure),
            middle=measures.text(measure, middle),
        )
    _say_many(said)


def many_compared(codes: Sequence[str], seen: Compared) -> None:
    """Many chosen communes in one sentence: how many of them are in each class of the view."""
    counts = seen.looks.loc[list(codes)].value_counts()
    said = "; ".join(
        f"{seen.in_words(look)}: {cards.number(counts[look])}"
        for look in seen.words
        if look in counts
    )
    _say_many(t("map.many_compared", n=cards.number(len(codes)), name=seen.name, said=plain(said)))


def _say_many(said: str) -> None:
    st.markdown(said)
    st.button(t("map.let_go_all"), type="tertiary", icon=":material/close:", on_click=_let_go_all)


def _let_go_all() -> None:
    links.write(commune=())


def _compared(code: str, seen: Compared) -> str:
    """What the map compares in this commune."""
    said, beside = seen.read(code)
    text = f"{seen.name}: **{plain(said)}**"
    return f"{text}  \n:gray[{plain(beside)}]" if beside else text


def _standing(commune: Commune, measure: str) -> str:
    """The measure of the map in this commune, and where it stands among its peers."""
    found = measures.by_commune(commune.selection, measure)
    value, state = found["value"][commune.code], found["state"][commune.code]
    missing = formats.is_missing(value)
    said = measures.state(measure, state) if missing else measures.text(measure, value)
    beside = "" if missing else commune_facts.beside_peers(commune, measure)
    beside = "; ".join(part for part in (measures.behind(found, commune.code), beside) if part)
    text = f"{measures.name(measure)}: **{said}**"
    return f"{text}  \n:gray[{beside}]" if beside else text


def _lines(commune: Commune) -> list[str]:
    lines = [*_acts(commune), _works(commune)]
    helping = int((~commune.pairs["assigned"]).sum())
    return [*lines, cards.counted("map.unassigned_help", helping)] if helping else lines


def _acts(commune: Commune) -> list[str]:
    lang = language.current()
    last = contributions.last_record(commune.cube)
    if last is None:
        return [t("map.no_record")]
    total = commune.totals()
    acts = cards.counted("nouns.acts", total["acts"])
    return [
        t("map.acts", acts=acts, worth=worth.clause(total)),
        t("map.last", date=formats.date(last, lang)),
    ]


def _works(commune: Commune) -> str:
    found = commune.works
    if found is None:
        return t("map.works_absent")
    if found.empty:
        return t("map.no_works")
    built = works.is_built(found).sum()
    return t("map.works", built=cards.number(built), all=cards.number(len(found)))


def _let_go(code: str) -> None:
    links.write(commune=tuple(one for one in links.current().commune if one != code))
