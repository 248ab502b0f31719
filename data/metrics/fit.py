"""Does help fit the trade of who gives it: the agency's own field beside the sector of its help.

The conference of 08/05/2017 asked that help fit "khả năng và lĩnh vực chuyên môn" of the agency.
It is counted in acts: some sectors cost little or nothing by their nature, and one road would
outweigh all that a body does with what it knows.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.metrics import cube
from data.schema import SECTORS


@dataclass(frozen=True)
class Fit:
    """How much of the help was in the givers' own fields.

    `own_share` is that fraction of delivered acts, 0 to 1; `even_share` is what it would be if
    every body spread its acts over the sectors as all of them together do. None without an act.
    `agencies` have a known field and a delivered act; `outside` of them did nothing in it.
    """

    own_share: float | None
    even_share: float | None
    agencies: int
    outside: int


def by_agency(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """What each agency did in its own field.

    Args:
        contributions: the cube, already narrowed by the filters.
        agencies: one row per body, with `field`; bodies without a known field are left out.

    Returns:
        One row per agency with a known field and a delivered act, indexed by `agency_code`, the
        smallest share first: `field`; `acts`, `own_field_acts`, counts; `own_field_share`, 0 to 1
        of its acts; `value_million_vnd`, `own_field_million_vnd`, missing if none recorded.

    Source: method note "Help in the agency's own field".
    """
    rows = _with_field(contributions, agencies)
    found, own = _sums(rows), _sums(rows[rows["sector"] == rows["field"]])
    found.insert(0, "field", agencies.set_index("agency_code")["field"].reindex(found.index))
    found["own_field_acts"] = own["acts"].reindex(found.index).fillna(0)
    found["own_field_share"] = cube.ratio(found["own_field_acts"], found["acts"])
    found["own_field_million_vnd"] = own["value_million_vnd"].reindex(found.index)
    return found.sort_index().sort_values("own_field_share", kind="stable")


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
    """The fit of all help within the filters, beside what an even spread would give.

    Example:
        >>> bodies = pd.DataFrame({"agency_code": ["A", "B"], "field": ["economy", "welfare"]})
        >>> cube = pd.DataFrame({"agency_code": ["A", "A", "B"], "acts": [3, 1, 4],
        ...     "sector": ["economy", "welfare", "economy"], "value_million_vnd": [9., 9., 9.]})
        >>> overall(cube, bodies)
        Fit(own_share=0.375, even_share=0.5, agencies=2, outside=1)
    """
    table = field_by_sector(contributions, agencies).to_numpy(dtype="float64")
    each = by_agency(contributions, agencies)
    outside = int((each["own_field_acts"] == 0).sum())
    total = float(table.sum())
    if total <= 0:
        return Fit(None, None, len(each), outside)
    even = float((table.sum(axis=1) / total) @ (table.sum(axis=0) / total))
    return Fit(float(table.trace()) / total, even, len(each), outside)


def _with_field(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Rows with a delivered act of bodies whose field is known."""
    fields = agencies.set_index("agency_code")["field"]
    rows = contributions[contributions["acts"] > 0]
    rows = rows.assign(field=rows["agency_code"].astype("str").map(fields))
    return rows[rows["field"].notna()]


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.groupby("agency_code", observed=True)[["acts", "value_million_vnd"]]
    return groups.sum(min_count=1).astype("float64")
