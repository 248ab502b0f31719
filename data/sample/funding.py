"""Who paid what for a work: bodies, programmes and the people, together or alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.days import year_of
from data.sample.draw import EMPTY, Bools, Floats, Ints, Rng, around, happens, named
from data.sample.habits import unit_costs
from data.sample.pairs import Pairs, builder
from data.sample.places import DISTRICTS_30A
from geo.gazetteer import communes

PROGRAMMES = tuple(rates.PROGRAMME_ELSEWHERE)


def contributions(rng: Rng, works: pd.DataFrame, pairs: Pairs) -> pd.DataFrame:
    """Parts that sum to the cost of each work.

    Returns:
        One row per part: `work` (position in `works`), `pair` (position, or `EMPTY` when it is
        no agency's), `funding`, `cost` (million đồng).
    """
    size = len(works)
    total = works["quantity"].to_numpy() * unit_costs(rng, works["support"].to_numpy())
    first, second = _builders(rng, works, pairs)
    alone = (first != EMPTY) & (second == EMPTY) & (total < rates.AGENCY_ALONE_BELOW)
    alone &= happens(rng, rates.AGENCY_ALONE_SHARE, size)
    of_first = np.where(alone, total, _agency_part(rng, pairs, first, total))
    of_second = rates.SECOND_AGENCY_PART * _agency_part(rng, pairs, second, total)
    # Two bodies that truly pay together do not pay the same by chance.
    alike = np.abs(of_second - of_first) < 0.15 * of_first
    of_second = np.where(alike, 0.75 * of_first, of_second)
    of_people = _people_part(rng, total) * ~alone
    rest = np.where(alone, 0.0, total - of_first - of_second - of_people)
    main, other = _programmes(rng, works)
    of_main = np.where(other == EMPTY, rest, 0.6 * rest)
    parts = [
        _parts(first, "agency", of_first),
        _parts(second, "agency", of_second),
        _parts(EMPTY, np.array(PROGRAMMES)[main], of_main),
        _parts(EMPTY, np.array(PROGRAMMES)[other], rest - of_main),
        _parts(EMPTY, "people", of_people),
    ]
    rows = pd.concat(parts).rename_axis("work").reset_index()
    return rows.sort_values("work", kind="stable", ignore_index=True)


def _parts(pair: Ints | int, funding: np.ndarray | str, cost: Floats) -> pd.DataFrame:
    rows = pd.DataFrame({"cost": cost, "funding": funding, "pair": pair})
    return rows[rows["cost"] > 0]


def _builders(rng: Rng, works: pd.DataFrame, pairs: Pairs) -> tuple[Ints, Ints]:
    """The body that pays, and for a few works a second one; `EMPTY` for none."""
    commune, year = works["commune"].to_numpy(), year_of(works["act_day"].to_numpy())
    first = builder(rng, pairs, commune, year, taken(pairs, EMPTY, len(works)))
    # A work outside the assigned communes is known only because a body helped there.
    helped = happens(rng, rates.AGENCY_WORK_SHARE, len(works)) | works["elsewhere"].to_numpy()
    first = np.where(helped, first, EMPTY)
    second = builder(rng, pairs, commune, year, taken(pairs, first, len(works)))
    joined = happens(rng, rates.SECOND_AGENCY_SHARE, len(works)) & (first != EMPTY)
    return first, np.where(joined, second, EMPTY)


def taken(pairs: Pairs, pair: Ints | int, size: int) -> Bools:
    """Shape (rows, pairs): true where the pair is the row's own."""
    of_row = np.broadcast_to(pair, size)[:, None]
    return np.asarray(of_row == np.arange(len(pairs.agency)))


def _agency_part(rng: Rng, pairs: Pairs, pair: Ints, total: Floats) -> Floats:
    median = rates.AGENCY_PART_MEDIAN * pairs.purse[pair]
    part = around(rng, median, rates.AGENCY_PART_SIGMA, len(pair))
    # The least part differs from work to work: two bodies must not meet there by chance.
    least = rates.AGENCY_PART_LOW * rng.uniform(1.0, 1.5, len(pair))
    inside = np.clip(part, least * total, rates.AGENCY_PART_HIGH * total)
    return np.where(pair == EMPTY, 0.0, inside)


def _people_part(rng: Rng, total: Floats) -> Floats:
    share = rng.uniform(rates.PEOPLE_PART_LOW, rates.PEOPLE_PART_HIGH, len(total))
    return total * share * happens(rng, rates.PEOPLE_WORK_SHARE, len(total))


def _programmes(rng: Rng, works: pd.DataFrame) -> tuple[Ints, Ints]:
    """The programme that bears the rest, and for a few works another beside it."""
    size = len(works)
    district = communes()["district_code"].to_numpy()[works["commune"]]
    poorest = np.isin(district, DISTRICTS_30A)
    there = named(rng, rates.PROGRAMME_IN_30A_DISTRICT, size)
    main = np.where(poorest, there, named(rng, rates.PROGRAMME_ELSEWHERE, size))
    two = happens(rng, rates.TWO_PROGRAMMES_SHARE, size)
    other = PROGRAMMES.index("programme_135"), PROGRAMMES.index("new_rural")
    beside = np.where(main == other[0], other[1], other[0])
    return main, np.where(two, beside, EMPTY)
