"""The filter bar shared by all pages: widgets seeded from the address, which they write to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from data import schema
from data.selection import ALL_YEARS, Selection
from data.words import formats
from geo import gazetteer
from pages.parts import cached, language, links, names, seeded, window
from pages.parts.language import plain, t, word

# Which filters stand on a page: a page about one commune or one agency has these answered.
# The type of work stands where works are counted: other numbers have no such column.
ALL_FILTERS = ("district", "sector", "work_type", "agency", "kind", "years")
# How many choices a title names before it counts the rest.
_NAMED = 3
# A list of so many is read faster than a word is typed.
_SEEN_WHOLE = 12
APPLY = {
    "": ALL_FILTERS,
    "commune": ("sector", "agency", "years"),
    "agency": ("sector", "years"),
    "place": ("sector", "years"),
}


def current(subject: str = "") -> Selection:
    """The choice that applies to a page: its subject stands in for place, or for the agency.

    Filters that a link carries along apply to no page that does not show them.
    """
    if not are_shown():
        return Selection()
    selection = links.current().selection
    if not count_works():
        selection = selection.without_work_types()
    if subject == "place":
        return _compared(selection)
    if subject == "agency":
        # The page is about one, and so is every count on it.
        selection = replace(selection, agencies=selection.agencies[:1])
    return selection.without_places() if subject else selection


def _compared(selection: Selection) -> Selection:
    """The compared districts or agencies stand in for these filters; for communes there is none."""
    places = links.current().place
    free = selection.without_places().without_agencies()
    kind = names.kind_of(places[0]) if places else ""
    if kind == "district":
        return replace(free, districts=places)
    agencies = tuple(names.agency_of(place) for place in places)
    return replace(free, agencies=agencies) if kind == "agency" else free


def count_works() -> bool:
    """True where the page's main numbers come from works: a choice of their types narrows them."""
    page = st.session_state.get("page")
    return page == "infrastructure" or (page == "map" and links.current().measure == "works")


def shown_on(subject: str) -> tuple[str, ...]:
    """The filters that stand on the page of this run."""
    return tuple(name for name in APPLY[subject] if name != "work_type" or count_works())


def of_the_address() -> Selection:
    """Everything that the address chooses, also what does not apply to a page with a subject."""
    return links.current().selection


def asks_for_a_place(subject: str) -> bool:
    """True on a page about one commune, or that compares, while the address names none: nothing
    is counted."""
    return subject in ("commune", "place") and not getattr(links.current(), subject)


def are_shown() -> bool:
    """True on pages that show the filters."""
    return bool(st.session_state.get("filtered", True))


def bar(subject: str, status: Callable[[bool], None]) -> None:
    """Draw the filters of a page, what passes, the chips of what is chosen, and the status.

    `status` is told whether it has its line to itself but for a count.
    """
    shown = shown_on(subject)
    with st.container(key="filters", gap="xsmall"):
        if window.is_narrow():
            active = sum(_is_active(name) for name in shown)
            with st.popover(t("filters.button", count=active), width="stretch"):
                for name in shown:
                    _WIDGETS[name]()
        else:
            # One block instead of a column each: every block is a message of every run.
            with st.container(horizontal=True, gap="small", key="filter_row"):
                for name in shown:
                    _WIDGETS[name]()
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="chips"):
            _says_what_passes(subject)
            _chips(shown)
            status(not subject and not _chosen(shown))


def _list_filter(name: str, options: list[str], name_of: Callable[[str], str]) -> None:
    key = seeded.key(f"filter_{name}", name)
    st.session_state[key] = list(getattr(links.current(), name))
    st.multiselect(
        t(f"filters.{name}"),
        options,
        key=key,
        format_func=name_of,
        placeholder=t("filters.all"),
        select_all=False,
        # Streamlit does not fold accents: "bien" would find nothing of a list that is seen whole.
        filter_mode=None if len(options) <= _SEEN_WHOLE else "fuzzy",
        on_change=_changed,
        args=(name, key),
    )


def _changed(name: str, key: str) -> None:
    seeded.choose(key, name, tuple(st.session_state[key]))


def _district() -> None:
    codes = list(names.districts_in_order())
    _list_filter("district", codes, names.district)


def _sector() -> None:
    _list_filter("sector", list(schema.SECTORS), lambda code: word(f"sector.{code}"))


def _work_type() -> None:
    _list_filter("work_type", list(schema.WORK_TYPES), lambda code: word(f"work_type.{code}"))


def _agency() -> None:
    codes = list(cached.record().agencies["agency_code"])
    _list_filter("agency", codes, names.agency)


def _kind() -> None:
    _list_filter("kind", list(schema.COMMUNE_KINDS), lambda code: word(f"kind.{code}"))


def _years() -> None:
    # The slider forgets that it is a range without value=, and keeps the old label's state
    # under one key: hence both, and a key for each language.
    key = seeded.key(f"filter_years_{language.current()}", "years")
    st.session_state[key] = links.current().years
    st.slider(
        t("filters.years"),
        schema.FIRST_YEAR,
        schema.LAST_YEAR,
        value=links.current().years,
        key=key,
        on_change=_changed,
        args=("years", key),
    )


_WIDGETS: dict[str, Callable[[], None]] = {
    "district": _district,
    "sector": _sector,
    "work_type": _work_type,
    "agency": _agency,
    "kind": _kind,
    "years": _years,
}


def _is_active(name: str) -> bool:
    value = getattr(links.current(), name)
    return value != ALL_YEARS if name == "years" else bool(value)


