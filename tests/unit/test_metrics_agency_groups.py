"""Groups of agencies: sums of a group, and whom one body is compared with."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import agency_groups
from data.schema import AGENCY_GROUPS
from tests.unit.metric_tables import cube, table


def bodies(**groups: str) -> pd.DataFrame:
    rows = [
        {"agency_code": code, "agency_name": code, "agency_group": group}
        for code, group in groups.items()
    ]
    return table("agencies", *rows)


BODIES = bodies(A="enterprise", B="enterprise", C="enterprise", D="department")


def test_a_group_adds_up_its_bodies_and_shows_what_one_in_the_middle_gave():
    rows = cube(
        {"agency_code": "A", "acts": 1, "value_million_vnd": 10.0},
        {"agency_code": "B", "acts": 2, "value_million_vnd": 20.0},
        {"agency_code": "B", "acts": 1, "value_million_vnd": 10.0, "commune_code": "02"},
        {"agency_code": "C", "acts": 1},
    )

    found = agency_groups.by_group(rows, BODIES).loc["enterprise"]

    assert found["value_million_vnd"] == 40.0
    assert found["median_value_million_vnd"] == 20.0  # of 10 and 30; C recorded no value
    assert found["agencies"] == 3
    assert found["communes"] == 2


def test_a_group_that_gave_nothing_is_there_with_no_amount():
    found = agency_groups.by_group(cube({"agency_code": "A", "acts": 1}), BODIES)

    assert list(found.index) == list(AGENCY_GROUPS)
    assert found.at["department", "acts"] == 0
    assert found.at["department", "bodies"] == 1
    assert pd.isna(found.at["department", "value_million_vnd"])


def test_labour_of_a_group_stands_beside_its_money_and_is_not_added():
    rows = cube({"agency_code": "D", "acts": 1, "cash_million_vnd": 5.0, "labour_days": 40.0})

    found = agency_groups.forms_by_group(rows, BODIES).loc["department"]

    assert found["cash_million_vnd"] == 5.0
    assert found["labour_days"] == 40.0
    assert pd.isna(found["in_kind_million_vnd"])


def test_a_group_by_sector_is_zero_without_an_act_and_missing_where_acts_carry_no_value():
    rows = cube(
        {"agency_code": "D", "acts": 1, "sector": "welfare", "value_million_vnd": 5.0},
        {"agency_code": "D", "acts": 1, "sector": "security"},
        {"agency_code": "D", "promises": 1, "sector": "economy"},
    )

    found = agency_groups.group_by_sector(rows, BODIES)

    assert found.at["department", "welfare"] == 5.0
    assert pd.isna(found.at["department", "security"])
    assert found.isna().sum().sum() == 1
    assert found.eq(0).sum().sum() == found.size - 2


def test_peers_are_the_other_bodies_of_the_same_group():
    assert sorted(agency_groups.peers("A", BODIES).index) == ["B", "C"]
    assert agency_groups.peers("D", BODIES).empty


def test_a_body_that_is_not_in_the_record_has_no_peers_to_show():
    with pytest.raises(KeyError):
        agency_groups.peers("Z", BODIES)


def test_a_range_is_drawn_only_where_there_are_bodies_enough_for_one():
    four = {"A": 1.0, "B": 2.0, "C": 3.0, "E": 4.0, "D": 9.0}
    rows = cube(
        *(
            {"agency_code": code, "acts": 1, "value_million_vnd": value}
            for code, value in four.items()
        )
    )
    everyone = bodies(
        A="enterprise", B="enterprise", C="enterprise", E="enterprise", D="department"
    )

    found = agency_groups.spread(rows, everyone)

    assert found.loc["enterprise"].tolist() == [2.5, 1.75, 3.25]
    assert found.at["department", "value"] == 9.0
    assert pd.isna(found.at["department", "low"])
