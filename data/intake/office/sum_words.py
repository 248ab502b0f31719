"""The words of sums: "Cộng", "Tổng số huyện …", and which of them stand under their rows."""

from __future__ import annotations

import re
from functools import lru_cache

from data.intake.office.legacy import in_unicode
from data.intake.office.text import clean, written
from geo.spelling import fold

# Longer texts are no names.
LONGEST = 120
_LONGEST_NUMBER = 3
# Between the cells of a row that is told as one text.
BETWEEN_CELLS = " · "

# "Cộng", "II. Tổng số huyện Mộc Châu", "Trong đó:", but neither "Cộng đồng" nor "Tổng công ty".
_SUBTOTAL = re.compile(
    r"(?:[ivx]+\W+|[0-9]+\s*[.):/-]\W*)?\W*(?:tong cong|cong don|luy ke|cong|tong so|tong|trong do"
    r"|sub ?total|grand total|total)"
    r"(?:\s*[:(.…].*|\W*|\s+(?:huyen|xa|tinh|toan|cac|nam|quy|thang|thanh pho|cum|khoi|nguon"
    r"|linh vuc|chung|ca|so|tu|den|theo|don vi|bang|[ivx]+|[0-9]+)\b.*)"
)
_IN_ALL = re.compile(r".*\(\s*(?:tong so|tong cong|tong|cong)\s*\)\W*")
# Words that are no sum where they carry other accents: "công" is a day's work, "cống" a culvert.
_SUMS = {"cong": "cộng", "tong": "tổng"}
_WORD = re.compile(r"[^\W\d_]+")
# "Tổng cộng (I+II)" is of everything; "Tổng cộng huyện Mường La" is not.
_GRAND = re.compile(
    r"(?:tong cong|grand total|cong chung|(?:tong|tong so|cong) toan)"
    r"(?!\s+(?:huyen|xa|quy|thang|nguon|cum|khoi|nhom)\b).*"
)
_FOOT = re.compile(r"\W*(?:tong cong|cong|sub ?total|grand total|total)\b.*")
_NUMBER = re.compile(r"^(?:[ivx]+\W+|[0-9]+\s*[.):/-]\W*)")
_LEVELS = {
    "roman": re.compile(r"[ivx]+(?:\W|$)"),
    "letter": re.compile(r"[a-h](?:[.)]|$)"),
    "part": re.compile(r"[0-9]+\.[0-9]+(?:\W|$)"),
    "number": re.compile(r"[0-9]+(?:\W|$)"),
    "district": re.compile(r"(?:huyen|thanh pho|tp)\b"),
    "commune": re.compile(r"(?:xa|thi tran|phuong)\b"),
}
# A share of another row, or what comes from earlier reports too.
_PART = re.compile(r"\W*(?:trong do|cong don|luy ke|chia ra)\b.*")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """A text as its words are compared: in Unicode, without accents and case."""
    return fold(in_unicode(clean(written(text))))


@lru_cache(maxsize=20_000)
def is_subtotal(text: str) -> bool:
    """True for the name of a sum.

    Example:
        >>> is_subtotal("II. Tổng số huyện Mộc Châu"), is_subtotal("Cộng đồng dân cư")
        (True, False)
        >>> is_subtotal("CONG"), is_subtotal("20 công"), is_subtotal("Công"), is_subtotal("02 cống")
        (True, False, False, False)
    """
    seen = folded(text[:LONGEST])
    is_one = bool(_SUBTOTAL.fullmatch(seen) or _IN_ALL.fullmatch(seen))
    return is_one and not _means_other_things(text[:LONGEST])


def _means_other_things(text: str) -> bool:
    """True when a word that would make a sum has the accents of another word."""
    words = _WORD.findall(in_unicode(clean(written(text))).casefold())
    return any(
        fold(word) in _SUMS and word not in (fold(word), _SUMS[fold(word)]) for word in words
    )


def is_grand(text: str) -> bool:
    """True for the sum of everything.

    Example:
        >>> is_grand("TỔNG CỘNG (I+II)"), is_grand("Tổng cộng huyện Mường La"), is_grand("Cộng")
        (True, False, False)
    """
    return bool(_GRAND.fullmatch(_name(text)))


def is_foot(text: str) -> bool:
    """True for a sum that stands under its rows: "Cộng", and not "Huyện Mường La (Tổng số)"."""
    return bool(_FOOT.fullmatch(_name(text))) and not _means_other_things(text)


def level(text: str) -> str:
    """How a row that heads a group is numbered or called: rows of one level end each other.

    Example:
        >>> level("I · HUYỆN SỐP CỘP · 402.5"), level("2 · Xã Nậm Lạnh · 54"), level("Cộng · 5")
        ('roman', 'number', '')
    """
    first = folded(text.partition(BETWEEN_CELLS)[0])
    return next((name for name, shape in _LEVELS.items() if shape.match(first)), "")


def is_part(text: str) -> bool:
    """True for what is no sum of rows of the file: "Trong đó", "Lũy kế"."""
    return bool(_PART.fullmatch(_name(text)))


def _name(text: str) -> str:
    """The words of a row that is told as one text, without its number."""
    cells = (_NUMBER.sub("", folded(each)) for each in text.split(BETWEEN_CELLS))
    return next((each for each in cells if _WORD.search(each) and len(each) > _LONGEST_NUMBER), "")
