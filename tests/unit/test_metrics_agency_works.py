"""An agency's part of a work is never taken for what the work cost."""

from __future__ import annotations

import pandas as pd

from data.metrics import agency_works
from tests.unit.metric_tables import table

REGISTER = pd.DataFrame(
    {
        "whole_cost_million_vnd": [100.0, 50.0, None, 47.1],
        "whole_unrecorded_costs": [0, 0, 1, 1],
    },
    index=["W1", "W2", "W3", "W4"],
)


def paid(*rows: tuple[str, str | None, str, float | None]) -> pd.DataFrame:
    names = ["work_id", "agency_code", "funding", "cost_million_vnd"]
    return table("work_contributions", *(dict(zip(names, row, strict=True)) for row in rows))


def test_the_part_of_an_agency_stands_beside_the_cost_of_the_whole_work():
    rows = paid(
        ("W1", "A", "agency", 20.0), ("W1", None, "people", 80.0), ("W2", "B", "agency", 50)
    )

    found = agency_works.parts(REGISTER, rows, "A")

    assert found.index.tolist() == ["W1"]
    assert found.at["W1", "own_cost_million_vnd"] == 20.0
    assert found.at["W1", "whole_cost_million_vnd"] == 100.0
    assert found.at["W1", "own_cost_share"] == 0.2


def test_a_work_that_it_paid_for_without_a_recorded_amount_is_listed_with_no_part():
    found = agency_works.parts(REGISTER, paid(("W3", "A", "agency", None)), "A")

    assert found.index.tolist() == ["W3"]
    assert pd.isna(found.at["W3", "own_cost_million_vnd"])
    assert pd.isna(found.at["W3", "own_cost_share"])


def test_its_part_of_a_cost_that_is_not_whole_is_no_share_of_it():
    rows = paid(("W4", "A", "agency", 47.1), ("W4", None, "programme_135", None))

    found = agency_works.parts(REGISTER, rows, "A")

    assert found.at["W4", "own_cost_million_vnd"] == 47.1
    assert pd.isna(found.at["W4", "own_cost_share"])
