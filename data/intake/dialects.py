"""Which dialect a file speaks, and its tables as raw text, whichever it is. The heads tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd

from data import problems
from data.intake.answers import Answers, Question
from data.intake.csv_book import read_csv_folder
from data.intake.csv_files import read_file, read_folder
from data.intake.foreign import read_foreign
from data.intake.form_fit import Fitted, fit, found_for
from data.intake.layout import Layout, LeftOut
from data.intake.mapping import SheetForm, from_json
from data.intake.office.book import OfficeRead, read_office
from data.intake.office.recognise import recognise, template_version
from data.intake.raw import RawTable
from data.intake.reading import read_book
from data.intake.sheets import Book
from data.intake.workbook import head_of, is_machine_book, read_workbook
from data.problems import Problem, problem
from data.schema import TABLES

Dialect = Literal["machine", "office", "foreign", ""]


@dataclass(frozen=True)
class Read:
    """What a dialect makes of a file: raw tables, None where one could not be read.

    `has_cells` is False for text files, whose problems are told by line. `sheets` are the names
    of sheets that a person sees, where they need not be those of tables. `form` is the one that
    a foreign layout was read through; a file that nobody knows how to read is foreign and has none.
    """

    dialect: Dialect
    tables: Mapping[str, RawTable | None]
    layouts: Mapping[str, Layout] = field(default_factory=lambda: MappingProxyType({}))
    questions: tuple[Question, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    shown: Mapping[tuple[str, int, str], str] = field(default_factory=lambda: MappingProxyType({}))
    has_cells: bool = True
    sheets: tuple[str, ...] = ()
    form: SheetForm | None = None


def read(
    path: Path,
    found: list[Problem],
    *,
    agencies: pd.DataFrame | None,
    answers: Answers,
    mapping: Mapping[str, Any] | None,
    forms: Mapping[str, Any],
) -> Read | None:
    """Read the tables of a file; None, with the reason in `found`, when it has none.

    Args:
        path: a folder of CSV files, a workbook or a CSV file.
        found: problems are added here.
        agencies: the agencies that are known beside those of the file.
        answers: what a person chose for names that may mean several things.
        mapping: how this file is read, as `SheetForm.to_json` writes it.
        forms: saved forms by name; one that fits is used unless the file is our template.
    """
    if path.is_dir():
        return _read_folder(path, found, agencies, answers)
    book, refused = read_book(path)
    found += refused
    if book is None:
        return None
    if mapping is not None:
        return _read_by_form(book, mapping, found, agencies, answers)
    if is_machine_book(book):
        return _read_machine(path, book, found)
    fitted = found_for(book, forms) if template_version(book) is None else None
    if fitted is not None:
        return _read_foreign(book, fitted, found, agencies, answers)
    return _read_office(book, found, agencies, answers)


def _read_folder(
    path: Path, found: list[Problem], agencies: pd.DataFrame | None, answers: Answers
) -> Read | None:
    try:
        book = read_csv_folder(path)
        if book is not None and not is_machine_book(book) and recognise(book, []):
            return _read_office(book, found, agencies, answers)
        tables, layouts = read_folder(path, found)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        found.append(problem(problems.FILE_UNREADABLE, table=path.name, reason=reason))
        return None
    return Read("machine", tables, layouts, has_cells=False)


def _read_machine(path: Path, book: Book, found: list[Problem]) -> Read:
    if not book.is_text:
        return Read("machine", *read_workbook(book, found))
    head = set(head_of(book.sheets[0]))
    table = TABLES.get(book.sheets[0].name) or max(
        TABLES.values(), key=lambda each: len(head.intersection(each.column_names))
    )
    return Read("machine", *read_file(path, table, found), has_cells=False)


def _read_office(
    book: Book, found: list[Problem], agencies: pd.DataFrame | None, answers: Answers
) -> Read:
    made = read_office(book, found, current_agencies=agencies, answers=answers)
    is_told = any(each.severity == "error" for each in found)
    if made.tables or is_told or template_version(book) is not None:
        return _of_office("office", book, made)
    found.append(problem(problems.FORM_UNKNOWN, sheets=_sheets(book)))
    return Read("foreign", {}, sheets=_visible(book))


def _read_by_form(
    book: Book,
    mapping: Mapping[str, Any],
    found: list[Problem],
    agencies: pd.DataFrame | None,
    answers: Answers,
) -> Read:
    form = from_json(mapping)
    fitted = fit(form, book) if form else None
    if fitted is not None:
        return _read_foreign(book, fitted, found, agencies, answers)
    name = form.name if form else ""
    found.append(problem(problems.FORM_DOES_NOT_FIT, value=name or "–", sheets=_sheets(book)))
    return Read("foreign", {}, sheets=_visible(book), form=form)


def _read_foreign(
    book: Book,
    fitted: Fitted,
    found: list[Problem],
    agencies: pd.DataFrame | None,
    answers: Answers,
) -> Read:
    made = read_foreign(book, fitted, found, current_agencies=agencies, answers=answers)
    return _of_office("foreign", book, made, fitted.form)


def _of_office(
    dialect: Dialect, book: Book, made: OfficeRead, form: SheetForm | None = None
) -> Read:
    return Read(
        dialect,
        made.tables,
        made.layouts,
        made.questions,
        made.left_out,
        made.shown,
        sheets=_visible(book),
        form=form,
    )


def _visible(book: Book) -> tuple[str, ...]:
    return tuple(sheet.name for sheet in book.sheets if sheet.visible)


def _sheets(book: Book) -> str:
    return ", ".join(f"«{name}»" for name in _visible(book)) or "–"
