"""Groups of agencies: what each group delivered, and the bodies that one can stand beside."""

from __future__ import annotations

import pandas as pd

from data.metrics import contributions as giving
from data.metrics import cube
from data.schema import AGENCY_GROUPS, SECTORS

FEWEST_FOR_A_RANGE = 4


def by_group(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Total what each group of agencies delivered, and what a body in its middle did.

    Args:
        contributions: the cube, already narrowed by the filters.
        agencies: one row per body, with `agency_group`.

    Returns:
        One row per group, indexed by `agency_group` in the order of the schema, also groups that
        delivered nothing (counts 0, amounts missing):

        - the columns of `contributions.by_agency`, with `agencies` that delivered something
        - `bodies`: bodies of the group in the record, count
        - `median_value_million_vnd`: median over the bodies with a recorded value, million đồng

    Source: method note "Groups of agencies".
    """
    rows = with_group(contributions, agencies)
    found = cube.grouped(rows, ["agency_group"], distinct=["agency_code", "commune_code"])
    found = cube.with_every(found, pd.Index(AGENCY_GROUPS, name="agency_group"))
    found["bodies"] = agencies["agency_group"].value_counts().reindex(found.index, fill_value=0)
    found["median_value_million_vnd"] = spread(contributions, agencies)["value"]
    return found


def spread(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """What the bodies of each group gave: the one in the middle, and the middle half around it.

    Returns:
        One row per group in the order of the schema, million đồng over the bodies with a recorded
        value: `value` (the median), `low` and `high` (the quartiles, missing with fewer than four
        bodies, where a range would say nothing); missing for a group without a recorded value.

    Source: method note "Groups of agencies".
    """
    rows = with_group(contributions, agencies)
    keys = ["agency_group", "agency_code"]
    each = rows.groupby(keys, observed=True)["value_million_vnd"].sum(min_count=1).dropna()
    groups = each.groupby("agency_group")
    found = pd.DataFrame(
        {"value": groups.median(), "low": groups.quantile(0.25), "high": groups.quantile(0.75)}
    )
    few = groups.size() < FEWEST_FOR_A_RANGE
    found.loc[few, ["low", "high"]] = float("nan")
    return found.reindex(pd.Index(AGENCY_GROUPS, name="agency_group"))


def group_by_sector(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """The value of each group in each sector.

    Args:
        contributions: the cube, already narrowed by the filters.
        agencies: one row per body, with `agency_group`.

    Returns:
        One row per group and one column per sector, both in the order of the schema, million
        đồng; 0 without an act, missing where there are acts and none carries a value.

    Source: method note "Groups of agencies".
    """
    rows = with_group(contributions, agencies)
    groups = rows.groupby(["agency_group", "sector"], observed=True)
    value, acts = (
        sums.unstack("sector").reindex(index=list(AGENCY_GROUPS), columns=list(SECTORS))
        for sums in (groups["value_million_vnd"].sum(min_count=1), groups["acts"].sum())
    )
    found = cube.zero_without(value, acts.fillna(0))
    return found.rename_axis(index="agency_group", columns="sector")


def forms_by_group(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Cash, in kind and labour of each group, beside each other and never added.

    Returns:
        One row per group in the order of the schema; columns as `contributions.forms`.

    Source: method note "Forms of help".
    """
    found = giving.forms(with_group(contributions, agencies), ["agency_group"])
    found = found.reindex(pd.Index(AGENCY_GROUPS, name="agency_group"))
    return found.assign(acts=found["acts"].fillna(0))


def with_group(contributions: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """The cube with the `agency_group` of each row's agency."""
    groups = agencies.set_index("agency_code")["agency_group"]
    codes = contributions["agency_code"].astype("str")
    return contributions.assign(agency_group=codes.map(groups))


def peers(agency_code: str, agencies: pd.DataFrame) -> pd.DataFrame:
    """The other bodies of the same group, indexed by `agency_code`: what one can be compared with.

    Raises:
        KeyError: the body is not in the table.

    Source: method note "Peers of an agency".
    """
    bodies = agencies.set_index("agency_code")
    group = bodies.at[agency_code, "agency_group"]
    return bodies[bodies["agency_group"] == group].drop(index=agency_code)
