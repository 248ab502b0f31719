"""Pairs of body and commune: how much each does, in which years, and how it falls short."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.days import DAYS, FIRST_DAY, YEARS
from data.sample.draw import Bools, Floats, Ints, Rng, around, one_a_row, positions
from data.sample.habits import habits
from data.sample.places import assisted, is_kind
from data.schema import SECTORS
from geo.gazetteer import communes

MOST_NEGLECT = 1.9


@dataclass(frozen=True)
class Pairs:
    """All pairs that may act, one position each; the assigned ones first.

    `agency`, `commune`: positions in the tables of bodies and communes. `active`: may the pair
    act in the year, shape (pairs, years); a pair that never reports has no year at all.
    `weight`: how much it does beside the others. `purse`: how large its gifts are. `neglect`: how
    much more or less often than others it breaks a promise. `last_day`: of the assignment.
    `bunched`: the body gives nearly all of its help in the two weeks before a report.
    `support_weights`: which help it gives, shape (pairs, support types).
    """

    agency: Ints
    commune: Ints
    assigned: Bools
    active: Bools
    meetings_only: Bools
    weight: Floats
    purse: Floats
    neglect: Floats
    support_weights: Floats
    last_day: Ints
    bunched: Bools

    @property
    def builds(self) -> Bools:
        """Pairs that may pay for a work: everyone but those who only meet."""
        return ~self.meetings_only


def pairs(rng: Rng, agencies: pd.DataFrame, assignments: pd.DataFrame) -> Pairs:
    """The assigned pairs with their faults, and a few that help where nobody sent them."""
    agency, commune = _with_volunteers(rng, assignments, len(agencies))
    assigned = np.arange(len(agency)) < len(assignments)
    active = np.ones((len(agency), len(YEARS)), dtype=bool)
    active[assigned] = years_of(assignments)
    meetings_only = _fall_short(rng, active, assigned)
    weight = _weights(rng, commune, assigned)
    return Pairs(
        agency=agency,
        commune=commune,
        assigned=assigned,
        active=active,
        meetings_only=meetings_only,
        weight=weight,
        purse=_purses(rng, agencies)[agency],
        neglect=_neglects(rng, len(agencies))[agency],
        support_weights=_support_weights(agencies, agency, commune, meetings_only),
        last_day=_last_days(assignments, len(agency)),
        bunched=_bunched(rng, agency, weight, active.all(axis=1) & ~meetings_only),
    )


def _last_days(assignments: pd.DataFrame, size: int) -> Ints:
    last = np.full(size, DAYS - 1)
    last[: len(assignments)] = (assignments["valid_to"] - FIRST_DAY).dt.days
    return last


def _bunched(rng: Rng, agency: Ints, weight: Floats, faultless: Bools) -> Bools:
    """The pairs of a few bodies that do much and have no other fault."""
    does = np.bincount(agency, weight)
    faulty = np.isin(np.arange(len(does)), agency[~faultless])
    busy = np.flatnonzero(~faulty & (does >= np.quantile(does, 0.6)))
    return np.isin(agency, rng.permutation(busy)[: rates.BUNCHED_BODIES])


def _with_volunteers(rng: Rng, assignments: pd.DataFrame, bodies: int) -> tuple[Ints, Ints]:
    others = np.setdiff1d(np.arange(len(communes())), assisted())
    there = rng.choice(others, rates.PAIRS_WITHOUT_ASSIGNMENT, replace=False)
    helpers = rng.choice(bodies, rates.PAIRS_WITHOUT_ASSIGNMENT, replace=False)
    agency = np.concatenate([assignments["agency"], helpers])
    return agency, np.concatenate([assignments["commune"], there])


def years_of(assignments: pd.DataFrame) -> Bools:
    years = np.array(YEARS)
    first = assignments["valid_from"].dt.year.to_numpy()[:, None]
    last = assignments["valid_to"].dt.year.to_numpy()[:, None]
    return (first <= years) & (years <= last)


def _fall_short(rng: Rng, active: Bools, assigned: Bools) -> Bools:
    """Take years away from some pairs, and return those that only meet; no pair has two faults.

    Only pairs assigned through all the years are picked, so that a fault is theirs and not the
    end of an assignment.
    """
    through = rng.permutation(np.flatnonzero(assigned & active.all(axis=1)))
    of_all = np.count_nonzero(assigned)
    shares = (rates.NEVER_REPORTED_SHARE, rates.MISSING_YEAR_SHARE, rates.MEETINGS_ONLY_SHARE)
    ends = np.cumsum([round(share * of_all) for share in shares])
    never, missing, meeting = (
        through[slice(*span)] for span in zip([0, *ends], ends, strict=False)
    )
    active[never] = False
    active[missing, rng.integers(1, len(YEARS), len(missing))] = False
    return np.isin(np.arange(len(active)), meeting)


def _weights(rng: Rng, commune: Ints, assigned: Bools) -> Floats:
    weight = around(rng, 1.0, rates.PAIR_SIGMA, len(commune))
    weight[is_kind("border")[commune]] *= rates.BORDER_FACTOR
    share = rates.WITHOUT_ASSIGNMENT_SHARE / (1 - rates.WITHOUT_ASSIGNMENT_SHARE)
    weight[~assigned] *= share * weight[assigned].sum() / weight[~assigned].sum()
    return weight


def _purses(rng: Rng, agencies: pd.DataFrame) -> Floats:
    of_group = agencies["agency_group"].map(rates.PURSE).to_numpy(dtype="float64")
    return of_group * around(rng, 1.0, rates.PURSE_SIGMA, len(agencies))


def _neglects(rng: Rng, bodies: int) -> Floats:
    """Around 1, and never so much that no promise is kept."""
    drawn = around(rng, 1.0, rates.NEGLECT_SIGMA, bodies)
    return np.minimum(drawn / drawn.mean(), MOST_NEGLECT)


def _support_weights(
    agencies: pd.DataFrame, agency: Ints, commune: Ints, meetings_only: Bools
) -> Floats:
    """Field, border and merit shift what a pair gives; who only meets gives nothing else."""
    sector = positions(SECTORS, habits()["sector"])
    field = positions(SECTORS, agencies["field"])[agency]
    weights = np.tile(habits()["weight"].to_numpy(dtype="float64"), (len(agency), 1))
    weights[field[:, None] == sector] *= rates.FIELD_FACTOR
    security = sector == SECTORS.index("security")
    visits = habits()["season"].eq("merit").to_numpy()
    no_meeting = ~habits()["is_meeting"].to_numpy()
    border, merit = is_kind("border")[commune], is_kind("meritorious")[commune]
    weights[np.ix_(border, security)] *= rates.BORDER_SECURITY_FACTOR
    weights[np.ix_(merit, visits)] *= rates.MERITORIOUS_VISIT_FACTOR
    weights[np.ix_(meetings_only, no_meeting)] = 0.0
    return weights


def builder(rng: Rng, pairs: Pairs, commune: Ints, year: Ints, taken: Bools) -> Ints:
    """For each row a pair that may pay for a work there in that year, or `EMPTY`.

    Args:
        commune, year: positions, one a row.
        taken: shape (rows, pairs), pairs that are not to be chosen for the row.
    """
    infrastructure = habits()["is_work"].to_numpy()
    eager = pairs.weight * pairs.support_weights[:, infrastructure].sum(axis=1)
    fits = (commune[:, None] == pairs.commune) & pairs.active[:, year].T & ~taken
    return one_a_row(rng, np.where(fits & pairs.builds, eager, 0.0))
