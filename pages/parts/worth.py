"""A sum of value in words, and beside it the acts that carry none: empty is not zero.

Every function takes sums of the cube by name: `value_million_vnd` (missing where no act carries a
value), `acts` and `acts_without_value`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from data.words import formats
from pages.parts import bars, cards, language
from pages.parts.language import t

Sums = Mapping[Any, Any] | pd.Series


def text(sums: Sums) -> str:
    """The value; where no act carries one, the acts: help without money is not nothing."""
    if not formats.is_missing(sums["value_million_vnd"]):
        return formats.money(sums["value_million_vnd"], language.current())
    if not sums["acts"]:
        return t("worth.no_acts")
    return cards.counted("worth.acts_alone", sums["acts"])


def unvalued(sums: Sums) -> str:
    """How many of the acts behind a sum of value carry none; empty where the sum says it all."""
    without = sums["acts_without_value"]
    if not without or formats.is_missing(sums["value_million_vnd"]):
        return ""
    return cards.counted("worth.unvalued", without)


def clause(sums: Sums) -> str:
    """What stands behind a number of acts in a sentence, as Markdown: what they are worth."""
    if formats.is_missing(sums["value_million_vnd"]):
        return t("worth.clause_unvalued") if sums["acts"] else ""
    value = formats.money(sums["value_million_vnd"], language.current())
    without = unvalued(sums)
    if not without:
        return t("worth.clause", value=value)
    return t("worth.clause_partly", value=value, without=without)


def beside(said: str, sums: Sums) -> str:
    """What a value is compared with, and how many acts carry no value."""
    return "; ".join(part for part in (said, unvalued(sums)) if part)


def rows(table: pd.DataFrame, name_of: Callable[[str], str]) -> list[bars.Bar]:
    """One bar for each code of the index, as long as its value, with what carries none below it."""
    lengths = bars.lengths(bars.known(table["value_million_vnd"]))
    return [
        bars.Bar(str(code), name_of(str(code)), length, text(sums), unvalued(sums))
        for (code, sums), length in zip(table.to_dict("index").items(), lengths, strict=True)
    ]
