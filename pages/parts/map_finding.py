"""The finding above a map: one computed sentence on what it shows."""

from __future__ import annotations

import pandas as pd

from pages.parts import cards, concentrated, measures
from pages.parts.language import t

# From how many communes on half of them, or those under a bound, say something.
_ENOUGH = 10
_WHOLES = {"value_million_vnd": "value", "acts": "acts", "works": "works"}
_LONG_SILENCE_MONTHS = 12


def of(measure: str, values: pd.Series) -> str:
    """The sentence for a measure's values in the communes that have one; empty if too few do."""
    if measure not in _WHOLES and len(values) < _ENOUGH:
        return ""
    return _FINDINGS.get(measure, _half_between)(measure, values)


def _concentration(measure: str, values: pd.Series) -> str:
    """How much of it all went to the tenth of the communes with the most."""
    return concentrated.sentence(values, "communes", _WHOLES[measure])


def _half_between(measure: str, values: pd.Series) -> str:
    low, high = values.quantile([0.25, 0.75], interpolation="nearest")
    received = measure in ("value_million_vnd", "value_per_household")
    return t(
        "province_map.half_between_value" if received else "province_map.half_between",
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
    **dict.fromkeys(_WHOLES, _concentration),
    "promises_kept_share": _promises,
    "months_since_last_record": _silence,
}
