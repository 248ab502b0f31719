"""Sums of the cube: what is added, what never is, and what stays missing."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import contributions
from data.schema import SECTORS
from tests.unit.metric_tables import communes, cube


def test_a_promise_is_never_counted_as_a_delivery():
    found = contributions.totals(cube({"promises": 3, "promised_value_million_vnd": 90.0}))

    assert found["acts"] == 0
    assert found["agencies"] == 0
    assert found["communes"] == 0
    assert pd.isna(found["value_million_vnd"])
    assert found["promises"] == 3


def test_value_that_nobody_recorded_is_missing_and_not_zero():
    found = contributions.totals(cube({"acts": 2}, {"acts": 1, "year": 2016}))

    assert found["acts"] == 3
    assert pd.isna(found["value_million_vnd"])
    assert pd.isna(found["labour_days"])


def test_one_recorded_value_among_missing_ones_is_the_sum():
    rows = cube({"acts": 2}, {"acts": 1, "year": 2016, "value_million_vnd": 5.0})

    assert contributions.totals(rows)["value_million_vnd"] == 5.0


def test_nothing_at_all_has_no_acts_and_no_share():
    found = contributions.totals(cube())

    assert found["acts"] == 0
    assert pd.isna(found["promises_kept_share"])
    assert pd.isna(found["value_million_vnd"])


def test_an_agency_that_helped_one_commune_in_two_sectors_counts_it_once():
    rows = cube(
        {"acts": 1, "sector": "economy", "value_million_vnd": 1.0},
        {"acts": 1, "sector": "welfare", "value_million_vnd": 2.0},
        {"acts": 1, "commune_code": "02", "value_million_vnd": 1.0},
        {"acts": 1, "agency_code": "B", "value_million_vnd": 12.0},
    )

    found = contributions.by_agency(rows)

    assert list(found.index) == ["B", "A"]
    assert found.at["A", "communes"] == 2
    assert found.at["A", "value_million_vnd"] == 4.0
    assert found.at["A", "value_share"] == 0.25


def test_the_share_of_promises_is_of_acts_and_not_of_money():
    rows = cube(
        {
            "acts": 1,
            "promises": 4,
            "promises_kept_on_time": 1,
            "promises_not_delivered": 3,
            "promised_value_million_vnd": 140.0,
            "promised_value_known_million_vnd": 100.0,
            "delivered_of_promised_million_vnd": 80.0,
        }
    )

    found = contributions.by_commune(rows)

    assert found.at["01", "promises_kept_share"] == 0.25
    assert found.at["01", "delivered_of_promised_share"] == 0.8


def test_a_district_without_help_is_listed_with_no_acts_and_missing_value():
    found = contributions.by_district(cube({"acts": 2, "value_million_vnd": 60.0}), communes())

    assert list(found.index) == ["1", "2"]
    assert found.at["2", "acts"] == 0
    assert pd.isna(found.at["2", "value_million_vnd"])
    assert found.at["1", "value_per_household"] == pytest.approx(60 / 600)


def test_every_sector_is_listed_in_the_order_of_the_schema():
    found = contributions.by_sector(cube({"acts": 1, "sector": "welfare"}))

    assert list(found.index) == list(SECTORS)
    assert found.at["welfare", "acts"] == 1
    assert found.at["security", "acts"] == 0


def test_a_year_without_a_record_is_there_and_empty():
    rows = cube({"acts": 1, "year": 2013, "value_million_vnd": 1.0}, {"acts": 1, "year": 2015})

    found = contributions.by_year(rows, (2013, 2016))

    assert list(found.index) == [2013, 2014, 2015, 2016]
    assert found["acts"].tolist() == [1, 0, 1, 0]
    assert pd.isna(found.at[2014, "value_million_vnd"])


def test_years_and_sectors_stand_in_order():
    rows = cube({"acts": 1, "year": 2016}, {"acts": 2, "year": 2014, "sector": "welfare"})

    found = contributions.by_year_and_sector(rows)

    assert list(found.index) == [(2014, "welfare"), (2016, "economy")]


def test_the_matrix_has_zero_without_an_act_and_is_empty_where_no_act_carries_a_value():
    rows = cube(
        {"acts": 1, "value_million_vnd": 1.0},
        {"acts": 1, "sector": "security"},
        {"acts": 1, "agency_code": "B", "sector": "welfare", "value_million_vnd": 9.0},
    )

    found = contributions.agency_by_sector(rows)

    assert list(found.index) == ["B", "A"]
    assert list(found.columns) == list(SECTORS)
    assert found.at["A", "welfare"] == 0
    assert pd.isna(found.at["A", "security"])
    assert found.at["B", "welfare"] == 9.0


def test_a_year_of_the_matrix_in_which_a_promise_alone_was_made_has_no_help():
    found = contributions.agency_by_year(cube({"promises": 1, "year": 2015}), (2014, 2016))

    assert list(found.columns) == [2014, 2015, 2016]
    assert found.loc["A"].tolist() == [0, 0, 0]


def test_labour_is_beside_money_and_in_no_sum_with_it():
    rows = cube(
        {"acts": 1, "cash_million_vnd": 3.0, "in_kind_million_vnd": 1.0, "labour_days": 500.0},
        {"acts": 1, "agency_code": "B", "labour_days": 20.0},
    )

    found = contributions.forms(rows, by=["agency_code"])

    assert found.at["A", "cash_share"] == 0.75
    assert found.at["A", "labour_days"] == 500.0
    assert pd.isna(found.at["B", "cash_share"])
    assert contributions.forms(rows).at[0, "labour_days"] == 520.0


def test_a_table_that_never_passed_the_schema_is_refused_by_name():
    with pytest.raises(KeyError, match="labour_days"):
        contributions.totals(cube({"acts": 1}).drop(columns="labour_days"))


def test_every_table_of_nothing_is_empty_and_none_fails():
    nothing = cube()

    assert contributions.by_agency(nothing).empty
    assert contributions.by_commune(nothing).empty
    assert contributions.by_district(nothing, communes())["acts"].tolist() == [0, 0]
    assert contributions.by_sector(nothing)["value_million_vnd"].isna().all()
    assert contributions.by_year(nothing, (2015, 2016))["acts"].tolist() == [0, 0]
    assert contributions.by_year(nothing).empty
    assert contributions.by_year_and_sector(nothing).empty
    assert contributions.agency_by_sector(nothing).empty
    assert contributions.agency_by_year(nothing, years=(2015, 2016)).empty
    assert contributions.forms(nothing, ["agency_code"]).empty
    assert contributions.last_record(nothing) is None
