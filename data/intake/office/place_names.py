"""The parts of a commune as offices write it, and the communes that are written so.

Nothing here decides: `places` does. A name is looked up by its key, which keeps the accents.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data.intake.answers import Candidate
from data.intake.office.text import key
from geo import gazetteer
from geo.spelling import plain, without_type
from geo.units_of_2025 import units_of_2025

CODE_DIGITS = 5
_MOST_ALIKE = 5
_LONGEST_IN_WORDS = 4

_CODE = re.compile("[0-9]{3,5}")
_PARTS = re.compile(r"\s*[·,;()\n]\s*|\s+[-–—]\s+")
_DISTRICT_BEGINS = re.compile(
    r"(?<=\S)\s+(?=(?:huyện|thành phố|thị xã|tỉnh)\s|(?:h|tp|tx)\.\s*\w|tp\s)", re.IGNORECASE
)
_PROVINCE = frozenset({key("tỉnh Sơn La"), key("T. Sơn La")})


@dataclass(frozen=True)
class Written:
    """A commune as it is written: each part empty where it is not there."""

    code: str = ""
    commune_type: str = ""
    name: str = ""
    district: str = ""


@dataclass(frozen=True)
class Known:
    """A commune of the gazetteer under one of its spellings, and what kind of spelling it is."""

    code: str
    reason: str


def parted(text: str) -> Written:
    """A commune with or without code, type and district, in one cell.

    Example:
        >>> parted("04246 · Xã Mường Lạn · Huyện Sốp Cộp")
        Written(code='04246', commune_type='xã', name='mường lạn', district='Huyện Sốp Cộp')
        >>> parted("TT Hát Lót huyện Mai Sơn, tỉnh Sơn La").district
        'huyện Mai Sơn'
    """
    marked = _DISTRICT_BEGINS.sub(" , ", text.replace(":", " "))
    parts = [part for part in _PARTS.split(marked) if part and key(part) not in _PROVINCE]
    codes = [part for part in parts if _CODE.fullmatch(part)]
    words = [part for part in parts if not _CODE.fullmatch(part)]
    commune_type, name = without_type(plain(words[0])) if words else ("", "")
    districts = [part for part in words[1:] if gazetteer.find_district(part)]
    rest = [part for part in words[1:] if part not in districts]
    # What is neither name nor district belongs to the name, which is then not known: no second
    # code is ever dropped.
    whole = " ".join([name, *rest, *(code for code in codes[1:] if code != codes[0])]).strip()
    return Written("".join(codes[:1]), commune_type, whole, "".join(districts[:1]))


@cache
def _by_key() -> dict[str, tuple[Known, ...]]:
    """Every commune by the key of each of its spellings, the usual one first."""
    found: dict[str, dict[str, str]] = {}
    for name, code, reason in _spellings():
        found.setdefault(key(name), {}).setdefault(code, reason)
    return {
        asked: tuple(Known(code, reason) for code, reason in codes.items())
        for asked, codes in found.items()
    }


def _spellings() -> Iterator[tuple[str, str, str]]:
    rows = gazetteer.communes()
    for column, reason in (("commune_name", "name"), ("official_name", "official_name")):
        yield from ((str(name), str(code), reason) for code, name in rows[column].items())
    others = gazetteer.aliases()
    for alias, code in zip(others["alias"], others["commune_code"], strict=True):
        yield without_type(plain(str(alias)))[1], str(code), "alias"


def spelt(name: str) -> tuple[Known, ...]:
    """The communes that are written so, accents and all.

    Example:
        >>> [known.code for known in spelt("hát lót")]
        ['04105', '04135']
    """
    return _by_key().get(key(name), ())


def within(text: str) -> list[Known]:
    """The communes whose name stands somewhere in a longer text: for candidates only.

    Example:
        >>> within("UBND xã Mường Lạn")
        [Known(code='04246', reason='name')]
    """
    words = key(text).split()
    runs = (
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 2, min(start + _LONGEST_IN_WORDS, len(words)) + 1)
    )
    return [known for run in runs for known in _by_key().get(run, ())]


@cache
def _accent_free() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, code, _ in _spellings():
        found.setdefault(gazetteer.fold(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def shares_its_letters(name: str) -> bool:
    """True where, accents aside, more than one commune is written so: Mường Sai, Mường Sại."""
    return len(_accent_free().get(gazetteer.fold(name), ())) > 1


def alike(name: str) -> list[Known]:
    """The communes that are written so but for accents, or nearly so: for candidates only.

    Example:
        >>> [known.code for known in alike("muong sai")], alike("Chiềng Lee")
        (['03709', '04213'], [Known(code='03646', reason='similar')])
    """
    folded = gazetteer.fold(name)
    if folded in _accent_free():
        return [Known(code, "without_accents") for code in sorted(_accent_free()[folded])]
    near = difflib.get_close_matches(
        folded, _accent_free(), _MOST_ALIKE, cutoff=gazetteer.SIMILAR_AT_LEAST
    )
    return [Known(code, "similar") for each in near for code in sorted(_accent_free()[each])]


@cache
def _units() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    rows = units_of_2025()
    for kind, name, code in zip(
        rows["unit_type"], rows["unit_name"], rows["commune_code"], strict=True
    ):
        found.setdefault((str(kind), key(str(name))), {}).setdefault(str(code))
        found.setdefault(("", key(str(name))), {}).setdefault(str(code))
    return {unit: tuple(codes) for unit, codes in found.items()}


def in_unit_of_2025(commune_type: str, name: str) -> tuple[str, ...]:
    """The communes of 2013–2016 in the unit of 2025 that is called so; none where none is.

    Example:
        >>> in_unit_of_2025("xã", "Phù Yên")[:2]
        ('03898', '03910')
    """
    return _units().get((commune_type, key(name)), ())


def label(code: str) -> str:
    """A commune as people name it.

    Example:
        >>> label("04105")
        'Thị trấn Hát Lót, Huyện Mai Sơn'
    """
    row = gazetteer.communes().loc[code]
    return f"{row['commune_type'].capitalize()} {row['commune_name']}, {row['district_name']}"


def candidate(code: str, reason: str) -> Candidate:
    """A commune that a person may choose."""
    return Candidate(code, label(code), reason)


def type_of(code: str) -> str:
    """xã, phường or thị trấn."""
    return str(gazetteer.communes().at[code, "commune_type"])


def district_of(code: str) -> str:
    """The code of the commune's district."""
    return str(gazetteer.communes().at[code, "district_code"])
