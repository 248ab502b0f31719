"""Assigned pairs: who reported, who did not, and who helped without being asked."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.metrics import assignments, contributions, gaps
from data.selection import Selection
from tests.unit.metric_tables import assigned, cube


def only(found: pd.DataFrame) -> pd.Series:
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(
    ("years_with_acts", "chosen", "state"),
    [
        ([], (2013, 2016), "never"),
        ([2014], (2015, 2016), "none_in_years"),
        ([2016], (2014, 2015), "none_in_years"),
        ([2014, 2015], (2014, 2016), "none_last_year"),
        ([2014, 2016], (2014, 2016), "reported"),
    ],
)
def test_a_pair_has_the_state_of_its_last_record(years_with_acts, chosen, state):
    acts = [{"acts": 1, "year": year, "last_date": f"{year}-06-30"} for year in years_with_acts]

    found = assignments.pairs(assigned(("A", "01")), cube(*acts), Selection(years=chosen))

    assert only(found)["state"] == state
    silent = len(assignments.nothing_reported(found))
    assert silent == (state in ("never", "none_in_years"))


def test_choosing_a_sector_does_not_make_a_working_pair_silent():
    rows = cube({"acts": 3, "sector": "welfare", "year": 2016, "last_date": "2016-02-01"})

    found = assignments.pairs(assigned(("A", "01")), rows, Selection(sectors=("economy",)))

    assert only(found)["state"] == "reported"
    assert only(found)["acts"] == 0
    assert only(found)["acts_any_sector"] == 3


def test_a_promise_alone_is_no_record():
    found = assignments.pairs(assigned(("A", "01")), cube({"promises": 2}), Selection())

    assert only(found)["state"] == "never"


def test_months_count_to_the_end_of_the_last_chosen_year_and_never_to_today():
    rows = cube({"acts": 1, "year": 2015, "last_date": "2015-10-15"})

    to_2015 = assignments.pairs(assigned(("A", "01")), rows, Selection(years=(2013, 2015)))
    to_2016 = assignments.pairs(assigned(("A", "01")), rows, Selection())

    assert only(to_2015)["months_since_last_record"] == 2
    assert only(to_2016)["months_since_last_record"] == 14


def test_a_record_after_the_last_chosen_year_is_not_its_last_record():
    rows = cube(
        {"acts": 1, "year": 2014, "last_date": "2014-12-01"},
        {"acts": 1, "year": 2016, "last_date": "2016-12-01"},
    )

    found = assignments.pairs(assigned(("A", "01")), rows, Selection(years=(2013, 2014)))

    assert only(found)["last_date"] == pd.Timestamp("2014-12-01")


def test_help_without_an_assignment_is_marked_and_not_counted_as_assigned():
    rows = cube({"acts": 1, "commune_code": "02", "last_date": "2015-05-01"})

    found = assignments.pairs(assigned(("A", "01")), rows, Selection())
    counted = assignments.counts(found)

    assert found.set_index("commune_code")["assigned"].to_dict() == {"01": True, "02": False}
    assert counted["assigned"] == 1
    assert counted["nothing_reported"] == 1
    assert counted["without_assignment"] == 1


def test_an_assignment_outside_the_chosen_years_is_not_there():
    ended = assigned(("A", "01"), end="2014-06-30")

    assert assignments.pairs(ended, cube(), Selection(years=(2015, 2016))).empty
    assert len(assignments.pairs(ended, cube(), Selection(years=(2014, 2016)))) == 1


def test_a_pair_assigned_twice_is_one_pair():
    twice = pd.concat([assigned(("A", "01"), end="2014-12-31"), assigned(("A", "01"))])

    assert len(assignments.pairs(twice, cube(), Selection())) == 1


def test_chosen_agencies_and_communes_narrow_the_pairs():
    pairs = assigned(("A", "01"), ("B", "01"), ("A", "02"))

    found = assignments.pairs(pairs, cube(), Selection(agencies=("A",)), frozenset({"02"}))

    assert only(found)[["agency_code", "commune_code"]].tolist() == ["A", "02"]


def test_the_longest_silence_comes_first():
    rows = cube(
        {"acts": 1, "commune_code": "01", "year": 2016, "last_date": "2016-12-01"},
        {"acts": 1, "commune_code": "02", "year": 2016, "last_date": "2016-03-01"},
        {"acts": 1, "commune_code": "03", "year": 2015, "last_date": "2015-03-01"},
    )
    pairs = assigned(("A", "01"), ("A", "02"), ("A", "03"), ("A", "04"))

    found = assignments.pairs(pairs, rows, Selection())

    assert found["commune_code"].tolist() == ["04", "03", "02", "01"]


ENDED = {"acts": 1, "year": 2015, "last_date": "2015-03-10"}


def test_a_pair_is_not_asked_about_a_year_after_its_assignment_had_ended():
    pairs = assigned(("A", "01"), end="2015-06-30")

    found = assignments.pairs(pairs, cube(ENDED), Selection())
    counted = assignments.counts(found)

    assert only(found)["state"] == "ended"
    assert (counted["none_last_year"], counted["assigned_last_year"]) == (0, 0)


def test_months_count_to_the_end_of_the_assignment_where_it_came_first():
    pairs = assigned(("A", "01"), end="2015-06-30")

    found = only(assignments.pairs(pairs, cube(ENDED), Selection()))
    earlier = only(assignments.pairs(pairs, cube(ENDED), Selection(years=(2013, 2015))))

    assert found["assigned_until"] == pd.Timestamp("2015-06-30")
    assert found["months_since_last_record"] == 3
    assert earlier["months_since_last_record"] == 3


def test_help_outside_the_assignment_is_counted_and_makes_no_pair_one_that_reported():
    after = {"acts": 2, "year": 2016, "last_date": "2016-05-01"}
    after |= {"acts_outside": 2, "last_assigned_date": None}
    pairs = assigned(("A", "01"), end="2015-06-30")

    alone = only(assignments.pairs(pairs, cube(after), Selection()))
    with_act = only(assignments.pairs(pairs, cube(ENDED, after), Selection()))

    assert (alone["state"], alone["acts_outside"]) == ("never", 2)
    assert pd.isna(alone["last_date"])
    assert with_act["last_date"] == pd.Timestamp("2015-03-10")
    assert with_act["last_act_date"] == pd.Timestamp("2016-05-01")
    counted = assignments.counts(assignments.pairs(pairs, cube(ENDED, after), Selection()))
    assert (counted["acts_outside"], counted["pairs_outside"]) == (2, 1)


def test_in_a_year_after_its_assignment_a_pair_that_helps_is_help_outside_one():
    after = {"acts": 2, "acts_outside": 2, "year": 2016, "last_date": "2016-05-01"}
    pairs = assigned(("A", "01"), end="2015-06-30")

    found = only(assignments.pairs(pairs, cube(after), Selection(years=(2016, 2016))))

    assert (found["assigned"], found["state"]) == (False, "outside")


def test_the_states_share_out_the_assigned_pairs():
    pairs = pd.concat(
        [
            assigned(("A", "01"), ("A", "02"), ("A", "03")),
            assigned(("B", "01"), ("B", "02"), end="2014-12-31"),
        ]
    )
    rows = cube(
        {"acts": 1, "year": 2016, "last_date": "2016-05-01"},
        {"acts": 1, "commune_code": "02", "year": 2014, "last_date": "2014-05-01"},
        {"acts": 1, "agency_code": "B", "year": 2014, "last_date": "2014-05-01"},
    )

    counted = assignments.counts(assignments.pairs(pairs, rows, Selection()))

    assert counted[list(assignments.STATES)].sum() == counted["assigned"] == 5
    assert counted["assigned_last_year"] == 3
    assert counted[["never", "none_last_year", "ended", "reported"]].tolist() == [2, 1, 1, 1]


LATER = st.fixed_dictionaries(
    {
        "acts": st.integers(1, 3),
        "year": st.just(2016),
        "sector": st.sampled_from(["economy", "welfare"]),
        "last_date": st.sampled_from(["2016-01-01", "2016-07-31", "2016-12-31"]),
        "last_assigned_date": st.none(),
    }
)
JUDGED = ["assigned", "assigned_until", "last_date", "months_since_last_record", "state"]


@settings(max_examples=30, deadline=None)
@given(before=st.lists(st.sampled_from([2013, 2014, 2015]), max_size=3), later=st.lists(LATER))
def test_nothing_after_the_end_of_an_assignment_changes_how_it_is_judged(before, later):
    acts = [{"acts": 1, "year": year, "last_date": f"{year}-11-05"} for year in before]
    later = [row | {"acts_outside": row["acts"]} for row in later]
    pairs, every_year = assigned(("A", "01"), end="2015-12-31"), Selection()

    without = only(assignments.pairs(pairs, cube(*acts), every_year))
    found = only(assignments.pairs(pairs, cube(*acts, *later), every_year))

    pd.testing.assert_series_equal(found[JUDGED], without[JUDGED], check_names=False)
    assert found["acts_outside"] == sum(row["acts"] for row in later)
    asked = gaps.by_pair(cube(*acts, *later), pairs, every_year)
    assert not asked["none_last_year"].any()


def test_the_last_record_of_a_body_is_that_of_its_pairs():
    after = {"acts": 1, "acts_outside": 1, "year": 2016, "last_date": "2016-05-01"}
    elsewhere = {"acts": 1, "commune_code": "04", "year": 2016, "last_date": "2016-08-01"}
    rows = cube(ENDED, after | {"last_assigned_date": None}, elsewhere)

    found = assignments.pairs(assigned(("A", "01"), end="2015-06-30"), rows, Selection())

    last = contributions.by_agency(rows)["last_date"]
    assert found.groupby("agency_code")["last_act_date"].max()["A"] == last["A"]
