"""The state of each commune on the map, for each measure."""

from __future__ import annotations

import pytest

from data.metrics import commune_states
from data.selection import Selection
from tests.unit.metric_tables import assigned, communes, cube, table

EVERYTHING = Selection()
ACT = {"acts": 1, "last_date": "2015-06-01"}


def states(rows, pairs, measure="value_million_vnd", selection=EVERYTHING, **tables):
    return commune_states.states(rows, pairs, communes(), selection, measure, **tables)


def test_every_commune_has_a_state_and_only_values_have_numbers():
    rows = cube(
        {**ACT, "commune_code": "01", "value_million_vnd": 50.0},
        {**ACT, "commune_code": "02"},
        {**ACT, "commune_code": "05", "value_million_vnd": 0.0},
    )

    found = states(rows, assigned(("A", "01"), ("A", "02"), ("A", "03"), ("A", "05")))

    assert found["state"].to_dict() == {
        "01": "value",
        "02": "no_data",
        "03": "nothing_reported",
        "04": "not_assigned",
        "05": "zero",
    }
    assert found["value"].dropna().to_dict() == {"01": 50.0, "05": 0.0}


def test_acts_in_another_sector_alone_are_zero_and_not_silence():
    rows = cube({**ACT, "sector": "welfare", "value_million_vnd": 5.0})

    found = states(rows, assigned(("A", "01")), selection=Selection(sectors=("economy",)))

    assert found.at["01", "state"] == "zero"


def test_help_without_an_assignment_is_a_value_with_a_sign():
    found = states(cube({**ACT, "value_million_vnd": 5.0}), assigned(("A", "02")))

    assert found.at["01", "state"] == "value"
    assert found.at["01", "unassigned_help"]
    assert not found.at["02", "unassigned_help"]


def test_acts_of_other_years_do_not_count():
    rows = cube({**ACT, "value_million_vnd": 5.0})

    found = states(rows, assigned(("A", "01")), selection=Selection(years=(2016, 2016)))

    assert found.at["01", "state"] == "nothing_reported"


def test_an_assignment_that_ended_before_the_years_does_not_count():
    ended = assigned(("A", "01"), end="2014-12-31")

    found = states(cube(), ended, selection=Selection(years=(2015, 2016)))

    assert found.at["01", "state"] == "not_assigned"


def test_the_map_of_one_agency_shows_its_own_communes():
    rows = cube({**ACT, "agency_code": "B", "commune_code": "02", "value_million_vnd": 5.0})
    pairs = assigned(("A", "01"), ("B", "02"))

    found = states(rows, pairs, selection=Selection(agencies=("A",)))

    assert found.at["01", "state"] == "nothing_reported"
    assert found.at["02", "state"] == "not_assigned"


def test_value_per_household_divides_by_the_households_of_2019():
    found = states(
        cube({**ACT, "commune_code": "02", "value_million_vnd": 50.0}),
        assigned(("A", "02")),
        "value_per_household",
    )

    assert found.at["02", "value"] == pytest.approx(0.25)


def test_promises_without_any_are_no_data_and_none_kept_is_zero():
    broken = {"commune_code": "02", "promises": 5, "promises_not_delivered": 5}
    rows = cube({**ACT}, {**ACT, **broken})

    found = states(rows, assigned(("A", "01"), ("A", "02")), "promises_kept_share")

    assert found.at["01", "state"] == "no_data"
    assert found.at["02", "state"] == "zero"


def test_a_promise_delivered_without_a_quantity_is_not_a_broken_one():
    unknown = {"commune_code": "02", "promises": 1, "promises_unknown": 1}
    known = {"promises": 6, "promises_kept_late": 5, "promises_unknown": 1}
    rows = cube({**ACT, **known}, {**ACT, **unknown})

    found = states(rows, assigned(("A", "01"), ("A", "02")), "promises_kept_share")

    assert found.at["01", "value"] == 1.0
    assert found.at["02", "state"] == "no_data"


def test_a_share_of_four_promises_is_not_compared_and_keeps_its_counts():
    four = {"commune_code": "02", "promises": 4, "promises_kept_late": 4}
    five = {"promises": 5, "promises_kept_late": 4, "promises_short": 1}
    rows = cube({**ACT, **five}, {**ACT, **four})

    found = states(rows, assigned(("A", "01"), ("A", "02")), "promises_kept_share")

    assert found["state"][["01", "02"]].tolist() == ["value", "few"]
    assert found["value"].dropna().to_dict() == {"01": 0.8}
    assert found.loc["02", ["part", "whole"]].tolist() == [4, 4]


def test_a_measure_that_is_no_share_has_nothing_behind_it():
    found = states(cube({**ACT}), assigned(("A", "01")), "acts")

    assert found[["part", "whole"]].isna().all(axis=None)


def test_a_commune_does_not_fall_silent_after_its_last_assignment_had_ended():
    ended = assigned(("A", "01"), end="2015-09-30")

    found = states(cube({**ACT, "last_date": "2015-08-31"}), ended, "months_since_last_record")

    assert found.at["01", "value"] == 1


def test_months_since_the_last_record_look_at_the_chosen_sector():
    rows = cube({**ACT}, {**ACT, "sector": "welfare", "last_date": "2015-12-01"})

    any_sector = states(rows, assigned(("A", "01")), "months_since_last_record")
    economy = states(
        rows, assigned(("A", "01")), "months_since_last_record", Selection(sectors=("economy",))
    )

    assert any_sector.at["01", "value"] == 12
    assert economy.at["01", "value"] == 18


def test_works_count_those_completed_in_the_chosen_years():
    works = table(
        "works",
        {"work_id": "W1", "commune_code": "01", "work_type": "road", "work_status": "completed"}
        | {"completion_date": "2015-03-01"},
        {"work_id": "W2", "commune_code": "01", "work_type": "road", "work_status": "under_way"}
        | {"planned_year": 2015},
        {"work_id": "W3", "commune_code": "02", "work_type": "road", "work_status": "in_use"}
        | {"completion_date": "2014-03-01"},
    )
    rows = cube({**ACT}, {**ACT, "commune_code": "02"})

    found = states(
        rows,
        assigned(("A", "01"), ("A", "02")),
        "works",
        Selection(years=(2015, 2015)),
        works=works,
        work_contributions=table("work_contributions"),
    )

    assert found.at["01", "value"] == 1
    assert found.at["02", "state"] == "zero"


def test_works_without_their_table_have_no_data():
    found = states(cube({**ACT}), assigned(("A", "01")), "works")

    assert found.at["01", "state"] == "no_data"


def test_the_legend_counts_every_state():
    found = states(cube({**ACT, "value_million_vnd": 1.0}), assigned(("A", "02")))

    assert commune_states.counts(found).to_dict() == {
        "value": 1,
        "zero": 0,
        "few": 0,
        "nothing_reported": 1,
        "not_assigned": 3,
        "no_data": 0,
    }


def test_a_measure_that_is_not_one_is_refused():
    with pytest.raises(ValueError, match="no such measure"):
        states(cube(), assigned(), "happiness")
