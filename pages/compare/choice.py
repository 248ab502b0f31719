"""What is compared: those chosen, each to be taken away, and one more to be added."""

from __future__ import annotations

import streamlit as st

from data.words import formats
from geo import gazetteer
from pages.compare.sides import AGENCY, COMMUNE, DISTRICT
from pages.parts import cached, cards, links, names, site
from pages.parts.language import plain, t

KINDS = (DISTRICT, COMMUNE, AGENCY)
# Of each kind: the parameter of the address that names it, and the page that is about it.
_PAGES = {
    DISTRICT: ("district", "overview"),
    COMMUNE: ("commune", "commune"),
    AGENCY: ("agency", "agency"),
}


def empty() -> None:
    """Nothing in the address: say what can be compared, and offer the first of each kind."""
    cards.head(t("compare.choose_title"), "compare.question")
    st.markdown(f":gray[{t('compare.choose_note')}]")
    columns = st.columns(3, gap="medium")
    for kind, column in zip(KINDS, columns, strict=True):
        with column:
            _add(kind, ())


def bar() -> None:
    """The things compared, each with a button that takes it away, and the picker of one more."""
    places = links.current().place
    kind = names.kind_of(places[0])
    with st.container(horizontal=True, gap="small", key="chips_of_comparison"):
        for code in places:
            st.button(
                plain(names.compared(code)),
                key=f"compared_{code}",
                icon=":material/close:",
                icon_position="right",
                help=t("compare.remove"),
                on_click=_remove,
                args=(code,),
            )
        if len(places) < links.MOST_COMPARED:
            _add(kind, places)
    with st.container(horizontal=True, gap="small", key="pages_of_comparison"):
        for code in places:
            _open(code)
    if len(places) < 2:
        st.info(t("compare.one_more"), icon=":material/compare_arrows:")


def _open(code: str) -> None:
    """The way to the page of one of the things compared."""
    subject, page = _PAGES[names.kind_of(code)]
    st.page_link(
        site.page(page),
        label=t("compare.open", name=plain(names.within_a_sentence(names.compared(code)))),
        icon=site.BY_NAME[page].icon,
        query_params=links.elsewhere("place", **{subject: (names.agency_of(code),)}),
    )


def _add(kind: str, places: tuple[str, ...]) -> None:
    key = f"compare_add_{kind}_{len(places)}"
    st.selectbox(
        t(f"compare.add_{kind}"),
        [code for code in _options(kind) if code not in places],
        index=None,
        key=key,
        format_func=names.compared,
        # The words stand in the field, as in the search box: a label above it comes with the
        # field's script and would move all that stands below.
        placeholder=t(f"compare.add_{kind}"),
        label_visibility="collapsed",
        on_change=_chosen,
        args=(key, places),
        width=320,
    )


def _options(kind: str) -> list[str]:
    if kind == DISTRICT:
        return list(names.districts_in_order())
    if kind == AGENCY:
        return [names.agency_reference(code) for code in cached.record().agencies["agency_code"]]
    codes = gazetteer.communes().index
    return sorted(codes, key=lambda code: formats.alphabetical(names.commune_in_district(code)))


def _chosen(key: str, places: tuple[str, ...]) -> None:
    code = st.session_state[key]
    if code:
        links.write(place=(*places, code))


def _remove(code: str) -> None:
    links.write(place=tuple(one for one in links.current().place if one != code))
