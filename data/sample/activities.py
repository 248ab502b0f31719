"""Acts of help: promised, delivered, valued, and confirmed by the commune or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample import promises, rates
from data.sample.confirmations import confirmations
from data.sample.days import dates
from data.sample.draw import (
    EMPTY,
    Bools,
    Floats,
    Ints,
    Rng,
    around,
    blank,
    happens,
    heaped,
    round_sums,
    rounded,
    text,
)
from data.sample.habits import descriptions, habit, habits, unit_costs
from data.sample.pairs import Pairs
from data.schema import CONFIRMATIONS
from geo.gazetteer import communes

LABOUR_MEDIAN_DAYS = 25.0
HANDED_ON = ("pair", "support", "day", "free", "outside")


@dataclass(frozen=True)
class Given:
    """What truly happened in each act; the columns report it, well or badly.

    Positions: `support`, `agency`, `commune`, `work` (or `EMPTY`). `village`: the number of the
    work's village, `EMPTY` for what is not given to a work. `quantity`: what was meant;
    `delivered`: what came, NaN for nothing; `unit_cost`: million đồng a unit, NaN for no cost.
    """

    support: Ints
    agency: Ints
    commune: Ints
    work: Ints
    village: Ints
    outcome: Ints
    quantity: Floats
    delivered: Floats
    unit_cost: Floats

    @property
    def came(self) -> Bools:
        """Acts that took place."""
        return self.outcome != promises.NEVER

    @property
    def decimals(self) -> Floats:
        """How finely each quantity is counted."""
        return habit("decimals", self.support)


def activities(
    rng: Rng,
    occasions: pd.DataFrame,
    pairs: Pairs,
    agencies: pd.DataFrame,
    works: pd.DataFrame,
    parts: pd.DataFrame,
) -> pd.DataFrame:
    """One row per occasion, in the order of the days.

    Returns:
        The columns of the schema's table but `activity_id`; and for `faults`: `pair`, `support`
        (positions), `day`, `free`, `outside` as `occasions` tells them, `came` (it took place),
        `silent` (without its quantity), `differs`, `denied` (as `confirmations` tells them).
    """
    given = _given(rng, occasions, pairs, works, parts)
    planned = promises.planned_days(rng, occasions, given.outcome, pairs)
    columns = {
        "agency_code": text(agencies["agency_code"], given.agency),
        "commune_code": text(communes().index, given.commune),
        "description": descriptions(rng, given.support, given.village),
        "planned_date": dates(planned),
        "activity_date": dates(blank(occasions["day"].to_numpy(dtype="float64"), ~given.came)),
    }
    columns |= _vocabulary(rng, given, occasions["firm"].to_numpy())
    columns |= _promised(rng, given) | _money(rng, given) | _reach(rng, given, agencies)
    columns |= _reported(rng, given)
    columns["work_id"] = text(works["work_id"], given.work)
    columns |= {name: occasions[name].to_numpy() for name in HANDED_ON}
    columns["came"] = given.came
    return pd.DataFrame(columns)


def _given(
    rng: Rng, occasions: pd.DataFrame, pairs: Pairs, works: pd.DataFrame, parts: pd.DataFrame
) -> Given:
    size, pair = len(occasions), occasions["pair"].to_numpy()
    support, part = occasions["support"].to_numpy(), occasions["part"].to_numpy()
    built = part != EMPTY
    work = np.where(built, parts["work"].to_numpy()[part], EMPTY)
    quantity = np.where(
        built, works["quantity"].to_numpy()[work], _quantities(rng, support, pairs.purse[pair])
    )
    not_begun = built & works["work_status"].eq("planned").to_numpy()[work]
    outcome = promises.outcomes(rng, occasions, pairs.neglect[pair], quantity, not_begun)
    paid = parts["cost"].to_numpy()[part] / quantity
    lost = happens(rng, rates.WORK_LINK_LOST_SHARE, size)
    return Given(
        support=support,
        agency=pairs.agency[pair],
        commune=pairs.commune[pair],
        work=np.where(lost, EMPTY, work),
        village=np.where(built, works["village"].to_numpy()[work], EMPTY),
        outcome=outcome,
        quantity=quantity,
        delivered=promises.delivered_quantities(rng, outcome, quantity, habit("decimals", support)),
        unit_cost=np.where(built, paid, unit_costs(rng, support)),
    )


def _quantities(rng: Rng, support: Ints, purse: Floats) -> Floats:
    median, sigma = habit("quantity_median", support), habit("quantity_sigma", support)
    decimals = habit("decimals", support)
    # What is given one at a time stays one, however deep the purse.
    large = np.where(median >= 5, purse, 1.0)
    drawn = heaped(rounded(around(rng, median * large, sigma, len(support)), decimals))
    return np.maximum(drawn, 10.0**-decimals)


def _vocabulary(rng: Rng, given: Given, firm: Bools) -> dict[str, object]:
    """Sector, kind of help and unit; a few acts do not say which help it was, never a meeting."""
    unnamed = happens(rng, rates.SUPPORT_TYPE_MISSING_SHARE, len(given.support)) & ~firm
    unnamed &= ~habits()["is_meeting"].to_numpy()[given.support]
    return {
        "sector": text(habits()["sector"], given.support),
        "support_type": text(habits().index, np.where(unnamed, EMPTY, given.support)),
        "unit": text(habits()["unit_vi"], given.support),
    }


def _promised(rng: Rng, given: Given) -> dict[str, Floats]:
    size = len(given.support)
    free = given.outcome == promises.NOT_PROMISED
    estimate = given.quantity * given.unit_cost * around(rng, 1.0, 0.1, size)
    no_quantity = free | happens(rng, rates.PROMISE_WITHOUT_QUANTITY_SHARE, size)
    no_value = free | happens(rng, rates.PROMISE_WITHOUT_VALUE_SHARE, size)
    return {
        "planned_quantity": blank(given.quantity, no_quantity),
        "planned_value_million_vnd": blank(_million(estimate), no_value),
    }


def _money(rng: Rng, given: Given) -> dict[str, Floats]:
    """Cash, in kind or both; the form that was not given is left empty or written as 0."""
    size = len(given.support)
    value = blank(given.delivered * given.unit_cost, happens(rng, rates.VALUE_MISSING_SHARE, size))
    both = happens(rng, rates.CASH_AND_IN_KIND_SHARE, size)
    in_kind = happens(rng, habit("in_kind_share", given.support), size)
    share = np.where(both, rng.uniform(0.2, 0.8, size), np.where(in_kind, 0.0, 1.0))
    none = np.where(happens(rng, rates.ZERO_WRITTEN_SHARE, size) & ~np.isnan(value), 0.0, np.nan)
    cash = _million(value * share)
    # What is paid for a work is its bill; a gift is a round sum.
    even = happens(rng, rates.CASH_ROUND_SHARE, size) & (given.village == EMPTY)
    return {
        "cash_million_vnd": np.where(share > 0, np.where(even, round_sums(cash), cash), none),
        "in_kind_million_vnd": np.where(share < 1, _million(value * (1 - share)), none),
    }


def _million(value: Floats) -> Floats:
    """Million đồng to the tenth, small sums to the hundredth."""
    return rounded(value, np.where(value >= 10, 1, 2))


def _reach(rng: Rng, given: Given, agencies: pd.DataFrame) -> dict[str, Floats]:
    size = len(given.support)
    per_unit = habit("households_per_unit", given.support)
    there = communes()["households_2019"].to_numpy()[given.commune]
    reached = np.round(given.delivered * per_unit * around(rng, 1.0, 0.3, size))
    unknown = (per_unit == 0) | happens(rng, rates.HOUSEHOLDS_MISSING_SHARE, size)
    armed = agencies["agency_group"].eq("armed_forces").to_numpy()[given.agency]
    often = np.where(armed, rates.ARMED_FORCES_LABOUR_FACTOR, 1.0)
    worked = happens(rng, habit("labour_share", given.support) * often, size) & given.came
    labour = np.maximum(heaped(np.round(around(rng, LABOUR_MEDIAN_DAYS, 0.8, size))), 1.0)
    return {
        "households_reached": blank(np.clip(heaped(reached), 1, there), unknown),
        "labour_days": blank(labour, ~worked),
    }


def _reported(rng: Rng, given: Given) -> dict[str, object]:
    """The body's figure, and the commune's word and figure beside it."""
    silent = happens(rng, rates.WITHOUT_QUANTITY_SHARE, len(given.support))
    reported = blank(given.delivered, silent)
    said = confirmations(rng, given.commune, given.came, reported, given.decimals)
    return {
        "delivered_quantity": reported,
        "commune_confirmed": text(CONFIRMATIONS, said.word),
        "confirmed_quantity": said.figure,
        "silent": silent & given.came,
        "differs": said.differs,
        "denied": said.denied,
    }
