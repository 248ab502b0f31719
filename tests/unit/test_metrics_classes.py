"""Classes of the map."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.metrics import classes

numbers = st.lists(
    st.one_of(st.none(), st.integers(-5, 20).map(float), st.floats(0, 1e6)), max_size=60
).map(lambda values: pd.Series(values, dtype="float64"))


@given(numbers)
def test_at_most_five_classes_that_do_not_overlap_and_none_is_empty(values):
    ranges = classes.breaks(values)
    assigned = classes.assign(values, ranges)

    assert len(ranges) <= 5
    assert all(low <= high for low, high in ranges)
    assert all(ranges[i][1] < ranges[i + 1][0] for i in range(len(ranges) - 1))
    assert set(assigned[values.notna()]) == set(range(1, len(ranges) + 1))
    assert (assigned[values.isna()] == 0).all()


@given(numbers)
def test_equal_values_are_in_one_class_and_the_class_is_the_one_that_holds_them(values):
    ranges = classes.breaks(values)

    for value, place in zip(values, classes.assign(values, ranges), strict=True):
        if pd.notna(value):
            low, high = ranges[place - 1]
            assert low <= value <= high


def test_different_values_fill_the_classes_evenly():
    values = pd.Series(range(100), dtype="float64")

    assert classes.assign(values, classes.breaks(values)).value_counts().tolist() == [20] * 5


def test_a_legend_has_the_decimals_that_tell_its_bounds_apart():
    assert classes.decimals([(0.5, 0.5), (0.52, 3.0)]) == 2
    assert classes.decimals([]) == 0
