"""The log of who did what: its newest lines, and for officers whether it is still as written."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.audit import Entry
from data.problems import Problem
from pages.parts import cached, cards, folded, language, records_officer
from pages.parts.language import plain, t

_NEWEST = 50
_SHOWN_PROBLEMS = 10


def draw() -> None:
    """A closed table; the log is read once somebody opens it."""
    opened = folded.part(
        t("records.audit.title"), key="records_audit", icon=":material/receipt_long:"
    )
    if opened:
        with opened:
            _lines()
            if records_officer.current():
                _verdict()


def _lines() -> None:
    entries = cached.store().audit()
    shown = entries[::-1][:_NEWEST]
    counts = {"shown": cards.number(len(shown)), "all": cards.number(len(entries))}
    st.markdown(f":gray[{t('records.audit.counted', **counts)}]")
    if shown:
        st.dataframe(
            pd.DataFrame([_line(entry) for entry in shown]),
            key="records_audit_lines",
            hide_index=True,
            placeholder="–",
            alt=t("records.audit.title"),
        )


def _line(entry: Entry) -> dict[str, str]:
    event = entry.event
    said = {
        "number": cards.number(entry.number),
        "at": language.moment(entry.at),
        "action": t(f"records.audit.{event.action}"),
        "by": _who(event.by),
        "login": records_officer.of_login(event.login),
        "version": event.version,
        "reason": event.reason,
        "file": event.file,
        "problems": cards.number(event.problems) if event.problems else "",
    }
    return {t(f"records.audit.{name}"): text or "–" for name, text in said.items()}


def _who(by: str) -> str:
    """Addresses of people are for officers; everybody sees the names of those who publish."""
    by = records_officer.named(by)
    name, sign, _ = by.partition("@")
    return f"{name[:2]}…@…" if sign and records_officer.current() is None else by


def _verdict() -> None:
    """Compare all that is stored with what was written; it reads every file, so only when asked."""
    if not st.button(t("records.audit.verify"), icon=":material/fact_check:"):
        return
    with st.spinner(t("records.audit.verifying")):
        found = cached.store().verify()
    if not found:
        lines, last = cached.store().log_end()
        said = t("records.audit.good", lines=cards.number(lines), last=last or "–")
        st.success(said, icon=":material/verified:")
        return
    st.error(cards.counted("records.audit.bad", len(found)), icon=":material/gpp_bad:")
    st.markdown("\n".join(map(_problem, found[:_SHOWN_PROBLEMS])))


def _problem(each: Problem) -> str:
    lang = language.current()
    where, what = each.place(lang), language.sentence(each.message(lang))
    return f"- {plain(where)} {plain(what)} :gray[{plain(each.code)}]"
