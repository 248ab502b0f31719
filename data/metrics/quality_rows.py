"""Every row of the record with what is to be said of its quality; counted in `quality`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from data.intake.layout import Layout
from data.metrics.works import BUILT_STATUSES
from data.problems import Problem
from data.scope import SOURCE_REF

# Two acts that agree in all of these are asked about, unless they say neither how much nor for
# how much.
_SAME_ACT = [
    *("agency_code", "commune_code", "sector", "support_type", "activity_date"),
    *("delivered_quantity", "cash_million_vnd", "in_kind_million_vnd"),
]
_ROW_COLUMNS = [
    *("table", "agency_code", "commune_code", SOURCE_REF, "first"),
    *("warned", "doubled", "unmatched", "useful_cells", "filled_cells"),
]
_TYPES = {
    "first": "bool",
    "warned": "float64",
    "doubled": "bool",
    "unmatched": "bool",
    "useful_cells": "int64",
    "filled_cells": "int64",
}


def warned_refs(
    mark: str, layouts: Mapping[str, Layout], warnings: Iterable[Problem]
) -> frozenset[str]:
    """The rows for which a warning was accepted, as `source_ref` names them.

    Args:
        mark: what stands before the sheet, for instance "v0004".
        layouts: where each table stood in the file.
        warnings: what was accepted; those of a whole file or table concern no row.
    """
    sheets = {name: layout.sheet for name, layout in layouts.items()}
    return frozenset(
        f"{mark}:{each.sheet or sheets.get(each.table, each.table)}!{each.row}"
        for each in warnings
        if each.row is not None
    )


def rows(
    tables: Mapping[str, pd.DataFrame],
    warned: Collection[str],
    communes: Collection[str],
    duplicates: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every row of the record with what is to be said of its quality.

    Args:
        tables: the tables of one version, `source_ref` beside their columns where it is known.
        warned: from `warned_refs`, of this version and those whose rows it carries on.
        communes: the codes of the gazetteer.
        duplicates: from `possible_duplicates`; works are then looked at too.

    Returns:
        One row per row of a table and body that answers for it (who paid for a work), with

        - `table`; `agency_code` (missing: whoever publishes answers); `commune_code`; `source_ref`
        - `first`: True once for each row of the record, so that totals count it once
        - `warned`: 1 or 0; missing where it is not known from which row of a file it came
        - `doubled`: it looks like another act or work; `unmatched`: its commune is in no list
        - `useful_cells`, `filled_cells`: cells that are not required and help to understand the
          row, and how many of them say something, counts

    Source: method note "Quality of the record".
    """
    doubled = _doubled_works(duplicates)
    found = [_rows(name, table, warned, communes, doubled) for name, table in tables.items()]
    paid = tables.get("work_contributions")
    every = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=_ROW_COLUMNS)
    if paid is None or "work_id" not in every:
        return every.assign(first=True)[_ROW_COLUMNS].astype(_TYPES)
    return _by_payer(every, paid)[_ROW_COLUMNS].astype(_TYPES)


def useful(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Which useful cells of each row are filled: 1 or 0; missing where the row needs none.

    Required columns are left out: they are always filled, and would only raise the share. What
    a delivery must say is not asked of a promise.
    """
    if name == "activities":
        return _useful_of_acts(table)
    if name == "works":
        return _useful_of_works(table)
    columns = {"work_contributions": ["cost_million_vnd"], "agencies": ["field"]}.get(name, [])
    return table[columns].notna().astype("float64")


def _rows(
    name: str,
    table: pd.DataFrame,
    warned: Collection[str],
    communes: Collection[str],
    doubled_works: Collection[str],
) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=table.index, dtype="str")
    refs = table.get(SOURCE_REF, nothing)
    places = table.get("commune_code", nothing)
    cells = useful(name, table)
    if name == "activities":
        doubled = _same_acts(table)
    else:
        doubled = table.get("work_id", nothing).isin(doubled_works) & (name == "works")
    return pd.DataFrame(
        {
            "table": name,
            "agency_code": table.get("agency_code", nothing),
            "commune_code": places,
            SOURCE_REF: refs,
            "work_id": table["work_id"] if name == "works" else nothing,
            "warned": refs.isin(warned).astype("float64").where(refs.notna()),
            "doubled": doubled,
            "unmatched": places.notna() & ~places.isin(communes),
            "useful_cells": cells.notna().sum(axis="columns"),
            "filled_cells": cells.sum(axis="columns").astype("int64"),
        }
    )


def _useful_of_acts(acts: pd.DataFrame) -> pd.DataFrame:
    delivered = acts["activity_date"].notna()
    promised = acts["planned_date"].notna() | acts["planned_quantity"].notna()
    worth = acts[["cash_million_vnd", "in_kind_million_vnd", "labour_days"]].notna().any(axis=1)
    of_delivery = acts[["delivered_quantity", "households_reached", "commune_confirmed"]].notna()
    of_promise = acts[["planned_date", "planned_quantity", "planned_value_million_vnd"]].notna()
    always = acts[["support_type", "description"]].notna().astype("float64")
    delivery = of_delivery.assign(worth=worth).astype("float64").where(delivered)
    return always.join(delivery).join(of_promise.astype("float64").where(promised))


def _useful_of_works(works: pd.DataFrame) -> pd.DataFrame:
    built = works["work_status"].isin(BUILT_STATUSES)
    always = works[["work_name", "quantity", "unit", "households_served"]].notna()
    always = always.assign(position=works[["longitude", "latitude"]].notna().all(axis=1))
    of_built = works[["completion_date", "community_supervised"]].notna()
    return always.astype("float64").join(of_built.astype("float64").where(built))


def _same_acts(acts: pd.DataFrame) -> pd.Series:
    says_how_much = acts[_SAME_ACT[-3:]].notna().any(axis=1) & acts["activity_date"].notna()
    return acts.duplicated(_SAME_ACT, keep=False) & says_how_much


def _doubled_works(duplicates: pd.DataFrame | None) -> frozenset[str]:
    if duplicates is None:
        return frozenset()
    return frozenset(duplicates["work_id"]) | frozenset(duplicates["other_work_id"])


def _by_payer(every: pd.DataFrame, paid: pd.DataFrame) -> pd.DataFrame:
    """A work once for each body that paid for it; whoever publishes answers for the others."""
    payers = paid.loc[paid["agency_code"].notna(), ["work_id", "agency_code"]].drop_duplicates()
    payers = payers.rename(columns={"agency_code": "payer"})
    whole = every.reset_index().merge(payers, on="work_id", how="left")
    whole["agency_code"] = whole["agency_code"].fillna(whole["payer"])
    return whole.assign(first=~whole["index"].duplicated())
