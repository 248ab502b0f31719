"""Personal data in columns that everybody can see: citizen numbers and telephones."""

from __future__ import annotations

import re

from data import problems
from data.intake.office.reading import Reading, doubtful

_LONGEST = 5_000

_DIGIT = re.compile(r"\d")
_CITIZEN = re.compile(r"(?<![\d.,])0\d{2}[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{3}(?![\d]|[.,]\d)")
_OLD_CITIZEN = re.compile(
    r"(?<![\d.,/-])\d{9}(?!\d|[.,]\d| ?(?:đồng|đ\b|vnđ|vnd|kg|m2|m3|tấn))", re.I
)
_TELEPHONE = re.compile(
    r"(?<![\d.,])(?:\+?84|0)[ .-]?(?:"
    r"[35789]\d(?:[ .-]?\d){7}"  # mobile, ten digits
    r"|1[2689]\d(?:[ .-]?\d){7}"  # mobile of before 2018, eleven digits
    r"|2\d{1,2}(?:[ .-]?\d){7}"  # fixed, with the code of the province
    r")(?![\d]|[.,]\d)"
)
_SHAPES = (_CITIZEN, _TELEPHONE, _OLD_CITIZEN)


def personal_data(text: str) -> Reading | None:
    """A warning where a text seems to hold a citizen number or a telephone; None where not.

    The text stands as it is. `details["masked"]` is what may be shown of the number: the report
    must not spread what it warns of.

    Example:
        >>> personal_data("Ông Lò Văn A, CCCD 014085001234").details["masked"]
        '014*******34'
        >>> personal_data("Kinh phí 120.000.000 đồng, QĐ 2523/QĐ-UBND") is None
        True
    """
    head = text[:_LONGEST]
    if not _DIGIT.search(head):
        return None
    for shape in _SHAPES:
        if found := shape.search(head):
            return doubtful(text, problems.PERSONAL_DATA, masked=masked(found.group()))
    return None


def masked(number: str) -> str:
    """A number of which only the ends can be seen.

    Example:
        >>> masked("0912 345 678")
        '091*****78'
    """
    digits = "".join(letter for letter in number if letter.isdigit())
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def without_personal_data(text: str) -> str:
    """The text with every such number masked, for reports and previews.

    Example:
        >>> without_personal_data("ĐT 0912345678")
        'ĐT 091*****78'
    """
    for shape in _SHAPES:
        text = shape.sub(lambda found: masked(found.group()), text)
    return text
