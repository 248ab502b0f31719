"""Files that were refused: whose, when, how often, and why; the bytes themselves for officers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from data import refused
from data.exchange import problem_list
from data.problems import Problem
from data.refused import Refused
from pages.parts import cached, cards, folded, language, logins, records_officer
from pages.parts.downloads import MIME
from pages.parts.language import plain, t

_AT_ONCE = 10
_MORE = "records_refused_shown"
_KINDS = 5


def draw() -> None:
    """A closed list under the versions; reports are read once somebody opens it."""
    opened = folded.part(
        t("records.refused.title"), key="records_refused_files", icon=":material/block:"
    )
    if not opened:
        return
    with opened:
        listed = st.session_state.get(_MORE, _AT_ONCE)
        found, all_of_them = refused.refusals(cached.store(), listed), refused.count(cached.store())
        if not found:
            st.markdown(f":gray[{t('records.refused.none')}]")
            return
        count = cards.counted("records.refused.counted", all_of_them)
        st.markdown(f":gray[{count} {t('records.refused.kept')}]")
        if records_officer.current() is None:
            st.markdown(f":gray[{t('records.refused.officers')}]")
        for each in found:
            with st.container(border=True):
                _file(each)
        if all_of_them > listed:
            st.button(t("records.refused.more"), on_click=_show_more, type="tertiary")


def _show_more() -> None:
    st.session_state[_MORE] = st.session_state.get(_MORE, _AT_ONCE) + _AT_ONCE


def _file(each: Refused) -> None:
    said = [f"**{plain(each.name)}**", _when(each)]
    if records_officer.current():
        said.append(plain(each.by) if each.by else t("records.refused.nobody"))
    groups = problem_list.summary(_problems(each), language.current())
    kinds = cards.counted("records.refused.kinds", len(groups))
    lines = [
        " · ".join(said),
        f":gray[{cards.counted('records.refused.problems', each.problem_count)}, {kinds}]",
    ]
    st.markdown("  \n".join(lines))
    shown = [
        f"- {plain(language.sentence(group.message))} :gray[{plain(group.code)}, "
        f"{cards.counted('records.report.places', group.count)}]"
        for group in groups[:_KINDS]
    ]
    st.markdown("\n".join(shown))
    # The same bytes may be good after all, by answers or beside a newer record.
    later = cached.store().published_from(each.sha256)
    if later:
        st.markdown(t("records.refused.published_later", id=later))
    if records_officer.current():
        _take_along(each)


def _problems(each: Refused) -> list[Problem]:
    """What was wrong; what stood in the cells is for officers."""
    if records_officer.current():
        return list(each.problems)
    return [replace(one, value="…") if one.value else one for one in each.problems]


def _when(each: Refused) -> str:
    last = language.moment(each.last_at)
    if each.times == 1:
        return last
    first = language.moment(each.first_at)
    return t("records.refused.times", n=cards.number(each.times), first=first, last=last)


def _take_along(each: Refused) -> None:
    """The file as it came and its problems: they may hold what made somebody refuse them."""
    path = refused.original(cached.store(), each)
    stem = Path(each.name).stem[:60] or "tep"
    with st.container(horizontal=True, gap="small"):
        if path.is_file():
            st.download_button(
                t("records.refused.original"),
                data=logins.for_officers(path.read_bytes),
                file_name=f"{stem}{path.suffix}",
                on_click="ignore",
                key=f"refused_{each.id}",
                icon=":material/download:",
            )
        st.download_button(
            t("records.report.list"),
            data=logins.for_officers(_listed(each)),
            file_name=f"{stem}-loi.xlsx",
            mime=MIME["xlsx"],
            on_click="ignore",
            key=f"refused_list_{each.id}",
            icon=":material/download:",
        )


def _listed(each: Refused) -> Callable[[], bytes]:
    lang = language.current()
    return lambda: problem_list.workbook(each.problems, lang)
