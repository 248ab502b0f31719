"""Unit costs by type and unit, and works that cannot be put on the map."""

from __future__ import annotations

import pandas as pd

from data.metrics import placing, unit_costs


def register(*rows: tuple[str, str, float | None, float | None, float | None]) -> pd.DataFrame:
    names = ["work_type", "unit", "unit_cost_million_vnd"]
    found = pd.DataFrame(
        rows, columns=[*names, "assumed_low_million_vnd", "assumed_high_million_vnd"]
    )
    found[found.columns[2:]] = found[found.columns[2:]].astype("float64")
    cost = found["unit_cost_million_vnd"]
    beside = pd.Series(pd.NA, index=found.index, dtype="object")
    beside[cost < found["assumed_low_million_vnd"]] = "below"
    beside[cost > found["assumed_high_million_vnd"]] = "above"
    beside[cost.between(found["assumed_low_million_vnd"], found["assumed_high_million_vnd"])] = (
        "within"
    )
    return found.assign(unit_cost_beside_range=beside)


def test_roads_by_the_kilometre_and_bridges_by_the_piece_are_not_put_together():
    rows = register(
        ("road", "km", 500.0, 400.0, 900.0),
        ("road", "km", 1000.0, 400.0, 900.0),
        ("road", "cái", 300.0, None, None),
    )

    found = unit_costs.by_type_and_unit(rows)

    assert found.at[("road", "km"), "median"] == 750.0
    assert found.at[("road", "km"), "works"] == 2
    assert found.loc[("road", "km"), ["below", "within", "above"]].tolist() == [0, 1, 1]
    assert pd.isna(found.at[("road", "cái"), "assumed_low_million_vnd"])


def test_works_without_a_unit_cost_do_not_count():
    assert unit_costs.by_type_and_unit(register(("road", "km", None, 400.0, 900.0))).empty


def test_types_stand_in_the_order_of_the_schema():
    rows = register(("school", "phòng", 1.0, None, None), ("road", "km", 1.0, None, None))

    assert list(unit_costs.by_type_and_unit(rows).index) == [("road", "km"), ("school", "phòng")]


def test_a_work_at_the_centre_of_its_commune_is_placed_and_one_without_anything_is_not():
    works = pd.DataFrame(
        {
            "longitude": [None, 104.0, 104.0],
            "latitude": [None, 21.3, None],
            "location_precision": ["commune", "exact", None],
        }
    )

    assert placing.problem(works).fillna("").tolist() == ["", "", placing.NO_POSITION]


def test_coordinates_in_the_wrong_order_are_outside_the_province():
    works = pd.DataFrame(
        {"longitude": [21.3], "latitude": [104.0], "location_precision": ["exact"]}
    )

    assert placing.problem(works).tolist() == [placing.OUTSIDE_PROVINCE]
