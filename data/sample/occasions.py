"""When who gives what: one row per act, before anything is promised, delivered or counted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.days import DAYS, before_a_deadline, draw_days, shares_of_years, year_of
from data.sample.draw import EMPTY, Floats, Rng, happens, one_a_row, positions, weighted
from data.sample.habits import habits
from data.sample.pairs import Pairs

SEASON_NAMES = tuple(habits()["season"].unique())
# What belongs to a day of the year is given then, also by who hurries before a report.
BOUND_SEASONS = ("tet", "election", "merit")
AFTER_THE_END = 90
SEASON_OF_SUPPORT = positions(SEASON_NAMES, habits()["season"])


def occasions(
    rng: Rng, activities: int, pairs: Pairs, works: pd.DataFrame, parts: pd.DataFrame
) -> pd.DataFrame:
    """As many acts as asked for, in the order of their days.

    Acts that pay for a work come first, then one act for each pair and full year in which
    nothing is amiss, so that a year without a record is a fault and not chance; the rest is
    drawn freely.

    Returns:
        `pair`, `support` (positions), `day`, `part` (position of the work's part, or `EMPTY`),
        `firm` (delivered for certain), `free` (neither for a work nor the one of its year),
        `outside` (after the assignment of its pair had ended).
    """
    made = [_for_works(rng, works, parts), _one_a_year(rng, pairs)]
    rows = pd.concat(made, ignore_index=True).iloc[:activities]
    free = _free(rng, activities - len(rows), pairs)
    columns = {name: np.concatenate([rows[name].to_numpy(), free[name]]) for name in rows.columns}
    columns["free"] = (columns["part"] == EMPTY) & ~columns["firm"]
    columns |= _outside(rng, columns, pairs)
    columns["day"] = _bunched(rng, columns, pairs)
    order = np.argsort(columns["day"], kind="stable")
    return pd.DataFrame({name: values[order] for name, values in columns.items()})


def _for_works(rng: Rng, works: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """An act for nearly every part that a body paid; the shuffle keeps small samples mixed."""
    paid = np.flatnonzero(parts["pair"] != EMPTY)
    paid = rng.permutation(paid[~happens(rng, rates.WORK_ACT_MISSING_SHARE, len(paid))])
    of_work = works.iloc[parts["work"].to_numpy()[paid]]
    return pd.DataFrame(
        {
            "pair": parts["pair"].to_numpy()[paid],
            "support": of_work["support"].to_numpy(),
            "day": of_work["act_day"].to_numpy(),
            "part": paid,
            "firm": False,
        }
    )


def _one_a_year(rng: Rng, pairs: Pairs) -> pd.DataFrame:
    """One delivered act, of the kind the pair is known for, in each of its full years."""
    active = pairs.active.copy()
    active[:, 0] = False
    active[~pairs.assigned] = False
    pair, year = np.nonzero(active)
    weights = _support_weights(pairs)[pair]
    meeting = habits()["is_meeting"].to_numpy()
    weights[:, meeting] *= pairs.meetings_only[pair, None]
    support = one_a_row(rng, weights * _season_shares()[:, year].T)
    day = draw_days(rng, SEASON_NAMES, SEASON_OF_SUPPORT[support], year)
    return pd.DataFrame({"pair": pair, "support": support, "day": day, "part": EMPTY, "firm": True})


def _free(rng: Rng, size: int, pairs: Pairs) -> dict[str, np.ndarray]:
    """Pair, year and help in one draw, then the day by the season of the help."""
    by_year = pairs.weight[:, None] * pairs.active
    cells = by_year[:, :, None] * (_support_weights(pairs)[:, None, :] * _season_shares().T)
    drawn = weighted(rng, cells, size)
    pair, year, support = np.unravel_index(drawn, cells.shape)
    return {
        "pair": pair,
        "support": support,
        "day": draw_days(rng, SEASON_NAMES, SEASON_OF_SUPPORT[support], year),
        "part": np.full(size, EMPTY),
        "firm": np.zeros(size, dtype=bool),
    }


def _outside(rng: Rng, acts: dict[str, np.ndarray], pairs: Pairs) -> dict[str, np.ndarray]:
    """Move a few acts to the months after the assignment of their pair had ended."""
    ended = pairs.last_day[acts["pair"]]
    steady = SEASON_OF_SUPPORT[acts["support"]] == SEASON_NAMES.index("steady")
    able = np.flatnonzero(acts["free"] & steady & (ended < DAYS - AFTER_THE_END))
    moved = rng.permutation(able)[: round(rates.OUTSIDE_PERIOD_SHARE * len(ended))]
    day, firm = acts["day"].copy(), acts["firm"].copy()
    day[moved] = ended[moved] + rng.integers(1, AFTER_THE_END, len(moved))
    firm[moved] = True
    return {"day": day, "firm": firm, "outside": np.isin(np.arange(len(ended)), moved)}


def _bunched(rng: Rng, acts: dict[str, np.ndarray], pairs: Pairs) -> np.ndarray:
    """The days; who hurries gives help before a report, where the season leaves a choice."""
    fixed = np.isin(SEASON_OF_SUPPORT, positions(SEASON_NAMES, BOUND_SEASONS))
    hurried = pairs.bunched[acts["pair"]] & (acts["part"] == EMPTY) & ~acts["outside"]
    hurried &= ~fixed[acts["support"]]
    day = acts["day"].copy()
    day[hurried] = before_a_deadline(rng, year_of(day[hurried]))
    return day


def _support_weights(pairs: Pairs) -> Floats:
    """What a pair gives beside works, each pair's weights summing to 1."""
    weights = pairs.support_weights * ~habits()["is_work"].to_numpy()
    return weights / weights.sum(axis=1, keepdims=True)


def _season_shares() -> Floats:
    """The share of each kind of help that falls in each year, shape (support types, years)."""
    return shares_of_years(SEASON_NAMES)[SEASON_OF_SUPPORT]
