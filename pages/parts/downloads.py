"""The downloads under a table: exactly what is shown, as .xlsx and .csv, made when clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from pages.exports.about import About
from pages.parts import cached, cards, filters, language, links, names
from pages.parts.language import t

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


@dataclass(frozen=True)
class Files:
    """What the files of a table are called, and the years that it shows where a view has its own.

    Empty: the table's name, and the years of the filters.
    """

    name: str = ""
    years: str = ""


THEIR_OWN = Files()
_PLACES = ("district", "commune", "place")


def buttons(
    table: pd.DataFrame,
    *,
    name: str,
    title: str,
    period: str = "",
    also: Sequence[tuple[str, str]] = (),
    files: Files = THEIR_OWN,
) -> None:
    """Draw the two buttons.

    Args:
        table: codes and numbers as the metrics give them, with names beside the codes.
        name: short name of the table, for keys and the file's name.
        title: what the table shows, in words.
        period: the years of a table that the filters do not narrow; else theirs.
        also: what narrows the table beside the filters, as (name, words).
        files: what its files are called and which years they name, where these are its own.
    """
    described = about(files.name or name, title, period or files.years, also)
    if files.years:
        described = replace(described, filters=[*filters.in_words(_subject()), *also])
    with st.container(horizontal=True, gap="small"):
        for extension, label in (("xlsx", t("tables.workbook")), ("csv", t("tables.csv"))):
            st.download_button(
                label,
                data=_maker(extension, table, described),
                file_name=described.file_name(extension),
                mime=MIME[extension],
                on_click="ignore",
                key=f"download_{name}_{extension}",
                icon=":material/download:",
            )


def about(name: str, title: str, period: str = "", also: Sequence[tuple[str, str]] = ()) -> About:
    """What a file of this page says of itself: filters, place, source, status and version."""
    subject = _subject()
    selection = filters.current(subject)
    version = cached.record().version
    return About(
        title=title,
        name=_without_page(name),
        lang=language.current(),
        place=place(),
        period=period or filters.period(selection.years),
        filters=[*([] if period else filters.in_words(subject)), *also],
        source=cards.source(),
        status=version.status,
        version=version.id,
        made_on=date.today(),
        address=_address(),
        scope=_scope(legend=bool(also)),
    )


def _subject() -> str:
    return str(st.session_state.get("subject", ""))


def _without_page(name: str) -> str:
    """The table's own name: keys begin with the page, which the file's name says already."""
    page = st.session_state.get("page", "")
    return name.removeprefix(page).strip("_")


# So many districts or communes are named in a file's name; more have their codes alone.
_MOST_NAMED = 2


def _scope(*, legend: bool) -> str:
    """The page, its place by name, and every code that narrows it; the years have a place of
    their own.

    The legend narrows the table of the map alone.
    """
    page = st.session_state.get("page", "")
    lists = [name for name in links.NARROWING if legend or name != "legend"]
    shown = lists if filters.are_shown() else []
    codes = {name: getattr(links.current(), name) for name in shown}
    if _subject() in codes and _subject() != "place":
        codes[_subject()] = codes[_subject()][:1]
    return in_a_name(page, codes)


def in_a_name(page: str, codes: Mapping[str, Sequence[str]]) -> str:
    """What a file's name says of page and place.

    Args:
        page: the page's short name.
        codes: what narrows it, by filter: districts and communes, two at most, have their names.

    Example:
        >>> in_a_name("map", {"district": ("119",), "sector": ("welfare",)})
        'map-Thuận Châu-welfare'
    """
    places = [code for name in _PLACES for code in codes.get(name, ())]
    said = {code: names.in_a_file_name(code) for code in places[:_MOST_NAMED]}
    if len(places) > _MOST_NAMED:
        said = {}
    narrowed = [said.get(code, code) for name in codes for code in codes[name]]
    if not places:
        narrowed.insert(0, names.PROVINCE)
    return "-".join(part for part in (page, *narrowed) if part)


def _address() -> str:
    """Where the page was, with its codes; the path alone where the server does not know."""
    where = (st.context.url or "").partition("?")[0]
    said = urlencode(links.parameters(links.current()), doseq=True)
    return f"{where}?{said}" if said else where


def place() -> str:
    """What a page is about: its commune or agency, else the places that the filters leave."""
    subject = st.session_state.get("subject", "")
    return names.subject(subject) or names.place(filters.current(subject))


def _maker(extension: str, table: pd.DataFrame, described: About) -> Callable[[], bytes]:
    """What makes the file once somebody asks for it; nobody waits for one that nobody wants."""

    def make() -> bytes:
        # xlsxwriter is loaded by the first download, not by the first page.
        from pages.exports import table_csv, workbook

        if extension == "csv":
            return table_csv.build(table, described)
        return workbook.build([workbook.Sheet(described.title, table)], described)

    return make
