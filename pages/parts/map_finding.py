"""The finding above a map: one computed sentence on what it shows."""

from __future__ import annotations

import pandas as pd

from data.words import formats
from pages.parts import cards, language, measures
from pages.parts.language import t

# From how many communes on "the ten with the most" says something.
_TOP = 10
_ENOUGH_FOR_TOP = 20
_LONG_SILENCE_MONTHS = 12


def of(measure: str, values: pd.Series) -> str:
    """The sentence for a measure's values in the communes that have one; empty if too few do."""
    if len(values) < _ENOUGH_FOR_TOP // 2:
        return ""
    return _FINDINGS.get(measure, _half_between)(measure, values)


def _top_share(measure: str, values: pd.Series) -> str:
    """How much of it all went to the ten communes with the most."""
    if len(values) < _ENOUGH_FOR_TOP or not values.sum() > 0:
        return _half_between(measure, values)
    share = values.nlargest(_TOP).sum() / values.sum()
    return t(
        f"province_map.top_{measure}",
        top=_TOP,
        of=cards.number(len(values)),
        share=formats.share(share, language.current()),
    )


def _half_between(measure: str, values: pd.Series) -> str:
    low, high = values.quantile([0.25, 0.75], interpolation="nearest")
    return t(
        "province_map.half_between",
        low=measures.text(measure, low),
        high=measures.text(measure, high),
    )


def _promises(measure: str, values: pd.Series) -> str:
    return t(
        "province_map.promises_under_half",
        n=cards.number((values < 0.5).sum()),
        of=cards.number(len(values)),
    )


def _silence(measure: str, values: pd.Series) -> str:
    return t(
        "province_map.long_silence",
        n=cards.number((values >= _LONG_SILENCE_MONTHS).sum()),
        of=cards.number(len(values)),
        months=_LONG_SILENCE_MONTHS,
    )


_FINDINGS = {
    "value_million_vnd": _top_share,
    "acts": _top_share,
    "works": _top_share,
    "promises_kept_share": _promises,
    "months_since_last_record": _silence,
}
