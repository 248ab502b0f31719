"""How the program's own marks in a workbook are called, so that they are known when they return.

An officer mends the marked workbook and hands it in again: the sheet of results and the column
of reasons are no part of the record then.
"""

from __future__ import annotations

from data.words import LANGUAGES, Lang, translate


def result_sheet(lang: Lang) -> str:
    """The name of the sheet that lists what was found."""
    return translate(lang, "marked.sheet")


def reasons_head(lang: Lang) -> str:
    """The head of the column that says what is wrong in a row."""
    return translate(lang, "marked.reasons")


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
