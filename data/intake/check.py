"""The check of the machine dialect: a folder or workbook -> tables, or everything wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from data import problems
from data.intake import rules
from data.intake.cells import Notes, read_column
from data.intake.csv_files import read_folder
from data.intake.raw import RawTable
from data.intake.workbook import WorkbookUnreadableError, read_workbook
from data.manifest import Version
from data.problems import Problem, problem
from data.schema import typed


@dataclass(frozen=True)
class Checked:
    """What a file holds and what is wrong with it.

    `tables` has the schema's columns and types; it is empty when there are errors.
    """

    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """What blocks."""
        return [each for each in self.problems if each.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """What needs a reason to go on."""
        return [each for each in self.problems if each.severity == "warning"]


def check(path: Path, current: Version | None = None) -> Checked:
    """Read a folder of CSV files or a workbook in the machine dialect, and check all of it.

    No content of a file raises: whatever is wrong comes back as problems, all at once.

    Args:
        path: a folder with files such as `activities.csv`, or an .xlsx with one sheet a table.
        current: the version that would be replaced, if any; tables are not emptied by mistake.
    """
    found: list[Problem] = []
    read = _read(path, found)
    if read is None:
        return Checked({}, tuple(found))
    found += rules.presence(read, current)
    filled = {
        name: (raw, _values(raw, found))
        for name, raw in read.items()
        if raw is not None and not raw.is_head_only
    }
    known: dict[str, rules.Filled | None] = {
        **filled,
        **{name: None for name, raw in read.items() if raw is None},
    }
    for raw, values in filled.values():
        rules.duplicates(raw, values, found)
        rules.references(raw, values, known, found)
        rules.periods(raw, values, found)
    found = _first_of_each_cell(found)
    if any(each.severity == "error" for each in found):
        return Checked({}, tuple(found))
    tables = {name: typed(raw.table, values) for name, (raw, values) in filled.items()}
    return Checked(
        {name: rows.reset_index(drop=True) for name, rows in tables.items()}, tuple(found)
    )


def _read(path: Path, found: list[Problem]) -> dict[str, RawTable | None] | None:
    """The tables of a file; None, with the reason in `found`, when it is none that has tables."""
    try:
        if path.is_dir():
            return read_folder(path, found)
        if path.suffix.lower() == ".xlsx":
            return read_workbook(path, found)
    except WorkbookUnreadableError:
        found.append(problem(problems.WORKBOOK_UNREADABLE, table=path.name))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        found.append(problem(problems.FILE_UNREADABLE, table=path.name, reason=reason))
    else:
        found.append(problem(problems.NOT_DATA, table=path.name))
    return None


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
