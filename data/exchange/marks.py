"""How the program's own marks in a file are called, so that they are known when they return.

An officer mends a marked workbook or an export and hands it in again: the sheet of results, the
note, the column of reasons and the references to sources are no part of the record then.
"""

from __future__ import annotations

from data.scope import SOURCE_REF
from data.words import LANGUAGES, Lang, translate

NOTE_SHEET = "READ-ME"


def result_sheet(lang: Lang) -> str:
    """The name of the sheet that lists what was found."""
    return translate(lang, "marked.sheet")


def reasons_head(lang: Lang) -> str:
    """The head of the column that says what is wrong in a row."""
    return translate(lang, "marked.reasons")


def is_own_sheet(name: str) -> bool:
    """True for a sheet that the program added: results of a check, or the note of an export."""
    return name == NOTE_SHEET or is_result_sheet(name)


def is_own_head(text: str) -> bool:
    """True for the head of a column that the program added: reasons, or references to sources."""
    return text.strip() == SOURCE_REF or is_reasons_head(text)


def is_result_sheet(name: str) -> bool:
    """True for the sheet of results, in any language.

    Example:
        >>> is_result_sheet("Kết quả kiểm tra"), is_result_sheet("HoatDong")
        (True, False)
    """
    return name in {result_sheet(lang) for lang in LANGUAGES}


def is_reasons_head(text: str) -> bool:
    """True for the head of the column of reasons, in any language.

    Example:
        >>> is_reasons_head("Lý do cần sửa"), is_reasons_head("Lý do")
        (True, False)
    """
    return text.strip() in {reasons_head(lang) for lang in LANGUAGES}
