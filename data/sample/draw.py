"""Drawing from tables of weights, whole columns at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rng = np.random.Generator

EMPTY = -1
"""The pick that stands for an empty cell."""


def weighted(rng: Rng, weights: Floats, size: int) -> Ints:
    """Positions in `weights` (flattened), drawn in proportion to them."""
    heap = np.cumsum(weights.ravel())
    found = np.searchsorted(heap, rng.random(size) * heap[-1], side="right")
    return np.minimum(found, np.flatnonzero(weights.ravel())[-1])


def one_a_row(rng: Rng, weights: Floats) -> Ints:
    """One column for each row of a weight table; `EMPTY` where the row has no weight at all."""
    heap = weights.cumsum(axis=1)
    aim = rng.random((len(weights), 1)) * heap[:, -1:]
    found = (heap <= aim).sum(axis=1)
    return np.where(heap[:, -1] > 0, found, EMPTY)


def named(rng: Rng, shares: Mapping[Any, float], size: int) -> Ints:
    """Positions in `shares`; what the shares leave of 1 becomes `EMPTY`."""
    heap = np.cumsum(list(shares.values()))
    found = np.searchsorted(heap, rng.random(size), side="right")
    # A sum of shares is 1 only up to rounding: nothing is left over by a hair.
    last = len(heap) - 1
    return np.where(found > last, EMPTY if heap[-1] < 1 - 1e-9 else last, found)


def happens(rng: Rng, share: float | Floats, size: int) -> Bools:
    """True for a share of `size` rows; one share for all, or one a row."""
    return rng.random(size) < share


def around(rng: Rng, median: float | Floats, sigma: float | Floats, size: int) -> Floats:
    """Values with a long tail upward: lognormal by median and spread."""
    return np.asarray(median * np.exp(sigma * rng.standard_normal(size)))


def exactly(rng: Rng, share: float, rows: Ints) -> Ints:
    """A share of `rows`, rounded to a count, picked without looking."""
    return np.sort(rng.permutation(rows)[: round(share * len(rows))])


def text(words: Iterable[str], picks: Ints) -> Any:
    """A text column that holds `words[pick]`, empty where the pick is `EMPTY`."""
    return pd.Series(list(words), dtype="str").array.take(picks, allow_fill=True)


def positions(words: Iterable[str], values: Iterable[str]) -> Ints:
    """Where each value stands among the words, `EMPTY` where it does not."""
    return pd.Index(list(words)).get_indexer(pd.Index(list(values))).astype(np.int64)


def codes(prefix: str, count: int, digits: int) -> Any:
    """Identifiers in order: prefix and number, as "HD0000001"."""
    numbers = pd.Series(np.arange(1, count + 1)).astype("str").str.zfill(digits)
    return prefix + numbers


def blank(values: Floats, where: Bools) -> Floats:
    """The values, empty where told."""
    return np.where(where, np.nan, values)


def rounded(values: Floats, decimals: Ints | Floats | int) -> Floats:
    """Rounded, each row to its own number of decimals."""
    scale = 10.0 ** np.asarray(decimals)
    return np.asarray(np.round(values * scale) / scale)


def heaped(values: Floats) -> Floats:
    """Numbers as people hand them out: fives from 20, tens from 100, hundreds from 1000."""
    step = np.select([values >= 1000, values >= 100, values >= 20], [100.0, 10.0, 5.0], default=1.0)
    return np.where(values >= 20, np.round(values / step) * step, values)


def round_sums(values: Floats) -> Floats:
    """Sums of money as people give them, in million đồng: halves, ones, fives, tens, fifties."""
    bounds, steps = [values >= 200, values >= 50, values >= 10, values >= 2], [50.0, 10.0, 5.0, 1.0]
    step = np.select(bounds, steps, default=0.5)
    return np.where(values >= 0.5, np.round(values / step) * step, values)
