"""The filters as one frozen value, and how they narrow a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from data.schema import FIRST_YEAR, LAST_YEAR

ALL_YEARS = (FIRST_YEAR, LAST_YEAR)


@dataclass(frozen=True)
class Selection:
    """What a person chose. An empty tuple means all; `years` is first and last, both included.

    `work_types` narrows works and nothing else: acts and promises have no such column.
    """

    districts: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, int] = ALL_YEARS
    work_types: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """True when nothing is narrowed."""
        return self == Selection()

    @property
    def last_day(self) -> pd.Timestamp:
        """The last day of the last chosen year: time since a record counts to here."""
        return pd.Timestamp(self.years[1], 12, 31)

    @property
    def first_day(self) -> pd.Timestamp:
        """The first day of the first chosen year."""
        return pd.Timestamp(self.years[0], 1, 1)

    def without_places(self) -> Selection:
        """The same choice for a page whose subject stands in for place."""
        return replace(self, districts=(), kinds=())

    def without_work_types(self) -> Selection:
        """The same choice for a page whose numbers do not come from works."""
        return replace(self, work_types=())

    def without_agencies(self) -> Selection:
        """The same choice for a page whose subject stands in for the agency."""
        return replace(self, agencies=())


def chosen_communes(
    selection: Selection, communes: pd.DataFrame, commune_kinds: pd.DataFrame
) -> frozenset[str]:
    """Commune codes that pass district and kind.

    Several kinds chosen means any of them; a kind counts when its period overlaps the years.

    Args:
        selection: what was chosen.
        communes: the gazetteer, indexed by `commune_code`, with `district_code`.
        commune_kinds: one row per commune × kind × period.
    """
    codes = communes.index
    if selection.districts:
        codes = codes[communes["district_code"].isin(selection.districts)]
    if selection.kinds:
        of_kind = overlapping(commune_kinds, selection)
        of_kind = of_kind[of_kind["kind"].isin(selection.kinds)]
        codes = codes.intersection(pd.Index(of_kind["commune_code"]))
    return frozenset(codes)


def overlapping(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Rows whose period (`valid_from` to `valid_to`, empty = open) overlaps the chosen years."""
    begins = rows["valid_from"] <= selection.last_day
    ends = rows["valid_to"].isna() | (rows["valid_to"] >= selection.first_day)
    return rows[begins & ends]


def last_days(rows: pd.DataFrame, selection: Selection) -> pd.Series:
    """The last day of the chosen years on which each row of `overlapping` held."""
    last_day = selection.last_day
    return rows["valid_to"].where(rows["valid_to"] < last_day, last_day)


def apply(rows: pd.DataFrame, selection: Selection, communes: frozenset[str]) -> pd.DataFrame:
    """Rows that pass the filters, each filter on the column that the table has for it.

    Args:
        rows: any table with some of `commune_code`, `sector`, `agency_code`, `work_type`, `year`;
            a filter whose column is absent does not apply.
        selection: what was chosen.
        communes: the codes that pass district and kind, from `chosen_communes`.
    """
    keep = pd.Series(True, index=rows.index)
    if "commune_code" in rows and (selection.districts or selection.kinds):
        keep &= rows["commune_code"].isin(communes)
    for column, codes in (
        ("sector", selection.sectors),
        ("agency_code", selection.agencies),
        ("work_type", selection.work_types),
    ):
        if column in rows and codes:
            keep &= rows[column].isin(codes)
    if "year" in rows:
        keep &= rows["year"].between(*selection.years)
    return rows[keep]
