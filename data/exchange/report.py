"""Problems as text for a person at a terminal: grouped by code, Vietnamese with English below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from data.problems import SEVERITIES, Problem
from data.words import LANGUAGES, Lang, translate

# Of one problem in one column, so many are told in full; of the others, the rows.
_TOLD_IN_FULL = 100


def lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Every problem with place, value and mend: errors, warnings, information, each by code.

    Where the same is wrong in hundreds of rows of a column, the first hundred are told in full
    and the others by their row numbers.
    """
    ordered = sorted(problems, key=_order)
    for _, group in groupby(ordered, key=lambda each: (each.severity, each.code)):
        same = list(group)
        yield _heading(same)
        for _, cells in groupby(same, key=lambda each: (each.table, each.sheet, each.column)):
            yield from _column(list(cells))
        yield ""


def _order(each: Problem) -> tuple[int, str, str, str, str]:
    """The most serious first; what is told together stands together."""
    severity = SEVERITIES.index(each.severity)
    return severity, each.code, each.table, each.sheet, each.column


def total(problems: Sequence[Problem], lang: Lang) -> str:
    """How many errors there are, and how many problems that need a reason."""
    errors = sum(each.severity == "error" for each in problems)
    warnings = sum(each.severity == "warning" for each in problems)
    return translate(lang, "report.total", errors=errors, warnings=warnings)


def _column(same: list[Problem]) -> Iterator[str]:
    for each in same[:_TOLD_IN_FULL]:
        vietnamese, english = (_line(each, lang) for lang in LANGUAGES)
        yield f"  - {vietnamese}"
        yield f"    {english}"
    others = ranges([each.row for each in same[_TOLD_IN_FULL:] if each.row is not None])
    if others:
        vietnamese, english = (_other_rows(same[0], others, lang) for lang in LANGUAGES)
        yield f"  - {vietnamese}"
        yield f"    {english}"


def _other_rows(each: Problem, rows: str, lang: Lang) -> str:
    place = replace(each, row=None, cell="").place(lang)
    return translate(lang, "report.more_rows", place=place, rows=rows)


def _heading(same: list[Problem]) -> str:
    """The code with how often it was found, in both languages on one line."""
    return " / ".join(
        translate(
            lang,
            "report.group",
            code=same[0].code,
            count=len(same),
            severity=translate(lang, f"report.{same[0].severity}"),
        )
        for lang in LANGUAGES
    )


def _line(each: Problem, lang: Lang) -> str:
    place = each.place(lang)
    key = "report.line" if place else "report.line_without_place"
    return translate(lang, key, place=place, message=each.message(lang), fix=each.fix(lang))


def ranges(numbers: Sequence[int]) -> str:
    """Row numbers, each once, runs drawn together.

    Example:
        >>> ranges([3, 4, 4, 5, 9])
        '3–5, 9'
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)
