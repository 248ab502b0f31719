"""The page's words: the language of this run, and short names for the look-ups pages make."""

from __future__ import annotations

import re
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from data.words import LANGUAGES, Lang, formats, translate

TEXT = Path(__file__).parents[1] / "text"
DEFAULT: Lang = "vi"
_SESSION_KEY = "language"
# A run has a thread of its own. Every word asks for the language, a few hundred times a run, and
# the session's state is behind a lock.
_RUN = threading.local()

# What Markdown would read as something else than the letter it is. A full stop only matters
# after a number at the start of a line, a colon only in :material/…: and :red[…].
# An address becomes a link after backslashes are gone: a joiner without width, in the middle of
# what makes it one, keeps it from that.
_ADDRESS = re.compile(r"(?<=:/)(?=/)|(?<=\bwww)(?=\.)|(?<=\w@)(?=\w)", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$:&^=@])")


def use(lang: str) -> Lang:
    """Make `lang` the language of this session's run; an unknown one falls back to Vietnamese."""
    chosen: Lang = "en" if lang == "en" else DEFAULT
    st.session_state[_SESSION_KEY] = chosen
    _RUN.lang = chosen
    return chosen


def current() -> Lang:
    """The language of this run; before it has one, as in a callback, of this session's last."""
    lang = getattr(_RUN, "lang", None) or st.session_state.get(_SESSION_KEY, DEFAULT)
    return lang if lang in LANGUAGES else DEFAULT


def t(key: str, **values: Any) -> str:
    """Words of the screen: `t("agencies.title")`. Values are for numbers and trusted names."""
    return translate(current(), key, folder=TEXT, **values)


def counted(key: str, n: float, **values: Any) -> str:
    """A number with its noun: the words of `key`, or of `<key>_one` for exactly one."""
    return t(f"{key}_one" if n == 1 else key, n=formats.number(n, current()), **values)


def moment(at: datetime) -> str:
    """Day and minute, on the clock of the server."""
    here = at.astimezone()
    return f"{formats.date(here.date(), current())} {here:%H:%M}"


def word(key: str, **values: Any) -> str:
    """Words of the data: `word("sector.economy")`."""
    return translate(current(), key, **values)


def sentence(text: str) -> str:
    """Words of a problem as the beginning of a line: they are written to follow a place."""
    return text[:1].upper() + text[1:]


def plain(text: object) -> str:
    """Text from a file made inert for Markdown: shown letter by letter, on one line.

    An address of another site, or of a person's mail, is shown too, and is no link to it.
    """
    on_one_line = _ADDRESS.sub("\u2060", " ".join(str(text).split()))
    return _MARKDOWN.sub(r"\\\1", on_one_line)
