"""Who paid for works, and how much: a work counts under each funding it has, amount or not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.metrics import cube
from data.schema import FUNDINGS, WORK_TYPES


def costs(work_contributions: pd.DataFrame, agencies: Sequence[str] = ()) -> pd.DataFrame:
    """What was paid for each work; under a choice of agencies, their part alone.

    Args:
        work_contributions: one row per work × agency × funding, `cost_million_vnd` in million
            đồng, missing where nobody recorded the amount.
        agencies: the chosen agencies; empty means every payer.

    Returns:
        One row per work that anybody paid for, indexed by `work_id`:

        - `cost_million_vnd`: recorded amounts together; missing if none is recorded
        - `unrecorded_costs`: contributions without an amount, count
        - `cost_<funding>_million_vnd`, `unrecorded_<funding>`: the same of each funding; a work
          has a funding when either says so
        - `whole_cost_million_vnd`, `whole_unrecorded_costs`: of every payer, whoever is chosen
        - `payers`: who paid, count: each agency is one, and each funding that names no agency
        - `agency_codes`: the agencies that paid, a text of codes with commas, empty when none

    Source: method note "Who paid for a work".
    """
    whole = _paid(work_contributions)
    found = whole.join(_by_funding(_of(work_contributions, agencies)))
    found["payers"] = payer(work_contributions).groupby(work_contributions["work_id"]).nunique()
    found["agency_codes"] = _agencies(work_contributions).reindex(found.index).fillna("")
    return found


def payer(work_contributions: pd.DataFrame) -> pd.Series:
    """Who paid each contribution: the agency, else the funding that names no agency."""
    return work_contributions["agency_code"].fillna("funding:" + work_contributions["funding"])


def lacks_amount(found: pd.DataFrame) -> pd.Series:
    """True where somebody's amount is missing, or nobody's is recorded: the cost is not whole."""
    return (found["unrecorded_costs"] > 0) | found["cost_million_vnd"].isna()


def by_funding(found: pd.DataFrame) -> pd.DataFrame:
    """What each source of funding paid, in the order of the schema.

    Args:
        found: from `works.register`.

    Returns:
        One row per funding, indexed by `funding`, of works that stand (`built_`) and of those
        that do not yet (`unbuilt_`):

        - `built_works`, `unbuilt_works`: works with that funding, counts; a co-funded work is
          in several rows, so these do not add up
        - `built_without_amount`, `unbuilt_without_amount`: of these, works of which an amount of
          this funding is missing, counts
        - `built_cost_million_vnd`, `unbuilt_cost_million_vnd`: million đồng; missing if none
          recorded; these do add up
        - `cost_share`: fraction of all recorded cost of works that stand, 0 to 1

    Source: method note "Who paid for a work".
    """
    table = pd.DataFrame(index=pd.Index(FUNDINGS, name="funding"))
    for state, rows in (("built", found[found["built"]]), ("unbuilt", found[~found["built"]])):
        amounts, unrecorded = _columns(rows, cost_column), _columns(rows, unrecorded_column) > 0
        table[f"{state}_works"] = (amounts.notna() | unrecorded).sum()
        table[f"{state}_without_amount"] = unrecorded.sum()
        table[f"{state}_cost_million_vnd"] = amounts.sum(min_count=1)
    total = table["built_cost_million_vnd"].sum(min_count=1)
    table["cost_share"] = table["built_cost_million_vnd"] / total if total > 0 else np.nan
    return table


def by_type(found: pd.DataFrame) -> pd.DataFrame:
    """What each source paid for the works that stand, by type of work.

    Args:
        found: from `works.register`.

    Returns:
        One row per type that stands somewhere, in the order of the schema, a column for each
        funding: million đồng; 0 where it paid for none, missing where it did and no amount is
        recorded. Rows and columns add up.

    Source: method note "Who paid for a work".
    """
    built = found[found["built"]]
    amounts = _columns(built, cost_column).groupby(built["work_type"]).sum(min_count=1)
    lacking = _columns(built, unrecorded_column).groupby(built["work_type"]).sum()
    found = cube.zero_without(amounts, lacking)
    return found.reindex([code for code in WORK_TYPES if code in found.index])


def cost_column(funding: str) -> str:
    """The register's column of the cost that a funding paid."""
    return f"cost_{funding}_million_vnd"


def unrecorded_column(funding: str) -> str:
    """The register's column of the contributions of a funding without an amount."""
    return f"unrecorded_{funding}"


def _columns(found: pd.DataFrame, name_of) -> pd.DataFrame:  # type: ignore[no-untyped-def]
    columns = found[[name_of(funding) for funding in FUNDINGS]]
    return columns.set_axis(pd.Index(FUNDINGS, name="funding"), axis="columns")


def _of(work_contributions: pd.DataFrame, agencies: Sequence[str]) -> pd.DataFrame:
    if not agencies:
        return work_contributions
    return work_contributions[work_contributions["agency_code"].isin(agencies)]


def _paid(work_contributions: pd.DataFrame) -> pd.DataFrame:
    amounts = work_contributions.groupby("work_id")["cost_million_vnd"]
    return pd.DataFrame(
        {
            "whole_cost_million_vnd": amounts.sum(min_count=1),
            "whole_unrecorded_costs": amounts.size() - amounts.count(),
        }
    )


def _by_funding(work_contributions: pd.DataFrame) -> pd.DataFrame:
    groups = work_contributions.groupby(["work_id", "funding"])["cost_million_vnd"]
    amounts = groups.sum(min_count=1).unstack("funding").reindex(columns=list(FUNDINGS))
    lacking = (groups.size() - groups.count()).unstack("funding").reindex(columns=list(FUNDINGS))
    found = amounts.rename(columns=cost_column)
    found["cost_million_vnd"] = amounts.sum(axis=1, min_count=1)
    found["unrecorded_costs"] = lacking.sum(axis=1)
    return found.join(lacking.fillna(0).rename(columns=unrecorded_column))


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
