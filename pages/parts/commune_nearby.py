"""Where to look next from a commune: its neighbours, and the communes most like it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo import gazetteer
from pages.parts import bars, cards, links, measures, names
from pages.parts.commune_facts import Commune
from pages.parts.language import t, word

_MEASURE = "value_million_vnd"


def draw(commune: Commune) -> None:
    """Draw neighbours and peers beside the commune itself; a tap opens one of them."""
    st.header(t("commune.nearby"))
    found = measures.by_commune(commune.selection, _MEASURE)
    left, right = st.columns(2, gap="medium")
    with left:
        _list("neighbours", gazetteer.neighbours()[commune.code], found, commune.code)
    with right:
        _list("peers", list(commune.peers.index), found, commune.code)


def _list(name: str, codes: Sequence[str], found: pd.DataFrame, own: str) -> None:
    """The communes by value of help, the commune itself among them and not a link."""
    if not codes:
        st.markdown(f":gray[{t(f'commune.no_{name}')}]")
        return
    rows = found.loc[[own, *codes]].sort_values("value", ascending=False, kind="stable")
    values = bars.known(rows["value"])
    bars.draw(
        [
            bars.Bar("" if code == own else str(code), _name(str(code), own), length, text)
            for code, length, text in zip(
                rows.index, bars.lengths(values), map(_text, values, rows["state"]), strict=True
            )
        ],
        title=t(f"commune.{name}", n=len(codes)),
        subtitle=cards.subtitle(measures.name(_MEASURE)),
        key=f"commune_{name}",
        on_choose=open_commune,
        hint=t("commune.tap"),
    )


def open_commune(code: str) -> None:
    """Make another commune the subject of this page.

    A link of Streamlit to the page one is on changes what is shown and not the address.
    """
    links.write(commune=(code,))


def _name(code: str, own: str) -> str:
    """The district stands beside names of other districts; the commune itself is marked."""
    if code == own:
        return t("commune.this_one", name=names.commune(code))
    districts = gazetteer.communes()["district_code"]
    same = districts[code] == districts[own]
    return names.commune(code) if same else names.commune_in_district(code)


def _text(value: float | None, state: str) -> str:
    return word(f"state.{state}") if value is None else measures.text(_MEASURE, value)
