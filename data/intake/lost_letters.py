"""Vietnamese letters that a program lost on the way: judged by the column, told once.

Three ways in which they go, each with its trace: saved in an old code page they become "?"
("Tr?ng cây"); read as what they are not they become U+FFFD; UTF-8 read in an old code page becomes
two or three letters for one ("Trá»“ng cÃ¢y"). None can be taken back by a program with certainty,
so that the file must be saved again; only the last says what stood there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from data import problems
from data.exchange.report import ranges
from data.intake.raw import RawTable
from data.problems import Problem, problem

_UNREADABLE = "\ufffd"
# A question mark within a word; one alone may be a question typed without a blank after it.
_ASKED = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])")
_FEWEST_ASKED = 2
# Code pages of Windows and DOS in which programs here read UTF-8 by mistake.
_CODE_PAGES = ("cp1252", "cp437")
_VIETNAMESE = re.compile("[À-ỹ]")


def of_columns(raw: RawTable) -> Iterator[Problem]:
    """One problem for each column of texts in which letters were lost, at the first such cell."""
    for column in raw.table.columns:
        if column.kind != "text" or column.name in raw.missing:
            continue
        texts = raw.rows[column.name]
        texts = texts[texts != ""]
        found = _unreadable(texts) or _read_in_a_code_page(texts) or _asked(texts)
        if found is not None:
            code, rows, nearest = found
            yield problem(
                code,
                table=raw.table.name,
                row=int(rows[0]),
                column=column.name,
                value=texts.loc[rows[0]],
                severity="warning" if code == problems.LETTER_MAY_BE_LOST else "error",
                count=len(rows),
                rows=ranges(rows),
                nearest=nearest,
            )


_Found = tuple[str, list[int], str]


def _unreadable(texts: pd.Series) -> _Found | None:
    rows = texts.index[texts.str.contains(_UNREADABLE, regex=False)].tolist()
    return (problems.LETTERS_LOST, rows, "–") if rows else None


def _read_in_a_code_page(texts: pd.Series) -> _Found | None:
    # Plain letters alone are the same in every code page.
    odd = texts[~texts.map(str.isascii)]
    meant = odd.map(as_it_was)
    rows = odd.index[meant != ""].tolist()
    return (problems.LETTERS_OF_OTHER_CODE_PAGE, rows, meant.loc[rows[0]]) if rows else None


def _asked(texts: pd.Series) -> _Found | None:
    counts = texts.str.count(_ASKED.pattern)
    rows = texts.index[counts > 0].tolist()
    if not rows:
        return None
    is_sure = len(rows) >= _FEWEST_ASKED or counts.sum() >= _FEWEST_ASKED
    code = problems.LETTERS_LOST if is_sure else problems.LETTER_MAY_BE_LOST
    return code, rows, "–"


def as_it_was(text: str) -> str:
    """The text before UTF-8 was read in an old code page; "" when it was not.

    Example:
        >>> as_it_was("Trá»“ng cÃ¢y"), as_it_was("Trồng cây"), as_it_was("café à la carte")
        ('Trồng cây', '', '')
    """
    for code_page in _CODE_PAGES:
        content = _bytes_in(text, code_page)
        try:
            meant = content.decode("utf-8") if content else ""
        except UnicodeDecodeError:
            continue
        if meant != text and _VIETNAMESE.search(unicodedata.normalize("NFC", meant)):
            return meant
    return ""


def _bytes_in(text: str, code_page: str) -> bytes | None:
    """The bytes that a code page shows as this text; None when a letter is none of its own.

    Five bytes have no letter in cp1252 and are kept as control characters.
    """
    content = bytearray()
    for letter in text:
        try:
            content += letter.encode(code_page)
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return None
            content.append(ord(letter))
    return bytes(content)
