"""Unit costs by type and unit, and works that cannot be put on the map."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import placing, unit_costs
from data.schema import BUILD_KINDS, support_types


def register(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    """Works of (type, unit, build, cost of one unit), as `beside_assumption` leaves them."""
    names = ["work_type", "unit", "build_kind", "whole_cost_million_vnd"]
    found = pd.DataFrame(rows, columns=names).astype({"whole_cost_million_vnd": "float64"})
    found = found.assign(built=True, quantity=1.0, whole_unrecorded_costs=0)
    return unit_costs.beside_assumption(found)


def test_surfaces_and_bridges_by_the_piece_are_not_put_together():
    rows = register(
        ("road", "km", "concrete", 500.0),
        ("road", "km", "concrete", 1000.0),
        ("road", "km", "earth", 100.0),
        ("road", "công trình", "bridge_culvert", 300.0),
    )

    found = unit_costs.by_type_and_build(rows)

    concrete = found.loc[("road", "km", "concrete")]
    assert concrete[["works", "median"]].tolist() == [2, 750.0]
    assert concrete[["below", "within", "above"]].tolist() == [1, 1, 0]
    assert found.at[("road", "km", "earth"), "within"] == 1
    assert len(found) == 3


def test_a_range_too_wide_to_flag_anything_has_no_counts_beside_it():
    rows = register(("road", "km", None, 9000.0), ("road", "công trình", "bridge_culvert", 9000.0))

    found = unit_costs.by_type_and_build(rows)

    assert found["can_flag"].tolist() == [False, False]
    assert found[["below", "within", "above"]].isna().all(axis=None)


@pytest.mark.parametrize("work_type", ["school", "health_station", "electricity"])
def test_a_type_with_a_narrow_range_is_one_row_whatever_its_builds(work_type):
    unit = support_types().at[unit_costs.SUPPORT_TYPES_OF[work_type][0], "unit_vi"]

    found = unit_costs.by_type_and_build(register((work_type, unit, None, 1.0)))

    assert found.index.tolist() == [(work_type, unit, "")]
    assert found["can_flag"].tolist() == [True]


def test_every_range_that_flags_spans_at_most_ten_times():
    every = [
        (work_type, support_types().at[code, "unit_vi"], build, 1.0)
        for work_type, codes in unit_costs.SUPPORT_TYPES_OF.items()
        for code in codes
        for build in (None, *BUILD_KINDS.get(work_type, ()))
    ]

    found = register(*every).dropna(subset=["unit_cost_beside_range"])

    span = found["assumed_high_million_vnd"] / found["assumed_low_million_vnd"]
    assert len(found) > 0
    assert span.max() <= 10


def test_works_without_a_unit_cost_do_not_count():
    assert unit_costs.by_type_and_build(register(("road", "km", None, None))).empty


def test_types_stand_in_the_order_of_the_schema():
    rows = register(("school", "phòng", None, 1.0), ("road", "km", "earth", 1.0))

    types = unit_costs.by_type_and_build(rows).index.get_level_values("work_type")
    assert types.tolist() == ["road", "school"]


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
