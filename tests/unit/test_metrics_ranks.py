"""Places in an order: ties, missing values, and what changes none of them."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.metrics import ranks

VALUES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.none() | st.integers(0, 9).map(float),
    min_size=2,
    max_size=12,
)


def test_equal_values_share_the_better_place():
    found = ranks.places(pd.Series({"a": 3.0, "b": 2.0, "c": 2.0, "d": 1.0}))

    assert found.to_dict() == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_places_go_by_the_value_as_stored_and_not_as_shown():
    found = ranks.places(pd.Series({"a": 1234.561, "b": 1234.56}))

    assert found.to_dict() == {"a": 1, "b": 2}


def test_sums_that_differ_by_the_order_of_adding_are_equal():
    found = ranks.places(pd.Series({"a": 0.1 + 0.2, "b": 0.3}))

    assert found.to_dict() == {"a": 1, "b": 1}


def test_the_first_of_one_is_never_said():
    assert ranks.places(pd.Series({"a": 3.0, "b": None})).empty


def test_the_least_can_come_first():
    assert ranks.places(pd.Series({"a": 3.0, "b": 2.0}), least_first=True).to_dict() == {
        "a": 2,
        "b": 1,
    }


@given(VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_place(values, random):
    shuffled = list(values.items())
    random.shuffle(shuffled)

    before = ranks.places(pd.Series(values, dtype="float64"))
    after = ranks.places(pd.Series(dict(shuffled), dtype="float64"))

    assert before.to_dict() == after.to_dict()


@given(VALUES)
def test_doubling_every_value_changes_no_place(values):
    once = pd.Series(values, dtype="float64")

    assert ranks.places(once).to_dict() == ranks.places(once * 2).to_dict()
