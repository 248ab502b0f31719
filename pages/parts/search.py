"""The search box that forgives accents: districts, communes and agencies in one list."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.words import Lang
from geo import gazetteer
from pages.parts import cached, comparing, language, links, names, site, window
from pages.parts.language import plain, t

_SHOWN = 8
# No name is longer; what is pasted beyond it is not looked for.
_LONGEST = 80
_CHOSEN = "search_chosen"
_TARGETS = {"district": "overview", "commune": "commune", "agency": "agency"}


@dataclass(frozen=True)
class Hit:
    """One thing that can be found: where it leads, and what it is called."""

    subject: str
    code: str
    label: str
    folded: str

    @property
    def reference(self) -> str:
        """Its code as a comparison names it."""
        return names.agency_reference(self.code) if self.subject == "agency" else self.code


@st.cache_resource(show_spinner=False, max_entries=6)
def _index(version_id: str, lang: Lang) -> tuple[Hit, ...]:
    found = [("district", code, names.district(code)) for code in names.districts_in_order()]
    found += [
        ("commune", str(code), names.commune_in_district(str(code)))
        for code in gazetteer.communes().index
    ]
    found += [
        ("agency", code, names.agency(code)) for code in cached.record().agencies["agency_code"]
    ]
    return tuple(Hit(subject, code, label, gazetteer.fold(label)) for subject, code, label in found)


def find(text: str) -> list[Hit]:
    """The first few things whose name has every typed word, best start first; accents optional."""
    typed = gazetteer.fold(text)
    if not typed:
        return []
    words = typed.split()
    hits = _index(cached.record().version.id, language.current())
    matching = [hit for hit in hits if all(word in hit.folded for word in words)]
    return sorted(matching, key=lambda hit: _rank(hit, typed, text))[:_SHOWN]


def _rank(hit: Hit, typed: str, text: str) -> tuple[bool, bool, int]:
    """Names that hold the text as typed, then those that hold it without accents, shorter first."""
    exact = text.strip().casefold() in hit.label.casefold()
    return (not exact, typed not in hit.folded, len(hit.folded))


def close() -> None:
    """Empty the box: what was found is opened, and its list would lie over the page."""
    st.session_state[f"search_text_{language.current()}"] = ""


@st.fragment
def box() -> None:
    """Draw the search box; what it finds stands below it as links."""
    if st.session_state.pop(_CHOSEN, False):
        st.rerun()
    with st.container(key="search"):
        text = st.text_input(
            t("search.label"),
            key=f"search_text_{language.current()}",
            type="search",
            live=True,
            placeholder=t("search.placeholder"),
            label_visibility="collapsed",
        )
        if text:
            # Named after the text, so that Enter never takes the answer to fewer letters.
            with st.container(key=f"found_{text.encode().hex()}", gap="xsmall"):
                _results(find(text[:_LONGEST]))


def _results(hits: list[Hit]) -> None:
    if not hits:
        st.markdown(f":gray[{t('search.nothing')}]")
        return
    beside = comparing.subject()
    for hit in hits:
        label = f"{plain(hit.label)} :gray[· {t(f'search.{hit.subject}')}]"
        entry = site.BY_NAME[_TARGETS[hit.subject]]
        if beside and st.session_state.get("page") == "compare" and comparing.fits(hit.reference):
            _here(hit, t("search.add_to_compare", name=label), entry.icon)
            continue
        if entry.name == st.session_state.get("page"):
            _here(hit, label, entry.icon)
            _compare(hit)
            continue
        st.page_link(
            site.page(entry.name),
            label=label,
            icon=entry.icon,
            query_params=links.elsewhere("agency", **{hit.subject: (hit.code,)}),
        )
        _compare(hit)
    if not window.is_narrow():
        st.markdown(f":gray[:small[{t('search.keys')}]]")


def _compare(hit: Hit) -> None:
    """Beside what the page is about, where both are of one kind."""
    if comparing.fits(hit.reference):
        comparing.link(
            (*comparing.subject(), hit.reference), t("search.compare", name=plain(hit.label))
        )


def _here(hit: Hit, label: str, icon: str) -> None:
    """What is found on the page one is on: a link to it would not change the address."""
    st.button(
        label,
        key=f"found_{hit.subject}_{hit.code}",
        icon=icon,
        type="tertiary",
        on_click=_choose_here,
        args=(hit,),
    )


def _choose_here(hit: Hit) -> None:
    if st.session_state.get("page") == "compare":
        links.write(place=(*comparing.subject(), hit.reference))
    else:
        links.write(**{hit.subject: (hit.code,)})
    close()
    # Only the search box runs after its own callback: it then asks for the whole page.
    st.session_state[_CHOSEN] = True
