"""The columns of a table as a file has them: codes beside their words, heads for people."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.words.heads import head, in_words, is_coded
from pages.exports.about import About


@dataclass(frozen=True)
class Column:
    """One column of a file: the metric's name for it, its head in words, its cells."""

    name: str
    head: str
    values: pd.Series


def columns(table: pd.DataFrame, about: About) -> list[Column]:
    """The table's columns with heads in words; a column of codes has its words before it.

    Args:
        table: codes and numbers as the metrics give them. Its index is left out.
        about: the language of the person.
    """
    found: list[Column] = []
    for name in table.columns:
        title = head(name, about.lang)
        values = table[name]
        if is_coded(name):
            words = [in_words(name, code, about.lang) for code in values]
            found.append(Column("", title, pd.Series(words, index=table.index, dtype="str")))
            title = f"{title} ({about.words('code')})"
        elif not _is_plain(values):
            values = values.map(_listed)
        found.append(Column(str(name), title, values))
    return found


def _is_plain(values: pd.Series) -> bool:
    return not any(isinstance(value, (tuple, list)) for value in values)


def _listed(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else value
