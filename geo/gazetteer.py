"""The communes and districts of 2013–2016: codes, names, people, neighbours, and their look-up.

A code is text with its leading zero, and belongs to this period: after 2025 the same codes stand
for other units. Nothing here is guessed: a look-up that is not certain gives candidates.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from geo.spelling import fold as fold
from geo.spelling import plain, without_district_word, without_type

FOLDER = Path(__file__).parent
COMMUNES_FILE = FOLDER / "communes.csv"
ALIASES_FILE = FOLDER / "commune_aliases.csv"
NEIGHBOURS_FILE = FOLDER / "neighbours.csv"

# Why a commune is a candidate, the surest first.
REASONS = ("code", "name", "official_name", "alias", "without_accents", "similar")

# One wrong letter in a name of seven ("Chieng La" for "Chieng Le") still counts as similar.
SIMILAR_AT_LEAST = 0.85


@dataclass(frozen=True)
class Candidate:
    """A commune that a text may mean, and why (one of `REASONS`)."""

    commune_code: str
    reason: str


@cache
def communes() -> pd.DataFrame:
    """The 204 communes of 2013–2016. Callers never change the frame: it is shared.

    Returns:
        One row per commune, indexed by `commune_code` in the order of the official list:

        - `commune_name`: usual spelling; `official_name`: as the official list writes it
        - `commune_type`: xã, phường or thị trấn
        - `district_code`, `district_name`: "123", "Huyện Mộc Châu"
        - `population_2019`, `households_2019`: census of 01/04/2019, people and households
        - `area_km2`: geodesic, measured from the boundary set
        - `laos_border_km_derived`: length of the border with Laos measured from the boundary
          set, an underestimate; missing where there is none
        - `longitude`, `latitude`: a point inside the commune, degrees, WGS 84

    Source: geo/README.md, "The gazetteer".

    Example:
        >>> communes().loc["04246", ["commune_name", "district_name"]].tolist()
        ['Mường Lạn', 'Huyện Sốp Cộp']
    """
    codes = {"commune_code": str, "district_code": str}
    return pd.read_csv(COMMUNES_FILE, dtype=codes).set_index("commune_code")


@cache
def districts() -> pd.DataFrame:
    """The 12 districts with the sums of their communes. Callers never change the frame.

    Returns:
        One row per district, indexed by `district_code`: `district_name`, `communes` (count),
        `population_2019`, `households_2019`, `area_km2`, `laos_border_km_derived` (missing
        where no commune has any).

    Example:
        >>> districts().loc["128", "district_name"], int(districts().loc["128", "communes"])
        ('Huyện Vân Hồ', 14)
    """
    by_district = communes().reset_index().groupby("district_code")
    return by_district.agg(
        district_name=("district_name", "first"),
        communes=("commune_code", "size"),
        population_2019=("population_2019", "sum"),
        households_2019=("households_2019", "sum"),
        area_km2=("area_km2", "sum"),
        laos_border_km_derived=("laos_border_km_derived", lambda km: km.sum(min_count=1)),
    )


@cache
def aliases() -> pd.DataFrame:
    """Other spellings seen in official exports and boundary sets.

    Returns:
        One row per spelling: `commune_code`, `alias`, `seen_in`. A spelling may be the name of
        another commune elsewhere ("Chiềng Sơ"), so it holds only together with its district.
    """
    return pd.read_csv(ALIASES_FILE, dtype=str)


@cache
def neighbours() -> dict[str, tuple[str, ...]]:
    """Which communes share a line of border with which, by code; both directions are listed.

    A touch at a point is no neighbourhood. Derived from the boundary set by
    `geo.coverage.neighbour_pairs`; the table holds names of pairs, no geometry.

    Example:
        >>> "04135" in neighbours()["04105"]  # Hát Lót around Hát Lót
        True
    """
    found: dict[str, list[str]] = {code: [] for code in communes().index}
    for pair in pd.read_csv(NEIGHBOURS_FILE, dtype=str).itertuples(index=False):
        found[str(pair.commune_code)].append(str(pair.neighbour_code))
        found[str(pair.neighbour_code)].append(str(pair.commune_code))
    return {code: tuple(sorted(codes)) for code, codes in found.items()}


def find_district(text: str) -> str | None:
    """The code of the district that a code or name stands for, or None.

    The word before the name may be missing or short, and accents too: no two districts of the
    province fold to the same name.

    Example:
        >>> find_district("Mộc Châu"), find_district("TP. Sơn La"), find_district("Hà Nội")
        ('123', '116', None)
    """
    return _district_keys().get(without_district_word(text))


@cache
def _district_keys() -> dict[str, str]:
    names = {
        without_district_word(name): str(code)
        for code, name in districts()["district_name"].items()
    }
    return names | {str(code): str(code) for code in districts().index}


def find(
    code: str | None = None,
    *,
    district: str | None = None,
    commune_type: str | None = None,
    name: str | None = None,
) -> str | None:
    """The code of the one commune that is meant exactly, or None: never a guess.

    Args:
        code: a commune code; it alone decides when given.
        district: code or name of the district.
        commune_type: xã, phường or thị trấn.
        name: usual or official spelling, with its accents.

    Returns:
        The commune's code; None when nothing fits or more than one does. `candidates` then
        says what may be meant.

    Example:
        >>> find(name="Hát Lót") is None  # the town and the commune beside it share the name
        True
        >>> find(district="Mai Sơn", commune_type="thị trấn", name="Hát Lót")
        '04105'
    """
    if code is not None:
        return code if code in communes().index else None
    typed = f"{commune_type} {name}" if commune_type else name or ""
    exact = [one for one in known_as(typed, district) if one.reason in ("name", "official_name")]
    return exact[0].commune_code if len(exact) == 1 else None


def candidates(text: str, district: str | None = None) -> list[Candidate]:
    """Every commune that a text may mean, the surest first, each with its reason.

    Args:
        text: a code, or a name in any spelling, with or without its type ("xã Hát Lót", "TT Hát
            Lót"), accents or capitals.
        district: code or name; only its communes are looked at.

    Returns:
        One candidate a commune, ordered by `REASONS`, then by code; empty when nothing fits.
        Similar names are listed only when no spelling fits as a whole.

    Example:
        >>> [(found.commune_code, found.reason) for found in candidates("Mường Sai")]
        [('04213', 'name'), ('03709', 'without_accents')]
    """
    there, wanted = _within(text, district)
    return known_as(text, district) or [
        Candidate(code, "similar")
        for code in there
        if any(_similar(wanted, spelling) for spelling in _spellings_of()[code])
    ]


def known_as(text: str, district: str | None = None) -> list[Candidate]:
    """The communes that are written like that somewhere; as `candidates`, but nothing similar.

    Example:
        >>> known_as("Phỏng Lái"), known_as("Phỏng Láy")
        ([Candidate(commune_code='03724', reason='alias')], [])
    """
    there, wanted = _within(text, district)
    if wanted in there:
        return [Candidate(wanted, "code")]
    found = [
        (reason if wanted == spelling else "without_accents", code)
        for code, spelling, reason in _spellings().get(fold(wanted), ())
        if code in there
    ]
    return _best_of_each(found)


def _within(text: str, district: str | None) -> tuple[list[str], str]:
    """The communes that a text may mean by its type and district, and its name alone."""
    wanted_type, wanted = without_type(plain(text))
    code = None if district is None else find_district(district) or ""
    return _codes_of(wanted_type, code), wanted


@cache
def _codes_of(commune_type: str, district_code: str | None) -> list[str]:
    there = communes()
    if district_code is not None:
        there = there[there["district_code"] == district_code]
    if commune_type:
        there = there[there["commune_type"] == commune_type]
    return [str(code) for code in there.index]


def _best_of_each(found: list[tuple[str, str]]) -> list[Candidate]:
    """Keep the surest reason of each commune, from pairs of reason and code."""
    ranked = sorted(found, key=lambda pair: (REASONS.index(pair[0]), pair[1]))
    best: dict[str, str] = {}
    for reason, code in ranked:
        best.setdefault(code, reason)
    return [Candidate(code, reason) for code, reason in best.items()]


@cache
def _spellings() -> dict[str, list[tuple[str, str, str]]]:
    """By folded spelling: code, plain spelling, and the reason to give when it fits exactly."""
    there = communes()
    columns = (
        (there.index, there["commune_name"], "name"),
        (there.index, there["official_name"], "official_name"),
        (aliases()["commune_code"], aliases()["alias"], "alias"),
    )
    known: dict[str, list[tuple[str, str, str]]] = {}
    for codes, names, reason in columns:
        for code, name in zip(codes, names, strict=True):
            known.setdefault(fold(name), []).append((str(code), plain(name), reason))
    return known


@cache
def _spellings_of() -> dict[str, list[str]]:
    """The plain spellings of each commune, by code."""
    of: dict[str, list[str]] = {}
    for rows in _spellings().values():
        for code, spelling, _ in rows:
            of.setdefault(code, []).append(spelling)
    return of


def _similar(wanted: str, spelling: str) -> bool:
    alike = difflib.SequenceMatcher(None, fold(wanted), fold(spelling))
    return alike.quick_ratio() >= SIMILAR_AT_LEAST and alike.ratio() >= SIMILAR_AT_LEAST
