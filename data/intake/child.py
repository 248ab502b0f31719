"""The process that reads a workbook, so that a spoilt one can take nothing else down with it.

It gets the file on its standard input, may not grow or work without end, writes what it read as
JSON and ends. It stands on the standard library and the reader of workbooks alone: it starts in
a twentieth of a second.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import re
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from data.intake import guard
from data.intake.cell_looks import Looks, looks
from data.intake.guard import RefusedError
from data.intake.sheet_marks import Marks, SheetScan

MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 20
MOST_OUTPUT = 200_000_000
_MOST_CELLS = 5_000_000

# The parts that say how the sheets are called; they are small in any honest workbook.
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_NAMES = (_WORKBOOK, _RELATIONS)
_LONGEST_PART = 5_000_000

_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")


def main() -> None:
    """Read a workbook from standard input and say on standard output what stands in it."""
    _limit()
    gc.disable()  # what is read is needed to the end
    content = sys.stdin.buffer.read(guard.MOST_BYTES + 1)
    try:
        said = _read(content)
    except RefusedError as error:
        said = {"refused": error.refusal.reason, "details": dict(error.refusal.details)}
    except MemoryError:
        said = {"refused": "too_heavy", "details": {}}
    except BaseException:  # the reader's own panics are no ordinary exceptions
        said = {"refused": "unreadable", "details": {}}
    text = json.dumps(said, ensure_ascii=False, default=_as_json, check_circular=False)
    # A workbook can hold halves of letters; the reader of JSON takes them as they are.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


def _limit() -> None:
    """Bound memory, work and output; where the system knows no such limits, go on without."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        for what, most in (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, MOST_SECONDS),
            (resource.RLIMIT_FSIZE, MOST_OUTPUT),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))


def _read(content: bytes) -> dict[str, Any]:
    with guard.opened(content) as members:
        marks = _marks(members)
        seen = looks(members, _parts_of_sheets({name: members.read(name) for name in _NAMES}))
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = 0
    sheets = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        cells += sheet.total_height * sheet.total_width
        if cells > _MOST_CELLS:
            raise RefusedError("too_heavy")
        visible = about.visible == SheetVisibleEnum.Visible
        sheets.append(
            _sheet(sheet, visible, marks.get(about.name, Marks()), seen.get(about.name, Looks()))
        )
    return {"sheets": sheets}


def _sheet(sheet: Any, visible: bool, marks: Marks, seen: Looks) -> dict[str, Any]:
    rows = sheet.to_python(skip_empty_area=False)
    merged = [
        (first_row + 1, first_column + 1, last_row + 1, last_column + 1)
        for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ()
    ]
    return {
        "name": sheet.name,
        "visible": visible,
        "rows": [[None if cell == "" else cell for cell in row] for row in rows],
        "merged": merged,
        "formulas": _listed(marks.formulas),
        "without_value": marks.without_value,
        "errors": _listed(marks.errors),
        "hidden_rows": marks.hidden_rows,
        "hidden_columns": marks.hidden_columns,
        "formats": _listed(seen.formats),
        "struck": seen.struck,
        "parted": seen.parted,
    }


def _listed(texts: dict[tuple[int, int], str]) -> list[tuple[int, int, str]]:
    return [(row, column, text) for (row, column), text in texts.items()]


def _as_json(value: object) -> dict[str, str | float]:
    """A day or time, marked so that it can be told from text."""
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    raise TypeError(type(value).__name__)


def _marks(members: Any) -> dict[str, Marks]:
    """Unpack everything once, in pieces: count it, and gather the marks of each sheet by name.

    Raises:
        RefusedError: it unpacks to too much, is damaged, or has a cell beyond the limits.
    """
    scans: dict[str, SheetScan] = {}
    parts: dict[str, bytes] = dict.fromkeys(_NAMES, b"")
    for name, chunk in guard.checked_chunks(members, guard.Counted()):
        if name in parts:
            parts[name] += chunk
            if len(parts[name]) > _LONGEST_PART:
                raise RefusedError("unreadable")
        elif _SHEET_PART.fullmatch(name):
            if name not in scans:
                scans[name] = SheetScan(chunk)
            scans[name].feed(chunk)
    marks = {name: scan.close() for name, scan in scans.items()}
    by_sheet = {sheet: marks[part] for sheet, part in _parts_of_sheets(parts) if part in marks}
    for sheet, found in by_sheet.items():
        if found.far_cell:
            raise RefusedError("far_cell", sheet=sheet, cell=found.far_cell)
    return by_sheet


def _parts_of_sheets(parts: dict[str, bytes]) -> Iterable[tuple[str, str]]:
    """The name of each sheet with the part of the zip that holds it."""
    try:
        targets = {
            each.get("Id"): each.get("Target", "")
            for each in ElementTree.fromstring(parts[_RELATIONS])
        }
        book = ElementTree.fromstring(parts[_WORKBOOK])
    except ElementTree.ParseError as error:
        raise RefusedError("unreadable") from error
    for each in book.iter():
        if each.tag.endswith("}sheet"):
            identity = next((v for k, v in each.attrib.items() if k.endswith("}id")), "")
            target = targets.get(identity, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield each.get("name", ""), part


if __name__ == "__main__":
    main()
