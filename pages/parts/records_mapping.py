"""How a report in an office's own form is read: a person points at its columns and sees the rows.

What was said stands with the draft; under a name it is kept in the store, and the next report
with the same heads is read by it.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data import drafts
from data.drafts import Draft
from data.intake.check import Checked
from data.intake.form_fit import fitting
from data.intake.form_guess import glimpse, likely_sheet, suggested
from data.intake.mapping import DEEPEST_HEAD, SheetForm, from_json
from data.intake.office.recognise import template_version
from data.intake.reading import read_book
from data.intake.sheets import Book, Sheet
from data.schema import TABLES
from pages.parts import (
    cached,
    records_drafts,
    records_mapping_columns,
    records_mapping_rows,
    records_officer,
)
from pages.parts.language import plain, t, word

_TABLE = "activities"


def draw(draft: Draft, checked: Checked) -> None:
    """Closed where a form is in use and fits; open where nobody has said how the file is read."""
    is_foreign = checked.dialect == "foreign"
    if not is_foreign and not (checked.dialect == "office" and checked.errors):
        return
    book = _book(draft.id, draft)
    if book is None or not book.sheets or (not is_foreign and template_version(book) is not None):
        return
    name = checked.form.name if checked.form else ""
    is_open = is_foreign and (checked.form is None or bool(checked.errors))
    key = f"mapping_{draft.id}"
    if st.session_state.pop(f"{key}_used", False):
        st.session_state[key] = is_open
    expander = st.expander(
        t("records.mapping.title_of", name=plain(name)) if name else t("records.mapping.title"),
        expanded=is_open,
        key=key,
        on_change="rerun",
        icon=":material/view_column:",
    )
    if expander.open:
        with expander:
            _editor(draft, checked.form)


@st.cache_resource(show_spinner=False, max_entries=2, scope="session")
def _book(draft_id: str, _draft: Draft) -> Book | None:
    """The first rows of the file's sheets; a file never changes while it is a draft."""
    book, _ = read_book(drafts.original(records_drafts.place(), _draft))
    return glimpse(book) if book else None


@st.fragment
def _editor(draft: Draft, used: SheetForm | None) -> None:
    """Sheet and head, columns, the rows as they would be read, and the button that does it."""
    book = _book(draft.id, draft)
    if book is None:
        return
    st.markdown(t("records.mapping.how"))
    known = _saved(draft, book, from_json(draft.mapping) or used)
    form = _place(draft, book, known)
    sheet = next(each for each in book.sheets if each.name == form.sheet)
    records_mapping_rows.as_it_stands(sheet, form, f"mapping_raw_{draft.id}")
    is_known = known is not None and _stands(known, form)
    form = records_mapping_columns.choose(draft.id, form, known if is_known else None, sheet)
    records_mapping_rows.as_read(book, form, draft)
    _save(draft, form, known)


def _saved(draft: Draft, book: Book, known: SheetForm | None) -> SheetForm | None:
    """The form to start from: where several saved ones fit, the one that is chosen."""
    forms = {each.form.name: each.form for each in fitting(book, cached.store().mappings())}
    if known and known.name in forms:
        forms[known.name] = known
    if len(forms) < 2:
        return known
    chosen = st.selectbox(
        t("records.mapping.saved"),
        list(forms),
        index=list(forms).index(known.name) if known and known.name in forms else None,
        key=f"mapping_saved_{draft.id}",
        placeholder=t("records.mapping.choose"),
    )
    return forms[chosen] if chosen else known


def _stands(one: SheetForm, other: SheetForm) -> bool:
    """True when two forms speak of the same table and the same head on the same sheet."""
    return (one.table, one.sheet, one.heads) == (other.table, other.sheet, other.heads)


def _place(draft: Draft, book: Book, known: SheetForm | None) -> SheetForm:
    """Which sheet, into which table, with which rows as its head; the columns as guessed."""
    names = [each.name for each in book.sheets]
    tables = list(TABLES)
    key = f"{draft.id}_{known.name if known else ''}"
    table = known.table if known else _TABLE
    sheet = known.sheet if known and known.sheet in names else likely_sheet(book, table).name
    left, right = st.columns(2)
    chosen = left.selectbox(
        t("records.mapping.sheet"),
        names,
        index=names.index(sheet),
        key=f"mapping_sheet_{key}",
    )
    table = right.selectbox(
        t("records.mapping.table"),
        tables,
        index=tables.index(table),
        key=f"mapping_table_{key}",
        format_func=lambda name: word(f"table.{name}"),
    )
    page = next(each for each in book.sheets if each.name == chosen)
    is_same = known is not None and (known.table, known.sheet) == (table, chosen)
    guess = known if known and is_same else suggested(page, str(table))
    first, last = _head_rows(key, page, guess)
    if (first, last) == (guess.first_row, guess.last_row) and guess is not known:
        return guess
    return suggested(page, str(table), first, last)


def _head_rows(key: str, sheet: Sheet, guess: SheetForm) -> tuple[int, int]:
    key = f"{key}_{sheet.name}_{guess.table}"
    most = max(len(sheet.rows), 1)
    left, right = st.columns(2)
    first = left.number_input(
        t("records.mapping.first_row"),
        1,
        most,
        min(guess.first_row, most),
        key=f"mapping_first_{key}",
    )
    last = right.number_input(
        t("records.mapping.last_row"),
        1,
        most,
        min(guess.last_row, most),
        key=f"mapping_last_{key}",
    )
    return int(first), min(max(int(first), int(last)), int(first) + DEEPEST_HEAD - 1)


def _save(draft: Draft, form: SheetForm, known: SheetForm | None) -> None:
    """The name to keep it under, and the button; what is said always stays with the draft."""
    name = ""
    if _may_keep():
        names = sorted(cached.store().mappings(), key=str.casefold)
        if known and known.name and known.name not in names:
            names.append(known.name)
        name = (
            st.selectbox(
                t("records.mapping.name"),
                names,
                index=names.index(known.name) if known and known.name in names else None,
                key=f"mapping_name_{draft.id}_{known.name if known else ''}",
                placeholder=t("records.mapping.name_new"),
                help=t("records.mapping.name_help"),
                accept_new_options=True,
            )
            or ""
        )
    else:
        st.markdown(f":gray[{t('records.mapping.this_file_only')}]")
    if st.button(
        t("records.mapping.use"),
        key=f"mapping_use_{draft.id}",
        type="primary",
        icon=":material/check:",
    ):
        _use(draft, replace(form, name=name.strip()[:80]))


def _may_keep() -> bool:
    """Forms with a name read other people's files too, so officers keep them and nobody else."""
    return records_officer.current() is not None


def _use(draft: Draft, form: SheetForm) -> None:
    """Asked again who is here, then kept: with the draft, and under its name."""
    store = cached.store()
    try:
        drafts.save(records_drafts.place(), draft, mapping=form.to_json())
        officer = records_officer.current()
        if form.name and officer is not None:
            store.keep_mapping(
                form.name,
                form.to_json(),
                by=officer.key,
                login=records_officer.login(),
                file=draft.name,
            )
    except (LookupError, OSError):  # a draft that is gone; a store that is busy or full
        st.error(t("records.mapping.not_kept"), icon=":material/error:")
        return
    st.session_state[f"mapping_{draft.id}_used"] = True
    st.rerun()
