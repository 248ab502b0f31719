"""An office's own words for a code of a list: certain, or a question with the words near them.

"Đường" is no type of help of the list; several are about roads. Which one is meant only a person
can say, and the answer is remembered for the next file.
"""

from __future__ import annotations

import difflib
from functools import lru_cache
from types import MappingProxyType

from data import problems
from data.intake.answers import Answers, Candidate, Question
from data.intake.office.codes import read_code, word
from data.intake.office.names import NameReading, as_name
from data.intake.office.reading import Reading, wrong
from data.intake.office.text import key
from data.intake.sheets import Cell
from data.schema import Column
from data.words.heads import head
from geo.gazetteer import fold

_KEPT = 5_000
_MOST_NEAR = 8
_LONGEST = 100
_SHARED_AT_LEAST, _ALIKE_AT_LEAST = 0.5, 0.75
# Words that say nothing of what is meant: "hỗ trợ xây dựng ... cho xã, bản".
_EMPTY = (
    "hỗ trợ",
    "giúp đỡ",
    "làm",
    "xây dựng",
    "mới",
    "xd",
    "và",
    "các",
    "cho",
    "tại",
    "của",
    "xã",
    "bản",
)
_EMPTY_WORDS = frozenset(fold(key(" ".join(_EMPTY))).split())


def read_code_name(
    value: Cell, column: Column, answers: Answers, *, search: bool = True
) -> NameReading:
    """A code by any of its words, by what a person chose for these words, or else a question.

    Example:
        >>> from data.schema import TABLES
        >>> kind = next(c for c in TABLES["activities"].columns if c.name == "support_type")
        >>> asked = read_code_name("đường bê tông", kind, Answers())
        >>> asked.reading.code, [each.code for each in asked.question.candidates]
        ('MA_CAN_CHON', ['HA01'])
    """
    reading = read_code(value, column.name, column.allowed, search=search)
    if reading.code != problems.UNKNOWN_CODE:
        return NameReading(reading)
    text, of_column = as_name(value), head(column.name, "vi")
    chosen = answers.get("code", text, of_column)
    if chosen in column.allowed:
        label = _label(chosen, column.name)
        details = MappingProxyType({"chosen": label})
        said = Reading(chosen, problems.CHOSEN_BEFORE, "information", details, shown=label)
        return NameReading(said, answered=True)
    near = _near(text[:_LONGEST], column.name, column.allowed) if search else ()
    candidates = tuple(Candidate(code, _label(code, column.name), "similar") for code in near)
    if not candidates:
        return NameReading(reading)
    nearest = "; ".join(each.label for each in candidates)
    question = Question("code", text, of_column, candidates)
    return NameReading(wrong(problems.CHOOSE_CODE, nearest=nearest), question)


def _label(code: str, column: str) -> str:
    """What people read of a code; types of help are known by their short codes, too."""
    return f"{code} · {word(code, column)}" if column == "support_type" else word(code, column)


@lru_cache(_KEPT)
def _near(text: str, column: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The codes whose words have most of the text's words in them, or look most like it."""
    asked = [each for each in key(text).split() if fold(each) not in _EMPTY_WORDS]
    shared = {code: _shared(asked, key(word(code, column)).split()) for code in allowed}
    # What shares most of the words stands for what shares fewer: "đường bê tông" is one type.
    best = max(shared.values(), default=0.0)
    within = [code for code in allowed if shared[code] >= max(_SHARED_AT_LEAST, best)]
    words = {fold(word(code, column)): code for code in allowed}
    alike = difflib.get_close_matches(fold(text), words, cutoff=_ALIKE_AT_LEAST)
    found = dict.fromkeys([*(words[each] for each in alike), *within])
    return tuple(found)[:_MOST_NEAR]


def _shared(asked: list[str], words: list[str]) -> float:
    """The part of the words asked about that stand among the others, accents and all."""
    if not asked:
        return 0.0
    folded = [fold(each) for each in words]
    # A word without its accents counts a little less than one with them.
    scores = [1.0 if each in words else 0.9 if fold(each) in folded else 0.0 for each in asked]
    # "Thông" alone is not what "giao thông" is about; the first word of a name is.
    return sum(scores) / len(asked) if scores[0] or sum(scores) * 2 > len(asked) else 0.0
