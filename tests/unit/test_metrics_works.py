"""Works: each counts once, whoever paid, and its cost is beside an assumption."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import unit_costs, work_funding, works
from data.metrics.duplicates import possible_duplicates
from data.schema import WORK_STATUSES, WORK_TYPES, support_types
from data.selection import Selection
from tests.unit.metric_tables import communes, table

ROAD = {
    "commune_code": "01",
    "work_type": "road",
    "work_status": "completed",
    "completion_date": "2015-06-01",
    "quantity": 2.0,
    "unit": "km",
}


def built(*rows: dict) -> pd.DataFrame:
    return table("works", *({"work_id": f"W{i}"} | ROAD | row for i, row in enumerate(rows, 1)))


def paid(*rows: tuple[str, str | None, str, float | None]) -> pd.DataFrame:
    names = ["work_id", "agency_code", "funding", "cost_million_vnd"]
    return table("work_contributions", *(dict(zip(names, row, strict=True)) for row in rows))


def register(rows: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    return works.register(rows, contributions, communes())


def test_a_co_funded_work_counts_once_and_its_costs_add_up():
    contributions = paid(
        ("W1", "A", "agency", 100.0),
        ("W1", "B", "agency", 50.0),
        ("W1", None, "people", 30.0),
        ("W1", None, "programme_135", None),
    )

    found = register(built({}), contributions)

    assert len(found) == 1
    assert found.at["W1", "cost_million_vnd"] == 180.0
    assert found.at["W1", "cost_agency_million_vnd"] == 150.0
    assert pd.isna(found.at["W1", "cost_programme_135_million_vnd"])
    assert found.at["W1", "payers"] == 4
    assert found.at["W1", "agency_codes"] == "A, B"
    assert works.summary(found)["works"] == 1
    assert works.summary(found)["co_funded"] == 1
    assert works.by_type(found).at["road", "works"] == 1


def test_a_work_without_a_recorded_cost_has_none_and_not_zero():
    found = register(built({}), paid(("W1", "A", "agency", None)))

    assert pd.isna(found.at["W1", "cost_million_vnd"])
    assert pd.isna(found.at["W1", "unit_cost_million_vnd"])
    assert works.summary(found)["amount_missing"] == 1
    assert pd.isna(works.by_type(found).at["road", "built_cost_million_vnd"])


PLANNED = {"work_status": "planned", "completion_date": None, "planned_year": 2016}


def test_cost_households_and_supervision_of_what_does_not_stand_are_never_summed_with_what_does():
    both = {"households_served": 10, "community_supervised": True}
    rows = built(both, both | PLANNED)
    found = register(rows, paid(("W1", "A", "agency", 100.0), ("W2", "A", "agency", 900.0)))

    road = works.by_type(found).loc["road"]
    agencies = work_funding.by_funding(found).loc["agency"]

    assert road[["built_cost_million_vnd", "unbuilt_cost_million_vnd"]].tolist() == [100, 900]
    assert road[["built_households_served", "unbuilt_households_served"]].tolist() == [10, 10]
    assert road[["built_supervised", "unbuilt_supervised"]].tolist() == [1, 1]
    assert agencies[["built_works", "unbuilt_works"]].tolist() == [1, 1]
    assert agencies[["built_cost_million_vnd", "unbuilt_cost_million_vnd"]].tolist() == [100, 900]


def test_the_share_of_a_funding_is_of_what_was_built():
    rows = paid(("W1", "A", "agency", 100.0), ("W2", None, "people", 900.0))

    assert (
        work_funding.by_funding(register(built({}, PLANNED), rows)).at["agency", "cost_share"] == 1
    )


def test_a_work_with_funding_of_unknown_amount_has_a_partial_cost_and_no_unit_cost():
    rows = paid(("W1", "A", "agency", 100.0), ("W1", None, "people", None))

    found = register(built({}, {}), rows)

    assert found.at["W1", "cost_million_vnd"] == 100.0
    assert found["unrecorded_costs"].tolist() == [1, 0]
    assert pd.isna(found.at["W1", "unit_cost_million_vnd"])
    assert pd.isna(found.at["W1", "unit_cost_beside_range"])
    assert works.summary(found)["amount_missing"] == 2


def test_finished_works_are_listed_before_those_under_way_and_planned():
    rows = built(PLANNED, PLANNED | {"work_status": "under_way"}, {"work_status": "out_of_use"}, {})

    found = works.finished_first(register(rows, paid()))

    assert found["work_status"].tolist() == ["out_of_use", "completed", "under_way", "planned"]


def test_works_apply_to_every_choice_of_sectors_that_has_infrastructure_in_it():
    assert works.apply_to(Selection())
    assert works.apply_to(Selection(sectors=("welfare", "infrastructure")))
    assert not works.apply_to(Selection(sectors=("welfare",)))


@pytest.mark.parametrize(
    ("cost", "beside"),
    [(1598.0, "below"), (1600.0, "within"), (3000.0, "within"), (3002.0, "above")],
)
def test_unit_cost_stands_beside_the_assumed_range(cost, beside):
    found = register(built({"build_kind": "concrete"}), paid(("W1", "A", "agency", cost)))

    assert found.at["W1", "unit_cost_million_vnd"] == cost / 2
    assert found.at["W1", "unit_cost_beside_range"] == beside
    assert found.at["W1", "assumed_low_million_vnd"] == 800


def test_a_range_that_spans_more_than_ten_times_flags_nothing():
    found = register(built({}), paid(("W1", "A", "agency", 9000.0)))

    assert found.at["W1", "assumed_low_million_vnd"] == 50
    assert found.at["W1", "assumed_high_million_vnd"] == 1500
    assert pd.isna(found.at["W1", "unit_cost_beside_range"])


def test_a_build_without_an_assumption_of_its_own_is_not_put_beside_that_of_another():
    found = register(built({"build_kind": "asphalt"}), paid(("W1", "A", "agency", 9000.0)))

    assert found.at["W1", "unit_cost_million_vnd"] == 4500
    assert pd.isna(found.at["W1", "assumed_high_million_vnd"])
    assert pd.isna(found.at["W1", "unit_cost_beside_range"])


def test_a_build_matters_only_where_one_range_for_its_type_would_be_too_wide():
    tank = {"work_type": "domestic_water", "build_kind": "water_tank", "unit": "chiếc"}

    found = register(built({"build_kind": "earth"}, tank), paid())

    assert found["cost_build_kind"].tolist() == ["earth", ""]


def test_a_unit_that_no_type_of_help_is_counted_in_is_not_compared():
    found = register(built({"unit": "m²"}), paid(("W1", "A", "agency", 60.0)))

    assert pd.isna(found.at["W1", "assumed_low_million_vnd"])
    assert pd.isna(found.at["W1", "unit_cost_beside_range"])


def test_a_work_that_does_not_stand_yet_has_no_unit_cost():
    rows = built({"work_status": "under_way", "completion_date": None, "planned_year": 2016})

    found = register(rows, paid(("W1", "A", "agency", 60.0)))

    assert pd.isna(found.at["W1", "unit_cost_million_vnd"])
    assert found.at["W1", "year"] == 2016


def test_every_type_of_work_is_measured_against_help_that_exists():
    assert set(unit_costs.SUPPORT_TYPES_OF) == set(WORK_TYPES)
    for codes in unit_costs.SUPPORT_TYPES_OF.values():
        assert set(codes) <= set(support_types().index)


def test_funding_adds_up_in_money_and_overlaps_in_works():
    contributions = paid(
        ("W1", "A", "agency", 100.0), ("W1", None, "people", 50.0), ("W2", None, "people", 50.0)
    )

    found = work_funding.by_funding(register(built({}, {}), contributions))

    assert found.at["people", "built_works"] == 2
    assert found.at["agency", "cost_share"] == 0.5
    assert pd.isna(found.at["other", "built_cost_million_vnd"])


def test_quantities_of_different_units_stay_apart():
    rows = built({}, {"quantity": 3.0}, {"quantity": 1.0, "unit": "công trình"})

    found = works.quantities(register(rows, paid()))

    assert found.at[("road", "km"), "quantity"] == 5.0
    assert found.at[("road", "công trình"), "quantity"] == 1.0


def test_years_and_statuses_without_works_are_listed():
    found = register(built({}), paid())

    assert works.completed_by_year(found, (2013, 2016)).loc["road"].tolist() == [0, 0, 1, 0]
    assert works.by_status(found).at["in_use", "works"] == 0


def test_a_work_without_an_amount_counts_under_its_funding_and_says_so():
    rows = paid(("W1", "A", "agency", 100.0), ("W2", "A", "agency", None))

    agencies = work_funding.by_funding(register(built({}, {}), rows)).loc["agency"]

    assert agencies[["built_works", "built_without_amount"]].tolist() == [2, 1]
    assert agencies["built_cost_million_vnd"] == 100.0


def test_a_work_with_one_amount_of_two_of_a_funding_lacks_an_amount_of_it():
    rows = paid(("W1", "A", "agency", 100.0), ("W1", "B", "agency", None))

    found = register(built({}), rows)

    assert work_funding.by_funding(found).at["agency", "built_without_amount"] == 1
    assert work_funding.lacks_amount(found).tolist() == [True]


def test_a_work_of_which_no_contribution_is_recorded_lacks_an_amount():
    assert works.summary(register(built({}), paid()))["amount_missing"] == 1


@pytest.mark.parametrize(
    ("payers", "several"),
    [
        ([("A", "agency"), ("B", "agency")], 1),
        ([("A", "agency"), ("A", "other")], 0),
        ([("A", "agency"), ("B", "agency"), (None, "people")], 1),
        ([(None, "people"), (None, "programme_135")], 1),
        ([(None, "agency")], 0),
    ],
)
def test_payers_are_agencies_each_as_one_and_fundings_without_an_agency(payers, several):
    rows = paid(*(("W1", agency, funding, 10.0) for agency, funding in payers))

    found = register(built({}), rows)

    assert found.at["W1", "payers"] == len({agency or funding for agency, funding in payers})
    assert works.summary(found)["co_funded"] == several


def test_under_a_choice_of_agencies_money_is_their_part_and_unit_cost_that_of_all():
    rows = paid(
        ("W1", "A", "agency", 60.0), ("W1", "B", "agency", 30.0), ("W1", None, "people", 10.0)
    )

    found = works.register(built({}), rows, communes(), ("A",))

    assert found.at["W1", "cost_million_vnd"] == 60.0
    assert found.at["W1", "cost_agency_million_vnd"] == 60.0
    assert pd.isna(found.at["W1", "cost_people_million_vnd"])
    assert found.at["W1", "whole_cost_million_vnd"] == 100.0
    assert found.at["W1", "unit_cost_million_vnd"] == 50.0
    assert found.at["W1", "payers"] == 3


def test_an_amount_that_somebody_else_left_out_is_not_missing_of_the_chosen_agency():
    rows = paid(("W1", "A", "agency", 60.0), ("W1", None, "people", None))

    of_all = works.register(built({}), rows, communes())
    of_agency = works.register(built({}), rows, communes(), ("A",))

    assert works.summary(of_all)["amount_missing"] == 1
    assert works.summary(of_agency)["amount_missing"] == 0
    assert pd.isna(of_agency.at["W1", "unit_cost_million_vnd"])


def test_funding_by_type_adds_up_to_what_each_funding_paid():
    rows = paid(
        ("W1", "A", "agency", 60.0), ("W2", None, "people", 10.0), ("W3", None, "people", None)
    )
    found = register(built({}, {"work_type": "school"}, {"work_type": "school"}), rows)

    table = work_funding.by_type(found)

    assert table.index.tolist() == ["road", "school"]
    assert table.at["road", "agency"] == 60.0
    assert table.at["school", "people"] == 10.0
    assert table.at["school", "agency"] == 0


def test_a_funding_that_paid_an_amount_nobody_recorded_is_not_zero():
    found = register(built({}), paid(("W1", "A", "agency", 60.0), ("W1", None, "people", None)))

    table = work_funding.by_type(found)

    assert pd.isna(table.at["road", "people"])
    assert table.at["road", "programme_135"] == 0


def test_a_work_out_of_use_still_stands():
    rows = built(*({"work_status": status} for status in WORK_STATUSES))

    assert works.is_built(rows).tolist() == [False, False, True, True, True]


def test_works_completed_and_works_planned_are_counted_each_by_its_own_year():
    rows = built({"planned_year": 2013}, PLANNED, {"completion_date": None, "planned_year": 2014})
    found = register(rows, paid())

    assert works.completed_by_year(found, (2013, 2016)).loc["road"].tolist() == [0, 0, 1, 0]
    assert works.planned_by_year(found, (2013, 2016)).loc["road"].tolist() == [1, 1, 0, 1]


def test_a_type_of_which_nothing_was_completed_has_zeros_and_not_blanks():
    found = register(built(PLANNED), paid())

    assert works.completed_by_year(found, (2014, 2016)).to_numpy().tolist() == [[0, 0, 0]]


def test_a_work_without_any_year_is_counted_apart():
    found = register(built({"completion_date": None}, {}), paid())

    assert works.summary(found)["without_year"] == 1
    assert works.completed_by_year(found, (2013, 2016)).to_numpy().sum() == 1


def test_a_chosen_type_of_work_leaves_its_works_of_every_year():
    rows = built({}, {"work_type": "school"}, {"completion_date": "2014-06-01"})
    roads = Selection(work_types=("road",), years=(2015, 2015))

    assert works.chosen(rows, paid(), roads)["work_id"].tolist() == ["W1"]
    assert works.of_any_year(rows, paid(), roads)["work_id"].tolist() == ["W1", "W3"]


def test_supervision_that_nobody_noted_is_not_a_no():
    rows = built({"community_supervised": True}, {"community_supervised": False}, {})

    found = works.summary(register(rows, paid()))

    assert found[["supervised", "not_supervised", "supervision_not_said"]].tolist() == [1, 1, 1]


def test_a_work_belongs_to_the_year_it_was_completed_in():
    rows = built({"planned_year": 2014}, {"completion_date": None, "planned_year": 2014})

    of_2014 = works.chosen(rows, paid(), Selection(years=(2014, 2014)))
    of_2015 = works.chosen(rows, paid(), Selection(years=(2015, 2015)))

    assert of_2014["work_id"].tolist() == ["W2"]
    assert of_2015["work_id"].tolist() == ["W1"]


def test_a_work_without_a_year_is_there_only_when_all_years_are():
    rows = built({"completion_date": None})

    assert len(works.chosen(rows, paid(), Selection())) == 1
    assert works.chosen(rows, paid(), Selection(years=(2014, 2016))).empty


def test_a_chosen_agency_leaves_the_works_it_paid_for():
    rows = built({}, {}, {"commune_code": "02"})
    contributions = paid(("W1", "A", "agency", 1.0), ("W2", "B", "agency", 1.0))
    agency = Selection(agencies=("A",))

    assert works.chosen(rows, contributions, agency)["work_id"].tolist() == ["W1"]
    assert works.chosen(rows, contributions, agency, frozenset({"02"})).empty
    assert works.chosen(rows, contributions, Selection(sectors=("welfare",))).empty


def test_one_work_written_down_twice_is_a_question():
    rows = built(
        {"work_name": "Đường bản Pá Lầu"},
        {"work_name": "đường bản pa lau", "completion_date": "2016-01-15"},
        {"work_name": "Đường bản Pá Lầu", "commune_code": "02"},
        {"work_name": "Đường bản Pá Lầu", "completion_date": "2013-01-15"},
    )

    found = possible_duplicates(register(rows, paid()))

    assert found[["work_id", "other_work_id", "reasons"]].to_numpy().tolist() == [
        ["W1", "W2", "same_name"]
    ]


def test_two_works_at_one_exact_place_are_a_question_and_at_a_village_centre_are_not():
    place = {"longitude": 103.9, "latitude": 21.3, "location_precision": "exact"}
    beside = place | {"longitude": 103.9005}
    village = place | {"location_precision": "village"}

    found = possible_duplicates(register(built(place, beside, village, village), paid()))

    assert found[["work_id", "other_work_id"]].to_numpy().tolist() == [["W1", "W2"]]
    assert found["reasons"].tolist() == ["same_place"]


def test_nearly_equal_figures_of_one_season_are_a_question_and_missing_ones_are_not():
    two = built({}, {"completion_date": "2015-06-20", "quantity": 2.05})
    later = built({}, {"completion_date": "2015-11-20", "quantity": 2.05})
    near = paid(("W1", "A", "agency", 75.5), ("W2", "B", "agency", 77.0))
    far = paid(("W1", "A", "agency", 75.5), ("W2", "B", "agency", 90.0))

    assert possible_duplicates(register(two, near))["reasons"].tolist() == ["like_figures"]
    assert possible_duplicates(register(two, far)).empty
    assert possible_duplicates(register(later, near)).empty
    assert possible_duplicates(register(two, paid())).empty


def test_no_works_at_all_give_empty_tables():
    found = register(built(), paid())

    assert found.empty
    assert works.summary(found)["works"] == 0
    assert work_funding.by_funding(found)["built_cost_million_vnd"].isna().all()
    assert works.quantities(found).empty
    assert possible_duplicates(found).empty
