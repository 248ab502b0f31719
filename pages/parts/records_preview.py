"""What was read from a file, as the dashboard understands it, and which rows were not counted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.drafts import Draft
from data.proposal import Proposal
from pages.parts import cards, folded, language, names, tables
from pages.parts.language import t, word

# A look, not the table: whoever wants all of it has the file.
_ROWS = 200


def draw(draft: Draft, proposed: Proposal) -> None:
    """Closed tables of what was read; the rows left out are named with their reason."""
    checked = proposed.checked
    if checked.tables:
        counted = " · ".join(
            t("records.preview.rows", table=word(f"table.{name}"), n=cards.number(len(rows)))
            for name, rows in checked.tables.items()
        )
        st.markdown(f"**{t('records.preview.read')}** {counted}")
        _tables(draft, checked.tables)
    if checked.left_out:
        _left_out(draft, proposed)


def _tables(draft: Draft, read: Mapping[str, pd.DataFrame]) -> None:
    """One closed box; in it, one table at a time."""
    opened = folded.part(
        t("records.preview.title"), key=f"preview_{draft.id}", icon=":material/table:"
    )
    if not opened:
        return
    with opened:
        name = st.segmented_control(
            t("records.preview.which"),
            list(read),
            default=next(iter(read)),
            key=f"preview_table_{draft.id}",
            format_func=lambda each: word(f"table.{each}"),
            label_visibility="collapsed",
            required=True,
        )
        _table(draft, str(name), read[str(name)])


def _table(draft: Draft, name: str, rows: pd.DataFrame) -> None:
    first = names.add(tables.with_districts(rows.head(_ROWS)))
    st.dataframe(
        tables.readable(first),
        key=f"preview_rows_{name}_{draft.id}",
        hide_index=True,
        placeholder="–",
        alt=word(f"table.{name}"),
    )
    if len(rows) > _ROWS:
        st.markdown(f":gray[{t('records.preview.first', n=cards.number(_ROWS))}]")


def _left_out(draft: Draft, proposed: Proposal) -> None:
    rows = [each for each in proposed.checked.left_out if each.kind != "blank"]
    blank = len(proposed.checked.left_out) - len(rows)
    title = t("records.preview.left_out", n=cards.number(len(rows)), blank=cards.number(blank))
    opened = folded.part(title, key=f"left_out_{draft.id}")
    if opened and rows:
        with opened:
            st.dataframe(
                pd.DataFrame(
                    {
                        t("records.preview.where"): [f"{each.sheet}!{each.row}" for each in rows],
                        t("records.preview.why"): [each.why(language.current()) for each in rows],
                        t("records.preview.text"): [each.text for each in rows],
                    }
                ),
                hide_index=True,
                key=f"left_out_rows_{draft.id}_{language.current()}",
                alt=title,
            )
