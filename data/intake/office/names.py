"""A name read against a list: the code, or a question for a person, never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from data import problems
from data.intake.answers import Candidate, Kind, Question
from data.intake.office.reading import EMPTY, Reading, wrong
from data.intake.office.text import clean, with_latin_letters, written
from data.intake.sheets import Cell

# Looking for likeness is slow; in a column full of wrong names some will do.
MOST_SEARCHED = 300
MOST_CANDIDATES = 12

LONGEST_NAME = 300


@dataclass(frozen=True)
class NameReading:
    """What became of a name.

    `question` is there where a person must choose; its answer makes the next reading good.
    `answered` is True where the code comes from an answer; the first reading of such a name has
    a problem of information, so that the report says it once.
    """

    reading: Reading = EMPTY
    question: Question | None = None
    answered: bool = False


def as_name(value: Cell) -> str:
    """A cell as a name may stand in it: Latin letters, nothing invisible, not endless."""
    return with_latin_letters(clean(written(value)))[:LONGEST_NAME]


def chosen_before(code: str, label: str) -> NameReading:
    """A name that a person decided earlier, with the word about it."""
    details = MappingProxyType({"chosen": f"{code} ({label})"})
    said = Reading(code, problems.CHOSEN_BEFORE, "information", details, shown=label)
    return NameReading(said, answered=True)


def said_once(found: NameReading) -> NameReading:
    """The reading as it is given for every further cell with the same name."""
    if not found.answered:
        return found
    return replace(found, reading=Reading(found.reading.text, shown=found.reading.shown))


def ask(
    code: str, kind: Kind, text: str, district: str, candidates: Iterable[Candidate]
) -> NameReading:
    """A name that only a person can decide: the problem and the question that goes with it.

    Args:
        code: of the problem.
        kind: of the name.
        text: the name as it stands in the file.
        district: as it stands there; "" for agencies.
        candidates: the surest first; those of one code are named once.
    """
    first_of_each: dict[str, Candidate] = {}
    for each in candidates:
        first_of_each.setdefault(each.code, each)
    some = tuple(first_of_each.values())[:MOST_CANDIDATES]
    question = Question(kind, text, district, some)
    return NameReading(wrong(code, nearest=named(some)), question)


def named(candidates: Iterable[Candidate]) -> str:
    """The candidates in one line.

    Example:
        >>> named([Candidate("04246", "Xã Mường Lạn, Huyện Sốp Cộp", "name")])
        '04246 (Xã Mường Lạn, Huyện Sốp Cộp)'
    """
    return "; ".join(f"{each.code} ({each.label})" for each in candidates) or "–"
