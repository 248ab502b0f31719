"""Heads of columns and words of codes, for tables on the screen and tables in a file alike."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from data.schema import support_types
from data.words import Lang, has, translate, years
from data.words.formats import is_missing

# Columns that hold codes of a list -> the family of the dictionary that has their words.
FAMILIES = {
    "sector": "sector",
    "field": "sector",
    "agency_group": "agency_group",
    "work_type": "work_type",
    "build_kind": "build_kind",
    "work_status": "work_status",
    "funding": "funding",
    "indicator": "indicator",
    "scope": "scope",
    "kind": "kind",
    "state": "state",
    "signal": "signal",
    "outcome": "outcome",
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
    "can_flag": "boolean",
    "same_kinds": "boolean",
    "kinds": "kind",
}


def head(column: object, lang: Lang) -> str:
    """A column's head: its own words, a sector's in a matrix, a year's with its days where it is
    not whole, or the name as it is.

    Example:
        >>> head("acts", "vi"), head("welfare", "en"), head(2014, "vi"), head(2013, "vi")
        ('Số hoạt động', 'Welfare', '2014', '2013 (65 ngày)')
    """
    if isinstance(column, int | np.integer):
        return years.with_days(int(column), lang)
    for family in ("columns", "sector"):
        if has(f"{family}.{column}"):
            return translate(lang, f"{family}.{column}")
    return str(column)


def is_coded(column: object, values: pd.Series) -> bool:
    """True for a column whose cells are codes with words in the dictionary, yes and no included.

    A count may have the name of a yes-or-no column: works that are built, and whether one is.

    Example:
        >>> is_coded("built", pd.Series([True, None])), is_coded("built", pd.Series([2.0, None]))
        (True, False)
    """
    if is_yes_or_no(values):
        return True
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return False
    return column in FAMILIES or column in ("support_type", "unit")


def is_yes_or_no(values: pd.Series) -> bool:
    """True for a column of true and false, missing cells aside."""
    return pd.api.types.infer_dtype(values, skipna=True) == "boolean"


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
    if column == "unit":
        return _unit(str(code), lang)
    family = FAMILIES.get(str(column), "boolean")
    codes = [part.strip() for part in str(code).split(",")] if str(code) else []
    keys = [f"{family}.{part.lower() if family == 'boolean' else part}" for part in codes]
    words = [
        translate(lang, key) if has(key) else part for key, part in zip(keys, codes, strict=True)
    ]
    return ", ".join(words)


def _unit(written: str, lang: Lang) -> str:
    """A unit in words: a key of the dictionary, or a unit of the vocabulary of help.

    Example:
        >>> _unit("criteria", "vi"), _unit("buổi", "en"), _unit("gùi", "en")
        ('tiêu chí', 'session', 'gùi')
    """
    if has(f"units.{written}"):
        return translate(lang, f"units.{written}")
    return _units_in_english().get(written, written) if lang == "en" else written


@cache
def _units_in_english() -> dict[str, str]:
    """A unit that is several in English (công trình) has the word that most types of help use."""
    units = support_types().groupby("unit_vi")["unit_en"]
    return {str(unit): str(words.mode().iat[0]) for unit, words in units}
