"""For each column of the record: which column of the file, or one value for all rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from data.intake import foreign
from data.intake.mapping import SheetForm, choosable
from data.intake.office import heads
from data.intake.office.recognise import MADE_IDS
from data.intake.office.units import MoneyUnit
from data.intake.sheets import Sheet, column_letters
from data.schema import TABLES, Column
from data.words import formats
from data.words.heads import in_words
from geo import gazetteer
from pages.parts import cached, language, names
from pages.parts.language import plain, t, word

# What may stand instead of a column of the file.
_NOTHING, _SAME, _GROUP = 0, -1, -2
# Amounts are never written once for several rows.
_AMOUNTS = ("number", "count")
_LONGEST_VALUE = 200
# So many columns beside each other on a wide screen.
_BESIDE = 2

# What a code is called.
Naming = Callable[[str], str]


def choose(draft_id: str, form: SheetForm, known: SheetForm | None, sheet: Sheet) -> SheetForm:
    """The form as the widgets say it.

    Args:
        draft_id: for the keys of the widgets.
        form: sheet, table and head as chosen; its columns are a guess.
        known: what was said before of the same sheet and head; None where all is a guess.
        sheet: the sheet, for the unit that stands above the table.
    """
    start = known or form
    key = f"{draft_id}_{start.name}_{form.sheet}_{form.table}_{form.first_row}_{form.last_row}"
    if known is None:
        st.info(t("records.mapping.guessed"), icon=":material/lightbulb:")
    shown, others = _parted(form, start)
    columns: dict[str, int] = {}
    values: dict[str, str] = {}
    down: set[str] = set()
    by_group = ""
    if others:
        more = st.toggle(t("records.mapping.more", n=len(others)), key=f"mapping_more_{key}")
        shown = [
            name
            for name in choosable(TABLES[form.table])
            if more or name in shown or st.session_state.get(f"mapping_column_{key}_{name}")
        ]
    for place, name in enumerate(shown):
        if place % _BESIDE == 0:
            beside = st.columns(_BESIDE)
        with beside[place % _BESIDE]:
            number, value, is_down = _column(f"{key}_{name}", name, form, start)
        if number > 0:
            columns[name] = number
            down |= {name} if is_down else set()
        elif number == _SAME and value:
            values[name] = value
        elif number == _GROUP:
            by_group = name
    chosen = replace(
        form,
        columns=columns,
        values=values,
        filled_down=frozenset(down),
        by_district=_by_district(key, form, start, columns),
        by_group=by_group,
    )
    return replace(chosen, money_unit=_unit(key, chosen, start, sheet))


def _parted(form: SheetForm, start: SheetForm) -> tuple[list[str], list[str]]:
    """The columns that are needed or known, and those that most reports do not have."""
    table = TABLES[form.table]
    needed = _needed(form) | {*start.columns, *start.values, start.by_group}
    names = choosable(table)
    return [each for each in names if each in needed], [
        each for each in names if each not in needed
    ]


def _needed(form: SheetForm) -> set[str]:
    """What every row must have; an act without a day would be in no year."""
    table = TABLES[form.table]
    made = MADE_IDS.get(table.name)
    needed = {each.name for each in table.columns if each.required and each.name != made}
    return needed | ({"activity_date"} if table.name == "activities" else set())


def _column(key: str, name: str, form: SheetForm, start: SheetForm) -> tuple[int, str, bool]:
    """The column that was chosen (or `_NOTHING`, `_SAME`), the value, and if it is filled down."""
    column = next((each for each in TABLES[form.table].columns if each.name == name), None)
    called = foreign.called(TABLES[form.table], name, language.current())
    others = [_SAME] if column else []
    others += [_GROUP] if column and column.kind in ("text", "code") else []
    options = [_NOTHING, *others, *range(1, len(form.heads) + 1)]
    chosen = start.columns.get(name, _without_column(name, start))
    is_open = chosen == _NOTHING and name in _needed(form)
    number = st.selectbox(
        _label(called, name, form, start),
        options,
        index=None if is_open else options.index(chosen) if chosen in options else 0,
        key=f"mapping_column_{key}",
        format_func=lambda each: _option(form, each),
        placeholder=t("records.mapping.choose"),
    )
    if number == _SAME and column is not None:
        return _SAME, _value(f"mapping_value_{key}", column, called, start), False
    number = number or _NOTHING
    may_be_down = number > 0 and (column is None or column.kind not in _AMOUNTS)
    is_down = may_be_down and _down(key, name, called, start)
    return int(number), "", is_down


def _without_column(name: str, start: SheetForm) -> int:
    if name == start.by_group:
        return _GROUP
    return _SAME if name in start.values else _NOTHING


def _label(called: str, name: str, form: SheetForm, start: SheetForm) -> str:
    """What is asked; a guess says that it is one, whatever is chosen afterwards."""
    if name in _needed(form) - {*start.columns, *start.values, start.by_group}:
        return t("records.mapping.to_choose", column=called)
    if start is form and name == form.by_group:
        return t("records.mapping.guess_group", column=called)
    if start is not form or name not in form.columns:
        return called
    letters = column_letters(form.columns[name])
    return t("records.mapping.guess", column=called, letters=letters)


def _option(form: SheetForm, number: int) -> str:
    if number == _NOTHING:
        return t("records.mapping.nothing")
    if number in (_SAME, _GROUP):
        return t("records.mapping.same" if number == _SAME else "records.mapping.group")
    return " · ".join(filter(None, (column_letters(number), form.head(number))))


def _down(key: str, name: str, called: str, start: SheetForm) -> bool:
    return st.checkbox(
        t("records.mapping.fill_down"),
        value=name in start.filled_down,
        key=f"mapping_down_{key}",
        help=t("records.mapping.fill_down_help", column=called),
    )


def _value(key: str, column: Column, called: str, start: SheetForm) -> str:
    """One value for all rows: from a list where there is one, else typed."""
    label = t("records.mapping.value_of", column=called)
    before = start.values.get(column.name, "")
    if column.name == "agency_code" and start.table != "agencies":
        record = cached.record()
        is_real = record.version.status != "illustrative"  # invented bodies are no choice
        codes = _sorted(record.agencies["agency_code"] if is_real else (), names.agency)
        return _of_list(key, label, codes, before, names.agency)
    if column.refers_to == "gazetteer":
        codes = _sorted(gazetteer.communes().index, names.commune_in_district)
        return _of_list(key, label, codes, before, names.commune_in_district)
    lang = language.current()
    if column.allowed:
        codes = list(column.allowed)
        return _of_list(key, label, codes, before, lambda code: in_words(column.name, code, lang))
    if column.kind == "boolean":
        return _of_list(key, label, ["yes", "no"], before, lambda code: word(f"boolean.{code}"))
    hint = t("records.mapping.day") if column.kind == "date" else None
    typed = st.text_input(label, before, key=key, placeholder=hint, max_chars=_LONGEST_VALUE)
    return typed.strip()


def _of_list(key: str, label: str, codes: list[str], before: str, name_of: Naming) -> str:
    chosen = st.selectbox(
        label,
        codes,
        index=codes.index(before) if before in codes else None,
        key=key,
        format_func=name_of,
        placeholder=t("records.mapping.choose"),
    )
    return chosen or ""


def _sorted(codes: Iterable[str], name_of: Naming) -> list[str]:
    return sorted(codes, key=lambda code: formats.alphabetical(name_of(code)))


def _by_district(key: str, form: SheetForm, start: SheetForm, columns: dict[str, int]) -> bool:
    """Asked where communes stand in the file, and their district has no column."""
    if "commune_code" not in columns or heads.DISTRICT in columns:
        return False
    return st.checkbox(
        t("records.mapping.by_district"),
        value=start.by_district,
        key=f"mapping_by_district_{key}",
        help=t("records.mapping.by_district_help"),
    )


def _unit(key: str, form: SheetForm, start: SheetForm, sheet: Sheet) -> str:
    """Asked where the file does not say in what money counts; else what it says is shown."""
    said = foreign.unit_by_file(sheet, form)
    if said is not None:
        if said:
            st.markdown(f":gray[{t('records.mapping.unit_of_file', text=plain(said))}]")
        return start.money_unit
    units = list(MoneyUnit.__members__)
    chosen = st.selectbox(
        t("records.mapping.unit"),
        units,
        index=units.index(start.money_unit) if start.money_unit in units else None,
        key=f"mapping_unit_{key}",
        format_func=lambda unit: t(f"records.mapping.units.{unit}"),
        placeholder=t("records.mapping.choose"),
    )
    return chosen or ""
