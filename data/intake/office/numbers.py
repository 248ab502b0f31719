"""Numbers as offices write them: 1.234,5 is one thousand two hundred and thirty-four and a half.

A numeric cell is never ambiguous. Text may be: what can be read in two ways is refused, and a
grouped number, which has one reading in this dialect, is shown as it was read.
"""

from __future__ import annotations

import math
import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache

from data import problems
from data.intake.office.reading import EMPTY, NOTHING, Reading, left_empty, wrong
from data.intake.office.text import clean, with_latin_letters, written
from data.intake.sheets import Cell

# A cell longer than this is no number, and no pattern needs to look at it.
LONGEST_NUMBER = 60

_PLAIN = re.compile("[0-9]+(,[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_SPACED = re.compile("[1-9][0-9]{0,2}( [0-9]{3})+(,[0-9]+)?")
# 1,234: a comma is the decimal mark here, yet just this shape is how others group thousands.
_EITHER = re.compile("[1-9][0-9]{0,2},[0-9]{3}")
_OTHER_MARKS = re.compile(r"[0-9][0-9., ']*")
_SIGNED = re.compile(r"([-+−–]?) ?([^-+−–()]*)|\(([^-+−–()]*)\)")


def read_number(value: Cell) -> Reading:
    """A number as plain machine text with a decimal point.

    Example:
        >>> read_number("1.234,5").text, read_number("1,5").text, read_number(1234.5).text
        ('1234.5', '1.5', '1234.5')
        >>> read_number("1.234")
        Reading(text='1234', code='', severity='error', details=mappingproxy({}), shown='1234')
        >>> read_number("1.5").code, read_number("1,234.5").code, read_number("hai trăm").code
        ('SO_HAI_NGHIA', 'SO_HAI_NGHIA', 'KHONG_PHAI_SO')
    """
    if isinstance(value, str):
        return _read_text(value) if len(value) <= LONGEST_NUMBER else _not_a_number()
    if value is None:
        return EMPTY
    if isinstance(value, date):  # a moment is one too
        return _became_a_day(value)
    if isinstance(value, (bool, time, timedelta)):
        return _not_a_number()
    return _of_cell(value)


def _became_a_day(value: date) -> Reading:
    """What was typed, as far as a day tells: "2/3" and "2.3" both became the 2nd of March."""
    typed = f"{value.day}/{value.month}"
    return wrong(problems.NUMBER_BECAME_DAY, typed=typed, decimal=typed.replace("/", ","))


def _of_cell(value: float) -> Reading:
    if value != value or abs(value) == math.inf:
        return _not_a_number()
    text = repr(value)
    return Reading(plain(Decimal(text)) if "e" in text or value == 0 else text.removesuffix(".0"))


@lru_cache(20_000)
def _read_text(text: str) -> Reading:
    seen = with_latin_letters(clean(written(text)))
    if seen in NOTHING:
        return left_empty(seen)
    parts = _SIGNED.fullmatch(seen)
    if parts is None:
        return _not_a_number()
    digits = (parts[2] or parts[3] or "").strip()
    is_negative = parts[3] is not None or parts[1] in ("-", "−", "–")
    return _read_digits(digits, "-" if is_negative else "", seen)


def _read_digits(digits: str, sign: str, seen: str) -> Reading:
    if _EITHER.fullmatch(digits):
        return wrong(problems.AMBIGUOUS_NUMBER)
    for shape in (_PLAIN, _GROUPED, _SPACED):
        if shape.fullmatch(digits):
            point = digits.replace(".", "").replace(" ", "").replace(",", ".")
            text = plain(Decimal(sign + point))
            return Reading(text, shown="" if seen.replace(",", ".") == text else for_people(text))
    return wrong(problems.AMBIGUOUS_NUMBER) if _OTHER_MARKS.fullmatch(digits) else _not_a_number()


def _not_a_number() -> Reading:
    return wrong(problems.NOT_A_NUMBER)


def plain(number: Decimal) -> str:
    """Machine text of a number: decimal point, no exponent, no needless zeros.

    Example:
        >>> plain(Decimal("1E+3")), plain(Decimal("12.50")), plain(Decimal("-0"))
        ('1000', '12.5', '0')
    """
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def for_people(text: str) -> str:
    """Machine text of a number without groups and with a decimal comma: it has one reading.

    Example:
        >>> for_people("1234.5")
        '1234,5'
    """
    return text.replace(".", ",")
