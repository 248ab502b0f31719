"""The columns of a table as a file has them: codes beside their words, heads for people."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.words.formats import is_missing
from data.words.heads import head, in_words, is_coded, is_yes_or_no
from pages.exports import sources
from pages.exports.about import About


@dataclass(frozen=True)
class Column:
    """One column of a file: the metric's name for it, its head in words, its cells."""

    name: str
    head: str
    values: pd.Series


def columns(table: pd.DataFrame, about: About) -> list[Column]:
    """The table's columns with heads in words; a column of codes has its words before it.

    A unit is recorded in Vietnamese words, so only another language sets it beside its own.

    Args:
        table: codes and numbers as the metrics give them. Its index is left out.
        about: the language of the person.
    """
    found: list[Column] = []
    table = sources.known(table)
    for name in table.columns:
        title = head(name, about.lang)
        values = table[name]
        if is_coded(name, values):
            words = [in_words(name, code, about.lang) for code in values]
            if name == "unit" and words == list(values.fillna("")):
                found.append(Column("unit", title, values))
                continue
            found.append(Column("", title, pd.Series(words, index=table.index, dtype="str")))
            values, title = _codes(values), f"{title} ({about.words('code')})"
        elif not _is_plain(values):
            values = values.map(_listed)
        found.append(Column(str(name), title, values))
    return found


def _codes(values: pd.Series) -> pd.Series:
    """Codes as the schema writes them: yes and no for true and false."""
    if not is_yes_or_no(values):
        return values
    said = [None if is_missing(value) else "yes" if value else "no" for value in values]
    return pd.Series(said, index=values.index, dtype="object")


def _is_plain(values: pd.Series) -> bool:
    return not any(isinstance(value, (tuple, list)) for value in values)


def _listed(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else value
