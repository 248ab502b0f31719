"""Every problem of a file as a table: for a screen, grouped by code, and as a workbook to send."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.utils.cell import get_column_letter

from data.exchange.marking.reading import corner
from data.exchange.report import ranges
from data.problems import SEVERITIES, Problem, Severity
from data.words import LANGUAGES, Lang, translate

# What one screen holds of a group; the rest is in the table and in the marked workbook.
MOST_PLACES = 12
MOST_VALUES = 3

# Text stays text, whatever it begins with.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {
    "severity": 12,
    "code": 26,
    "sheet": 18,
    "cell": 8,
    "row": 8,
    "head": 24,
    "value": 30,
    "message": 60,
    "fix": 60,
    "message_other": 60,
    "fix_other": 60,
}


@dataclass(frozen=True)
class Group:
    """One kind of problem: how often, where, what stood there first, and how to mend it.

    `where` draws cells of one column together ("HoatDong E17–E20, E31"); `more_places` counts
    those that it leaves out. `message` and `fix` are those of the first one; `mends_differ` says
    that others of the group are mended otherwise.
    """

    code: str
    severity: Severity
    count: int
    where: tuple[str, ...]
    more_places: int
    values: tuple[str, ...]
    message: str
    fix: str
    mends_differ: bool = False


def summary(problems: Iterable[Problem], lang: Lang) -> list[Group]:
    """The problems by code, the most serious first, then the most frequent."""
    by_code = sorted(problems, key=lambda each: (SEVERITIES.index(each.severity), each.code))
    groups = [
        _group(list(same), lang)
        for _, same in groupby(by_code, key=lambda each: (each.severity, each.code))
    ]
    return sorted(groups, key=lambda each: (SEVERITIES.index(each.severity), -each.count))


def _group(same: Sequence[Problem], lang: Lang) -> Group:
    first = same[0]
    where = list(_places(same, lang))
    values = dict.fromkeys(each.value for each in same if each.value)
    return Group(
        first.code,
        first.severity,
        len(same),
        tuple(where[:MOST_PLACES]),
        len(where[MOST_PLACES:]),
        tuple(values)[:MOST_VALUES],
        first.message(lang),
        first.fix(lang),
        any(each.fix(lang) != first.fix(lang) for each in same),
    )


def _places(same: Sequence[Problem], lang: Lang) -> Iterator[str]:
    """Cells drawn together by sheet and column; what has no cell as its place in words."""
    by_column: dict[tuple[str, str], list[int]] = {}
    areas, others = [], []
    for each in same:
        where = corner(each.cell)
        if not each.sheet or where is None:
            others.append(each)
        elif ":" in each.cell:
            areas.append(f"{each.sheet} {each.cell}")
        else:
            key = (each.sheet, get_column_letter(where[1]))
            by_column.setdefault(key, []).append(where[0])
    for (sheet, letters), numbers in by_column.items():
        yield _short(f"{sheet} {cells(letters, numbers)}")
    yield from areas
    by_table: dict[tuple[str, str], list[int]] = {}
    for each in others:
        if each.row is not None:
            by_table.setdefault((each.sheet or each.table, each.head or each.column), []).append(
                each.row
            )
    for (table, name), rows in by_table.items():
        yield _short(" ".join(part for part in (table, name, ranges(rows)) if part))
    yield from dict.fromkeys(
        each.place(lang) for each in others if each.row is None and each.place(lang)
    )


def _short(drawn_together: str) -> str:
    parts = drawn_together.split(", ")
    return ", ".join(parts if len(parts) <= MOST_PLACES else [*parts[:MOST_PLACES], "…"])


def cells(letters: str, rows: Sequence[int]) -> str:
    """Cells of one column, runs drawn together.

    Example:
        >>> cells("E", [17, 18, 19, 20, 31])
        'E17–E20, E31'
    """
    runs = (run.split("–") for run in ranges(rows).split(", "))
    return ", ".join("–".join(letters + row for row in run) for run in runs)


def workbook(problems: Sequence[Problem], lang: Lang) -> bytes:
    """A row for each problem, in the language asked for with the other one beside it.

    Returns:
        An .xlsx file without formula or link; texts of the handed-in file stay texts.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    # A text that begins with "=" stays one also when somebody opens its cell and presses Enter.
    plain = book.add_format(
        {"text_wrap": True, "valign": "top", "quote_prefix": True, "num_format": "@"}
    )
    page = book.add_worksheet(translate(lang, "problem_list.name"))
    for column, (name, width) in enumerate(_WIDTHS.items()):
        page.set_column(column, column, width)
        page.write_string(0, column, translate(lang, f"problem_list.{name}"), bold)
    for row, each in enumerate(problems, start=1):
        for column, text in enumerate(_texts(each, lang)):
            page.write_string(row, column, text, plain)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(problems), 1), len(_WIDTHS) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _texts(each: Problem, lang: Lang) -> list[str]:
    other = next(language for language in LANGUAGES if language != lang)
    return [
        translate(lang, f"report.{each.severity}"),
        each.code,
        each.sheet or each.table,
        each.cell,
        "" if each.row is None else str(each.row),
        each.head or each.column,
        each.value,
        each.message(lang),
        each.fix(lang),
        each.message(other),
        each.fix(other),
    ]
