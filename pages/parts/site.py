"""The pages of the dashboard: their addresses, in the order of the menu."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.parts.language import t


@dataclass(frozen=True)
class PageEntry:
    """One page: `name` is its module and its section of the words; `subject` is what it is about.

    A page with a subject (one commune, one agency) is reached through a link, not the menu. The
    filters stand above a page that is `filtered`.
    """

    name: str
    path: str
    icon: str
    subject: str = ""
    filtered: bool = True

    @property
    def module(self) -> str:
        """Where `render` is: a page that has pieces of its own is a folder."""
        return f"pages.{self.name}.page" if self.name in _FOLDERS else f"pages.{self.name}"


_FOLDERS = ("compare",)

ENTRIES = (
    PageEntry("overview", "", ":material/home:"),
    PageEntry("map", "map", ":material/map:"),
    PageEntry("commune", "commune", ":material/location_on:", subject="commune"),
    PageEntry("agencies", "agencies", ":material/account_balance:"),
    PageEntry("agency", "agency", ":material/apartment:", subject="agency"),
    PageEntry("compare", "compare", ":material/compare_arrows:", subject="place"),
    PageEntry("infrastructure", "infrastructure", ":material/construction:"),
    PageEntry("records", "records", ":material/inventory_2:", filtered=False),
    PageEntry("methods", "methods", ":material/menu_book:", filtered=False),
)
BY_NAME = {entry.name: entry for entry in ENTRIES}


def entry_of(path: str) -> PageEntry:
    """The page at an address path; the overview where there is none."""
    return next((entry for entry in ENTRIES if entry.path == path), ENTRIES[0])


def page(name: str) -> st.Page:
    """The page as Streamlit's navigation knows it, with its title in the language of this run.

    It is given no icon here: Streamlit would fetch one for the window from another host.
    """
    entry = BY_NAME[name]
    return st.Page(
        _renderer(name),
        title=t(f"{name}.menu"),
        url_path=entry.path or None,
        default=not entry.path,
    )


def _renderer(name: str) -> Callable[[], None]:
    def render() -> None:
        # A page's module is imported when somebody opens it: the first page of a cold server
        # does not wait for the chart library that only others need.
        importlib.import_module(BY_NAME[name].module).render()

    render.__name__ = name
    return render
