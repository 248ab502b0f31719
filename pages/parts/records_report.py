"""What is wrong with a file, on one screen: by kind, with cells, values and mends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from data import drafts
from data.drafts import Draft
from data.exchange import problem_list
from data.exchange.problem_list import Group
from data.proposal import Proposal
from pages.parts import cached, cards, language
from pages.parts.downloads import MIME
from pages.parts.language import plain, t

# More kinds than these are no summary; the others are one tap away.
_AT_ONCE = 6


def draw(draft: Draft, proposed: Proposal) -> None:
    """Every kind of problem, and the downloads."""
    groups = problem_list.summary(proposed.problems, language.current())
    if groups:
        _take_along(draft, proposed)
    for group in groups[:_AT_ONCE]:
        _group(group)
    if groups[_AT_ONCE:]:
        with st.expander(t("records.report.more_kinds", n=cards.number(len(groups) - _AT_ONCE))):
            for group in groups[_AT_ONCE:]:
                _group(group)


def verdict(proposed: Proposal) -> None:
    """Whether the file can be used, in a sentence."""
    errors, warnings = len(proposed.errors), len(proposed.warnings)
    if errors:
        text = cards.counted("records.report.errors", errors)
        st.error(f"{text} {t('records.report.nothing_published')}", icon=":material/block:")
    elif warnings:
        st.warning(cards.counted("records.report.warnings", warnings), icon=":material/warning:")
    else:
        st.success(t("records.report.good"), icon=":material/check_circle:")


def _group(group: Group) -> None:
    color = {"error": "red", "warning": "orange"}.get(group.severity, "blue")
    severity = t(f"records.report.{group.severity}")
    count = cards.counted("records.report.places", group.count)
    where = " · ".join(plain(place) for place in group.where)
    if group.more_places:
        where += t("records.report.more_places", n=cards.number(group.more_places))
    if len(group.values) > 1:
        values = ", ".join(f"«{plain(value)}»" for value in group.values)
        where += t("records.report.values", values=values)
    message = language.sentence(group.message)
    key = "records.report.fix_of_first" if group.mends_differ else "records.report.fix"
    fix = t(key, fix=plain(group.fix))
    lines = [
        f":{color}-badge[{severity}] **{plain(message)}** :gray[{plain(group.code)}]",
        f":gray[{t('records.report.where', count=count, where=where)}]",
        fix,
    ]
    st.markdown("  \n".join(lines))


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
    store = cached.store()
    heads = {each.sheet: each.head_row for each in proposed.checked.layouts.values()}

    def make() -> bytes:
        from data.exchange.marked import marked

        return marked(drafts.original(store, draft), proposed.problems, lang, heads)

    return make


def _listed(proposed: Proposal) -> Callable[[], bytes]:
    lang = language.current()
    return lambda: problem_list.workbook(proposed.problems, lang)
