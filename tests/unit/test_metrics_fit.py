"""Help in the agency's own field, beside what an even spread would give."""

from __future__ import annotations

import pandas as pd

from data.metrics import fit
from tests.unit.metric_tables import cube, table


def bodies(**fields: str | None) -> pd.DataFrame:
    rows = [
        {"agency_code": code, "agency_name": code, "agency_group": "department", "field": field}
        for code, field in fields.items()
    ]
    return table("agencies", *rows)


def did(agency: str, sector: str, acts: int = 1, value: float | None = None) -> dict:
    return {"agency_code": agency, "sector": sector, "acts": acts, "value_million_vnd": value}


def test_help_in_the_own_field_is_a_share_of_the_acts_of_bodies_with_a_field():
    rows = cube(did("A", "economy", 3), did("A", "welfare", 1), did("B", "economy", 9))

    found = fit.by_agency(rows, bodies(A="economy", B=None))

    assert list(found.index) == ["A"]
    assert found.at["A", "own_field_share"] == 0.75
    assert fit.overall(rows, bodies(A="economy", B=None)).own_share == 0.75


def test_a_body_that_did_nothing_in_its_field_has_a_share_of_zero_and_comes_first():
    rows = cube(did("A", "economy", 3), did("B", "economy", 1))

    found = fit.by_agency(rows, bodies(A="economy", B="security"))

    assert list(found.index) == ["B", "A"]
    assert found.at["B", "own_field_share"] == 0.0
    assert fit.overall(rows, bodies(A="economy", B="security")).outside == 1


def test_acts_in_a_field_that_costs_nothing_are_still_help_in_the_own_field():
    rows = cube(did("A", "new_rural", 2, None), did("A", "infrastructure", 2, 900.0))

    found = fit.by_agency(rows, bodies(A="new_rural"))

    assert found.at["A", "own_field_share"] == 0.5
    assert pd.isna(found.at["A", "own_field_million_vnd"])


def test_a_promise_is_not_help_in_the_own_field():
    rows = cube(did("A", "economy", 0) | {"promises": 3})

    assert fit.by_agency(rows, bodies(A="economy")).empty
    assert fit.overall(rows, bodies(A="economy")).own_share is None


def test_the_matrix_has_the_field_in_rows_and_the_sector_of_help_in_columns():
    found = fit.field_by_sector(cube(did("A", "welfare", 7)), bodies(A="economy"))

    assert found.at["economy", "welfare"] == 7
    assert found.at["welfare", "economy"] == 0
