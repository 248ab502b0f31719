"""What officers see of an accident to the store: what is missing, and the command that mends it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.problems import Problem
from pages.parts import cached, language, records_officer
from pages.parts.language import plain, t

_SHOWN = 10


def warn() -> None:
    """Draw a banner for officers when the store is not what was published."""
    if records_officer.current() is not None:
        draw(cached.store().accidents())


def draw(found: Sequence[Problem]) -> None:
    """Draw each accident with its mend; nothing when there is none."""
    if not found:
        return
    if any(each.severity == "error" for each in found):
        st.error(t("records.accidents.title"), icon=":material/gpp_bad:")
    else:
        st.info(t("records.accidents.notice"), icon=":material/info:")
    st.markdown("\n".join(map(_line, found[:_SHOWN])))


def _line(each: Problem) -> str:
    lang = language.current()
    what, mend = (language.sentence(text) for text in (each.message(lang), each.fix(lang)))
    return f"- {plain(what)} {plain(mend)} :gray[{plain(each.code)}]"
