"""The check of what somebody hands in: a file -> tables, or everything that is wrong with it.

Each dialect is turned into the same raw text of the schema's columns; then every table goes
through the same cells and rules, so that nothing is checked twice in two ways.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from data import problems
from data.intake import dialects, lost_letters, plausibility, rules, units_of_help
from data.intake.answers import Answers, Question
from data.intake.cells import Notes, read_column
from data.intake.dialects import Dialect, Read
from data.intake.layout import Layout, LeftOut, located
from data.intake.mapping import SheetForm
from data.intake.raw import RawTable
from data.intake.sample_rows import sample_rows
from data.manifest import Version
from data.problems import Problem, problem
from data.schema import TABLES, typed

_NO_ANSWERS = Answers()
_NO_ROWS: Mapping[str, pd.DataFrame] = MappingProxyType({})
_NO_FORMS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Checked:
    """What a file holds and what is wrong with it.

    `tables` has the schema's columns and types, and `source_ref`: where each row stood, as
    "SHEET!ROW" ("activities.csv!ROW" for a folder). It is empty when there are errors; `rows` is
    the same as far as it could be read, also then. `not_taken` are rows of tables that are not
    handed in, as far as they could be read.
    `layouts` says where each table stands in the file, `questions` what a person has to answer,
    `left_out` which rows were seen and are not counted, `shown` how a cell was read where that
    is not plain to see, by table, row and column. `dialect` is "" when nothing was read. It is
    "foreign" for a file in an office's own form: `form` says how that was read, None when nobody
    said it yet.
    """

    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    dialect: Dialect = ""
    layouts: Mapping[str, Layout] = field(default_factory=lambda: MappingProxyType({}))
    questions: tuple[Question, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    shown: Mapping[tuple[str, int, str], str] = field(default_factory=lambda: MappingProxyType({}))
    rows: Mapping[str, pd.DataFrame] = field(default_factory=lambda: MappingProxyType({}))
    form: SheetForm | None = None
    not_taken: Mapping[str, pd.DataFrame] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def errors(self) -> list[Problem]:
        """What blocks."""
        return [each for each in self.problems if each.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """What needs a reason to go on."""
        return [each for each in self.problems if each.severity == "warning"]


def check(
    path: Path,
    current: Version | None = None,
    *,
    beside: Mapping[str, pd.DataFrame] = _NO_ROWS,
    answers: Answers = _NO_ANSWERS,
    mapping: Mapping[str, Any] | None = None,
    forms: Mapping[str, Any] = _NO_FORMS,
    taken: Collection[str] = tuple(TABLES),
) -> Checked:
    """Read a file in any dialect, and check all of it.

    No content of a file raises: whatever is wrong comes back as problems, all at once.

    Args:
        path: a workbook, a CSV file, or a folder with files such as `activities.csv`.
        current: the version that would be replaced, if any; tables are not emptied by mistake.
        beside: rows of the current version that the file does not replace, by table: they count
            as there for tables that must be present, for references and for doubled keys.
        answers: what a person chose for names that may mean several communes or agencies.
        mapping: how this file is read, as a person said for it (`SheetForm.to_json`).
        forms: saved forms by name (`Store.mappings`); one that fits the file is used.
        taken: the tables that are handed in; what else the file has is read and not judged.
    """
    found: list[Problem] = []
    agencies = beside.get("agencies")
    read = dialects.read(
        path, found, agencies=agencies, answers=answers, mapping=mapping, forms=forms
    )
    if read is None:
        return Checked({}, tuple(found))
    lists = {name: raw for name, raw in read.tables.items() if name not in taken}
    found = [each for each in found if each.table not in lists]
    read = replace(read, tables={name: read.tables[name] for name in read.tables if name in taken})
    filled = _checked_rows(read, current, beside, found)
    found = located(_first_of_each_cell(found), read.layouts if read.has_cells else {})
    rows = {name: _finished(read, raw, values) for name, (raw, values) in filled.items()}
    tables = {} if any(each.severity == "error" for each in found) else rows
    nothing_changes = bool(tables) and plausibility.nothing_changes(tables, current, beside)
    if nothing_changes:
        # What is in the record already was answered for when it came in.
        found = [each for each in found if each.severity != "warning"]
        found.append(problem(problems.SAME_FILE, severity="information", table=path.name))
    return Checked(
        tables,
        tuple(found),
        read.dialect,
        read.layouts,
        read.questions,
        read.left_out,
        read.shown,
        rows,
        read.form,
        {name: _finished(read, raw, _values(raw, [])) for name, raw in lists.items() if raw},
    )


def _checked_rows(
    read: Read, current: Version | None, beside: rules.Rows, found: list[Problem]
) -> dict[str, rules.Filled]:
    """The tables that have rows, with their values; everything that is wrong goes to `found`."""
    if read.tables or not found:  # a book without any table was told so
        found += rules.presence(read.tables, current, beside, read.sheets)
    raws = [raw for raw in read.tables.values() if raw is not None and not raw.is_head_only]
    for raw in raws:
        found += [*lost_letters.of_columns(raw), *plausibility.swapped_coordinates(raw)]
    filled = {raw.table.name: (raw, _values(raw, found)) for raw in raws}
    known: dict[str, rules.Filled | None] = {
        **filled,
        **{name: None for name, raw in read.tables.items() if raw is None},
    }
    for raw, values in filled.values():
        rules.duplicates(raw, values, found, beside)
        rules.references(raw, values, known, found, beside)
        rules.periods(raw, values, found)
        units_of_help.of_rows(raw, values, found)
        rules.builds_of_works(raw, values, found)
        rules.shares(raw, values, found)
        found += list(plausibility.of_rows(raw, values, found))
    found += plausibility.fewer_rows(filled, current, beside)
    found += sample_rows({name: values for name, (_, values) in filled.items()}, current)
    return filled


def _finished(read: Read, raw: RawTable, values: pd.DataFrame) -> pd.DataFrame:
    """The rows in the schema's types, each with the sheet and row on which it stood."""
    rows = typed(raw.table, values)
    name = raw.table.name
    sheet = read.layouts[name].sheet if name in read.layouts else name
    rows["source_ref"] = pd.Series(sheet + "!" + rows.index.astype(str), rows.index, dtype="str")
    return rows.reset_index(drop=True)


def _values(raw: RawTable, found: list[Problem]) -> pd.DataFrame:
    """The cells as values, by line. A missing column is one problem, not one a row."""
    values = {}
    for column in raw.table.columns:
        notes = Notes(raw.table.name, column.name, found)
        asked = replace(column, required=column.required and column.name not in raw.missing)
        values[column.name] = read_column(asked, raw.rows[column.name], notes)
    return pd.DataFrame(values, index=raw.rows.index)


def _first_of_each_cell(found: list[Problem]) -> list[Problem]:
    """One problem a cell, the most basic first: a formula is not also an empty cell."""
    seen: dict[object, Problem] = {}
    for each in found:
        in_a_cell = each.row is not None and each.column
        place = (each.table, each.row, each.column) if in_a_cell else (len(seen), each.code)
        seen.setdefault(place, each)
    return list(seen.values())
