"""Numbers as the record stores them: without what the arithmetic of a computer leaves behind."""

from __future__ import annotations

import math

# A đồng of a thousand tỷ; the arithmetic of 5,000 rows leaves its dust three places further on.
_DIGITS = 13


def as_stored(value: float) -> float:
    """The number that was written or that its parts add up to, of 13 digits at most.

    Nothing that a record can say is cut: money in million đồng has six decimals at the most.

    Example:
        >>> as_stored(0.1 + 0.2), as_stored(1646.0999999999985), as_stored(0.005)
        (0.3, 1646.1, 0.005)
    """
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else value
