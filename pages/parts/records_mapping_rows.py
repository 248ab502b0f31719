"""The first rows of a report as they stand in the file, and as they would be read."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from data.drafts import Draft
from data.intake import foreign
from data.intake.form_fit import fit
from data.intake.mapping import SheetForm
from data.intake.office.text import clean, written
from data.intake.sheets import Book, Sheet, column_letters
from data.problems import Problem, printable
from data.schema import TABLES, Column
from data.words import formats
from data.words.heads import in_words
from pages.parts import cached, cards, language, names
from pages.parts.language import plain, t

_RAW_ROWS, _READ_ROWS = 12, 8
_ABOVE = 6
_WIDEST = 40
_TOLD = 3


def as_it_stands(sheet: Sheet, form: SheetForm, key: str) -> None:
    """Twelve rows with the letters of their columns; the rows of the head are marked."""
    first = max(1, min(form.first_row - _ABOVE, len(sheet.rows) - _RAW_ROWS + 1))
    rows = sheet.rows[first - 1 : first - 1 + _RAW_ROWS]
    width = min(max(map(len, rows), default=0), _WIDEST)
    if not width:
        return
    texts = [
        [printable(" ".join(clean(written(value)).split())) for value in row[:width]]
        + [""] * (width - len(row))
        for row in rows
    ]
    marks = [_marked(number, form) for number in range(first, first + len(rows))]
    letters = [column_letters(number) for number in range(1, width + 1)]
    title = t("records.mapping.as_it_stands", first=first, last=first + len(rows) - 1)
    st.markdown(f":gray[{title}]")
    shown = pd.DataFrame(texts, marks, letters)
    st.dataframe(shown, key=key, height="content", placeholder="", alt=title)


def _marked(row: int, form: SheetForm) -> str:
    return f"{row} *" if form.first_row <= row <= form.last_row else str(row)


def as_read(book: Book, form: SheetForm, draft: Draft) -> None:
    """The first rows as this form reads them, and the first things that it cannot read."""
    fitted = fit(form, book)
    if fitted is None:
        return
    found: list[Problem] = []
    answers = cached.store().answers().together(draft.answers)
    record = cached.record()
    agencies = record.agencies if record.version.status != "illustrative" else None
    read = foreign.read_foreign(book, fitted, found, current_agencies=agencies, answers=answers)
    raw = read.tables[form.table]
    st.markdown(f"**{t('records.mapping.as_read')}**")
    if raw is None or raw.rows.empty:
        st.markdown(f":gray[{t('records.mapping.nothing_read')}]")
    else:
        st.dataframe(
            _readable(raw.rows.head(_READ_ROWS), form),
            key=f"mapping_read_{draft.id}",
            height="content",
            placeholder="–",
            alt=t("records.mapping.as_read"),
        )
    aside = [each for each in read.left_out if each.kind != "blank"]
    if aside:
        sums_first = sorted(aside, key=lambda each: each.kind != "subtotal")
        shown = "; ".join(f"{each.row}: {plain(each.text[:60])}" for each in sums_first[:_TOLD])
        st.markdown(f":gray[{t('records.mapping.aside', n=cards.number(len(aside)), rows=shown)}]")
    _errors([each for each in found if each.severity == "error"])


def _errors(errors: list[Problem]) -> None:
    """The first few of them: the report of the whole file has all."""
    lang = language.current()
    for each in errors[:_TOLD]:
        place = f"{plain(each.cell)}: " if each.cell else ""
        st.markdown(f":orange-badge[!] {place}{plain(language.sentence(each.message(lang)))}")
    if len(errors) > _TOLD:
        st.markdown(
            f":gray[{t('records.mapping.more_errors', n=cards.number(len(errors) - _TOLD))}]"
        )


def _readable(rows: pd.DataFrame, form: SheetForm) -> pd.DataFrame:
    """Machine text as people read it, by row of the sheet; only the columns that were chosen."""
    table = TABLES[form.table]
    lang = language.current()
    chosen = [
        each for each in table.columns if each.name in (*form.columns, *form.values, form.by_group)
    ]
    shown = {
        foreign.called(table, each.name, lang): [_shown(each, text) for text in rows[each.name]]
        for each in chosen
    }
    return pd.DataFrame(shown, index=[str(row) for row in rows.index])


def _shown(column: Column, text: str) -> str:
    if not text:
        return "–"
    lang = language.current()
    by_name = {"commune_code": names.commune_in_district, "agency_code": names.agency}
    if column.name in by_name:
        return by_name[column.name](text)
    if column.kind == "code":
        return in_words(column.name, text, lang)
    if column.kind == "date":
        return formats.date(date.fromisoformat(text), lang)
    is_number = column.kind in ("number", "count")
    return formats.quantity(float(text), lang) if is_number else printable(text)
