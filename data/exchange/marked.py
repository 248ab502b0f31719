"""The officer's own workbook back, with every bad cell marked and the reason beside its row.

A mark is a fill and a comment, and the row's reasons stand in a column at the right, so that
colour is never the only sign. Formulas, their stored values, formats, drop-downs, pictures and
charts stay as they were: only marks are spliced into the file. Handed in again, the marks of the
earlier round are known (`data.exchange.marks`) and written anew.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from xml.parsers import expat

from data.exchange import marks as own
from data.exchange import problem_list
from data.exchange.marking import comments, results, xml
from data.exchange.marking.cells import Marks, mark, own_head
from data.exchange.marking.parts import (
    CannotBeMarkedError,
    Parts,
    SheetPart,
    relations,
    sheets,
    workbook_part,
)
from data.exchange.marking.reading import corner
from data.exchange.marking.styles import Styles
from data.problems import NOT_MARKED, SEVERITIES, Problem, Severity, problem
from data.words import Lang, translate

__all__ = ["CannotBeMarkedError", "marked", "marked_or_listed"]

# The guard reads the parts with data; a picture can be damaged beside them.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)

_COLUMNS = {
    "number": 6,
    "severity": 14,
    "code": 26,
    "place": 40,
    "value": 30,
    "message": 60,
    "fix": 60,
}


def marked(
    original: Path,
    problems: Sequence[Problem],
    lang: Lang,
    head_rows: Mapping[str, int] | None = None,
) -> bytes:
    """Mark what is wrong in a workbook, and list it on a sheet before the others.

    Never hand in a file that the guard refused: all of it is read into memory.

    Args:
        original: an .xlsx that passed the guard.
        problems: what is wrong; those with a `sheet` are marked where they stand, all are listed.
        lang: the language of the comments and reasons.
        head_rows: by sheet, the row with the heads; the first row where it is not said.

    Raises:
        CannotBeMarkedError: it is no such workbook, or one of an unusual build.
    """
    parts = Parts(original)
    try:
        return _marked(parts, problems, lang, head_rows or {})
    except (expat.ExpatError, LookupError, ValueError, *_DAMAGED) as error:
        raise CannotBeMarkedError(original.name) from error


def marked_or_listed(
    original: Path,
    name: str,
    problems: Sequence[Problem],
    lang: Lang,
    head_rows: Mapping[str, int],
) -> bytes:
    """As `marked`; where that cannot be done, the list of problems, with why it is one.

    Args:
        name: how the person calls the file.
    """
    try:
        return marked(original, problems, lang, head_rows)
    except CannotBeMarkedError:
        told = problem(NOT_MARKED, severity="information", table=name)
        return problem_list.workbook([told, *problems], lang)


def _marked(
    parts: Parts, found: Sequence[Problem], lang: Lang, head_rows: Mapping[str, int]
) -> bytes:
    workbook = workbook_part(parts)
    styles = Styles(parts, workbook)
    is_own_head = partial(
        own_head, shared=_shared_heads(parts, workbook), is_head=own.is_reasons_head
    )
    by_sheet: dict[str, list[Problem]] = defaultdict(list)
    for each in found:
        by_sheet[each.sheet].append(each)
    there = sheets(parts, workbook)
    for sheet in there:
        bad = by_sheet.get(sheet.name, [])
        if own.is_result_sheet(sheet.name) or not (bad or styles.of_earlier_marks):
            continue
        _mark_sheet(parts, sheet, bad, head_rows.get(sheet.name, 1), styles, lang, is_own_head)
    listed = _results(found, {sheet.name for sheet in there}, styles, lang)
    styles.save()
    earlier = [sheet.part for sheet in there if own.is_result_sheet(sheet.name)]
    if earlier:
        results.put_again(parts, workbook, earlier[0], listed)
    else:
        results.put_first(parts, workbook, own.result_sheet(lang), listed)
    return parts.packed()


def _mark_sheet(
    parts: Parts,
    sheet: SheetPart,
    bad: Sequence[Problem],
    head_row: int,
    styles: Styles,
    lang: Lang,
    is_own_head: partial[bool],
) -> None:
    notes: dict[str, list[str]] = defaultdict(list)
    reasons: dict[int, list[str]] = defaultdict(list)
    cells: dict[tuple[int, int], Severity] = {}
    for each in sorted(bad, key=lambda each: SEVERITIES.index(each.severity)):
        where = corner(each.cell)
        if where is not None:
            notes[each.cell.partition(":")[0]].append(_note(each, lang))
            cells.setdefault(where, each.severity)
        row = where[0] if where else each.row
        if row is not None and row != head_row:
            reasons[row].append(f"{each.cell or row} {_note(each, lang)}")
    said = Marks(
        cells,
        {row: " | ".join(texts) for row, texts in reasons.items()},
        own.reasons_head(lang),
        head_row,
    )
    content, seen = mark(parts[sheet.part], said, styles, is_own_head)
    by = translate(lang, "marked.author")
    texts = {cell: "\n".join(each) for cell, each in notes.items()}
    parts[sheet.part] = comments.add(parts, sheet.part, content, seen, texts, by)


def _note(each: Problem, lang: Lang) -> str:
    message, fix = each.message(lang), each.fix(lang)
    return translate(lang, "marked.note", code=each.code, message=message, fix=fix)


def _results(found: Sequence[Problem], there: set[str], styles: Styles, lang: Lang) -> bytes:
    rows = []
    for number, each in enumerate(found, start=1):
        texts = [
            str(number),
            translate(lang, f"report.{each.severity}"),
            each.code,
            each.place(lang),
            each.value,
            each.message(lang),
            each.fix(lang),
        ]
        linked = each.sheet in there and corner(each.cell)
        rows.append((texts, (each.sheet, each.cell) if linked else None))
    heads = {translate(lang, f"problem_list.{name}"): width for name, width in _COLUMNS.items()}
    title, said = own.result_sheet(lang), translate(lang, "marked.how", count=len(found))
    return results.sheet(title, said, heads, rows, styles)


def _shared_heads(parts: Parts, workbook: str) -> dict[int, str]:
    """Shared texts that are the head of an earlier column of reasons, by number."""
    found: dict[int, str] = {}
    for relation in relations(parts, workbook):
        if relation.kind == "sharedStrings" and relation.part in parts:
            found |= _heads_among(parts[relation.part])
    return found


def _heads_among(content: bytes) -> dict[int, str]:
    starts: list[int] = []
    heads: dict[int, str] = {}

    def opened(name: str, said: Mapping[str, str], start: int) -> None:
        if xml.local(name) == "si":
            starts.append(start)

    def closed(name: str, place: int, end: int) -> None:
        if xml.local(name) == "si" and own_head(content[starts[-1] : end], {}, own.is_reasons_head):
            heads[len(starts) - 1] = own.reasons_head("vi")

    xml.scan(content, opened, closed)
    return heads
