"""What a version was published in spite of: warnings and falls, each with its typed reason."""

from __future__ import annotations

import streamlit as st

from data.exchange import problem_list
from data.manifest import Version
from pages.parts import cached, cards, language
from pages.parts.language import plain, t, word


def draw(version: Version) -> None:
    """A line for each kind; nothing where nothing had to be explained."""
    if version.restores:  # what the file said was told with the version that it came with
        return
    reasons = dict(version.reasons)
    warnings = cached.store().handed_in(version).warnings
    groups = problem_list.summary(warnings, language.current())
    lines = []
    for group in groups:
        count = cards.counted("records.report.places", group.count)
        message = f"{plain(language.sentence(group.message))} :gray[{plain(group.code)}, {count}]"
        lines.append(_line(message, reasons.pop(group.code, "")))
    lines += [_line(_fall(code), reason) for code, reason in reasons.items()]
    if lines:
        st.markdown("\n".join([f"**{t('records.versions.accepted')}**", "", *lines]))


def _line(what: str, reason: str) -> str:
    why = t("records.versions.because", reason=plain(reason)) if reason else ""
    return f"- {what}{why}"


def _fall(code: str) -> str:
    """A fall is kept as table and measure; a code of neither shape as it is."""
    table, _, measure = code.partition(".")
    if not measure:
        return plain(code)
    return t(
        "records.versions.fell", table=word(f"table.{table}"), measure=word(f"change.{measure}")
    )
