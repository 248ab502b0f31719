"""The change between two years: classes, and which communes are silent, and which are not."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from data.metrics import change, commune_states

BEFORE = ("value", "zero", "few", "nothing_reported", "not_assigned", "no_data")


def year(*rows: tuple[float | None, str]) -> pd.DataFrame:
    """One year of the communes A, B, C …: value and state."""
    codes = [chr(ord("A") + place) for place in range(len(rows))]
    table = pd.DataFrame(rows, columns=["value", "state"], index=codes)
    return table.astype({"value": "float64"})


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [(9, 3, 1), (9, 4, 1), (9, 5, 2), (9, 9, 3), (5, 9, 4), (4, 9, 5), (0, 9, 5), (9, 0, 1)],
)
def test_a_change_of_a_step_or_more_is_far_and_its_sign_is_its_direction(
    before: float, after: float, level: int
) -> None:
    found = change.between(year((before, "value")), year((after, "value")), step=5)
    assert found.at["A", "class"] == level
    assert found.at["A", "change"] == after - before


def test_sums_of_decimals_that_differ_in_their_last_digit_are_the_same() -> None:
    found = change.between(year((0.3, "value")), year((0.1 + 0.2, "value")), step=0.1)
    assert found.at["A", "class"] == 3


def test_zero_is_a_number_and_a_year_without_one_is_not_zero() -> None:
    before = year((0.0, "zero"), (4.0, "value"), (None, "nothing_reported"))
    after = year((2.0, "value"), (None, "nothing_reported"), (7.0, "value"))
    found = change.between(before, after, step=5)
    assert found["state"].tolist() == ["value", "only_earlier", "only_later"]
    assert found["change"].isna().tolist() == [False, True, True]
    assert found["class"].tolist() == [4, 0, 0]
    assert (found.at["B", "earlier"], found.at["C", "later"]) == (4, 7)


@pytest.mark.parametrize(("before", "after"), list(product(BEFORE, repeat=2)))
def test_a_commune_is_silent_only_if_no_act_is_on_record_in_either_year(
    before: str, after: str
) -> None:
    def one(state: str) -> pd.DataFrame:
        return year((1.0 if state in ("value", "zero") else None, state))

    state = change.between(one(before), one(after), step=5).at["A", "state"]
    without_act = {"nothing_reported", "not_assigned"}
    silent = {before, after} <= without_act and "nothing_reported" in (before, after)
    assert (state == "nothing_reported") == silent
    assert (state == "not_assigned") == ({before, after} == {"not_assigned"})
    # A share of few is no number to compare, and its year is not one without a number.
    assert (state == "few") == ("few" in (before, after))
    # An act whose number is missing is neither silence nor an absent assignment.
    assert (state == "no_data") == (
        not {before, after} & {"value", "zero", "few"} and "no_data" in (before, after)
    )


def test_every_commune_is_in_one_state_of_the_legend_and_they_add_up() -> None:
    pairs = list(product(BEFORE, repeat=2))
    numbers = {"value": 3.0, "zero": 0.0}
    before = year(*((numbers.get(state), state) for state, _ in pairs))
    after = year(*((numbers.get(state), state) for _, state in pairs))
    counts = change.counts(change.between(before, after, step=5))
    assert tuple(counts.index) == change.STATES
    assert counts.sum() == len(pairs)
    assert (counts > 0).all()
    assert set(BEFORE) == set(commune_states.STATES)
