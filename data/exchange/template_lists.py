"""The lists of the template: every code as a person chooses it from a drop-down.

What stands in a cell is certain to read back: a commune has its code, type, name and district,
an agency and a type of help have their code before the name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pandas as pd

from data.schema import SECTORS, TABLES, Column, Table, support_types
from data.words import Lang, translate
from data.words.heads import in_words
from geo.gazetteer import communes

# Between a code and the words that explain it. Not a dash: names have dashes.
SEPARATOR = " · "


@dataclass(frozen=True)
class CodeList:
    """The choices of a column: `words` of each code, in the order of the list."""

    name: str
    head: str
    words: Mapping[str, str]


@cache
def code_lists(lang: Lang) -> Mapping[str, CodeList]:
    """Every list but that of agencies, which are written on a sheet of their own."""
    found = {
        "communes": _listed("communes", "commune_code", _commune_words(), lang),
        "support_type": _listed("support_type", "support_type", _types_of_help(lang), lang),
        "yes_no": _listed("yes_no", "community_supervised", _yes_or_no(lang), lang),
        "unit": _listed("unit", "unit", _units(), lang),
        "indicator_unit": _listed("indicator_unit", "unit", _indicator_units(lang), lang),
        "sector": _listed("sector", "sector", _words("sector", SECTORS, lang), lang),
    }
    for table in TABLES.values():
        for column in table.columns:
            name = list_name(table, column)
            if column.allowed and name not in found:
                words = _words(column.name, column.allowed, lang)
                found[name] = _listed(name, column.name, words, lang)
    return MappingProxyType(found)


def list_name(table: Table, column: Column) -> str:
    """Which list a column is chosen from; "" when people write what they want.

    Example:
        >>> list_name(TABLES["agencies"], TABLES["agencies"].columns[4])
        'sector'
    """
    if column.refers_to == "gazetteer":
        return "communes"
    if column.refers_to == "agencies.agency_code":
        return "agencies"
    if column.kind == "boolean":
        return "yes_no"
    if column.name == "unit":
        return "indicator_unit" if table.name == "indicators" else "unit"
    if column.name == "field":
        return "sector"
    return column.name if column.allowed else ""


def in_cells(
    table: Table, column: Column, values: pd.Series, agencies: Mapping[str, str], lang: Lang
) -> pd.Series:
    """A column of the record as it stands in the template; missing stays missing.

    Args:
        table: the table of the column.
        column: what the schema says of it.
        values: codes, numbers, dates or text.
        agencies: name by code, for columns that refer to an agency.
        lang: of the words.
    """
    name = list_name(table, column)
    if name == "agencies":
        return values.map(
            {code: agency_words(code, label) for code, label in agencies.items()}
        ).where(values.isin(list(agencies)), values)
    if name == "yes_no":
        words = _yes_or_no(lang)
        return values.map({True: words["yes"], False: words["no"]}, na_action="ignore")
    if not name:
        return values
    chosen = code_lists(lang)[name].words
    return values.map(lambda code: chosen.get(code, code), na_action="ignore")


def agency_words(code: str, name: str) -> str:
    """An agency as it is chosen from the list.

    Example:
        >>> agency_words("MCQ03", "Cơ quan mẫu 03")
        'MCQ03 · Cơ quan mẫu 03'
    """
    return f"{code}{SEPARATOR}{name}"


def commune_words(code: str) -> str:
    """A commune so that code, type, name and district are certain.

    Example:
        >>> commune_words("04246")
        '04246 · Xã Mường Lạn · Huyện Sốp Cộp'
    """
    return _commune_words()[code]


def _listed(name: str, column: str, words: Mapping[str, str], lang: Lang) -> CodeList:
    return CodeList(name, translate(lang, f"columns.{column}"), words)


def _commune_words() -> dict[str, str]:
    rows = communes()
    names = rows["commune_type"].str.capitalize() + " " + rows["commune_name"]
    words = rows.index + SEPARATOR + names + SEPARATOR + rows["district_name"]
    return dict(zip(rows.index, words, strict=True))


def _types_of_help(lang: Lang) -> dict[str, str]:
    types = support_types()
    words = types.index + SEPARATOR + types[f"name_{lang}"] + " (" + types[f"unit_{lang}"] + ")"
    return dict(zip(types.index, words, strict=True))


def _words(column: str, codes: tuple[str, ...], lang: Lang) -> dict[str, str]:
    if column == "confidence":
        return {code: translate(lang, f"confidence.{code}") for code in codes}
    return {code: in_words(column, code, lang) for code in codes}


def _yes_or_no(lang: Lang) -> dict[str, str]:
    return {"yes": translate(lang, "boolean.true"), "no": translate(lang, "boolean.false")}


def _units() -> dict[str, str]:
    # Units are written in Vietnamese in the record itself.
    return {unit: unit for unit in support_types()["unit_vi"].unique()}


def _indicator_units(lang: Lang) -> dict[str, str]:
    share = translate(lang, "template.share_from_0_to_1")
    return {"share": share, "criteria": translate(lang, "units.criteria")}
