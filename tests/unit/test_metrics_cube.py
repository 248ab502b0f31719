"""Sums of the cube in numpy give what a groupby gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.metrics.cube import Groups

rows = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]),
        st.sampled_from(["x", "y", None]),
        st.one_of(st.none(), st.integers(0, 1000).map(float)),
        st.one_of(st.none(), st.dates(pd.Timestamp(2013, 1, 1).date(), pd.Timestamp.max.date())),
    ),
    max_size=30,
).map(
    lambda found: pd.DataFrame(found, columns=["one", "two", "amount", "day"]).astype(
        {"one": "str", "two": "str", "amount": "float64", "day": "datetime64[s]"}
    )
)


@given(rows, st.sampled_from([["one"], ["one", "two"]]))
def test_amounts_and_days_by_key_are_those_of_a_groupby(table, keys):
    groups = Groups(*(table[key] for key in keys))
    wanted = table.groupby(keys)

    sums = pd.Series(groups.amount(table["amount"].to_numpy()), groups.index)
    last = pd.Series(groups.latest(table["day"]), groups.index)

    pd.testing.assert_series_equal(
        sums, wanted["amount"].sum(min_count=1), check_names=False, check_index_type=False
    )
    pd.testing.assert_series_equal(
        last, wanted["day"].max(), check_names=False, check_index_type=False
    )


@given(rows, st.randoms())
def test_different_values_are_counted_among_the_rows_that_count(table, random):
    among = np.array([random.random() < 0.5 for _ in range(len(table))], dtype=bool)
    counting = table.assign(two=table["two"].fillna("z"))
    groups = Groups(counting["one"])

    found = pd.Series(groups.different(counting["two"], among), groups.index)

    wanted = counting[among].groupby("one")["two"].nunique().reindex(groups.index).fillna(0)
    assert found.tolist() == wanted.tolist()
