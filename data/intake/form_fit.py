"""Whether a form fits a file, and where: on which sheet, from which row, with which columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from data.intake.mapping import (
    SheetForm,
    changes_each_time,
    composed_heads,
    from_json,
    signature,
)
from data.intake.office.heads import is_no_table
from data.intake.sheets import Book, Sheet
from data.schema import TABLES

ROWS_SEARCHED = 30
# So much of the heads must be the same; fewer than these heads may be a coincidence.
_SAME_SHARE = 0.8
_FEWEST_HEADS = 2


@dataclass(frozen=True)
class Fitted:
    """A form laid upon a sheet of a file: its rows, heads and columns are those of this sheet.

    `renamed` are columns that were found by their place alone, with the head that the form knew;
    `gone` those that were not found; `to_say` what was the same in all rows of the last report
    and belongs to that report alone: a person says it again. `alike` names other sheets of the
    same form, which are not read, and `others` the saved forms that fit as well. `share` is the
    share of heads that are the same.
    """

    form: SheetForm
    sheet: Sheet
    renamed: Mapping[str, str]
    gone: Mapping[str, str]
    to_say: Mapping[str, str]
    alike: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    share: float = 1.0


def fit(form: SheetForm, book: Book) -> Fitted | None:
    """Lay a form upon the file that it was made for; None when no sheet has its heads."""
    places = sorted(_places(form, book), key=lambda place: place[0], reverse=True)
    if not places:
        return None
    _, sheet, first_row = places[0]
    last_row = first_row + form.last_row - form.first_row
    texts = composed_heads(sheet, first_row, last_row)
    columns, renamed, gone = _columns(form, texts)
    moved = replace(
        form,
        sheet=sheet.name,
        first_row=first_row,
        last_row=last_row,
        heads=texts,
        columns=columns,
    )
    alike = {other.name for _, other, _ in places} - {sheet.name}
    return Fitted(moved, sheet, renamed, gone, {}, tuple(sorted(alike)))


def found_for(book: Book, saved: Mapping[str, Any]) -> Fitted | None:
    """The saved form that fits a file best, by its heads; None when none does.

    Where others fit as well and read it differently, they are named in `others`.

    Args:
        book: the sheets of the file.
        saved: forms as `SheetForm.to_json` writes them, by name (`Store.mappings`).
    """
    ranked = fitting(book, saved)
    if not ranked:
        return None
    best = ranked[0]
    others = [
        each.form.name
        for each in ranked[1:]
        if each.share == best.share and replace(each.form, name=best.form.name) != best.form
    ]
    return replace(best, others=tuple(others))


def fitting(book: Book, saved: Mapping[str, Any]) -> list[Fitted]:
    """Every saved form that fits a file, the best first; without what belongs to one report."""
    found = []
    for name, said in sorted(saved.items()):
        form = from_json(said)
        fitted = fit(replace(form, name=name), book) if form else None
        if form and fitted:
            share = _same(form.signature, signature(fitted.form.heads))
            found.append(replace(_asked_again(fitted), share=share))
    return sorted(found, key=lambda each: each.share, reverse=True)


def _asked_again(fitted: Fitted) -> Fitted:
    """Without the days, bodies and places that belonged to another report."""
    form = fitted.form
    columns = {column.name: column for column in TABLES[form.table].columns}
    old = {name: value for name, value in form.values.items() if changes_each_time(columns[name])}
    kept = {name: value for name, value in form.values.items() if name not in old}
    to_say = {name: value for name, value in old.items() if name not in form.columns}
    return replace(fitted, form=replace(form, values=kept), to_say=to_say)


# How well a sheet fits (share of heads; the same name; the same row), the sheet, its head's row.
_Found = tuple[tuple[float, bool, bool, int], Sheet, int]


def _places(form: SheetForm, book: Book) -> Iterator[_Found]:
    """Every visible sheet that has the heads of a form, with the row where they fit best."""
    wanted = form.signature
    depth = form.last_row - form.first_row
    for number, sheet in enumerate(book.sheets):
        if not sheet.visible or is_no_table(sheet.name):
            continue
        found = []
        last = min(len(sheet.rows), max(ROWS_SEARCHED, form.first_row))
        for row in range(1, last + 1):
            share = _same(wanted, signature(composed_heads(sheet, row, row + depth)))
            if share >= _SAME_SHARE:
                is_there = sheet.name == form.sheet
                place = (share, is_there, is_there and row == form.first_row, -number)
                found.append((place, sheet, row))
        if found:
            yield max(found, key=lambda each: each[0])


def _same(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of heads that two forms have in common, each as often as it stands there."""
    left, right = Counter(filter(None, one)), Counter(filter(None, other))
    most = max(left.total(), right.total())
    if most < _FEWEST_HEADS:
        return 0.0
    return (left & right).total() / most


_Columns = tuple[dict[str, int], dict[str, str], dict[str, str]]


def _columns(form: SheetForm, texts: tuple[str, ...]) -> _Columns:
    """Where each column of a form stands now; which were found by place alone, and which not."""
    old, new = form.signature, signature(texts)
    by_place, by_head = _moves(old, new)
    columns: dict[str, int] = {}
    renamed: dict[str, str] = {}
    gone: dict[str, str] = {}
    for name, number in form.columns.items():
        if number - 1 in by_head:
            columns[name] = by_head[number - 1] + 1
        elif number - 1 in by_place:
            columns[name] = by_place[number - 1] + 1
            renamed[name] = form.head(number)
        else:
            gone[name] = form.head(number)
    return columns, renamed, gone


def _moves(old: Sequence[str], new: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    """From old to new places (from 0) of columns: of the same place between the same neighbours,
    and of the same head."""
    by_place: dict[int, int] = {}
    by_head: dict[int, int] = {}
    for what, i, end, j, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = dict(zip(range(i, end), range(j, new_end), strict=False))
        if what == "equal":
            by_head |= pairs
        elif what == "replace" and end - i == new_end - j:
            by_place |= pairs
    times, new_times = Counter(old), Counter(new)
    by_head |= {
        place: new.index(head)
        for place, head in enumerate(old)
        if head and times[head] == new_times[head] == 1
    }
    taken = set(by_head.values())
    return {old: to for old, to in by_place.items() if to not in taken and new[to]}, by_head
