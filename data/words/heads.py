"""Heads of columns and words of codes, for tables on the screen and tables in a file alike."""

from __future__ import annotations

from data.schema import support_types
from data.words import Lang, has, translate
from data.words.formats import is_missing

# Columns that hold codes of a list -> the family of the dictionary that has their words.
FAMILIES = {
    "sector": "sector",
    "field": "sector",
    "agency_group": "agency_group",
    "work_type": "work_type",
    "work_status": "work_status",
    "funding": "funding",
    "indicator": "indicator",
    "scope": "scope",
    "kind": "kind",
    "state": "state",
    "signal": "signal",
    "counted": "counted",
    "reasons": "reasons",
    "reason": "reason",
    "unit_cost_beside_range": "unit_cost_beside_range",
    "commune_confirmed": "commune_confirmed",
    "location_precision": "location_precision",
    "community_supervised": "boolean",
    "assigned": "boolean",
    "unassigned_help": "boolean",
    "built": "boolean",
    "same_kinds": "boolean",
    "kinds": "kind",
}


def head(column: object, lang: Lang) -> str:
    """A column's head: its own words, a sector's in a matrix, or the name as it is (a year).

    Example:
        >>> head("acts", "vi"), head("welfare", "en"), head(2014, "vi")
        ('Số hoạt động', 'Welfare', '2014')
    """
    for family in ("columns", "sector"):
        if has(f"{family}.{column}"):
            return translate(lang, f"{family}.{column}")
    return str(column)


def is_coded(column: object) -> bool:
    """True for a column whose cells are codes with words in the dictionary."""
    return column in FAMILIES or column == "support_type"


def in_words(column: object, code: object, lang: Lang) -> str:
    """A code in words; several codes with commas become several words; missing is empty.

    A code that the dictionary does not know (a newer list) stays as it is.

    Example:
        >>> in_words("kinds", "border,meritorious", "en"), in_words("sector", None, "vi")
        ('Border, Meritorious', '')
    """
    if is_missing(code):
        return ""
    if column == "support_type":
        types = support_types()
        return str(types.at[code, f"name_{lang}"]) if code in types.index else str(code)
    family = FAMILIES[str(column)]
    codes = [part.strip() for part in str(code).split(",")] if str(code) else []
    keys = [f"{family}.{part.lower() if family == 'boolean' else part}" for part in codes]
    words = [
        translate(lang, key) if has(key) else part for key, part in zip(keys, codes, strict=True)
    ]
    return ", ".join(words)
