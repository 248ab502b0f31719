"""How each number is made, where it comes from, what it cannot say, and what is illustrative."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

import data
from data.words import catalogue, formats
from pages.parts import cards, language
from pages.parts.language import TEXT, plain, t, word

SOURCES = Path(data.__file__).parent / "sources.toml"


@cache
def sources() -> dict[str, dict[str, Any]]:
    """Every source by its short name, as `data/sources.toml` says it."""
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


def notes() -> list[str]:
    """The short names of the method notes, in the order in which they are written."""
    prefix = "methods.notes."
    keys = catalogue(TEXT, language.current())
    return [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]


def render() -> None:
    """Draw the page in reading order: what is illustrative, the notes, the sources, the limits."""
    cards.head(t("methods.title"), "methods.question")
    if cards.is_illustrative():
        st.warning(t("methods.illustrative"), icon=":material/science:")
    st.header(t("methods.how"))
    for name in notes():
        st.markdown(f"**{t(f'methods.titles.{name}')}**  \n{t(f'methods.notes.{name}')}")
    st.header(t("methods.limits_title"))
    st.markdown(t("methods.limits"))
    st.header(t("methods.sources_title"))
    for source in sources().values():
        st.markdown(_said_of(source))
    st.header(t("methods.known_title"))
    st.markdown(t("methods.known"))


def _said_of(source: dict[str, Any]) -> str:
    """A source under its title: who published it, when, under what, how sure, and what to know."""
    lang = language.current()
    facts = {
        "publisher": plain(source["publisher"]),
        "published": _day(source["published"]),
        "licence": _licence(source["licence"]),
        "confidence": word(f"confidence.{source['confidence']}"),
    }
    said = " · ".join(f"{t(f'methods.{name}')}: {text}" for name, text in facts.items())
    return f"**{plain(source[f'title_{lang}'])}**  \n{said}  \n{plain(source[f'note_{lang}'])}"


def _day(written: str) -> str:
    """A day as the language writes it; a month or a year alone stays what it is."""
    if written.count("-") == 2:
        return formats.date(written, language.current())
    return "/".join(reversed(written.split("-")))


def _licence(code: str) -> str:
    """Facts have no licence, and say so in words; a licence keeps its own name."""
    return t("methods.licence_facts") if code == "facts" else code
