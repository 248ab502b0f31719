"""What was built: a register of works with cost, funding and unit cost; each work counts once.

The cost of works comes from `work_contributions` and is never added to the value of activities.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.metrics import unit_costs, work_funding
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
    without either passes only when all years are chosen.

    Args:
        works: one row per work.
        work_contributions: one row per work × agency × funding.
        selection: the chosen sectors, types of work, agencies and years.
        communes: codes that pass district and kind; every commune when None.

    Source: method note "Years of a work".
    """
    found = of_any_year(works, work_contributions, selection, communes)
    year = year_of(found)
    return found[year.between(*selection.years) | (year.isna() & (selection.years == ALL_YEARS))]


def of_any_year(
    works: pd.DataFrame,
    work_contributions: pd.DataFrame,
    selection: Selection,
    communes: frozenset[str] | None = None,
) -> pd.DataFrame:
    """The works that pass every filter but the years; arguments as `chosen`.

    Works are infrastructure, so other sectors alone leave none; a chosen agency leaves the works
    that it paid for.
    """
    keep = pd.Series(apply_to(selection), index=works.index)
    if communes is not None:
        keep &= works["commune_code"].isin(communes)
    if selection.work_types:
        keep &= works["work_type"].isin(selection.work_types)
    if selection.agencies:
        paid = work_contributions["agency_code"].isin(selection.agencies)
        keep &= works["work_id"].isin(work_contributions.loc[paid, "work_id"])
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
    works: pd.DataFrame,
    work_contributions: pd.DataFrame,
    communes: pd.DataFrame,
    agencies: Sequence[str] = (),
) -> pd.DataFrame:
    """Every work once, with who paid what, and its unit cost beside the assumed range.

    Args:
        works: one row per work, already narrowed.
        work_contributions: one row per work × agency × funding, `cost_million_vnd` in million
            đồng; a work co-funded by five has five rows here and one in the result.
        communes: the gazetteer, indexed by `commune_code`.
        agencies: the chosen agencies: the money is then their part; empty means all of it.

    Returns:
        One row per work, indexed by `work_id`, the latest year first:

        - the columns of `works`, and `commune_name`, `district_code`, `district_name`
        - `year`: completed in, or planned for; missing when neither is recorded
        - `built`: it stands, whatever its use
        - the columns of `work_funding.costs`: what was paid, by whom, and what of it is missing
        - `unit_cost_million_vnd`: cost of every payer over quantity, of works that stand and
          whose cost is whole; else missing
        - `cost_build_kind`: the kind of build, where one range for the type would be too wide
        - `assumed_low_million_vnd`, `assumed_high_million_vnd`: the assumed range of the cost of
          one unit; missing when no type of help is counted in the unit of the work
        - `unit_cost_beside_range`: `below`, `within`, `above` that assumption; missing where
          there is none, or where it is too wide to say anything

    Source: method note "Works and their cost".
    """
    places = communes[["commune_name", "district_code", "district_name"]]
    found = works.set_index("work_id").join(places, on="commune_code")
    found["year"] = year_of(found)
    found["built"] = is_built(found)
    found = found.join(work_funding.costs(work_contributions, agencies))
    unrecorded = [work_funding.unrecorded_column(funding) for funding in FUNDINGS]
    counts = ["payers", "unrecorded_costs", "whole_unrecorded_costs", *unrecorded]
    found[counts] = found[counts].fillna(0)
    found["agency_codes"] = found["agency_codes"].fillna("")
    found = unit_costs.beside_assumption(found)
    return found.sort_index().sort_values("year", ascending=False, kind="stable")


def finished_first(found: pd.DataFrame) -> pd.DataFrame:
    """The register with what stands first, then what is under way, then what is planned."""
    stage = found["work_status"].map({"under_way": 1, "planned": 2}).fillna(0)
    return found.loc[stage.sort_values(kind="stable").index]


def summary(found: pd.DataFrame) -> pd.Series:
    """The register in one row of numbers; what stands and what does not are summed apart.

    Args:
        found: from `register`, only works that stand or only works that do not where costs,
            households or supervision are shown.

    Returns:
        Series of floats: `works`, `built`, `co_funded` (two payers or more), `amount_missing` (as
        `work_funding.lacks_amount`), `without_year`, `supervised` and `not_supervised` by the
        commune's own board and `supervision_not_said` (counts), `cost_million_vnd` and
        `households_served` (missing if none recorded).

    Source: method note "Works and their cost".
    """
    supervised = found["community_supervised"]
    return pd.Series(
        {
            "works": len(found),
            "built": found["built"].sum(),
            "co_funded": (found["payers"] > 1).sum(),
            "amount_missing": work_funding.lacks_amount(found).sum(),
            "without_year": found["year"].isna().sum(),
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
        `amount_missing`, `communes` (communes with such a work) and, of works that stand and of
        those that do not, `built_supervised`, `unbuilt_supervised` (counts),
        `built_cost_million_vnd`, `unbuilt_cost_million_vnd`, `built_households_served` and
        `unbuilt_households_served` (missing if none recorded).
    """
    return _by(found, "work_type").reindex(list(WORK_TYPES)).pipe(_zero_counts)


def by_status(found: pd.DataFrame) -> pd.DataFrame:
    """Count the works of each status, in the order of the schema; columns as `by_type`."""
    return _by(found, "work_status").reindex(list(WORK_STATUSES)).pipe(_zero_counts)


def completed_by_year(found: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """Count the works that stand by type and the year of their completion.

    Args:
        found: from `register`.
        years: first and last, both included.

    Returns:
        One row per type that `found` has, in the order of the schema, a column a year; 0 where
        nothing was completed. Works that stand without a day of completion are in no column.

    Source: method note "Years of a work".
    """
    return _by_type_and_year(found, found["completion_date"].where(found["built"]).dt.year, years)


def planned_by_year(found: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """Count works by type and planned year, whatever became of them; as `completed_by_year`.

    A work planned for one year and completed in another is in both tables, under its year of
    each: one is never a rate of the other.

    Args:
        found: as `of_any_year`: a work planned in the chosen years may be completed after them.
    """
    return _by_type_and_year(found, found["planned_year"], years)


def _by_type_and_year(found: pd.DataFrame, year: pd.Series, years: tuple[int, int]) -> pd.DataFrame:
    types = [code for code in WORK_TYPES if code in set(found["work_type"])]
    counts = pd.crosstab(found["work_type"], year.astype("float64"))
    return counts.reindex(index=types, columns=range(years[0], years[1] + 1), fill_value=0)


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


def _by(found: pd.DataFrame, column: str) -> pd.DataFrame:
    rows = found.assign(
        amount_missing=work_funding.lacks_amount(found),
        supervised=found["community_supervised"].fillna(False).astype("bool"),
    )
    groups = rows.groupby(column)
    table = pd.DataFrame(
        {
            "works": groups.size(),
            "built": groups["built"].sum(),
            "amount_missing": groups["amount_missing"].sum(),
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
    counts = ["works", "built", "amount_missing", "communes"]
    counts += ["built_supervised", "unbuilt_supervised"]
    found[counts] = found[counts].fillna(0)
    return found
