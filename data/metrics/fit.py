"""Does help fit the trade of who gives it: the agency's own field beside the sector of its help.

The conference of 08/05/2017 asked that help fit "khả năng và lĩnh vực chuyên môn" of the agency.
It is counted in acts: some sectors cost little or nothing by their nature, and one road would
outweigh all that a body does with what it knows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.metrics import cube, few
from data.schema import SECTORS

# How often the fields are dealt anew; the seed makes the same record give the same interval.
_DEALS, _SEED = 2000, 2523
_INTERVAL = (0.025, 0.975)


@dataclass(frozen=True)
class Fit:
    """How much of the help was in the givers' own fields.

    `own_share` is that fraction of delivered acts, 0 to 1, and `own`, `acts` the counts behind
    it; `chance_share` is what it would be if fields played no part, and `low`, `high` where it
    would then lie in 95 of 100 draws: None with too few bodies. None without an act.
    `agencies` have a known field and a delivered act; `outside` of them did nothing in it.
    """

    own_share: float | None
    chance_share: float | None
    low: float | None
    high: float | None
    own: int
    acts: int
    agencies: int
    outside: int

    @property
    def beside_chance(self) -> str:
        """`more`, `less` or `within` what chance alone would give; `unknown` with too few."""
        if self.own_share is None or self.low is None or self.high is None:
            return "unknown"
        if self.low <= self.own_share <= self.high:
            return "within"
        return "more" if self.own_share > self.high else "less"


def by_agency(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """What each agency did in its own field.

    Args:
        contributions: the cube, already narrowed by the filters.
        agencies: one row per body, with `field`; bodies without a known field are left out.

    Returns:
        One row per agency with a known field and a delivered act, indexed by `agency_code`, the
        smallest share first and those with fewer than 5 acts after all others: `field`; `acts`,
        `own_field_acts`, counts; `own_field_share`, 0 to 1 of its acts; `value_million_vnd`,
        `own_field_million_vnd`, missing if none recorded.

    Source: method note "Help in the agency's own field".
    """
    rows = _with_field(contributions, agencies)
    found, own = _sums(rows), _sums(rows[rows["sector"] == rows["field"]])
    found.insert(0, "field", agencies.set_index("agency_code")["field"].reindex(found.index))
    found["own_field_acts"] = own["acts"].reindex(found.index).fillna(0)
    found["own_field_share"] = cube.ratio(found["own_field_acts"], found["acts"])
    found["own_field_million_vnd"] = own["value_million_vnd"].reindex(found.index)
    comparable = few.comparable(found["own_field_share"], found["acts"])
    ordered = found.assign(_comparable=comparable).sort_index()
    ordered = ordered.sort_values(["_comparable", "own_field_share"], kind="stable")
    return ordered.drop(columns="_comparable")


def field_by_sector(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Delivered acts by the giver's field (rows) and the sector of the help (columns).

    Returns:
        One row and one column per sector in the order of the schema, counts. The diagonal is
        help in the giver's own field.

    Source: method note "Help in the agency's own field".
    """
    rows = _with_field(contributions, agencies)
    sums = rows.groupby(["field", "sector"], observed=True)["acts"].sum()
    found = sums.unstack("sector").reindex(index=list(SECTORS), columns=list(SECTORS))
    return found.fillna(0).rename_axis(index="field", columns="sector")


def overall(contributions: pd.DataFrame, agencies: pd.DataFrame) -> Fit:
    """The fit of all help within the filters, beside what it would be if fields played no part.

    Fields are dealt anew to the same bodies, many times over, and each keeps all of its acts:
    acts come in clusters of bodies, so chance is a matter of bodies and not of acts.

    Source: method note "Help in the agency's own field".

    Example:
        >>> bodies = pd.DataFrame({"agency_code": ["A", "B"], "field": ["economy", "welfare"]})
        >>> cube = pd.DataFrame({"agency_code": ["A", "A", "B"], "acts": [3, 1, 4],
        ...     "sector": ["economy", "welfare", "economy"], "value_million_vnd": [9., 9., 9.]})
        >>> found = overall(cube, bodies)
        >>> found.own_share, found.chance_share, found.low, found.agencies, found.outside
        (0.375, 0.5, None, 2, 1)
    """
    each = by_agency(contributions, agencies)
    outside = int((each["own_field_acts"] == 0).sum())
    own, acts = int(each["own_field_acts"].sum()), int(each["acts"].sum())
    if acts <= 0:
        return Fit(None, None, None, None, 0, 0, len(each), outside)
    chance, low, high = _if_fields_played_no_part(contributions, agencies)
    return Fit(own / acts, chance, low, high, own, acts, len(each), outside)


def _if_fields_played_no_part(
    contributions: pd.DataFrame, agencies: pd.DataFrame
) -> tuple[float, float | None, float | None]:
    """The share expected by chance, and where 95 of 100 deals of the fields lie."""
    rows = _with_field(contributions, agencies)
    sums = rows.groupby(["agency_code", "sector"], observed=True)["acts"].sum()
    acts = sums.unstack("sector").reindex(columns=list(SECTORS)).fillna(0.0).sort_index()
    fields = agencies.set_index("agency_code")["field"].reindex(acts.index)
    places = np.array([SECTORS.index(field) for field in fields])
    # What each body would have done in its own field, had it the field of each other.
    dealt = acts.to_numpy("float64")[:, places] / acts.to_numpy().sum()
    chance = float(dealt.mean(axis=1).sum())
    if not few.enough(len(places)):
        return chance, None, None
    deals = np.random.default_rng(_SEED).permuted(
        np.tile(np.arange(len(places)), (_DEALS, 1)), axis=1
    )
    shares = dealt[np.arange(len(places)), deals].sum(axis=1)
    low, high = np.quantile(shares, _INTERVAL)
    return chance, float(low), float(high)


def _with_field(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Rows with a delivered act of bodies whose field is known."""
    fields = agencies.set_index("agency_code")["field"]
    rows = contributions[contributions["acts"] > 0]
    rows = rows.assign(field=rows["agency_code"].astype("str").map(fields))
    return rows[rows["field"].notna()]


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.groupby("agency_code", observed=True)[["acts", "value_million_vnd"]]
    return groups.sum(min_count=1).astype("float64")
