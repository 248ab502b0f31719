"""The filters narrow what they name and nothing else."""

from __future__ import annotations

import pandas as pd

from data.selection import Selection, apply, chosen_communes, overlapping

COMMUNES = pd.DataFrame(
    {"district_code": ["119", "119", "120"]},
    index=pd.Index(["a", "b", "c"], name="commune_code"),
)
KINDS = pd.DataFrame(
    {
        "commune_code": ["a", "b", "c"],
        "kind": ["border", "meritorious", "border"],
        "valid_from": pd.to_datetime(["2013-10-28", "2013-10-28", "2016-01-01"]),
        "valid_to": pd.to_datetime(["2016-12-31", "2014-12-31", None]),
    }
)
ROWS = pd.DataFrame(
    {
        "commune_code": ["a", "b", "c"],
        "agency_code": ["A1", "A2", "A1"],
        "sector": ["economy", "economy", "welfare"],
        "year": [2014, 2015, 2016],
    }
)


def chosen(selection: Selection) -> frozenset[str]:
    return chosen_communes(selection, COMMUNES, KINDS)


def kept(selection: Selection) -> list[str]:
    return list(apply(ROWS, selection, chosen(selection))["commune_code"])


def test_nothing_chosen_keeps_every_row() -> None:
    assert kept(Selection()) == ["a", "b", "c"]


def test_each_filter_narrows_its_own_column() -> None:
    assert kept(Selection(districts=("119",))) == ["a", "b"]
    assert kept(Selection(sectors=("welfare",))) == ["c"]
    assert kept(Selection(agencies=("A2",))) == ["b"]
    assert kept(Selection(years=(2014, 2015))) == ["a", "b"]


def test_all_years_means_the_years_of_the_programme() -> None:
    rows = pd.concat([ROWS, ROWS.assign(year=2017)])
    assert len(apply(rows, Selection(), frozenset())) == len(ROWS)


def test_several_kinds_mean_any_of_them() -> None:
    assert chosen(Selection(kinds=("border", "meritorious"))) == {"a", "b", "c"}


def test_a_kind_counts_only_where_its_period_overlaps_the_years() -> None:
    assert chosen(Selection(kinds=("border",), years=(2014, 2015))) == {"a"}
    assert chosen(Selection(kinds=("meritorious",), years=(2015, 2016))) == set()


def test_district_and_kind_narrow_together() -> None:
    assert kept(Selection(districts=("120",), kinds=("meritorious",))) == []


def test_an_open_period_reaches_every_later_year() -> None:
    rows = overlapping(KINDS, Selection(years=(2016, 2016)))
    assert set(rows["commune_code"]) == {"a", "c"}


def test_a_table_without_the_column_is_not_narrowed_by_it() -> None:
    rows = ROWS[["commune_code"]]
    assert len(apply(rows, Selection(sectors=("security",)), frozenset())) == 3
