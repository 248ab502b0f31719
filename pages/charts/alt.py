"""A chart in words, for those who hear the page: what it shows, its ends, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data.words import Lang, formats, translate

TEXT = Path(__file__).parents[1] / "text"
_NAMED = 3


def ranked(
    values: pd.Series,
    labels: Sequence[str],
    measure: str,
    *,
    lang: Lang,
    unit: str,
    decimals: int = 0,
) -> str:
    """The text alternative of a ranked chart: the three largest, the smallest, and the missing.

    Args:
        values: what the chart shows, in its order.
        labels: the name of each row, in its order.
        measure: the chart's second title.
        lang: language of the words and numbers.
        unit: in words.
        decimals: of the numbers.
    """
    rows = pd.DataFrame({"value": list(values), "label": list(labels)})
    known = rows.dropna().sort_values("value", ascending=False, kind="stable")

    def named(some: pd.DataFrame) -> str:
        return "; ".join(
            f"{label}: {formats.number(float(value), lang, decimals)} {unit}"
            for value, label in zip(some["value"], some["label"], strict=True)
        )

    parts = [_words(lang, "shows", measure=measure, n=len(rows))]
    if len(known):
        parts.append(_words(lang, "largest", rows=named(known.head(_NAMED))))
    if len(known) > _NAMED:
        parts.append(_words(lang, "smallest", rows=named(known.tail(1))))
    if len(known) < len(rows):
        parts.append(_words(lang, "missing", n=len(rows) - len(known)))
    return " ".join(parts)


def _words(lang: Lang, key: str, **values: object) -> str:
    return translate(lang, f"charts.{key}", folder=TEXT, **values)
