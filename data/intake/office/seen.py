"""Cells that show something else than they hold: read where both say the same, else asked about.

0.25 with the format of a percentage is seen as 25 %, 1.5 may be seen as "1,5 tỷ", and "10/2014"
typed into a workbook becomes its first of October. Who filled in the cell went by what is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from data import problems
from data.intake import number_formats
from data.intake.number_formats import Look
from data.intake.office.numbers import for_people, read_number
from data.intake.office.periods import period
from data.intake.office.reading import Reading, doubtful, wrong
from data.intake.sheets import Cell
from data.schema import Column

_NUMBERS, _DAYS = ("number", "count"), ("date",)
_OF_FIGURES = (*_NUMBERS, *_DAYS, "year")
_NOTHING_SEEN = "∅"


def read_seen(
    value: Cell, code: str, column: Column, read: Callable[[Cell], Reading], *, of_shares: bool
) -> Reading:
    """A cell whose number format changes what a person sees in it.

    Args:
        value: as it is stored.
        code: the number format.
        column: of the schema.
        read: reads a cell of this column and row, also one that is written out with its unit.
        of_shares: True where the row counts in shares of one, which a percentage shows well.
    """
    if isinstance(value, date):
        return _day(value, code, read) if column.kind in _DAYS else read(value)
    if column.kind not in _NUMBERS or isinstance(value, (bool, str)) or value is None:
        return read(value)
    number = read_number(value)
    if not number.text or not isinstance(value, (int, float)):
        return read(value)
    return _number(value, number.text, code, read, of_shares)


def of_parted(value: Cell, column: Column) -> Reading | None:
    """The problem of a figure of which some letters are raised or crossed out: 120¹ is not 1201."""
    if isinstance(value, str) and column.kind in _OF_FIGURES:
        return wrong(problems.PARTED_TEXT)
    return None


def _number(
    value: float, stored: str, code: str, read: Callable[[Cell], Reading], of_shares: bool
) -> Reading:
    look, plainly = number_formats.look(code, value), read(value)
    seen = number_formats.seen(value, code)
    details = {"seen": seen or _NOTHING_SEEN, "stored": for_people(stored)}
    if look.is_plain or (look.percent == 1 and not look.thousands and of_shares):
        shown = plainly.shown if look.is_plain else seen
        return Reading(plainly.text, plainly.code, plainly.severity, plainly.details, shown)
    if look.is_hidden:
        if plainly.text and not plainly.code:
            return doubtful(plainly.text, problems.SEEN_OTHERWISE, **details)
        return plainly
    unit = f"{look.before} {look.behind}".strip()
    if not (look.percent or look.thousands):
        written_out = read(f"{for_people(stored)} {unit}")
        says_more = plainly.code == problems.NO_MONEY_UNIT
        if written_out.text and (says_more or written_out.text == plainly.text):
            return written_out
    return wrong(problems.SEEN_OTHERWISE, **details)


def _day(value: date, code: str, read: Callable[[Cell], Reading]) -> Reading:
    look, plainly = number_formats.look(code), read(value)
    if not plainly.text or look.is_plain or not look.is_of_days:
        return plainly
    seen = _parts(value, look)
    if "y" in look.shows and (meant := period(seen)):
        first, last = (f"{each:%d/%m/%Y}" for each in (meant.first, meant.last))
        return wrong(problems.PERIOD_NOT_DAY, seen=seen, first=first, last=last)
    return doubtful(
        plainly.text,
        problems.SEEN_OTHERWISE,
        seen=seen or _NOTHING_SEEN,
        stored=f"{value:%d/%m/%Y}",
    )


def _parts(value: date, look: Look) -> str:
    """A day as far as its format shows it: "10/2014", "28/10", "14:30"."""
    if "h" in look.shows or "s" in look.shows:
        return f"{value:%H:%M}" if isinstance(value, datetime) else ""
    parts = (("d", f"{value:%d}"), ("m", f"{value:%m}"), ("y", f"{value:%Y}"))
    return "/".join(text for part, text in parts if part in look.shows)
