"""Who delivered what: the sums of the contributions cube by agency, place, sector and year.

The cube has one row per agency × commune × sector × year in which something happened. Different
units are never added: money, labour days and household-times stay in columns of their own, and
the cost of works is in `works.py`. A sum over nothing recorded is missing; a count of nothing is 0.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.metrics import cube
from data.metrics.cube import AMOUNTS, COUNTS
from data.schema import SECTORS


def totals(contributions: pd.DataFrame) -> pd.Series:
    """Total what was delivered and promised, as one row of numbers.

    Args:
        contributions: the cube, as the store hands it out, already narrowed by the filters.

    Returns:
        Series of floats by name:

        - every column of `COUNTS`: count of acts or promises; 0 where there is none
        - every column of `AMOUNTS`: million đồng, days, household-times; missing if none recorded
        - `agencies`, `communes`: those with at least one delivered act, count
        - `promises_kept`, `promises_known`: promises delivered in full, on time or late, and
          those of which it is known what came of them, counts; `promises_kept_share`: the one
          of the other, 0 to 1
        - `delivered_of_promised_share`: what came of the promised value whose outcome is known,
          0 to 1: more than was promised makes up for no other promise

    Raises:
        KeyError: a column of the cube is absent.

    Source: method note "Counting contributions".

    Example:
        >>> import pandas as pd
        >>> row = dict.fromkeys(COUNTS, 0) | dict.fromkeys(AMOUNTS, float("nan"))
        >>> row |= {"acts": 2, "value_million_vnd": 7.5, "promises": 2}
        >>> row |= {"promises_kept_late": 1, "promises_not_delivered": 1}
        >>> cube = pd.DataFrame([row | {"agency_code": "A", "commune_code": "03646"}])
        >>> found = totals(cube)
        >>> float(found["value_million_vnd"]), float(found["promises_kept_share"])
        (7.5, 0.5)
    """
    acted = contributions["acts"] > 0
    found = {name: float(contributions[name].sum()) for name in COUNTS}
    found |= {name: contributions[name].sum(min_count=1) for name in AMOUNTS}
    for code, name in cube.DISTINCT.items():
        found[name] = float(contributions.loc[acted, code].nunique())
    return cube.with_shares(pd.DataFrame([found], dtype="float64")).iloc[0]


def by_agency(contributions: pd.DataFrame) -> pd.DataFrame:
    """Total what each agency delivered, and its share of all recorded value.

    Args:
        contributions: the cube, already narrowed by the filters.

    Returns:
        One row per agency, indexed by `agency_code`, largest value first:

        - the columns of `totals` but `agencies`
        - `value_share`: fraction of all recorded value, 0 to 1
        - `last_date`: day of the latest delivered act; missing if none

    Raises:
        KeyError: a column of the cube is absent.

    Source: method note "Counting contributions".
    """
    return cube.largest_first(
        cube.grouped(contributions, ["agency_code"], distinct=["commune_code"])
    )


def by_commune(contributions: pd.DataFrame) -> pd.DataFrame:
    """Total what each commune received.

    Args:
        contributions: the cube, already narrowed by the filters.

    Returns:
        One row per commune in the cube, indexed by `commune_code`, largest value first; columns
        as `by_agency`, with `agencies` in place of `communes`.

    Source: method note "Counting contributions".
    """
    return cube.largest_first(
        cube.grouped(contributions, ["commune_code"], distinct=["agency_code"])
    )


def by_district(contributions: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """Total what each district received.

    Args:
        contributions: the cube, already narrowed by the filters.
        communes: the gazetteer, indexed by `commune_code`, with `district_code`,
            `district_name` and `households_2019`.

    Returns:
        One row per district of the gazetteer, indexed by `district_code`, largest value first;
        columns as `by_agency` with `agencies` and `communes`, and:

        - `district_name`
        - `households_2019`: households of the whole district, census of 2019
        - `value_per_household`: million đồng per household of 2019, all of the district

    Source: method note "Counting contributions".
    """
    districts = communes["district_code"].reindex(contributions["commune_code"])
    placed = contributions.assign(district_code=districts.to_numpy())
    found = cube.grouped(placed, ["district_code"], distinct=["agency_code", "commune_code"])
    groups = communes.groupby("district_code")
    found = cube.with_every(found, groups["district_name"].first().index)
    found.insert(0, "district_name", groups["district_name"].first())
    found.insert(1, "households_2019", groups["households_2019"].sum())
    found["value_per_household"] = found["value_million_vnd"] / found["households_2019"]
    return cube.largest_first(found)


def by_sector(contributions: pd.DataFrame) -> pd.DataFrame:
    """Total the help of each sector, in the order of the schema.

    Args:
        contributions: the cube, already narrowed by the filters.

    Returns:
        One row per sector, indexed by `sector`, also those nobody helped in (counts 0, amounts
        missing); columns as `by_agency` with `agencies` and `communes`.

    Source: method note "Counting contributions".
    """
    found = cube.grouped(contributions, ["sector"], distinct=["agency_code", "commune_code"])
    return cube.with_every(found, pd.Index(SECTORS, name="sector"))


def by_year(contributions: pd.DataFrame, years: tuple[int, int] | None = None) -> pd.DataFrame:
    """Total the help of each year; promises count in the year they were promised for.

    Args:
        contributions: the cube, already narrowed by the filters.
        years: first and last year to show, both included; those of the cube when not given.

    Returns:
        One row per year, indexed by `year` in order, also years without a record (counts 0,
        amounts missing); columns as `by_agency` with `agencies` and `communes`.

    Source: method note "Counting contributions".
    """
    found = cube.grouped(contributions, ["year"], distinct=["agency_code", "commune_code"])
    if years is None and found.empty:
        return found
    first, last = years or (int(found.index.min()), int(found.index.max()))
    found.index = found.index.astype("int64")
    return cube.with_every(found, pd.RangeIndex(first, last + 1, name="year"))


def by_year_and_sector(contributions: pd.DataFrame) -> pd.DataFrame:
    """Total the help of each sector in each year.

    Args:
        contributions: the cube, already narrowed by the filters.

    Returns:
        One row per year and sector with a record, indexed by (`year`, `sector`) in order;
        columns as `by_agency` with `agencies` and `communes`.

    Source: method note "Counting contributions".
    """
    return cube.grouped(
        contributions, ["year", "sector"], distinct=["agency_code", "commune_code"]
    ).sort_index()


def agency_by_sector(contributions: pd.DataFrame) -> pd.DataFrame:
    """The value that each agency delivered in each sector.

    Args:
        contributions: the cube, already narrowed by the filters.

    Returns:
        One row per agency (`agency_code`, largest row first) and one column per sector in the
        order of the schema, million đồng; 0 without an act, missing where there are acts and
        none carries a value.

    Source: method note "Counting contributions".
    """
    return _matrix(contributions, "sector", pd.Index(SECTORS))


def agency_by_year(contributions: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """The value that each agency delivered in each year.

    Args:
        contributions: the cube, already narrowed by the filters.
        years: first and last year to show, both included.

    Returns:
        One row per agency (`agency_code`, largest row first) and one column per year, as
        `agency_by_sector`.

    Source: method note "Counting contributions".
    """
    return _matrix(contributions, "year", pd.RangeIndex(years[0], years[1] + 1))


def forms(contributions: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """The form that help took: cash, in kind, labour. They are beside each other, never added.

    Args:
        contributions: the cube, already narrowed by the filters.
        by: columns of the cube to group by; one row for everything when empty.

    Returns:
        Indexed by `by` (a single row 0 when empty):

        - `acts`: delivered acts, count
        - `cash_million_vnd`, `in_kind_million_vnd`: million đồng; missing if none recorded
        - `labour_days`: days of labour; missing if none recorded
        - `cash_share`: cash of cash and in kind, 0 to 1; missing without either

    Source: method note "Counting contributions".
    """
    columns = ["acts", "cash_million_vnd", "in_kind_million_vnd", "labour_days"]
    if by:
        found = contributions.groupby(list(by), observed=True)[columns].sum(min_count=1)
    else:
        found = contributions[columns].sum(min_count=1).to_frame().T
    money = found[["cash_million_vnd", "in_kind_million_vnd"]].sum(axis=1, min_count=1)
    found["cash_share"] = cube.ratio(found["cash_million_vnd"].fillna(0.0), money)
    found["acts"] = found["acts"].fillna(0)
    return found


def last_record(contributions: pd.DataFrame) -> pd.Timestamp | None:
    """The day of the latest delivered act; None when there is none."""
    latest = contributions["last_date"].max()
    return None if pd.isna(latest) else pd.Timestamp(latest)


def _matrix(contributions: pd.DataFrame, by: str, columns: pd.Index) -> pd.DataFrame:
    groups = contributions.groupby(["agency_code", by], observed=True)
    value, acts = (
        sums.unstack(by).reindex(columns=columns)
        for sums in (groups["value_million_vnd"].sum(min_count=1), groups["acts"].sum())
    )
    order = value.sum(axis=1, min_count=1).sort_values(ascending=False, kind="stable")
    return cube.zero_without(value, acts.fillna(0)).loc[order.index]
