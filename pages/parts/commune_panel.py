"""One chosen commune in short, beside the map: what a click wants to know."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import contributions, works
from data.selection import Selection
from data.words import formats
from pages.parts import cards, commune_facts, language, links, measures, names
from pages.parts.language import plain, t, word
from pages.parts.province_map import Shown


def draw(code: str, selection: Selection, shown: Shown) -> None:
    """Draw the panel of a commune; it can be closed again.

    Args:
        code: the commune.
        selection: the filters; districts and kinds do not narrow a commune's own numbers.
        shown: what the map shows.
    """
    with st.container(border=True, key=f"panel_{code}"):
        st.markdown(f"**{plain(names.commune_in_district(code))}**  \n{_kinds(code, selection)}")
        st.markdown(_standing(code, selection, shown))
        st.markdown("\n".join(f"- {line}" for line in _lines(code, selection)))
        agencies = _assigned(code, selection)
        st.markdown(t("map.assigned") if agencies else t("map.nobody"))
        for agency in agencies:
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


def _kinds(code: str, selection: Selection) -> str:
    kinds = commune_facts.kinds(code, selection)
    return f":gray[{' · '.join(kinds) or commune_facts.no_kind()}]"


def _standing(code: str, selection: Selection, shown: Shown) -> str:
    """The measure of the map in this commune, and where it stands among its peers."""
    row = shown.table.loc[code]
    head = f"{measures.name(shown.measure)}: "
    if pd.isna(row["value"]):
        state = word(f"state.{row['state']}")
        return f"{head}**{state}**"
    text = f"{head}**{measures.text(shown.measure, row['value'])}**"
    beside = commune_facts.beside_peers(code, selection, shown.measure, shown.table["value"])
    return f"{text}  \n:gray[{beside}]" if beside else text


def _lines(code: str, selection: Selection) -> list[str]:
    lang = language.current()
    cube = commune_facts.cube(code, selection)
    total = contributions.totals(cube)
    last = contributions.last_record(cube)
    lines = [
        t(
            "map.acts",
            n=cards.number(total["acts"]),
            value=formats.money(total["value_million_vnd"], lang),
        ),
        _works(code, selection),
        t("map.last", date=formats.date(last, lang)) if last is not None else t("map.no_record"),
    ]
    pairs = commune_facts.pairs(code, selection)
    helping = int((~pairs["assigned"]).sum())
    return [*lines, t("map.unassigned_help", n=cards.number(helping))] if helping else lines


def _works(code: str, selection: Selection) -> str:
    found = commune_facts.works_of(code, selection)
    if found is None:
        return t("map.works_absent")
    built = works.is_built(found).sum()
    return t("map.works", built=cards.number(built), all=cards.number(len(found)))


def _assigned(code: str, selection: Selection) -> list[str]:
    pairs = commune_facts.pairs(code, selection)
    return list(pairs.loc[pairs["assigned"], "agency_code"])


def _let_go(code: str) -> None:
    links.write(commune=tuple(one for one in links.current().commune if one != code))
