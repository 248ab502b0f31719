"""What a number format makes of a number: 0.25 is seen as 25 %, 1500000 as 1,500, 350 as "350 ₫".

Who fills in a workbook goes by what is seen, who reads it by what is stored. Here it is said
where the two differ. It stands on the standard library alone, since the child process that reads
workbooks starts with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# Formats that a workbook names by a number alone, where they change what is seen.
BUILT_IN = {9: "0%", 10: "0.00%", 16: "d-mmm", 17: "mmm-yy"}
BUILT_IN |= dict.fromkeys((5, 6, 7, 8, 42, 44), "¤#,##0")
BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm")

_LONGEST = 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].?|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<general>General)|(?P<digits>[0#?]+)|(?P<sign>.)",
    re.I | re.S,
)
_DATE_LETTERS = frozenset("dmyhs")
_TELLS = re.compile(r"[^\W_]|[$¤₫€¥£%]")


@dataclass(frozen=True)
class Look:
    """What one section of a format shows.

    `percent` and `thousands` count by how many hundreds and thousands the number is moved;
    `before` and `behind` are words and signs around it. A format of days shows the parts of a day
    that `shows` names ("d", "m", "y").
    """

    percent: int = 0
    thousands: int = 0
    decimals: int | None = 0
    before: str = ""
    behind: str = ""
    shows: frozenset[str] = frozenset()
    is_hidden: bool = False

    @property
    def is_of_days(self) -> bool:
        """True for a format of days or times."""
        return bool(self.shows)

    @property
    def is_plain(self) -> bool:
        """True where what is seen is what is stored, but for the digits after the point."""
        if self.is_of_days:
            return {"d", "y"} <= self.shows
        words = _TELLS.search(self.before + self.behind)
        return not (self.percent or self.thousands or self.is_hidden or words)


def is_plain(code: str) -> bool:
    """True for a format that shows every number as it is stored.

    Example:
        >>> is_plain("#,##0.00"), is_plain("dd/mm/yyyy"), is_plain('_-* #,##0 _₫_-;-* "-"')
        (True, True, True)
        >>> is_plain("0%"), is_plain("#,##0,"), is_plain("mmm-yy"), is_plain('0.0" tỷ"')
        (False, False, False, False)
    """
    return all(section.is_plain for section in _sections(code))


def look(code: str, value: float = 1.0) -> Look:
    """What a format shows of a number; of a day when no number is given."""
    sections = _sections(code)
    place = 1 if value < 0 else 2 if value == 0 else 0
    return sections[place] if place < len(sections) else sections[0]


def seen(value: float, code: str) -> str:
    """A number as a person sees it, with a decimal comma and without groups.

    Example:
        >>> seen(0.25, "0%"), seen(1500000, "#,##0.0,"), seen(1.5, '0.0" tỷ"')
        ('25%', '1500,0', '1,5 tỷ')
    """
    shown = look(code, value)
    if shown.is_hidden:
        return ""
    moved = Decimal(repr(value)) * 100**shown.percent / 1000**shown.thousands
    # The general format has as many digits as there are.
    digits = f"{moved.normalize():f}" if shown.decimals is None else f"{moved:.{shown.decimals}f}"
    return f"{shown.before}{digits.replace('.', ',')}{shown.behind}".strip()


@lru_cache(1000)
def _sections(code: str) -> tuple[Look, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code[:_LONGEST]):
        if token["sign"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    if not code.strip(";").strip():
        return (Look(is_hidden=bool(code)),)
    return tuple(map(_section, parts[:3]))


def _section(tokens: list[re.Match[str]]) -> Look:
    letters = {(token["sign"] or "").lower() for token in tokens} & _DATE_LETTERS
    if letters:
        # "ddd" is the name of a day of the week.
        run = "".join((token["sign"] or " ").lower() for token in tokens)
        days = {len(each) for each in re.findall("d+", run)}
        if "d" in letters and not days & {1, 2}:
            letters = letters - {"d"} | {"w"}
        return Look(shows=frozenset(letters))
    numbers = [place for place, token in enumerate(tokens) if token["digits"] or token["general"]]
    if not numbers:
        return Look(before="".join(map(_literal, tokens)))
    first, last = numbers[0], numbers[-1]
    point = next((p for p in range(first, last) if tokens[p]["sign"] == "."), last)
    behind = tokens[last + 1 :]
    is_general = bool(tokens[last]["general"])
    commas = 0
    while commas < len(behind) and behind[commas]["sign"] == ",":
        commas += 1
    return Look(
        percent=sum(token["sign"] == "%" for token in tokens),
        thousands=commas,
        decimals=None
        if is_general
        else sum(len(token["digits"] or "") for token in tokens[point + 1 : last + 1]),
        before="".join(map(_literal, tokens[:first])),
        behind="".join(map(_literal, behind[commas:])),
    )


def _literal(token: re.Match[str]) -> str:
    text = token["quoted"] or token["escaped"] or token["currency"] or token["sign"] or ""
    return "" if text == "@" else text
