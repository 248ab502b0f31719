"""Records that the map cannot place: each with its reason, none left out in silence."""

from __future__ import annotations

import pandas as pd

from data.metrics import unplaced
from tests.unit.metric_tables import communes, cube, table


def works() -> pd.DataFrame:
    return table(
        "works",
        {"work_id": "W1", "commune_code": "01", "longitude": 104.0, "latitude": 21.0},
        {"work_id": "W2", "commune_code": "01"},
        {"work_id": "W3", "commune_code": "02", "location_precision": "commune"},
        {"work_id": "W4", "commune_code": "02", "longitude": 21.0, "latitude": 104.0},
        {"work_id": "W5", "commune_code": "99", "longitude": 104.0, "latitude": 21.0},
        {"work_id": "W6", "commune_code": "99"},
    )


def test_a_work_of_an_unknown_commune_stands_first_whatever_else_it_lacks() -> None:
    found = unplaced.works(works(), communes())
    assert found["work_id"].tolist() == ["W5", "W6", "W4", "W2"]
    assert found["reason"].tolist() == [
        "unknown_commune",
        "unknown_commune",
        "outside_province",
        "no_position",
    ]


def test_acts_of_unknown_communes_are_counted_by_code_and_year() -> None:
    rows = cube(
        {"commune_code": "01", "acts": 5},
        {"commune_code": "99", "acts": 2, "value_million_vnd": 3.0},
        {"commune_code": "99", "sector": "welfare", "acts": 1},
        {"commune_code": "99", "year": 2016, "acts": 4},
    )
    found = unplaced.acts(rows, communes())
    assert found["year"].tolist() == [2015, 2016]
    assert found["acts"].tolist() == [3, 4]
    assert found["value_million_vnd"].fillna(-1).tolist() == [3.0, -1]


def test_a_record_with_every_commune_known_leaves_nothing_unplaced() -> None:
    assert unplaced.acts(cube({"commune_code": "01", "acts": 5}), communes()).empty
