"""Which agency a cell means: by code, or by name in any of its usual forms; else a question.

The agencies are those of the file's own sheet and of the current version. The list of bodies
that existed serves to understand a name; it has no codes, and nothing is added from it.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import data
from data import problems
from data.intake.answers import Answers, Candidate
from data.intake.office.body_names import body_key, writings
from data.intake.office.legacy import UNICODE, Legacy, convert
from data.intake.office.names import (
    MOST_SEARCHED,
    NameReading,
    as_name,
    ask,
    chosen_before,
    named,
    said_once,
)
from data.intake.office.reading import NOTHING, Reading, left_empty, wrong
from data.intake.office.several import points_elsewhere, several_names
from data.intake.office.text import clean, key, written
from data.intake.sheets import Cell
from geo.gazetteer import fold

KNOWN_FILE = Path(data.__file__).parent / "known_agencies.csv"
RENAMED_FILE = Path(data.__file__).parent / "renamed_agencies.csv"

_KEPT = 50_000
_SEPARATOR = "·"
_ALIKE_AT_LEAST = 0.75
_MOST_ALIKE = 3


class Bodies:
    """Reads the agencies of one file; each distinct name is looked at once.

    Args:
        agencies: name of each agency by its code, of the file and of the current version.
        english: English names by code, which count as names too.
        answers: what people chose for names of earlier files.
        legacy: how the file is typed, from `legacy.survey`.
    """

    def __init__(
        self,
        agencies: Mapping[str, str],
        english: Mapping[str, str] | None = None,
        answers: Answers | None = None,
        legacy: Legacy = UNICODE,
    ) -> None:
        self._agencies = dict(agencies)
        self._answers = answers or Answers()
        self._legacy = legacy
        self._by_code: dict[str, list[str]] = {}
        for each in self._agencies:
            self._by_code.setdefault(key(each), []).append(each)
        self._by_name = _by_body_key([*self._agencies.items(), *(english or {}).items()])
        self._folded = _by_folded_key(self._agencies)
        self._seen: dict[str, NameReading] = {}
        self._searched = 0

    def read(self, value: Cell) -> NameReading:
        """The agency of a cell: its code, name, both, or a short form of the name.

        Example:
            >>> known = Bodies({"SNN": "Sở Nông nghiệp và Phát triển nông thôn"})
            >>> known.read("Sở NN&PTNT tỉnh Sơn La").reading.text, known.read("snn").reading.text
            ('SNN', 'SNN')
            >>> known.read("Sở Y tế").reading.code
            'CO_QUAN_LA'
        """
        raw = written(value)
        found = self._seen.get(raw)
        if found is None:
            found = self._read(raw)
            if len(self._seen) < _KEPT:
                self._seen[raw] = said_once(found)
        return found

    def _read(self, raw: str) -> NameReading:
        text = as_name(raw)
        if text in NOTHING:
            return NameReading(left_empty(text))
        chosen = self._answers.get("agency", text)
        if chosen in self._agencies:
            return chosen_before(chosen, self._agencies[chosen])
        found = self._certain(text)
        return found or self._typed_otherwise(raw) or self._unsure(text)

    def _certain(self, text: str) -> NameReading | None:
        """The agency of a code, of code and name together, or of a name that one agency has."""
        code, _, rest = text.partition(_SEPARATOR)
        codes = self._by_code.get(key(code), [])
        if len(codes) > 1 and clean(code) not in codes:  # "SXD" and "sxd" are two bodies
            return ask(problems.CHOOSE_AGENCY, "agency", text, "", self._candidates(codes, "code"))
        by_code = clean(code) if clean(code) in codes else "".join(codes)
        named_so = self._by_name.get(body_key(rest or text), ())
        if by_code and rest and by_code not in named_so:
            both = self._candidates([by_code], "code") + self._candidates(named_so, "name")
            return ask(problems.CHOOSE_AGENCY, "agency", text, "", both)
        if by_code:
            return NameReading(Reading(by_code, shown="" if rest else self._agencies[by_code]))
        exact = [each for each in named_so if key(self._agencies[each]) == key(text)]
        fits = exact if len(exact) == 1 else named_so
        if len(fits) > 1:
            return ask(problems.CHOOSE_AGENCY, "agency", text, "", self._candidates(fits, "name"))
        if fits:
            return NameReading(Reading(fits[0], shown="" if exact else self._agencies[fits[0]]))
        return None

    def _unsure(self, text: str) -> NameReading:
        problem = points_elsewhere(text) or several_names(text, self._is_an_agency)
        if problem:
            return NameReading(problem)
        renamed = [
            code for each in _other_names(text) for code in self._by_name.get(body_key(each), ())
        ]
        likely = self._candidates(self._without_zeros(text), "code")
        likely += self._candidates(renamed, "renamed")
        likely += self._candidates(self._folded.get(fold(body_key(text)), ()), "without_accents")
        if likely:
            return ask(problems.CHOOSE_AGENCY, "agency", text, "", likely + self._alike(text))
        alike = self._alike(text)
        if alike and body_key(text) not in _known_bodies():
            return ask(problems.CHOOSE_AGENCY, "agency", text, "", alike)
        return NameReading(wrong(problems.UNKNOWN_AGENCY, nearest=named(alike)))

    def _typed_otherwise(self, raw: str) -> NameReading | None:
        """The agency of a name in an old encoding: that such an agency is there makes it sure."""
        converted = convert(raw, self._legacy)
        if converted is None:
            return None
        found = self._certain(as_name(converted.text))
        if found and found.reading.text:
            shown = f"{converted.text} → {self._agencies[found.reading.text]}"
            return NameReading(Reading(found.reading.text, shown=shown))
        if convert(raw) is None:  # good Unicode too, so what is said about it stands
            return None
        details = {"encoding": converted.encoding, "nearest": converted.text}
        return NameReading(wrong(problems.LEGACY_ENCODING, **details))

    def _without_zeros(self, text: str) -> list[str]:
        """The codes of which a workbook may have eaten the zeros in front: 1 for 01."""
        bare = text.lstrip("0")
        return [code for code in self._agencies if bare.isdecimal() and code.lstrip("0") == bare]

    def _alike(self, text: str) -> list[Candidate]:
        """The agencies whose names hold the text's words or stand in it, or look most like it."""
        asked = fold(body_key(text[:100]))
        if self._searched >= MOST_SEARCHED or not asked:
            return []
        self._searched += 1
        longer = [name for name in self._folded if f" {asked} " in f" {name} "]
        near = difflib.get_close_matches(asked, self._folded, _MOST_ALIKE, cutoff=_ALIKE_AT_LEAST)
        within = [name for name in self._folded if name and f" {name} " in f" {asked} "]
        near = list(dict.fromkeys([*within, *near]))
        found = [("abbreviation", name) for name in longer] + [("similar", name) for name in near]
        return [each for why, name in found for each in self._candidates(self._folded[name], why)]

    def _candidates(self, codes: Iterable[str], reason: str) -> list[Candidate]:
        return [Candidate(code, self._agencies[code], reason) for code in codes]

    def _is_an_agency(self, text: str) -> bool:
        asked = body_key(text)
        is_known = asked in self._by_name or asked in _known_bodies()
        return is_known or key(text) in self._by_code


