"""Which commune a cell means: certain by code, or by name, type and district; else a question.

An accent-free likeness, an alias without its district, a town and a commune of one name, and the
units of 2025 are never decided here: they become a question with candidates, and what a person
answers is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data import problems
from data.intake.answers import Answers, Candidate
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
from data.intake.office.place_names import (
    CODE_DIGITS,
    Known,
    Written,
    alike,
    candidate,
    district_of,
    in_unit_of_2025,
    label,
    parted,
    shares_its_letters,
    spelt,
    type_of,
    within,
)
from data.intake.office.reading import NOTHING, Reading, left_empty, wrong
from data.intake.office.several import points_elsewhere, several_names
from data.intake.office.text import written
from data.intake.sheets import Cell
from geo import gazetteer
from geo.spelling import fold, without_district_word

_KEPT = 50_000


class Communes:
    """Reads the communes of one file; each distinct name is looked at once.

    Args:
        answers: what people chose for names of earlier files.
        legacy: how the file is typed, from `legacy.survey`.
        beside_2025: True when the file has names that only units of 2025 have (see
            `names_of_2025`): a name that units of both times have is then asked about.
    """

    def __init__(
        self,
        answers: Answers | None = None,
        legacy: Legacy = UNICODE,
        *,
        beside_2025: bool = False,
    ) -> None:
        self._answers = answers or Answers()
        self._legacy = legacy
        self._beside_2025 = beside_2025
        self._seen: dict[tuple[str, str, str], NameReading] = {}
        self._searched = 0

    def read(self, value: Cell, district: Cell = None, name: Cell = None) -> NameReading:
        """The commune of a cell.

        Args:
            value: a code, or a name with or without its type and district.
            district: of the same row, where the table has such a column.
            name: of the same row, where the table has a code and a name.

        Example:
            >>> Communes().read("xã Mường Lạn", "Sốp Cộp").reading.text
            '04246'
            >>> asked = Communes().read("Hát Lót", "Mai Sơn")
            >>> asked.reading.code, [each.code for each in asked.question.candidates]
            ('XA_CAN_CHON', ['04105', '04135'])
        """
        asked = (written(value), written(district), written(name))
        found = self._seen.get(asked)
        if found is None:
            found = self._read(*asked)
            if len(self._seen) < _KEPT:
                self._seen[asked] = said_once(found)
        return found

    def _read(self, raw: str, raw_district: str, raw_name: str) -> NameReading:
        text, district = as_name(raw), self._district(raw_district)
        if text in NOTHING:
            return NameReading(left_empty(text))
        chosen = self._answers.get("commune", text, district)
        if chosen in gazetteer.communes().index:
            return chosen_before(chosen, label(chosen))
        found = self._decided(text, district, as_name(raw_name))
        if found.reading.code in (problems.UNKNOWN_COMMUNE, problems.CHOOSE_COMMUNE):
            return self._typed_otherwise(raw, district) or found
        return found

    def _district(self, raw: str) -> str:
        """A district as it is written, in Unicode where that makes it known."""
        converted = None if gazetteer.find_district(as_name(raw)) else convert(raw, self._legacy)
        is_known = converted is not None and gazetteer.find_district(converted.text)
        return converted.text if converted and is_known else as_name(raw)

    def _decided(self, text: str, district: str, name: str) -> NameReading:
        part = parted(text)
        if name:
            part = replace(parted(name), code=part.code) if part.code else part
        there = gazetteer.find_district(part.district or district)
        if part.district and district and gazetteer.find_district(district) != there:
            return self._unsure(text, district, part, None)
        if part.code:
            return self._by_code(part, text, district, there)
        return self._by_name(part, text, district, there)

    def _by_code(self, part: Written, text: str, district: str, there: str | None) -> NameReading:
        if part.code not in gazetteer.communes().index:
            return _no_such_code(part.code)
        fits = not part.name or any(known.code == part.code for known in spelt(part.name))
        fits = fits and part.commune_type in ("", type_of(part.code))
        if not fits or (there and district_of(part.code) != there):
            if several := several_names(text, _is_a_code):
                return NameReading(several)
            others = [candidate(known.code, known.reason) for known in _within(part, there)]
            both = [candidate(part.code, "code"), *others]
            return ask(problems.CHOOSE_COMMUNE, "commune", text, district, both)
        return NameReading(Reading(part.code, shown="" if part.name else label(part.code)))

    def _by_name(self, part: Written, text: str, district: str, there: str | None) -> NameReading:
        found = _within(part, there)
        sure = [known for known in found if _is_sure(known, part, there)]
        names_a_district = bool(part.district or district)
        if maybe_two := _second_commune(part, text):
            both = [candidate(known.code, known.reason) for known in [*found, *maybe_two]]
            return ask(problems.CHOOSE_COMMUNE, "commune", text, district, both)
        if len(found) == len(sure) == 1 and (there or not names_a_district):
            if self._beside_2025 and len(in_unit_of_2025(type_of(sure[0].code), part.name)) > 1:
                return self._of_2025(part, text, district, found)
            plain_to_see = part.commune_type and there and sure[0].reason == "name"
            shown = "" if plain_to_see else label(sure[0].code)
            return NameReading(Reading(sure[0].code, shown=shown))
        if _is_of_2025(part):
            return self._of_2025(part, text, district, found)
        return self._unsure(text, district, part, there)

    def _of_2025(
        self, part: Written, text: str, district: str, found: Iterable[Known]
    ) -> NameReading:
        first = [candidate(known.code, known.reason) for known in found]
        members = in_unit_of_2025(part.commune_type, part.name)
        members_too = [candidate(code, "part_of_2025") for code in members]
        return ask(problems.COMMUNE_OF_2025, "commune", text, district, [*first, *members_too])

    def _unsure(self, text: str, district: str, part: Written, there: str | None) -> NameReading:
        problem = points_elsewhere(text) or several_names(text, _is_a_commune)
        if problem:
            return NameReading(problem)
        candidates = [*_same_name(part, there), *self._alike(part, there)]
        if candidates:
            return ask(problems.CHOOSE_COMMUNE, "commune", text, district, candidates)
        return NameReading(wrong(problems.UNKNOWN_COMMUNE, nearest=named(candidates)))

    def _alike(self, part: Written, there: str | None) -> list[Candidate]:
        if self._searched >= MOST_SEARCHED:
            return []
        self._searched += 1
        found = alike(part.name) or within(part.name)
        near = [known for known in found if there in (None, district_of(known.code))] or found
        return [candidate(known.code, known.reason) for known in near]

    def _typed_otherwise(self, raw: str, district: str) -> NameReading | None:
        """The commune of a name in an old encoding: that such a commune is there makes it sure."""
        converted = convert(raw, self._legacy)
        if converted is None:
            return None
        found = self._decided(converted.text, district, "")
        if found.reading.text:
            code = found.reading.text
            return NameReading(Reading(code, shown=f"{converted.text} → {label(code)}"))
        if convert(raw) is None:  # good Unicode too, so the question about it stands
            return None
        nearest = converted.text
        problem = wrong(problems.LEGACY_ENCODING, encoding=converted.encoding, nearest=nearest)
        return NameReading(problem)


def names_of_2025(values: Iterable[Cell]) -> list[str]:
    """The names among cells that only units of 2025 have, each once, in their order.

    Example:
        >>> names_of_2025(["Xã Mường La", "Xã Mường Bú", "Phường Mộc Sơn"])
        ['Xã Mường La', 'Phường Mộc Sơn']
    """
    written_so = dict.fromkeys(value for value in values if isinstance(value, str))
    texts = dict.fromkeys(as_name(value) for value in written_so)
    return [text for text in texts if _is_of_2025(parted(text))]


def _is_of_2025(part: Written) -> bool:
    return bool(in_unit_of_2025(part.commune_type, part.name)) and not _within(part, None)


def _within(part: Written, there: str | None) -> list[Known]:
    """The communes written so, of the type and in the district that are said."""
    return [
        known
        for known in spelt(part.name)
        if part.commune_type in ("", type_of(known.code))
        and there in (None, district_of(known.code))
    ]


def _is_sure(known: Known, part: Written, there: str | None) -> bool:
    """An accent decides only together with the district, and so does another spelling."""
    if there is not None:
        return True
    return known.reason != "alias" and not shares_its_letters(part.name)


def _same_name(part: Written, there: str | None) -> list[Candidate]:
    """Communes of exactly that name, also of another type or in another district."""
    return [candidate(known.code, _why(known, part, there)) for known in spelt(part.name)]


def _second_commune(part: Written, text: str) -> tuple[Known, ...]:
    """The commune that a bare name after a comma may be: "Mường Và, Sốp Cộp" may be two."""
    listed = any(mark in text for mark in ",;\n")
    is_bare = without_district_word(part.district) == fold(part.district)
    return spelt(part.district) if part.district and listed and is_bare else ()


def _why(known: Known, part: Written, there: str | None) -> str:
    if there not in (None, district_of(known.code)):
        return "other_district"
    return known.reason if part.commune_type in ("", type_of(known.code)) else "other_type"


def _is_a_commune(text: str) -> bool:
    part = parted(text)
    return bool(spelt(part.name)) or part.code in gazetteer.communes().index


def _is_a_code(text: str) -> bool:
    return parted(text).code in gazetteer.communes().index


def _no_such_code(code: str) -> NameReading:
    whole = code.zfill(CODE_DIGITS)
    if whole in gazetteer.communes().index:
        nearest = f"{whole} ({label(whole)})"
        return NameReading(wrong(problems.LEADING_ZERO_EATEN, nearest=nearest))
    return NameReading(wrong(problems.UNKNOWN_COMMUNE, nearest="–"))
