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
from data.intake.csv_files import read_file, read_folder
from data.intake.layout import Layout, LeftOut
from data.intake.office.book import read_office
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
    of sheets that a person sees, where they need not be those of tables.
    """

    dialect: Dialect
    tables: Mapping[str, RawTable | None]
    layouts: Mapping[str, Layout] = field(default_factory=lambda: MappingProxyType({}))
    questions: tuple[Question, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    shown: Mapping[tuple[str, int, str], str] = field(default_factory=lambda: MappingProxyType({}))
    has_cells: bool = True
    sheets: tuple[str, ...] = ()


def read(
    path: Path,
    found: list[Problem],
    *,
    agencies: pd.DataFrame | None,
    answers: Answers,
    mapping: Mapping[str, Any] | None,
) -> Read | None:
    """Read the tables of a file; None, with the reason in `found`, when it has none.

    Args:
        path: a folder of CSV files, a workbook or a CSV file.
        found: problems are added here.
        agencies: the agencies that are known beside those of the file.
        answers: what a person chose for names that may mean several things.
        mapping: how a foreign layout is read.
    """
    if path.is_dir():
        return _read_folder(path, found)
    book, refused = read_book(path)
    found += refused
    if book is None:
        return None
    if mapping is None and is_machine_book(book):
        return _read_machine(path, book, found)
    return _read_office(book, found, agencies, answers)


def _read_folder(path: Path, found: list[Problem]) -> Read | None:
    try:
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
    return Read(
        "office",
        made.tables,
        made.layouts,
        made.questions,
        made.left_out,
        made.shown,
        sheets=tuple(sheet.name for sheet in book.sheets if sheet.visible),
    )
