"""What one unit of a work cost, beside an assumed range: a reason to ask, never a verdict."""

from __future__ import annotations

from functools import cache

import pandas as pd

from data.schema import BUILD_KINDS, SUPPORT_TYPE_OF_BUILD, WORK_TYPES, support_types

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

# A range that spans more holds nearly any cost: being outside it would say nothing.
WIDEST = 10.0

_KEY = ["work_type", "unit", "cost_build_kind"]
_RANGE = ["assumed_low_million_vnd", "assumed_high_million_vnd"]


def by_type_and_build(register: pd.DataFrame) -> pd.DataFrame:
    """The unit costs of each type of work in each of its units; of each build where it matters.

    Args:
        register: from `works.register`.

    Returns:
        One row per (`work_type`, `unit`, `build_kind`) of works with a unit cost, types in the
        order of the schema; `build_kind` is empty where one range holds for all builds of the
        type, and for works that do not say theirs:

        - `works`: works with a unit cost, count
        - `lower_quartile`, `median`, `upper_quartile`: million đồng a unit
        - `assumed_low_million_vnd`, `assumed_high_million_vnd`: the assumed range of the cost of
          one unit; missing when no type of help is counted in this unit
        - `can_flag`: the range spans at most `WIDEST` times its low end
        - `below`, `within`, `above` that range, counts; missing where it cannot flag anything

    Source: method note "Unit cost beside an assumed range".
    """
    known = register.dropna(subset=["unit_cost_million_vnd", "unit"])
    groups = known.groupby(_KEY)
    costs = groups["unit_cost_million_vnd"]
    found = pd.DataFrame(
        {
            "works": groups.size(),
            "lower_quartile": costs.quantile(0.25),
            "median": costs.median(),
            "upper_quartile": costs.quantile(0.75),
        }
    ).join(groups[_RANGE].first())
    found["can_flag"] = _can_flag(found)
    for place in (BELOW, WITHIN, ABOVE):
        beside = known["unit_cost_beside_range"] == place
        count = beside.groupby([known[name] for name in _KEY]).sum().astype("float64")
        found[place] = count.where(found["can_flag"])
    order = {work_type: place for place, work_type in enumerate(WORK_TYPES)}
    found.index = found.index.set_names("build_kind", level="cost_build_kind")
    return found.sort_index(
        level="work_type", key=lambda types: types.map(order), sort_remaining=False, kind="stable"
    )


def beside_assumption(found: pd.DataFrame) -> pd.DataFrame:
    """Add the unit cost of works that stand and whose cost is whole, and the assumed range.

    Args:
        found: one row per work, with `built`, `quantity`, `build_kind`, `whole_cost_million_vnd`
            and `whole_unrecorded_costs`, as `works.register` describes them.
    """
    whole = found["built"] & (found["whole_unrecorded_costs"] == 0)
    quantity = found["quantity"].where(whole & (found["quantity"] > 0))
    found["unit_cost_million_vnd"] = found["whole_cost_million_vnd"] / quantity
    found["cost_build_kind"] = _build_that_matters(found)
    found = found.join(_assumed_ranges(), on=_KEY)
    cost, low = found["unit_cost_million_vnd"], found["assumed_low_million_vnd"]
    high = found["assumed_high_million_vnd"]
    beside = pd.Series(pd.NA, index=found.index, dtype="str")
    beside[cost < low] = BELOW
    beside[cost.between(low, high)] = WITHIN
    beside[cost > high] = ABOVE
    return found.assign(unit_cost_beside_range=beside.where(_can_flag(found)))


def _can_flag(found: pd.DataFrame) -> pd.Series:
    """True where the assumed range is narrow enough for a cost outside it to be a question."""
    return found["assumed_high_million_vnd"] <= WIDEST * found["assumed_low_million_vnd"]


def _build_that_matters(found: pd.DataFrame) -> pd.Series:
    """The kind of build, where one range for the type and unit would be too wide; else empty."""
    ranges = _assumed_ranges().reset_index("cost_build_kind")
    of_type = ranges[ranges["cost_build_kind"] == ""]
    wide = of_type[~_can_flag(of_type)].index
    is_wide = pd.MultiIndex.from_frame(found[["work_type", "unit"]]).isin(wide)
    return found["build_kind"].fillna("").where(is_wide, "")


@cache
def _assumed_ranges() -> pd.DataFrame:
    """The assumed unit cost by (work type, unit, kind of build).

    With an empty build: the widest range of the types of help that the type is counted in.
    """
    rows = [
        _range(work_type, "", support_type, unit)
        for work_type, support in SUPPORT_TYPES_OF.items()
        for support_type in support
        for unit in ("unit_vi", "unit_en")
    ]
    rows += [
        _range(work_type, build, SUPPORT_TYPE_OF_BUILD[build], unit)
        for work_type, builds in BUILD_KINDS.items()
        for build in builds
        if build in SUPPORT_TYPE_OF_BUILD
        for unit in ("unit_vi", "unit_en")
    ]
    groups = pd.DataFrame(rows).groupby(_KEY)
    return groups.agg({"assumed_low_million_vnd": "min", "assumed_high_million_vnd": "max"})


def _range(work_type: str, build: str, support_type: str, unit: str) -> dict[str, object]:
    types = support_types()
    return {
        "work_type": work_type,
        "unit": types.at[support_type, unit],
        "cost_build_kind": build,
        "assumed_low_million_vnd": types.at[support_type, "unit_cost_low_million_vnd"],
        "assumed_high_million_vnd": types.at[support_type, "unit_cost_high_million_vnd"],
    }
