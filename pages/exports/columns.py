"""The columns of a table as a file has them: codes beside their words, heads for people."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.metrics.works import BUILT_STATUSES
from data.scope import SOURCE_REF
from data.words.formats import is_missing
from data.words.heads import head, in_words, is_coded, is_yes_or_no
from pages.exports import sources
from pages.exports.about import About

# On paper nothing is sorted, joined or looked up.
_NOT_ON_PAPER = (SOURCE_REF, "longitude", "latitude", "location_precision")
_MOST_ON_PAPER = 12


@dataclass(frozen=True)
class Column:
    """One column of a file: the metric's name for it, its head in words, its cells.

    `code_of_words`: the column before it says the same in words.
    """

    name: str
    head: str
    values: pd.Series
    code_of_words: bool = False


def columns(table: pd.DataFrame, about: About) -> list[Column]:
    """The table's columns with heads in words; a column of codes has its words before it.

    A unit is recorded in Vietnamese words, so only another language sets it beside its own.

    Args:
        table: codes and numbers as the metrics give them. Its index is left out.
        about: the language of the person.
    """
    found: list[Column] = []
    table = _with_completed(sources.known(table))
    for name in table.columns:
        title = head(name, about.lang)
        values = table[name]
        if is_coded(name, values):
            words = [in_words(name, code, about.lang) for code in values]
            if name == "unit" and words == list(values.fillna("")):
                found.append(Column("unit", title, values))
                continue
            found.append(Column("", title, pd.Series(words, index=table.index, dtype="str")))
            code = f"{title} ({about.words('code')})"
            found.append(Column(str(name), code, _codes(values), code_of_words=True))
            continue
        if not _is_plain(values):
            values = values.map(_listed)
        found.append(Column(str(name), title, values))
    return found


def for_print(written: list[Column]) -> list[Column]:
    """The columns that a sheet of paper has room for: words without their codes, nothing empty.

    Args:
        written: as `columns`.
    """
    named = {column.name for column in written}
    return [
        column
        for column in written
        if not column.code_of_words
        and column.name not in _NOT_ON_PAPER
        and column.name.replace("_code", "_name") not in named - {column.name}
        and not all(_is_empty(value) for value in column.values)
    ][:_MOST_ON_PAPER]


def _is_empty(value: object) -> bool:
    return is_missing(value) or value == ""


def _with_completed(table: pd.DataFrame) -> pd.DataFrame:
    """The table; a table of single works says beside the status if the work is completed.

    Completed, in use and out of use are three states of a work that stands.
    """
    if "work_status" not in table or "completed" in table:
        return table
    status = table["work_status"]
    said = status.isin(BUILT_STATUSES).astype("boolean").mask(status.isna())
    found = table.drop(columns=[name for name in ("built",) if name in table])
    found.insert(int(found.columns.get_loc("work_status")) + 1, "completed", said)  # type: ignore[arg-type]
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
