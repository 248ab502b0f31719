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


def gave(agency: str, sector: str, value: float | None, acts: int = 1) -> dict:
    return {"agency_code": agency, "sector": sector, "value_million_vnd": value, "acts": acts}


def test_help_in_the_own_field_is_a_share_of_the_value_of_bodies_with_a_field():
    rows = cube(gave("A", "economy", 30.0), gave("A", "welfare", 10.0), gave("B", "economy", 99.0))

    found = fit.by_agency(rows, bodies(A="economy", B=None))

    assert list(found.index) == ["A"]
    assert found.at["A", "own_field_share"] == 0.75
    assert fit.overall(rows, bodies(A="economy", B=None)).own_share == 0.75


def test_a_body_that_gave_nothing_in_its_field_has_a_share_of_zero_and_comes_first():
    rows = cube(gave("A", "economy", 30.0), gave("B", "economy", 10.0))

    found = fit.by_agency(rows, bodies(A="economy", B="security"))

    assert list(found.index) == ["B", "A"]
    assert found.at["B", "own_field_share"] == 0.0
    assert fit.overall(rows, bodies(A="economy", B="security")).outside == 1


def test_a_body_without_a_recorded_value_has_no_share_and_not_zero():
    rows = cube(gave("A", "economy", None))

    found = fit.by_agency(rows, bodies(A="economy"))

    assert pd.isna(found.at["A", "own_field_share"])
    assert pd.isna(found.at["A", "own_field_million_vnd"])
    assert fit.overall(rows, bodies(A="economy")).own_share is None


def test_a_promise_is_not_help_in_the_own_field():
    rows = cube(gave("A", "economy", None, acts=0) | {"promises": 3})

    assert fit.by_agency(rows, bodies(A="economy")).empty


def test_the_matrix_has_the_field_in_rows_and_the_sector_of_help_in_columns():
    rows = cube(gave("A", "welfare", 7.0))

    found = fit.field_by_sector(rows, bodies(A="economy"))

    assert found.at["economy", "welfare"] == 7.0
    assert pd.isna(found.at["welfare", "economy"])
