"""What is wrong with a file, on one screen: a line a kind; its cells, values and mend inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from data import drafts
from data.drafts import Draft
from data.exchange import problem_list
from data.exchange.problem_list import Group
from data.intake.layout import not_counted
from data.problems import Problem
from data.proposal import Proposal
from pages.parts import cards, language, logins, records_drafts, records_officer, window
from pages.parts.downloads import MIME
from pages.parts.language import plain, t

# More kinds than these are no summary; the others are one tap away.
_AT_ONCE = 6
# So few kinds fit one screen with all that there is to say of them.
_OPEN, _OPEN_ON_A_PHONE = 3, 1


def draw(draft: Draft, proposed: Proposal) -> None:
    """Every kind of problem, and the downloads."""
    groups = problem_list.summary(proposed.problems, language.current())
    is_open = len(groups) <= (_OPEN_ON_A_PHONE if window.is_narrow() else _OPEN)
    with st.container(gap="xsmall"):
        for group in groups[:_AT_ONCE]:
            with st.expander(_title(group), expanded=is_open):
                st.markdown(_details(group))
        if groups[_AT_ONCE:]:
            more = t("records.report.more_kinds", n=cards.number(len(groups) - _AT_ONCE))
            with st.expander(more, icon=":material/more_horiz:"):
                for group in groups[_AT_ONCE:]:
                    st.markdown(f"{_title(group)}  \n{_details(group)}")
    if groups:
        _take_along(draft, proposed)


def verdict(proposed: Proposal) -> None:
    """Whether the file can be used, in a sentence."""
    errors, warnings = len(proposed.errors), len(proposed.warnings)
    if proposed.is_asking:
        is_form = proposed.checked.dialect == "foreign"
        text = t(f"records.report.asks_{'form' if is_form else 'names'}")
        st.warning(f"{text} {t('records.report.nothing_published')}", icon=":material/help:")
    elif errors:
        text = cards.counted("records.report.errors", errors)
        st.error(f"{text} {t('records.report.nothing_published')}", icon=":material/block:")
    elif warnings:
        st.warning(cards.counted("records.report.warnings", warnings), icon=":material/warning:")
    else:
        st.success(t("records.report.good"), icon=":material/check_circle:")


def _title(group: Group) -> str:
    color = {"error": "red", "warning": "orange"}.get(group.severity, "blue")
    severity = t(f"records.report.{group.severity}")
    count = cards.counted("records.report.places", group.count)
    message = plain(language.sentence(group.message))
    return f":{color}-badge[{severity}] **{message}** :gray[{count}]"


def _details(group: Group) -> str:
    where = " · ".join(plain(place) for place in group.where)
    if group.more_places:
        where += t("records.report.more_places", n=cards.number(group.more_places))
    if len(group.values) > 1:
        values = ", ".join(f"«{plain(value)}»" for value in group.values)
        where += t("records.report.values", values=values)
    key = "records.report.fix_of_first" if group.mends_differ else "records.report.fix"
    said = [f"{t('records.report.where')}: {where}"] if where else []
    said.append(t(key, fix=plain(group.fix)))
    said.append(f":gray[{plain(group.code)}]")
    return "  \n".join(said)


def _take_along(draft: Draft, proposed: Proposal) -> None:
    stem = Path(draft.name).stem[:60] or "tep"
    with st.container(horizontal=True, gap="small"):
        if proposed.checked.layouts and Path(draft.name).suffix.lower() == ".xlsx":
            _button("marked", f"{stem}-danh-dau.xlsx", _marked(draft, proposed))
        _button("list", f"{stem}-loi.xlsx", _listed(proposed))


def _button(name: str, file_name: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        t(f"records.report.{name}"),
        data=make,
        file_name=file_name,
        mime=MIME["xlsx"],
        on_click="ignore",
        key=f"report_{name}",
        icon=":material/download:",
    )


def _marked(draft: Draft, proposed: Proposal) -> Callable[[], bytes]:
    lang = language.current()
    original = drafts.original(records_drafts.place(), draft)
    heads = {each.sheet: each.head_row for each in proposed.checked.layouts.values()}

    def make() -> bytes:
        from data.exchange.marked import marked_or_listed

        return marked_or_listed(original, draft.name, _all(proposed), lang, heads)

    # An officer's file, marked, is their file; a visitor's is in no store and served as it was.
    return logins.for_officers(make) if records_officer.current() else make


def _listed(proposed: Proposal) -> Callable[[], bytes]:
    lang = language.current()
    return lambda: problem_list.workbook(_all(proposed), lang)


def _all(proposed: Proposal) -> list[Problem]:
    """What is wrong, and every row that is not counted: whoever has the list misses no row."""
    return [*proposed.problems, *not_counted(proposed.checked.left_out)]
