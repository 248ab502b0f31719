"""What one unit of a work cost, beside an assumed range: a reason to ask, never a verdict."""

from __future__ import annotations

import pandas as pd

from data.metrics.works import ABOVE, BELOW, WITHIN
from data.schema import WORK_TYPES


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
