"""What the commune says about an act: yes, partly, no, or not asked; and its own figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.sample import rates
from data.sample.draw import EMPTY, Bools, Floats, Ints, Rng, blank, happens, rounded
from data.schema import CONFIRMATIONS
from geo.gazetteer import communes

YES, NO, PARTLY = (CONFIRMATIONS.index(word) for word in ("yes", "no", "partly"))
# Communes are not asked equally often.
ASKED_SPREAD = 0.15


@dataclass(frozen=True)
class Said:
    """The commune's word (position in `CONFIRMATIONS`, or `EMPTY`) and its figure (NaN for none).

    `differs`: the figure is not the body's; `denied`: of what took place the commune says no.
    """

    word: Ints
    figure: Floats
    differs: Bools
    denied: Bools


def confirmations(
    rng: Rng, commune: Ints, delivered: Bools, reported: Floats, decimals: Floats
) -> Said:
    """What each commune says of each act.

    Args:
        commune: position of each act's commune.
        delivered: acts that took place; of the others some communes say that nothing came.
        reported: the body's own figure, NaN where it gave none.
        decimals: how finely the quantity is counted.
    """
    size = len(commune)
    willing = rates.ASKED_SHARE + ASKED_SPREAD * rng.standard_normal(len(communes()))
    asked = happens(rng, np.clip(willing, 0.2, 0.95)[commune], size) & delivered
    denied = asked & happens(rng, rates.NOT_CONFIRMED_SHARE, size)
    both = asked & ~denied & ~np.isnan(reported)
    both &= happens(rng, rates.CONFIRMED_FIGURE_SHARE, size)
    differs = both & happens(rng, rates.FIGURES_DIFFER_SHARE, size)
    figure = blank(np.where(differs, _other_figure(rng, reported, decimals), reported), ~both)
    part = (differs & (figure < reported)) | (
        asked & ~both & happens(rng, rates.PARTLY_WITHOUT_FIGURE_SHARE, size)
    )
    denied |= ~delivered & happens(rng, rates.UNDELIVERED_DENIED_SHARE, size)
    word = np.select([denied, part, asked], [NO, PARTLY, YES], default=EMPTY)
    return Said(word, figure, differs, denied & delivered)


def _other_figure(rng: Rng, reported: Floats, decimals: Floats) -> Floats:
    """Mostly less than reported, at times more; never the same. One less than one is none."""
    size, step = len(reported), 10.0**-decimals
    more = happens(rng, rates.CONFIRMED_MORE_SHARE, size)
    factor = np.where(more, rng.uniform(1.05, 1.3, size), rng.uniform(0.4, 0.95, size))
    other = rounded(reported * factor, decimals)
    nearest = reported + np.where(more, step, -step)
    return rounded(np.where(more, np.maximum(other, nearest), np.minimum(other, nearest)), decimals)