def _by_body_key(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The codes by the key of each writing of the name; more than one where names coincide."""
    found: dict[str, dict[str, None]] = {}
    for code, name in names:
        for writing in writings(name):
            if asked := body_key(writing):
                found.setdefault(asked, {}).setdefault(code)
    return {asked: tuple(codes) for asked, codes in found.items()}


def _by_folded_key(agencies: Mapping[str, str]) -> dict[str, list[str]]:
    """The codes by the accent-free key of the name: for candidates, never to decide."""
    found: dict[str, list[str]] = {}
    for code, name in agencies.items():
        found.setdefault(fold(body_key(name)), []).append(code)
    return found


@cache
def _known_bodies() -> frozenset[str]:
    """The keys of the bodies that existed; see `data/known_agencies.csv`."""
    with KNOWN_FILE.open(encoding="utf-8", newline="") as file:
        names = [row["agency_name"] for row in csv.DictReader(file)]
    return frozenset(body_key(writing) for name in names for writing in writings(name))


@cache
def _renamed() -> dict[str, tuple[str, ...]]:
    """Names at other times, both ways; see `data/renamed_agencies.csv`."""
    found: dict[str, list[str]] = {}
    with RENAMED_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            other, name = row["other_name"], row["agency_name"]
            found.setdefault(body_key(other), []).append(name)
            found.setdefault(body_key(name), []).append(other)
    return {asked: tuple(names) for asked, names in found.items()}


def _other_names(text: str) -> tuple[str, ...]:
    return _renamed().get(body_key(text), ())
