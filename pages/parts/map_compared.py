"""What the page says beside a map that compares: one description for list, table and paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.metrics.commune_states import VALUE


@dataclass(frozen=True)
class Compared:
    """A view of the map that sets things beside each other.

    Attributes:
        compare: of `links.COMPARES`.
        name: what it compares and when, in words: the name of the table, its files and the sheet.
        file: the same in short, for names of files.
        found: one row per commune, indexed by `commune_code`: `state`, `class` (1 to 9 where the
            state is `value`, else 0), `faded` (outside the filters), and the view's own columns.
        order: the codes within the filters, in the order to be read.
        words: class (as text) or state -> its words in the legend, in the legend's order.
        told: what the map shows in words: `title`, `subtitle`, `period`, `unit`, `note`.
        read: what a commune reads as, by its code: in short, and what stands beside that.
        table: the rows of a table, by their codes: heads in words or names of columns.
        signs: class -> the sign that stands on its communes and before its words.
        length: the column of `found` that a bar in the list is as long as.
        full: the value of a full bar; None for the largest of the list.
        panels: the maps of the view where it is several: head and `state`, `class`, `faded`.
    """

    compare: str
    name: str
    file: str
    found: pd.DataFrame
    order: pd.Index
    words: Mapping[str, str]
    told: Mapping[str, Any]
    read: Callable[[str], tuple[str, str]]
    table: Callable[[pd.Index], pd.DataFrame]
    length: str
    full: float | None = None
    signs: Mapping[str, str] = field(default_factory=dict)
    panels: Sequence[tuple[str, pd.DataFrame]] = ()

    @property
    def looks(self) -> pd.Series:
        """The class of each commune as text, or its state: what the legend calls it."""
        return looks(self.found)

    def in_words(self, look: str) -> str:
        """A class or a state as the legend says it, behind its sign."""
        return " ".join(part for part in (self.signs.get(look, ""), self.words[look]) if part)


def looks(found: pd.DataFrame) -> pd.Series:
    """The class of each commune as text, or its state where that is no value.

    Example:
        >>> looks(pd.DataFrame({"state": ["value", "zero"], "class": [3, 0]})).tolist()
        ['3', 'zero']
    """
    return found["class"].astype("str").where(found["state"] == VALUE, found["state"])
