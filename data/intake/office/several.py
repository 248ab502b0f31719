"""Cells that name several things at once, or point to other rows instead of naming one."""

from __future__ import annotations

import re
from collections.abc import Callable

from data import problems
from data.intake.office.reading import Reading, wrong
from data.intake.office.text import clean

# Names have commas and "và" in them too, so parts are looked for by the surest marks first.
_LINES = r"\n|;|\+|(?<!\w)\d{1,2}[.)]\s|(?<=\s)[-–•*](?=\s)"
_MARKS = tuple(
    re.compile(marks)
    for marks in (_LINES, f"{_LINES}|,|/", f"{_LINES}|,|/|(?<!\\w)(?:và|&)(?!\\w)")
)
_MOST_NAMED = 5

# "The communes above", "ditto", "the whole district": which rows are meant is not in the cell.
_ELSEWHERE = re.compile(
    r"(?:(?:các|những|[0-9]+|toàn bộ(?: các)?|tất cả(?: các)?) "
    r"(?:xã|bản|đơn vị|cơ quan|sở|ngành|phường|huyện)(?:,? (?:phường|thị trấn|ban|ngành))*"
    r"(?: .*)?"
    r"|(?:như|nt|-?nt-?)(?: (?:trên|dưới))?|n/t|[\"”″']+|〃"
    r"|toàn (?:huyện|tỉnh|thành phố).*|(?:xã|cơ quan|đơn vị) (?:trên|nêu trên|nói trên))",
    re.IGNORECASE,
)


def points_elsewhere(text: str) -> Reading | None:
    """The problem of a cell that stands for other cells; None for one that names something.

    Example:
        >>> points_elsewhere("các xã trên").code, points_elsewhere("Xã Mường Lạn") is None
        ('CHI_SANG_O_KHAC', True)
    """
    return wrong(problems.POINTS_ELSEWHERE) if _ELSEWHERE.fullmatch(clean(text)) else None


def several_names(text: str, is_name: Callable[[str], bool]) -> Reading | None:
    """The problem of a cell with several names; None where it has one.

    Args:
        text: the cell, with its line breaks.
        is_name: True for a part that is a name by itself.

    Example:
        >>> several_names("Mường Lạn, Mường Và", lambda name: True).details["names"]
        'Mường Lạn; Mường Và'
    """
    names = next((names for marks in _MARKS if len(names := _named(text, marks, is_name)) > 1), [])
    if not names:
        return None
    shown = "; ".join(names[:_MOST_NAMED]) + ("; …" if len(names) > _MOST_NAMED else "")
    return wrong(problems.SEVERAL_NAMES, names=shown)


def _named(text: str, marks: re.Pattern[str], is_name: Callable[[str], bool]) -> list[str]:
    """The parts of a text between marks that are names; none where there is one part."""
    parts = [part for each in marks.split(text) if (part := clean(each))]
    return [part for part in parts if is_name(part)] if len(parts) > 1 else []