def in_words(subject: str = "") -> list[tuple[str, str]]:
    """What is chosen, as (filter, value) in the language of the page: for chips and exports."""
    offered = shown_on(subject) if are_shown() else ()
    return [(t(f"filters.{name}"), text) for name, _, text in _chosen(offered)]


def _chosen(shown: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(filter, code, words) of every active choice; the code of the years is empty."""
    address = links.current()
    word_of: dict[str, Callable[[str], str]] = {
        "district": names.district,
        "sector": lambda code: word(f"sector.{code}"),
        "work_type": lambda code: word(f"work_type.{code}"),
        "agency": names.agency,
        "kind": lambda code: word(f"kind.{code}"),
    }
    found = [
        (name, code, word_of[name](code))
        for name in shown
        if name != "years"
        for code in getattr(address, name)
    ]
    if "years" in shown and _is_active("years"):
        found.append(("years", "", period(address.years)))
    return found


def period(years: tuple[int, int]) -> str:
    """The years as people write them: 2013–2016, or one year."""
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def when() -> str:
    """How a sentence begins: the years, and what the page is narrowed to beside its place."""
    years = links.current().years
    key = "filters.one_year" if years[0] == years[1] else "filters.years_span"
    # The kinds of commune are named where the sentence names its places.
    span, narrowed = t(key, years=period(years)), _scope(("sector", "agency", "work_type"))
    return f"{span} ({plain(narrowed)})" if narrowed else span


def scope() -> str:
    """The chosen sectors, agencies and kinds in words; empty when none narrows the page.

    A number without them would pass for all sectors and bodies.
    """
    return _scope(("sector", "agency", "kind", "work_type"))


def _scope(names_of: tuple[str, ...]) -> str:
    shown = shown_on(st.session_state.get("subject", "")) if are_shown() else ()
    chosen = [words for name, _, words in _chosen(shown) if name in names_of]
    more = len(chosen) - _NAMED
    said = "; ".join(chosen[:_NAMED])
    return t("filters.and_more", names=said, n=more) if more > 0 else said


def _chips(shown: tuple[str, ...]) -> None:
    chosen = _chosen(shown)
    if not chosen:
        return
    for name, code, words in chosen:
        head, said = _chip(name, code, words)
        st.button(
            f"{head}: {plain(said)}",
            key=f"chip_{name}_{code}",
            icon=":material/close:",
            icon_position="right",
            help=t("filters.remove"),
            on_click=_remove,
            args=(name, code),
        )
    st.button(t("filters.clear"), key="chip_clear", type="tertiary", on_click=clear)


def _chip(name: str, code: str, words: str) -> tuple[str, str]:
    """What a chip says before and behind its colon: "Huyện: Mường La", not the type twice."""
    if name == "district":
        return names.type_and_name(code)
    return t(f"filters.{name}"), words


def _remove(name: str, code: str) -> None:
    if name == "years":
        links.write(years=ALL_YEARS)
    else:
        left = tuple(value for value in getattr(links.current(), name) if value != code)
        links.write(**{name: left})


def clear() -> None:
    """Drop every filter, as the one button and the empty states do."""
    subject = st.session_state.get("subject", "")
    kept = {"agency": links.current().agency} if subject == "agency" else {"agency": ()}
    links.write(district=(), sector=(), work_type=(), kind=(), years=ALL_YEARS, **kept)


def _says_what_passes(subject: str) -> None:
    if asks_for_a_place(subject):
        return
    selection = current(subject)
    passing = rows(subject)
    places = _places(subject, selection, passing)
    lang = language.current()
    text = t(
        "filters.passes",
        communes=formats.number(places, lang),
        all=formats.number(len(gazetteer.communes()), lang),
        acts=_counted(selection, passing),
    )
    notes = (
        [t(f"filters.{'compared' if subject == 'place' else 'place'}_stands_in")] if subject else []
    )
    named = getattr(links.current(), subject) if subject in ("agency", "commune") else ()
    if len(named) > 1:
        notes.append(t("filters.first_alone", n=len(named)))
    if links.current().work_type and not count_works():
        notes.append(t("filters.work_type_stands_out"))
    if window.is_narrow():
        # Three lines of a phone would push the answer off the screen: one, and the rest as help.
        st.markdown(f":gray[{text}]", help=" ".join(notes) or None, width="content")
    else:
        st.markdown(f":gray[{' · '.join([text, *notes])}]", width="content")


def _counted(selection: Selection, rows: pd.DataFrame) -> str:
    """How many rows pass, of those that the page's numbers come from."""
    if count_works():
        return language.counted("nouns.works", len(cached.works(selection)))
    return language.counted("nouns.acts", int(rows["acts"].sum()))


def rows(subject: str) -> pd.DataFrame:
    """The rows of the cube that pass: of a page about one commune, those of that commune."""
    found = cached.contributions(current(subject))
    chosen = communes_of(subject)
    return found[found["commune_code"].isin(chosen)] if chosen else found


def communes_of(subject: str) -> tuple[str, ...]:
    """The communes that a page is about or compares; empty on other pages."""
    if subject == "commune":
        return links.current().commune[:1]
    places = links.current().place if subject == "place" else ()
    return places if places and names.kind_of(places[0]) == "commune" else ()


def _places(subject: str, selection: Selection, rows: pd.DataFrame) -> int:
    if communes_of(subject):
        return len(communes_of(subject))
    if subject == "agency" or (subject == "place" and selection.agencies):
        return int(rows["commune_code"].nunique())
    return len(cached.communes(selection))
