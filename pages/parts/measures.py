"""The measures of the map in words: name, unit, and a value as people write it."""

from __future__ import annotations

from data.words import formats
from pages.parts import language
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
    "months_since_last_record": "nothing_reported",
}
# Where less is what asks for attention, a ranked list begins with the least.
LEAST_FIRST = ("promises_kept_share",)


def name(measure: str) -> str:
    """The measure's name."""
    return t(f"province_map.measure.{measure}")


def unit(measure: str) -> str:
    """The measure's unit, as it stands behind a number."""
    return word(f"units.{UNITS[measure]}")


def text(measure: str, value: float | None) -> str:
    """A value with its unit; missing is a dash, never zero."""
    lang = language.current()
    if value is None or formats.is_missing(value):
        return "–"
    if measure == "value_million_vnd":
        return formats.money(value, lang)
    if measure == "promises_kept_share":
        return formats.share(value, lang)
    decimals = 0 if float(value).is_integer() else 1 if value >= 10 else 2
    return f"{formats.number(value, lang, decimals)} {unit(measure)}"
