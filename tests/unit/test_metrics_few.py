"""A share of few is not compared."""

from __future__ import annotations

import pandas as pd

from data.metrics import few


def test_five_are_enough_and_four_are_not():
    assert few.enough(5)
    assert not few.enough(4)


def test_a_share_of_nothing_known_is_not_enough():
    found = few.enough(pd.Series([None, 0.0, 5.0]))

    assert found.tolist() == [False, False, True]


def test_a_share_of_few_keeps_its_row_and_loses_its_place_in_the_comparison():
    shares = pd.Series([1.0, 0.6, 0.0], index=["one of one", "six of ten", "none of four"])

    found = few.comparable(shares, pd.Series([1, 10, 4], index=shares.index))

    assert found.dropna().to_dict() == {"six of ten": 0.6}
    assert list(found.index) == list(shares.index)
