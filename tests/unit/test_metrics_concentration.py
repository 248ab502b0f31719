"""The top tenth beside an even spread."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.metrics import concentration

AMOUNTS = st.lists(st.integers(0, 1000).map(float), min_size=2, max_size=60)


@pytest.mark.parametrize(("of", "top"), [(2, 1), (7, 1), (10, 1), (11, 2), (106, 11)])
def test_the_top_tenth_is_rounded_up_at_every_number_of_communes(of, top):
    found = concentration.top_tenth(pd.Series([1.0] * of))

    assert found is not None
    assert (found.top, found.of) == (top, of)
    assert found.share == pytest.approx(found.even)


def test_what_nobody_recorded_takes_no_part():
    found = concentration.top_tenth(pd.Series([8.0, 2.0, None]))

    assert found == concentration.Concentration(top=1, of=2, share=0.8, even=0.5)


def test_of_one_or_of_nothing_there_is_no_concentration():
    assert concentration.top_tenth(pd.Series([8.0])) is None
    assert concentration.top_tenth(pd.Series([0.0, 0.0])) is None


@given(AMOUNTS, st.randoms(use_true_random=False))
def test_neither_the_order_nor_doubling_changes_the_share(amounts, random):
    shuffled = list(amounts)
    random.shuffle(shuffled)

    before = concentration.top_tenth(pd.Series(amounts))
    after = concentration.top_tenth(pd.Series(shuffled) * 2)

    assert (before is None) == (after is None)
    if before and after:
        assert after.share == pytest.approx(before.share)


@given(AMOUNTS)
def test_the_top_tenth_never_holds_less_than_an_even_spread_gives(amounts):
    found = concentration.top_tenth(pd.Series(amounts))

    assert found is None or found.share >= found.even - 1e-9
