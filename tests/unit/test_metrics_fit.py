"""Help in the agency's own field, beside what it would be if fields played no part."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import fit
from data.schema import SECTORS
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


def test_a_share_of_few_acts_stands_after_those_that_can_be_compared():
    rows = cube(did("A", "economy", 1), did("B", "economy", 3), did("B", "welfare", 3))

    found = fit.by_agency(rows, bodies(A="security", B="economy"))

    assert list(found.index) == ["B", "A"]


def test_chance_is_the_mean_over_all_ways_to_deal_the_fields():
    rows = cube(did("A", "economy", 3), did("A", "welfare", 1), did("B", "economy", 4))
    fields = ["economy", "welfare"]
    deals = [(3 + 0) / 8, (1 + 4) / 8]

    found = fit.overall(rows, bodies(A=fields[0], B=fields[1]))

    assert found.chance_share == pytest.approx(sum(deals) / 2)
    assert (found.low, found.high) == (None, None)
    assert found.beside_chance == "unknown"


def specialists(acts: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Eight bodies, each with all of its acts in its own field, each field once."""
    rows = [did(f"A{place}", sector, acts) for place, sector in enumerate(SECTORS)]
    fields = {f"A{place}": sector for place, sector in enumerate(SECTORS)}
    return cube(*rows), bodies(**fields)


def test_bodies_that_all_keep_to_their_field_do_so_more_than_by_chance():
    found = fit.overall(*specialists(acts=5))

    assert found.own_share == 1.0
    assert found.chance_share == pytest.approx(1 / 8)
    assert found.beside_chance == "more"
    assert (found.own, found.acts) == (40, 40)


def test_many_acts_of_the_same_bodies_make_the_interval_no_narrower():
    few_acts, many_acts = fit.overall(*specialists(5)), fit.overall(*specialists(500))

    assert (few_acts.low, few_acts.high) == (many_acts.low, many_acts.high)


def test_the_same_record_in_another_order_gives_the_same_interval():
    rows, agencies = specialists(5)

    shuffled = fit.overall(rows.sample(frac=1, random_state=1), agencies.iloc[::-1])

    assert shuffled == fit.overall(rows, agencies)
