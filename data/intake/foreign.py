"""A report in an office's own form -> the same raw tables, through a form that a person made.

The sheet is laid out anew for the office's reader: cells that count for those below are written
into them, and what is the same in all rows stands in columns of its own. Everything is then read
and checked as in our own template, by the same readers, and problems name the file's own cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from data import problems
from data.intake.answers import Answers
from data.intake.form_fit import Fitted
from data.intake.groups import districts, filled_down, grouped, heading_rows
from data.intake.layout import Layout, LeftOut
from data.intake.mapping import SheetForm
from data.intake.office import heads
from data.intake.office.book import OfficeRead, desk_of
from data.intake.office.head import WIDEST, Head
from data.intake.office.left_out import last_row, left_out, row_as_text
from data.intake.office.recognise import MADE_IDS, Place
from data.intake.office.surroundings import of_widths
from data.intake.office.table import layout_of, read_rows
from data.intake.office.units import MoneyUnit, column_unit, money_units
from data.intake.sheets import Book, Cell, Sheet, cell_name
from data.problems import Problem, problem
from data.schema import TABLES, Table
from data.words import Lang, translate
from data.words.heads import head as head_of

# How a person calls a column that holds codes in our own files.
_CALLED = {"commune_code": "commune_name", "agency_code": "agency_name"}

# The place of a problem, as `problem` takes it.
Where = dict[str, Any]


def read_foreign(
    book: Book,
    fitted: Fitted,
    found: list[Problem],
    *,
    current_agencies: pd.DataFrame | None,
    answers: Answers,
) -> OfficeRead:
    """Read one table of a file through a form.

    Args:
        book: the sheets of the file.
        fitted: the form, laid upon one of them (`form_fit.fit`).
        found: problems are added here; that a form was used is told too.
        current_agencies: agencies of the current version, which the file may refer to.
        answers: what people chose for names that may mean several communes or agencies.
    """
    form, table = fitted.form, TABLES[fitted.form.table]
    found += _about(fitted, table)
    bare = _place(fitted, table)
    aside = left_out(bare)
    headings = heading_rows(bare) if form.by_group else {}
    for row in headings:
        text = row_as_text(bare, row)
        aside.setdefault(row, LeftOut(fitted.sheet.name, row, "subtotal", text))
    aside = dict(sorted(aside.items()))
    place = _laid_out(bare, form, aside, headings)
    desk = desk_of(book, [place], found, current_agencies, answers)
    before = len(found)
    raw, held = read_rows(place, desk, aside=aside)
    found += of_widths(bare, raw.rows.index.tolist())
    desk.found[before:] = list(_once(found[before:], form))
    shown = {where: text for where, text in desk.shown.items() if where[2] not in _same(form)}
    layouts = {table.name: _layout(place, form)}
    questions = tuple(desk.questions.values())
    return OfficeRead({table.name: raw}, layouts, questions, tuple(held.values()), shown)


def called(table: Table, name: str, lang: Lang = "vi") -> str:
    """A column as a person calls it: "Xã", where our own files have its code.

    Example:
        >>> called(TABLES["activities"], "commune_code"), called(TABLES["agencies"], "agency_code")
        ('Xã', 'Mã cơ quan')
    """
    other = _CALLED.get(name, name)
    return head_of(name if other in table.column_names else other, lang)


def unit_by_file(sheet: Sheet, form: SheetForm) -> str | None:
    """The words in which the file says in what its money counts.

    Returns:
        "" where nothing needs saying or saying would not help; None where a person must say it:
        a column of money has no unit in its head, and above the table stands none, or several.
    """
    above = _above(sheet, form)
    money = [each.name for each in TABLES[form.table].columns if each.unit == "million_vnd"]
    texts = [form.head(form.columns[name]) for name in money if name in form.columns]
    texts += ["" for name in money if name in form.values]
    for text in texts:
        would_help = column_unit(text, MoneyUnit.DONG.words).unit
        if would_help and column_unit(text, *above).unit is None:
            return None
    return next((text for text in (*above, *texts) if money_units(text)), "")


def _same(form: SheetForm) -> list[str]:
    """The columns whose value is the same in all rows."""
    return [name for name in form.values if name not in (*form.columns, form.by_group)]


def _place(fitted: Fitted, table: Table) -> Place:
    """Where the table stands, with the columns that the person pointed out and no others."""
    form, sheet = fitted.form, fitted.sheet
    chosen = {name: (number, form.head(number)) for name, number in form.columns.items()}
    taken = set(form.columns.values())
    free = {
        number: text for number, text in enumerate(form.heads, 1) if text and number not in taken
    }
    helpers = {name: chosen[name] for name in (heads.DISTRICT,) if name in chosen}
    for number, text in free.items():
        name = heads.column_of(table.name, text)
        if name in (heads.ROW_NUMBER, heads.REMARK):
            helpers.setdefault(name, (number, text))
    own = {name: chosen[name] for name in table.column_names if name in chosen}
    head = Head(form.first_row, form.last_row, own, helpers, unknown=tuple(free.items()))
    return Place(table, sheet, head, _titles(fitted))


def _titles(fitted: Fitted) -> tuple[str, ...]:
    """What stands above the table; the unit of the form where that names none, or several."""
    texts, unit = _above(fitted.sheet, fitted.form), fitted.form.unit
    said = {each for text in texts for each in money_units(text)}
    if unit is None or len(said) == 1:
        return texts
    return (*(text for text in texts if not money_units(text)), f"ĐVT: {unit.words}")


def _above(sheet: Sheet, form: SheetForm) -> tuple[str, ...]:
    rows = sheet.rows[: form.first_row - 1]
    return tuple(value for row in rows for value in row[:WIDEST] if isinstance(value, str))


def _laid_out(
    place: Place, form: SheetForm, aside: Mapping[int, LeftOut], headings: Mapping[int, str]
) -> Place:
    """The same place on a sheet whose rows are whole: filled down, with what is the same in all."""
    sheet, table = place.sheet, place.table
    down = {number for name, number in form.columns.items() if name in form.filled_down}
    counted = [
        row for row in range(place.head.last_row + 1, last_row(place) + 1) if row not in aside
    ]
    cells: dict[int, dict[int, Cell]] = {row: {} for row in counted}
    for number in down:
        for row, value in filled_down(place, number, aside):
            cells[row][number] = value
    width = max(map(len, sheet.rows), default=0)
    columns, helpers = dict(place.head.columns), dict(place.head.helpers)
    for name in (each for each in table.column_names if each in _same(form)):
        width += 1
        columns[name] = (width, called(table, name))
        for row in counted:
            cells[row][width] = form.values[name]
    if form.by_group and form.by_group not in columns:
        width += 1
        columns[form.by_group] = (width, called(table, form.by_group))
        for row, value in grouped(place, headings, aside):
            cells[row][width] = value
    if form.by_district and heads.DISTRICT not in helpers:
        width += 1
        helpers[heads.DISTRICT] = (width, heads.DISTRICT)
        for row, value in districts(place, aside):
            cells[row][width] = value
    ordered = {name: columns[name] for name in table.column_names if name in columns}
    laid_out = replace(
        sheet,
        rows=_with(sheet, cells, width),
        merged=tuple(each for each in sheet.merged if not _is_filled(each, down)),
    )
    return replace(
        place, sheet=laid_out, head=replace(place.head, columns=ordered, helpers=helpers)
    )


def _with(sheet: Sheet, cells: Mapping[int, Mapping[int, Cell]], width: int) -> list[list[Cell]]:
    rows = [list(row) for row in sheet.rows]
    for row, added in cells.items():
        if added and row <= len(rows):
            whole = rows[row - 1]
            whole += [None] * (width - len(whole))
            for number, value in added.items():
                whole[number - 1] = value
    return rows


def _is_filled(merged: tuple[int, int, int, int], down: set[int]) -> bool:
    _, left, _, right = merged
    return left == right and left in down


def _layout(place: Place, form: SheetForm) -> Layout:
    """Where the table stands; what is the same in all rows, or nowhere in the file, has no cell."""
    layout = layout_of(place)
    nowhere: dict[str, tuple[int, str]] = {}
    for name in place.table.column_names:
        word = called(place.table, name)
        if name in _same(form):
            nowhere[name] = (0, translate("vi", "form.same", column=word))
        elif name == form.by_group and name not in form.columns:
            nowhere[name] = (0, translate("vi", "form.by_group", column=word))
        elif name not in layout.columns and word not in form.heads:
            nowhere[name] = (0, word)
    return replace(layout, columns={**layout.columns, **nowhere})


def _once(found: list[Problem], form: SheetForm) -> Iterator[Problem]:
    """The problems, those of a value that is the same in all rows told once."""
    told = set()
    for each in found:
        if each.column not in _same(form):
            yield each
        elif (each.column, each.code) not in told:
            told.add((each.column, each.code))
            yield replace(each, row=None)


def _about(fitted: Fitted, table: Table) -> Iterator[Problem]:
    """What is to be said of the form itself, before any row is read."""
    form, sheet = fitted.form, fitted.sheet
    where: Where = {"table": table.name, "sheet": sheet.name}
    taken = set(form.columns.values())
    unread = [text for number, text in enumerate(form.heads, 1) if text and number not in taken]
    yield problem(
        problems.FORM_USED,
        severity="information",
        value=form.name or "–",
        word=translate("vi", f"table.{table.name}"),
        unread="; ".join(unread) or "–",
        **where,
    )
    for name in fitted.renamed:
        number = form.columns[name]
        text = form.head(number)
        yield problem(
            problems.RENAMED_COLUMN,
            severity="warning",
            column=name,
            cell=cell_name(form.last_row, number),
            head=text,
            value=text,
            read_as=called(table, name),
            **where,
        )
    for name, text in fitted.gone.items():
        yield problem(problems.FORM_COLUMN_GONE, column=name, value=text, **where)
    for name, value in fitted.to_say.items():
        word = called(table, name)
        yield problem(problems.FORM_VALUE_TO_SAY, column=name, head=word, value=value, **where)
    yield from _not_chosen(fitted, table, where)
    yield from _other_units(fitted, where)
    if fitted.others:
        names = ", ".join(f"«{name}»" for name in fitted.others)
        yield problem(
            problems.FORMS_FIT, severity="warning", value=form.name, others=names, **where
        )
    if fitted.alike:
        names = ", ".join(f"«{name}»" for name in fitted.alike)
        yield problem(
            problems.FORM_ON_MORE_SHEETS, severity="warning", value=form.name, sheets=names, **where
        )


def _not_chosen(fitted: Fitted, table: Table, where: Where) -> Iterator[Problem]:
    form = fitted.form
    said = {*form.columns, *form.values, form.by_group, *fitted.gone, *fitted.to_say}
    for column in table.columns:
        if column.required and column.name not in said | {MADE_IDS.get(table.name)}:
            word = called(table, column.name)
            yield problem(
                problems.FORM_COLUMN_NOT_CHOSEN, column=column.name, head=word, value=word, **where
            )


def _other_units(fitted: Fitted, where: Where) -> Iterator[Problem]:
    """Where the file announces another unit than the form knows: the file is followed."""
    unit = fitted.form.unit
    units = {each: text for text in _above(fitted.sheet, fitted.form) for each in money_units(text)}
    said, above = next(iter(units.items()), (None, ""))
    if unit is not None and len(units) == 1 and said is not unit:
        yield problem(
            problems.FORM_UNIT_DIFFERS, severity="warning", value=above, unit=unit.words, **where
        )
