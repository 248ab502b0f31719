"""A file that somebody hands in -> sheets of cells, or why it cannot be read.

Nothing in a file is trusted: what it is is looked at first, and a workbook is read by a process
of its own that may not grow or work without end. If that process dies, that is a problem to tell.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from data import problems
from data.intake import guard
from data.intake.csv_book import read_csv_book
from data.intake.sheets import Book, Cell, Sheet
from data.problems import Problem, problem

_CODES = {
    "empty": problems.EMPTY_FILE,
    "cut_off": problems.FILE_CUT_OFF,
    "pdf": problems.IS_PDF,
    "picture": problems.IS_PICTURE,
    "word": problems.IS_WORD,
    "html": problems.IS_HTML,
    "old_excel": problems.OLD_EXCEL,
    "macros": problems.HAS_MACROS,
    "password": problems.HAS_PASSWORD,
    "bomb": problems.ZIP_BOMB,
    "nested": problems.ZIP_IN_ZIP,
    "packed": problems.IS_PACKED,
    "path_member": problems.ZIP_PATH,
    "doubled_member": problems.ZIP_DOUBLED,
    "entities": problems.XML_ENTITIES,
    "far_cell": problems.FAR_CELL,
    "other_kind": problems.OTHER_KIND,
    "too_heavy": problems.TOO_HEAVY,
    "unreadable": problems.WORKBOOK_UNREADABLE,
    "unknown": problems.NOT_DATA,
}
# Excel keeps a small file of this name beside a workbook for as long as it is open.
_OF_AN_OPEN_FILE = "~$"
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xltx")

# Longer than the processor time that the child may take: the machine may be busy.
_MOST_WAITED_SECONDS = 60
_ROOT = Path(__file__).resolve().parents[2]
# `data` itself loads pandas, which takes longer than reading most workbooks: the child gets the
# package's folder without it.
_CHILD = """
import sys, types
for name in ("data", "data.intake"):
    package = types.ModuleType(name)
    package.__path__ = [sys.argv[1] + "/" + name.replace(".", "/")]
    sys.modules[name] = package
from data.intake.child import main
main()
"""

# Each child may take 1.5 GB: those who come at the same time wait for their turn.
_TURNS = threading.BoundedSemaphore(2)


def read_book(path: Path) -> tuple[Book | None, list[Problem]]:
    """Read the cells of a workbook or CSV file, whatever its separator and encoding.

    Never raises for any content. Formulas are not calculated: their stored value is read.

    Args:
        path: a file as it was handed in; its name is only ever shown.

    Returns:
        The sheets, or None and why: one problem whose place is the file.
    """
    try:
        if path.exists() and not path.is_file():
            return None, [problem(problems.NOT_DATA, table=path.name)]
        if path.stat().st_size > guard.MOST_BYTES:
            size = f"{path.stat().st_size / 1e6:.1f}"
            return None, [problem(problems.FILE_TOO_LARGE, table=path.name, size=size)]
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [problem(problems.FILE_UNREADABLE, table=path.name, reason=reason)]
    return read_content(content, path.name)


def read_content(content: bytes, name: str) -> tuple[Book | None, list[Problem]]:
    """Read the bytes of a file; `name` is what the person called it. As `read_book`."""
    kind = guard.kind(content)
    if kind == "zip":
        return _read_workbook(content, name)
    if name.startswith(_OF_AN_OPEN_FILE):
        return None, [problem(problems.OF_AN_OPEN_FILE, table=name)]
    if kind != "text":
        return None, [_refused(kind, {}, name)]
    if name.lower().endswith(_WORKBOOK_SUFFIXES):
        return None, [problem(problems.IS_TEXT, table=name)]
    return read_csv_book(content, name)


def _read_workbook(content: bytes, name: str) -> tuple[Book | None, list[Problem]]:
    try:
        said = _ask_child(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [problem(problems.FILE_UNREADABLE, table=name, reason=reason)]
    except ValueError:
        return None, [problem(problems.READER_STOPPED, table=name)]
    if "refused" in said:
        return None, [_refused(said["refused"], said["details"], name)]
    return Book(tuple(_sheet(each) for each in said["sheets"])), []


def _ask_child(content: bytes) -> dict[str, Any]:
    """What the child says of a workbook.

    Raises:
        ValueError: it died before it had said all, or did not end and was stopped.
    """
    with _TURNS, tempfile.TemporaryFile() as output:
        # No environment: what the server knows is none of the reader's business.
        child = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _CHILD, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env={},
        )
        # With a timeout of its own `communicate` looks every twentieth of a second if it ended.
        stop = threading.Timer(_MOST_WAITED_SECONDS, child.kill)
        stop.start()
        try:
            child.communicate(content)
        finally:
            stop.cancel()
            child.kill()
        output.seek(0)
        said: dict[str, Any] = json.loads(output.read(), object_hook=_from_json)
    return said


def _refused(reason: str, details: Mapping[str, str], name: str) -> Problem:
    code = _CODES.get(reason, problems.WORKBOOK_UNREADABLE)
    sheet, cell = details.get("sheet", ""), details.get("cell", "")
    value, why = details.get("value", cell), details.get("why", "")
    return problem(code, table=name, sheet=sheet, cell=cell, value=value, why=why)


def _from_json(said: dict[str, Any]) -> Any:
    """A day or time that was marked as such; anything else is left as it is."""
    if len(said) != 1:
        return said
    ((kind, value),) = said.items()
    reader = _TIMES.get(kind)
    return reader(value) if reader else said


_TIMES: dict[str, Any] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda seconds: timedelta(seconds=seconds),
}


def _sheet(said: Mapping[str, Any]) -> Sheet:
    rows: list[list[Cell]] = said["rows"]
    return Sheet(
        name=said["name"],
        rows=rows,
        visible=said["visible"],
        merged=tuple((a, b, c, d) for a, b, c, d in said["merged"]),
        formulas=_by_place(said["formulas"]),
        without_value=frozenset((row, column) for row, column in said["without_value"]),
        errors=_by_place(said["errors"]),
        hidden_rows=frozenset(said["hidden_rows"]),
        hidden_columns=frozenset(said["hidden_columns"]),
        formats=_by_place(said["formats"]),
        struck=frozenset((row, column) for row, column in said["struck"]),
        parted=frozenset((row, column) for row, column in said["parted"]),
    )


def _by_place(listed: list[tuple[int, int, str]]) -> Mapping[tuple[int, int], str]:
    return MappingProxyType({(row, column): text for row, column, text in listed})
