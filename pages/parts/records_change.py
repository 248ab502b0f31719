"""What publishing would change, before it is done: rows, values, who; old and new side by side."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

from data.change import Change, Fall, TableChange
from data.words import formats
from pages.parts import cards, folded, language, names, tables
from pages.parts.language import t, word

_ROWS = 500
_MEASURES = ("delivered_million_vnd", "promised_million_vnd", "cost_million_vnd")


When = Literal["publishing", "rollback", "past"]


def draw(change: Change, key: str = "change", when: When = "publishing", version: str = "") -> None:
    """A line for each table, the totals before and after, and the rows one tap away.

    Args:
        key: unique in the page.
        when: the change is one that publishing or taking back would make, or one that was made.
        version: its id where several versions may stand open: no two tables are called alike.
    """
    st.header(t(f"records.change.title_{when}"), anchor=False)
    if change.is_nothing:
        st.info(t(f"records.change.nothing_{when}"), icon=":material/equal:")
        return
    for fall in change.falls:
        st.warning(says_fall(fall), icon=":material/trending_down:")
    touched = [each for each in change.tables.values() if not each.is_nothing]
    for each in touched:
        for sentence in _values(each):
            st.markdown(sentence)
    st.dataframe(
        _summary(touched),
        key=f"{key}_summary",
        hide_index=True,
        placeholder="–",
        alt=_called(t(f"records.change.title_{when}"), version),
    )
    _by_agency(change, key, version)
    for each in touched:
        _table(each, key, version)


def _called(*parts: str) -> str:
    """What a table is called when it is read aloud."""
    return " · ".join(filter(None, parts))


def says_fall(fall: Fall) -> str:
    """A fall in a sentence: what, from how much to how much."""
    lang = language.current()
    amount = formats.number if fall.measure == "rows" else formats.money
    return t(
        f"records.change.fall_{fall.measure}",
        table=word(f"table.{fall.table}"),
        before=amount(fall.before, lang),
        after=amount(fall.after, lang),
        share=formats.share(fall.share, lang),
    )


def _summary(changes: list[TableChange]) -> pd.DataFrame:
    rows = []
    for each in changes:
        row = {
            t("records.change.table"): word(f"table.{each.table}"),
            t("records.change.before"): cards.number(each.before.rows),
            t("records.change.added"): cards.number(len(each.added)),
            t("records.change.changed"): cards.number(each.changed_rows),
            t("records.change.removed"): cards.number(len(each.removed)),
            t("records.change.after"): cards.number(each.after.rows),
        }
        rows.append(row)
    return pd.DataFrame(rows)


def _values(each: TableChange) -> list[str]:
    """The money of a table before and after, a sentence each; nothing where it has none."""
    lang = language.current()
    said = []
    for name in _MEASURES:
        old, new = getattr(each.before, name), getattr(each.after, name)
        if old is not None and new is not None and old != new:
            amounts = {"before": formats.money(old, lang), "after": formats.money(new, lang)}
            said.append(t(f"records.change.{name}", **amounts))
    return said


def _by_agency(change: Change, key: str, version: str) -> None:
    title = t("records.change.by_agency")
    opened = folded.part(title, key=f"{key}_agencies")
    if opened:
        with opened:
            shown = names.add(change.by_agency.assign(table=lambda rows: _tables(rows["table"])))
            st.dataframe(
                tables.readable(shown),
                key=f"{key}_agencies_rows",
                hide_index=True,
                placeholder="–",
                alt=_called(title, version),
            )


def _tables(codes: pd.Series) -> list[str]:
    return [word(f"table.{code}") for code in codes]


def _table(each: TableChange, key: str, version: str) -> None:
    title = t(
        "records.change.rows_of",
        table=word(f"table.{each.table}"),
        added=cards.number(len(each.added)),
        changed=cards.number(each.changed_rows),
        removed=cards.number(len(each.removed)),
    )
    opened = folded.part(title, key=f"{key}_{each.table}")
    if not opened:
        return
    with opened:
        for what in ("changed", "added", "removed"):
            rows = _readable_change(each.changed) if what == "changed" else getattr(each, what)
            if len(rows):
                said = t(f"records.change.{what}")
                called = _called(said, word(f"table.{each.table}"), version)
                _rows(rows, f"{key}_{each.table}_{what}", said, called)


def _readable_change(changed: pd.DataFrame) -> pd.DataFrame:
    """A cell a row, its old and new value as text: they are of any type."""
    return changed.assign(
        column=[tables.head(name) for name in changed["column"]],
        before=changed["before"].map(_shown),
        after=changed["after"].map(_shown),
    )


def _shown(value: object) -> str:
    if formats.is_missing(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return formats.date(value, language.current())
    if isinstance(value, float):
        return formats.quantity(value, language.current())
    return str(value)


def _rows(rows: pd.DataFrame, key: str, title: str, called: str) -> None:
    st.markdown(f"**{title}** ({cards.number(len(rows))})")
    st.dataframe(
        tables.readable(names.add(rows.head(_ROWS))),
        key=key,
        hide_index=True,
        placeholder="–",
        alt=called,
    )
    if len(rows) > _ROWS:
        st.markdown(f":gray[{t('records.preview.first', n=cards.number(_ROWS))}]")
