"""What was built: a register of works with cost, funding and unit cost; each work counts once.

The cost of works comes from `work_contributions` and is never added to the value of activities.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.metrics import unit_costs
from data.schema import FUNDINGS, WORK_STATUSES, WORK_TYPES
from data.selection import ALL_YEARS, Selection

BUILT_STATUSES = ("completed", "in_use", "out_of_use")
SECTOR = "infrastructure"


def chosen(
    works: pd.DataFrame,
    work_contributions: pd.DataFrame,
    selection: Selection,
    communes: frozenset[str] | None = None,
) -> pd.DataFrame:
    """The works that pass the filters.

    A work belongs to the year it was completed in or, while it is not, to its planned year; one
    without either passes only when all years are chosen. Works are infrastructure, so other
    sectors alone leave none; a chosen agency leaves the works that it paid for.

    Args:
        works: one row per work.
        work_contributions: one row per work × agency × funding.
        selection: the chosen sectors, agencies and years.
        communes: codes that pass district and kind; every commune when None.
    """
    keep = pd.Series(True, index=works.index)
    if not apply_to(selection):
        keep[:] = False
    if communes is not None:
        keep &= works["commune_code"].isin(communes)
    if selection.agencies:
        paid = work_contributions["agency_code"].isin(selection.agencies)
        keep &= works["work_id"].isin(work_contributions.loc[paid, "work_id"])
    year = year_of(works)
    keep &= year.between(*selection.years) | (year.isna() & (selection.years == ALL_YEARS))
    return works[keep]


def apply_to(selection: Selection) -> bool:
    """False when other sectors than infrastructure are chosen: none has works, which is not 0."""
    return not selection.sectors or SECTOR in selection.sectors


def year_of(works: pd.DataFrame) -> pd.Series:
    """The year a work was completed in, or is planned for; missing when neither is recorded."""
    planned = works["planned_year"].astype("float64")
    return works["completion_date"].dt.year.astype("float64").fillna(planned)


def is_built(works: pd.DataFrame) -> pd.Series:
    """True for works that stand: completed, in use or out of use."""
    return works["work_status"].isin(BUILT_STATUSES)


def register(
    works: pd.DataFrame, work_contributions: pd.DataFrame, communes: pd.DataFrame
) -> pd.DataFrame:
    """Every work once, with who paid what, and its unit cost beside the assumed range.

    Args:
        works: one row per work, already narrowed.
        work_contributions: one row per work × agency × funding, `cost_million_vnd` in million
            đồng; a work co-funded by five has five rows here and one in the result.
        communes: the gazetteer, indexed by `commune_code`.

    Returns:
        One row per work, indexed by `work_id`, the latest year first:

        - the columns of `works`, and `commune_name`, `district_code`, `district_name`
        - `year`: completed in, or planned for; missing when neither is recorded
        - `built`: it stands, whatever its use
        - `cost_million_vnd`: all recorded funding together; missing if no cost is recorded
        - `unrecorded_costs`: contributions without an amount, count; with any, the cost is
          not whole
        - `cost_<funding>_million_vnd`: one column for each funding; missing if none recorded
        - `fundings`: sources of funding, count; `agency_codes`: the agencies that paid, a text
          of codes with commas, empty when none
        - `unit_cost_million_vnd`: cost over quantity, of works that stand and whose cost is
          whole; else missing
        - `assumed_low_million_vnd`, `assumed_high_million_vnd`: the assumed range of the cost of
          one unit; missing when no type of help is counted in the unit of the work
        - `unit_cost_beside_range`: `below`, `within`, `above` that assumption, or missing

    Source: method note "Works and their cost".
    """
    places = communes[["commune_name", "district_code", "district_name"]]
    found = works.set_index("work_id").join(places, on="commune_code")
    found["year"] = year_of(found)
    found["built"] = is_built(found)
    found = found.join(_costs(work_contributions)).join(_agencies(work_contributions))
    counts = ["fundings", "unrecorded_costs"]
    found[counts] = found[counts].fillna(0)
    found["agency_codes"] = found["agency_codes"].fillna("")
    found = unit_costs.beside_assumption(found)
    return found.sort_index().sort_values("year", ascending=False, kind="stable")


def finished_first(found: pd.DataFrame) -> pd.DataFrame:
    """The register with what stands first, then what is under way, then what is planned."""
    stage = found["work_status"].map({"under_way": 1, "planned": 2}).fillna(0)
    return found.loc[stage.sort_values(kind="stable").index]


def has_partial_cost(found: pd.DataFrame) -> pd.Series:
    """True where some funding of a work has an amount and some has none."""
    return found["cost_million_vnd"].notna() & (found["unrecorded_costs"] > 0)


def summary(found: pd.DataFrame) -> pd.Series:
    """The register in one row of numbers; what stands and what does not are summed apart.

    Args:
        found: from `register`, only works that stand or only works that do not where costs,
            households or supervision are shown.

    Returns:
        Series of floats: `works`, `built`, `co_funded` (two sources or more), `without_cost`,
        `partial_cost` (some funding without an amount), `supervised` and `not_supervised` by the
        commune's own board and `supervision_not_said` (counts), `cost_million_vnd` and
        `households_served` (missing if none recorded).

    Source: method note "Works and their cost".
    """
    supervised = found["community_supervised"]
    return pd.Series(
        {
            "works": len(found),
            "built": found["built"].sum(),
            "co_funded": (found["fundings"] > 1).sum(),
            "without_cost": found["cost_million_vnd"].isna().sum(),
            "partial_cost": has_partial_cost(found).sum(),
            "supervised": (supervised == True).sum(),  # noqa: E712  (three states)
            "not_supervised": (supervised == False).sum(),  # noqa: E712
            "supervision_not_said": supervised.isna().sum(),
            "cost_million_vnd": found["cost_million_vnd"].sum(min_count=1),
            "households_served": found["households_served"].sum(min_count=1),
        },
        dtype="float64",
    )


def by_type(found: pd.DataFrame) -> pd.DataFrame:
    """Count the works of each type, in the order of the schema; see `quantities` for units.

    Args:
        found: from `register`.

    Returns:
        One row per type, indexed by `work_type`, also types without a work: `works`, `built`,
        `without_cost`, `communes` (communes with such a work) and, of works that stand and of
        those that do not, `built_supervised`, `unbuilt_supervised` (counts),
        `built_cost_million_vnd`, `unbuilt_cost_million_vnd`, `built_households_served` and
        `unbuilt_households_served` (missing if none recorded).
    """
    return _by(found, "work_type").reindex(list(WORK_TYPES)).pipe(_zero_counts)


def by_status(found: pd.DataFrame) -> pd.DataFrame:
    """Count the works of each status, in the order of the schema; columns as `by_type`."""
    return _by(found, "work_status").reindex(list(WORK_STATUSES)).pipe(_zero_counts)


def by_year(found: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """Count the works of each year, also years without one; columns as `by_type`.

    Works without any year are in no row; `summary` still counts them.
    """
    return _by(found, "year").reindex(range(years[0], years[1] + 1)).pipe(_zero_counts)


def quantities(found: pd.DataFrame) -> pd.DataFrame:
    """What stands, by type and unit: kilometres beside houses, never added.

    Args:
        found: from `register`.

    Returns:
        One row per (`work_type`, `unit`) of the works that stand: `quantity` in that unit
        (missing if none recorded) and `works`, count.
    """
    groups = found[found["built"]].groupby(["work_type", "unit"])
    return pd.DataFrame({"quantity": groups["quantity"].sum(min_count=1), "works": groups.size()})


def by_funding(found: pd.DataFrame) -> pd.DataFrame:
    """What each source of funding paid, in the order of the schema.

    Args:
        found: from `register`.

    Returns:
        One row per funding, indexed by `funding`:

        - `built_works`, `unbuilt_works`: works with a cost from it that stand, or do not yet,
          counts; a co-funded work is in several rows, so these do not add up
        - `built_cost_million_vnd`, `unbuilt_cost_million_vnd`: million đồng; missing if none
          recorded; these do add up
        - `cost_share`: fraction of all recorded cost of works that stand, 0 to 1
    """
    costs = found[[_cost_column(funding) for funding in FUNDINGS]]
    costs = costs.set_axis(pd.Index(FUNDINGS, name="funding"), axis="columns")
    paid = {"built": costs[found["built"]], "unbuilt": costs[~found["built"]]}
    table = pd.DataFrame({f"{state}_works": rows.notna().sum() for state, rows in paid.items()})
    for state, rows in paid.items():
        table[f"{state}_cost_million_vnd"] = rows.sum(min_count=1)
    total = table["built_cost_million_vnd"].sum(min_count=1)
    table["cost_share"] = table["built_cost_million_vnd"] / total if total > 0 else np.nan
    return table


def _cost_column(funding: str) -> str:
    return f"cost_{funding}_million_vnd"


def _costs(work_contributions: pd.DataFrame) -> pd.DataFrame:
    groups = work_contributions.groupby(["work_id", "funding"])["cost_million_vnd"]
    costs = groups.sum(min_count=1).unstack("funding").reindex(columns=list(FUNDINGS))
    found = costs.rename(columns=_cost_column)
    found["cost_million_vnd"] = costs.sum(axis=1, min_count=1)
    of_work = work_contributions.groupby("work_id")
    found["fundings"] = of_work["funding"].nunique()
    found["unrecorded_costs"] = (
        of_work["cost_million_vnd"].size() - of_work["cost_million_vnd"].count()
    )
    return found


def _agencies(work_contributions: pd.DataFrame) -> pd.Series:
    """The agencies that paid for each work, their codes with commas."""
    paid = work_contributions.dropna(subset="agency_code").sort_values("agency_code")
    codes: dict[str, dict[str, None]] = {}
    for work, agency in zip(paid["work_id"], paid["agency_code"], strict=True):
        codes.setdefault(work, {})[agency] = None
    return pd.Series(
        {work: ", ".join(agencies) for work, agencies in codes.items()},
        name="agency_codes",
        dtype="str",
    )


def _by(found: pd.DataFrame, column: str) -> pd.DataFrame:
    rows = found.assign(
        without_cost=found["cost_million_vnd"].isna(),
        supervised=found["community_supervised"].fillna(False).astype("bool"),
    )
    groups = rows.groupby(column)
    table = pd.DataFrame(
        {
            "works": groups.size(),
            "built": groups["built"].sum(),
            "without_cost": groups["without_cost"].sum(),
            "communes": groups["commune_code"].nunique(),
        }
    )
    for state, part in (("built", rows[rows["built"]]), ("unbuilt", rows[~rows["built"]])):
        of_part = part.groupby(column)
        table[f"{state}_supervised"] = of_part["supervised"].sum()
        for amount in ("cost_million_vnd", "households_served"):
            table[f"{state}_{amount}"] = of_part[amount].sum(min_count=1)
    return table.astype("float64")


def _zero_counts(found: pd.DataFrame) -> pd.DataFrame:
    counts = ["works", "built", "without_cost", "communes"]
    counts += ["built_supervised", "unbuilt_supervised"]
    found[counts] = found[counts].fillna(0)
    return found
