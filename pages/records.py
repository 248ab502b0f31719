"""The record itself: its versions and where they came from, handing in a file, and its quality."""

from __future__ import annotations

import streamlit as st

from pages.parts import (
    cards,
    links,
    records_accidents,
    records_hand_in,
    records_officer,
    records_quality,
    records_source,
    records_versions,
    seeded,
    window,
)
from pages.parts.language import t


def render() -> None:
    """Draw the page in reading order: question, who is here, the parts, the one that is chosen.

    On a phone who is here comes last: it would push the answer off the first screen.
    """
    cards.head(t("records.title"), "records.question")
    if not window.is_narrow():
        records_officer.say()
    records_accidents.warn()
    part = links.current().part
    key = seeded.key("records_part", "part")
    st.session_state[key] = part
    st.segmented_control(
        t("records.part"),
        list(_DRAWN),
        key=key,
        format_func=lambda each: t(f"records.parts.{each}"),
        label_visibility="collapsed",
        required=True,
        on_change=_changed,
        args=(key,),
    )
    _DRAWN.get(part, records_versions.draw)()
    if window.is_narrow():
        records_officer.say()


def _changed(key: str) -> None:
    seeded.choose(key, "part", st.session_state[key], draft="", ref="")


_DRAWN = {
    "versions": records_versions.draw,
    "hand_in": records_hand_in.draw,
    "quality": records_quality.draw,
    "source": records_source.draw,
}
