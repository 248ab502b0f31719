"""The frame around every page: title, menu, language, search, filters, status of the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.store import DamagedStoreError
from data.words import LANGUAGES, formats
from geo import gazetteer
from pages.parts import (
    behind,
    cached,
    filters,
    language,
    links,
    names,
    process,
    search,
    site,
    window,
)
from pages.parts.language import t, word

# A picture of our own: a named icon would be fetched from another host.
ICON = Path(__file__).parent / "icon.png"


def begin() -> bool:
    """Open the record and read the address: before anything is drawn.

    Returns:
        False when there is no record that could be shown, which the screen then says.
    """
    try:
        record = cached.open_record()
    except (DamagedStoreError, OSError) as error:
        _no_record(error)
        return False
    address = links.read(
        links.Known(
            districts=frozenset(gazetteer.districts().index),
            communes=frozenset(gazetteer.communes().index),
            agencies=frozenset(record.agencies["agency_code"]),
        )
    )
    language.use(address.lang)
    return True


def _no_record(error: Exception) -> None:
    """Say in both languages, since no address was read, that the store cannot be shown."""
    st.set_page_config(page_title=t("frame.product"), page_icon=str(ICON))
    key = "no_record" if isinstance(error, DamagedStoreError) else "no_store"
    for lang in LANGUAGES:
        language.use(lang)
        st.error(t(f"status.{key}"), icon=":material/error:")


@contextmanager
def around(entry: site.PageEntry) -> Iterator[None]:
    """Draw the frame around a page, and name the window after what it shows.

    A page that is already there is drawn before the bar above it: the bar hardly changes, and
    the answer is what a person waits for.
    """
    opens = "page" not in st.session_state
    if not opens and st.session_state["page"] != entry.name:
        search.close()
    st.session_state["page"] = entry.name
    st.session_state["subject"] = entry.subject
    st.session_state["filtered"] = entry.filtered
    st.set_page_config(page_title=_window_title(entry), layout="wide", page_icon=str(ICON))
    bar = st.container(gap="xsmall", key="bar")
    if opens:
        _top(bar, entry)
    try:
        yield
    except (DamagedStoreError, OSError):
        # The store broke under a running server: what is in memory is shown, the rest says so.
        st.error(t("status.rows_gone"), icon=":material/error:")
    except Exception:
        # A page that failed keeps its bar. One that was told to run again must draw nothing more:
        # the next request would be taken from the queue and lost.
        if not opens:
            _top(bar, entry)
        raise
    if not opens:
        _top(bar, entry)
    _foot(entry)


def _top(bar: DeltaGenerator, entry: site.PageEntry) -> None:
    with bar:
        _menu_row(entry)
        if entry.filtered:
            filters.bar(entry.subject, _status)
        else:
            _status(True)
        _warn()


def _window_title(entry: site.PageEntry) -> str:
    if filters.asks_for_a_place(entry.subject):
        return " · ".join((t(f"{entry.name}.choose_title"), t("frame.product")))
    years = filters.period(filters.current(entry.subject).years)
    return " · ".join((_place(entry), years, t("frame.product")))


def _place(entry: site.PageEntry) -> str:
    """The page's name and what it is narrowed to."""
    address = links.current()
    title = _title(entry)
    if entry.subject == "commune" and address.commune:
        return names.commune_in_district(address.commune[0])
    if entry.subject == "agency" and address.agency:
        return names.agency(address.agency[0])
    if entry.subject == "place" and address.place:
        return f"{title}: {names.subject('place')}"
    if len(address.district) == 1 and entry.filtered and not entry.subject:
        return f"{title} – {names.within_a_sentence(names.district(address.district[0]))}"
    return f"{title} – {t('frame.province')}"


def _title(entry: site.PageEntry) -> str:
    """The page's name, and the type of work where one alone is chosen."""
    title, types = t(f"{entry.name}.menu"), filters.current(entry.subject).work_types
    return f"{title}: {word(f'work_type.{types[0]}')}" if len(types) == 1 else title


def _menu_row(entry: site.PageEntry) -> None:
    with st.container(key="menu", horizontal=True, vertical_alignment="top", gap="small"):
        if window.is_narrow():
            with st.popover(t("frame.menu"), icon=":material/menu:"):
                _menu(entry)
        else:
            _menu(entry)
        if not window.is_narrow():
            with st.container(width=330):
                search.box()
        _language_switch()
        _window()
    if window.is_narrow():
        search.box()


def _menu(entry: site.PageEntry) -> None:
    for other in site.ENTRIES:
        if other.subject:
            continue
        st.page_link(
            site.page(other.name),
            label=t(f"{other.name}.menu"),
            icon=other.icon,
            query_params=links.elsewhere(entry.subject),
        )


def _language_switch() -> None:
    other = "en" if language.current() == "vi" else "vi"
    st.button(
        t("frame.other_language"),
        key=f"language_{other}",
        type="tertiary",
        on_click=links.write,
        kwargs={"lang": other},
    )


def _window() -> None:
    subject = st.session_state["subject"]
    window.draw(
        shows=links.one_of(getattr(links.current(), subject)) if subject else "",
        lang=language.current(),
        illustrative=cached.record().version.status == "illustrative",
        copy=t("frame.copy_link"),
        copied=t("frame.copied"),
    )


def _status(has_room: bool) -> None:
    """Say what the record is worth; the foot says it in full on every page."""
    version = cached.record().version
    color = {"illustrative": "orange", "provisional": "blue", "confirmed": "green"}
    badge = f":{color[version.status]}-badge[{word(f'status.{version.status}')}]"
    if has_room and not window.is_narrow():
        st.markdown(f"{badge} :gray[:small[{_status_in_full()}]]", width="content")
    else:
        # Beside chips, or in the four lines of a phone, it would push the answer off the screen.
        text = badge if window.is_narrow() else f"{badge} :gray[:small[{version.id}]]"
        st.markdown(text, help=_status_in_full(), width="content")


def _status_in_full() -> str:
    """Status, version, date and source of the record."""
    version = cached.record().version
    return t(
        f"status.{version.status}",
        version=version.id,
        date=formats.date(version.published_at, language.current()),
        by=language.plain(version.published_by),
    )


def _warn() -> None:
    """What a person must know before anything else: a damaged record, a link not understood."""
    version = cached.record().version
    if version.replaces_damaged:
        st.warning(t("status.damaged", version=version.id), icon=":material/warning:")
    ignored = links.current().ignored
    if ignored:
        parts = ", ".join(t(f"address.{name}") for name in ignored)
        st.info(t("frame.ignored", parts=parts), icon=":material/info:")


def _foot(entry: site.PageEntry) -> None:
    """Draw what stands below every page."""
    if entry.filtered and not filters.asks_for_a_place(entry.subject):
        behind.draw(entry.subject)
    st.markdown(f":gray[{_status_in_full()}  \n{t('frame.foot')}]")
    process.freeze_warm_heap()
