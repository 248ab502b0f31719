"""What one unit of a work cost, beside an assumed range: a reason to ask, never a verdict."""

from __future__ import annotations

from functools import cache

import pandas as pd

from data.schema import WORK_TYPES, support_types

# Which types of help a type of work is measured against. Only those counted in the same unit
# compare: a road in km beside concrete and earth roads, a bridge by the piece beside bridges.
SUPPORT_TYPES_OF = {
    "construction": ("HA12",),
    "road": ("HA01", "HA02", "HA03"),
    "irrigation": ("HA04",),
    "domestic_water": ("HA05", "HA06"),
    "culture_house": ("HA07", "HA08"),
    "health_station": ("HA09",),
    "school": ("HA10",),
    "electricity": ("HA11",),
}

BELOW, WITHIN, ABOVE = "below", "within", "above"


def by_type_and_unit(register: pd.DataFrame) -> pd.DataFrame:
    """The unit costs of each type of work in each of its units.

    Args:
        register: from `works.register`.

    Returns:
        One row per (`work_type`, `unit`) of works with a unit cost, types in the order of the
        schema:

        - `works`: works with a unit cost, count
        - `lower_quartile`, `median`, `upper_quartile`: million đồng a unit
        - `assumed_low_million_vnd`, `assumed_high_million_vnd`: the assumed range of the cost of
          one unit; missing when no type of help is counted in this unit
        - `below`, `within`, `above` that range, counts

    Source: method note "Unit cost beside an assumed range".
    """
    known = register.dropna(subset=["unit_cost_million_vnd", "unit"])
    groups = known.groupby(["work_type", "unit"])
    costs = groups["unit_cost_million_vnd"]
    found = pd.DataFrame(
        {
            "works": groups.size(),
            "lower_quartile": costs.quantile(0.25),
            "median": costs.median(),
            "upper_quartile": costs.quantile(0.75),
            "assumed_low_million_vnd": groups["assumed_low_million_vnd"].min(),
            "assumed_high_million_vnd": groups["assumed_high_million_vnd"].max(),
        }
    )
    for place in (BELOW, WITHIN, ABOVE):
        beside = known["unit_cost_beside_range"] == place
        found[place] = beside.groupby([known["work_type"], known["unit"]]).sum().astype("int64")
    order = {work_type: place for place, work_type in enumerate(WORK_TYPES)}
    return found.sort_index(
        level="work_type", key=lambda types: types.map(order), sort_remaining=False, kind="stable"
    )


def beside_assumption(found: pd.DataFrame) -> pd.DataFrame:
    """Add the unit cost of works that stand and whose cost is whole, and the assumed range.

    Args:
        found: one row per work, with `built`, `quantity`, `whole_cost_million_vnd` and
            `whole_unrecorded_costs`, as `works.register` describes them.
    """
    whole = found["built"] & (found["whole_unrecorded_costs"] == 0)
    quantity = found["quantity"].where(whole & (found["quantity"] > 0))
    found["unit_cost_million_vnd"] = found["whole_cost_million_vnd"] / quantity
    found = found.join(_assumed_ranges(), on=["work_type", "unit"])
    cost, low = found["unit_cost_million_vnd"], found["assumed_low_million_vnd"]
    high = found["assumed_high_million_vnd"]
    beside = pd.Series(pd.NA, index=found.index, dtype="str")
    beside[cost < low] = BELOW
    beside[cost.between(low, high)] = WITHIN
    beside[cost > high] = ABOVE
    return found.assign(unit_cost_beside_range=beside)


@cache
def _assumed_ranges() -> pd.DataFrame:
    """The assumed unit cost by (work type, unit): the widest range of the types of help."""
    types = support_types()
    rows = [
        {
            "work_type": work_type,
            "unit": types.at[support_type, unit],
            "assumed_low_million_vnd": types.at[support_type, "unit_cost_low_million_vnd"],
            "assumed_high_million_vnd": types.at[support_type, "unit_cost_high_million_vnd"],
        }
        for work_type, support in SUPPORT_TYPES_OF.items()
        for support_type in support
        for unit in ("unit_vi", "unit_en")
    ]
    return (
        pd.DataFrame(rows)
        .groupby(["work_type", "unit"])
        .agg({"assumed_low_million_vnd": "min", "assumed_high_million_vnd": "max"})
    )
