"""What became of a promise: each has one outcome, and only what is known is judged."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import change
from data.metrics import contributions, promises
from data.schema import ACTIVITIES
from tests.unit.metric_tables import cube, table

DUE, EARLIER, LATER = "2015-06-01", "2015-05-31", "2015-06-02"
YEAR_END = pd.Timestamp("2015-12-31")

DAYS = st.sampled_from([None, "2014-12-31", EARLIER, DUE, LATER, "2016-01-01"])
QUANTITIES = st.sampled_from([None, 0.0, 1.0, 2.0])
ROWS = st.fixed_dictionaries(
    {
        "planned_date": DAYS,
        "planned_quantity": QUANTITIES,
        "planned_value_million_vnd": QUANTITIES,
        "activity_date": DAYS,
        "delivered_quantity": QUANTITIES,
    }
)


def acts(*rows: dict) -> pd.DataFrame:
    return table("activities", *rows)


def outcome(until: pd.Timestamp | None = None, **said: object) -> object:
    promise = {"planned_date": DUE, "planned_quantity": 2.0}
    return promises.outcomes(acts(promise | said), until).iloc[0]


@pytest.mark.parametrize(("delivered", "found"), [(2, "kept"), (3, "kept"), (1.9, "short")])
def test_a_promise_is_kept_when_as_much_came_as_was_promised(delivered, found):
    said = outcome(activity_date=DUE, delivered_quantity=delivered)

    assert said == {"kept": promises.KEPT_ON_TIME, "short": promises.SHORT}[found]


def test_the_promised_day_itself_is_in_time_and_the_next_is_late():
    days = (EARLIER, DUE, LATER)
    found = [outcome(activity_date=day, delivered_quantity=2) for day in days]

    assert found == ["kept_on_time", "kept_on_time", "kept_late"]


def test_what_was_promised_for_no_day_is_never_late():
    said = {"planned_date": None, "activity_date": LATER, "delivered_quantity": 2}

    assert outcome(**said) == promises.KEPT_ON_TIME


def test_less_than_promised_is_short_and_not_late():
    assert outcome(activity_date=LATER, delivered_quantity=1) == promises.SHORT


def test_a_delivery_of_which_nobody_wrote_how_much_is_not_broken():
    assert outcome(activity_date=DUE) == promises.UNKNOWN


def test_a_promise_is_not_broken_before_its_day_has_come():
    day_before, same_day = pd.Timestamp(EARLIER), pd.Timestamp(DUE)

    assert outcome(until=day_before) == promises.NOT_DUE
    assert outcome(until=same_day) == promises.NOT_DELIVERED
    assert outcome(until=YEAR_END, planned_date=None) == promises.NOT_DUE


@pytest.mark.parametrize("quantity", [0, None])
def test_a_promise_of_nothing_is_never_kept(quantity):
    kept = {"planned_quantity": quantity, "activity_date": DUE, "delivered_quantity": 5}

    assert outcome(**kept) == promises.NO_QUANTITY
    assert outcome(planned_quantity=quantity) == promises.NO_QUANTITY


def test_an_act_that_nobody_promised_has_no_outcome():
    found = promises.outcomes(acts({"activity_date": DUE, "delivered_quantity": 2}))

    assert found.isna().all()


@settings(deadline=None)
@given(st.lists(ROWS, max_size=8))
def test_every_promise_has_exactly_one_outcome(rows):
    found = acts(*rows)
    holds = pd.DataFrame(promises.conditions(found, YEAR_END))

    assert (holds.sum(axis=1) == promises.is_said(found)).all()
    assert promises.outcomes(found, YEAR_END).notna().equals(promises.is_said(found))


@settings(deadline=None)
@given(st.lists(ROWS, max_size=8))
def test_without_a_last_day_only_what_has_no_day_is_not_due(rows):
    found = acts(*rows)
    open_end = promises.outcomes(found)
    last = promises.outcomes(found, pd.Timestamp("2100-12-31"))

    pd.testing.assert_series_equal(open_end, last)


@settings(deadline=None)
@given(st.lists(ROWS, max_size=8))
def test_the_preview_before_publishing_has_the_promised_value_of_the_pages(rows):
    found = acts(*rows)
    total = change.totals(ACTIVITIES.name, found).promised_million_vnd

    assert total == pytest.approx(promises.promised_value(found))
    quantity, value = found["planned_quantity"], found["planned_value_million_vnd"]
    assert total == pytest.approx(value[quantity > 0].sum())


def test_the_share_kept_is_of_what_is_known():
    row = {"promises": 10, "promises_kept_on_time": 3, "promises_kept_late": 2}
    row |= {"promises_short": 1, "promises_not_delivered": 2, "promises_unknown": 2}
    found = contributions.totals(cube(row | {"promises_no_quantity": 4}))

    assert (found["promises_kept"], found["promises_known"]) == (5, 8)
    assert found["promises_kept_share"] == 0.625


def test_promises_of_which_nothing_is_known_have_no_share():
    found = contributions.totals(cube({"promises": 2, "promises_unknown": 2}))

    assert found["promises_known"] == 0
    assert pd.isna(found["promises_kept_share"])


COUNTED = st.fixed_dictionaries(
    {
        "agency_code": st.sampled_from(["A", "B"]),
        "commune_code": st.sampled_from(["01", "02", "04"]),
        "sector": st.sampled_from(["economy", "welfare"]),
        "year": st.sampled_from([2014, 2015]),
        **{name: st.integers(0, 3) for name in promises.COLUMNS.values()},
    }
)


@pytest.mark.parametrize(
    "split", ["by_agency", "by_commune", "by_sector", "by_year", "by_year_and_sector"]
)
@settings(max_examples=30, deadline=None)
@given(rows=st.lists(COUNTED, min_size=1, max_size=6))
def test_the_outcomes_add_up_however_they_are_split(split, rows):
    counted = cube(*rows)
    names = [*promises.COLUMNS.values(), *promises.SUMS]
    parts = getattr(contributions, split)(counted)

    assert parts[names].sum().to_dict() == contributions.totals(counted)[names].to_dict()


def listed(*rows: dict, until: pd.Timestamp = YEAR_END) -> pd.DataFrame:
    promise = {"planned_date": DUE, "planned_quantity": 2.0}
    return promises.not_done(acts(*(promise | row for row in rows)), until)


def test_days_overdue_run_to_the_last_day_of_the_years_or_to_a_late_delivery():
    found = listed(
        {},
        {"activity_date": "2015-06-11", "delivered_quantity": 1},
        {"activity_date": "2015-06-11"},
        {"activity_date": "2015-06-11", "delivered_quantity": 2},
        {"planned_quantity": None},
        {"planned_quantity": 0, "activity_date": "2015-06-11"},
        until=pd.Timestamp("2015-06-30"),
    )

    assert found["outcome"].tolist() == [
        *("not_delivered", "short", "unknown", "kept_late", "no_quantity", "no_quantity")
    ]
    assert found["days_overdue"].tolist()[:2] == [29, 29]
    assert pd.isna(found["days_overdue"].iloc[2])
    assert found["days_overdue"].tolist()[3:5] == [10, 29]
    assert pd.isna(found["days_overdue"].iloc[5])


def test_the_longest_overdue_of_each_outcome_comes_first():
    found = listed({"planned_date": "2015-11-01"}, {"planned_date": "2015-02-01"})

    assert found["planned_date"].tolist() == [
        pd.Timestamp("2015-02-01"),
        pd.Timestamp("2015-11-01"),
    ]


def test_what_is_kept_in_time_or_not_due_yet_is_not_listed():
    kept = {"activity_date": DUE, "delivered_quantity": 2}

    assert listed(kept, {"planned_date": "2016-03-01"}).empty
    assert promises.not_done(acts(), YEAR_END).empty


@settings(deadline=None)
@given(st.lists(ROWS, max_size=8))
def test_the_lists_have_every_promise_that_is_counted_as_not_done(rows):
    found = acts(*rows)
    counted = promises.outcomes(found, YEAR_END).value_counts()
    in_lists = promises.not_done(found, YEAR_END)["outcome"].value_counts()

    for code in promises.LISTED:
        assert in_lists.get(code, 0) == counted.get(code, 0)
