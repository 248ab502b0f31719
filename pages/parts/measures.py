"""The measures of the map: each in every commune, and in words with name and unit."""

from __future__ import annotations

import pandas as pd

from data.metrics import commune_states
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import cached, language
from pages.parts.language import t, word

# Unit of each measure (a key of the data's dictionary) and the method note that says how it is
# counted.
UNITS = {
    "value_million_vnd": "million_vnd",
    "value_per_household": "million_vnd_per_household",
    "acts": "acts",
    "works": "works",
    "promises_kept_share": "share",
    "months_since_last_record": "months",
}
NOTES = {
    "value_million_vnd": "value",
    "value_per_household": "value_per_household",
    "acts": "contributions",
    "works": "works_built",
    "promises_kept_share": "promises",
    "months_since_last_record": "months",
}
# From which change between two years on a commune has changed much, in the measure's unit.
CHANGE_STEPS = {
    "value_million_vnd": 100.0,
    "value_per_household": 0.1,
    "acts": 5.0,
    "works": 2.0,
    "promises_kept_share": 0.2,
    "months_since_last_record": 3.0,
}
# States that mean something of their own where time is measured.
_MONTHS = "months_since_last_record"
_OF_MONTHS = ("zero", "nothing_reported", "no_data")
COUNTED = ("acts", "works", "months_since_last_record")
# Where less is what asks for attention, a ranked list begins with the least.
LEAST_FIRST = ("promises_kept_share",)


def name(measure: str) -> str:
    """The measure's name."""
    return t(f"province_map.measure.{measure}")


def unit(measure: str) -> str:
    """The measure's unit, as it stands behind a number."""
    return word(f"units.{UNITS[measure]}")


def head(measure: str) -> str:
    """Measure and unit; what is counted names its unit itself."""
    if measure in COUNTED:
        return name(measure)
    return t("province_map.head", measure=name(measure), unit=unit(measure))


def is_share(measure: str) -> bool:
    """True for what runs from 0 to 1 and has so many of so many behind it."""
    return UNITS[measure] == "share"


def scale(measure: str) -> int:
    """What a value is multiplied by to be in its unit: shares are shown as percentages."""
    return 100 if is_share(measure) else 1


def difference(measure: str, value: float) -> str:
    """The size of a change with its unit: of shares in percentage points."""
    if not is_share(measure):
        return text(measure, value)
    return f"{formats.number(value * 100, language.current())} {word('units.points')}"


def difference_unit(measure: str) -> str:
    """The unit of a change."""
    return word("units.points") if is_share(measure) else unit(measure)


def state(measure: str, code: str) -> str:
    """A state of `commune_states` in words; since the last act, zero is "this month"."""
    own = measure == _MONTHS and code in _OF_MONTHS
    return t(f"measure_state.{code}") if own else word(f"state.{code}")


def text(measure: str, value: float | None) -> str:
    """A value with its unit; missing is a dash, never zero."""
    lang = language.current()
    if value is None or formats.is_missing(value):
        return "–"
    if measure == "value_million_vnd":
        return formats.money(value, lang)
    if measure == "promises_kept_share":
        return formats.share(value, lang)
    if measure == _MONTHS and value == 0:
        return state(measure, "zero")
    small = value < 10 and measure not in COUNTED
    decimals = 0 if float(value).is_integer() else 2 if small else 1
    return f"{formats.number(value, lang, decimals)} {unit(measure)}"


def spread(measure: str, low: float, high: float) -> str:
    """First and last value of a class; one value where both read the same."""
    first, last = text(measure, low), text(measure, high)
    return first if first == last else f"{first} – {last}"


def behind(table: pd.DataFrame, code: str) -> str:
    """How many of how many stand behind the share of a commune; empty for what is no share.

    Args:
        table: from `by_commune`.
        code: the commune.
    """
    return of_whole(table["part"][code], table["whole"][code])


def of_whole(part: float, whole: float) -> str:
    """So many of so many, behind a share; empty where nothing is or where it is no share."""
    if formats.is_missing(whole) or not whole:
        return ""
    lang = language.current()
    return t(
        "commune_map.behind", part=formats.number(part, lang), whole=formats.number(whole, lang)
    )


def by_commune(selection: Selection, measure: str) -> pd.DataFrame:
    """A measure in every commune, as `commune_states.states`; districts and kinds do not narrow it.

    The frame is shared by all sessions: nobody changes it in place.
    """
    return _by_commune(selection.without_places(), measure)


@cached.kept
def _by_commune(selection: Selection, measure: str) -> pd.DataFrame:
    record = cached.record()
    return commune_states.states(
        record.contributions,
        record.assignments,
        gazetteer.communes(),
        selection,
        measure,
        record.works,
        record.work_contributions,
    )
