"""A sum of value says how many of its acts carry none, and help without money is not nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import contributions
from pages.parts import language, worth
from tests.unit.metric_tables import cube

VALUED = {"acts": 3, "acts_without_value": 1, "value_million_vnd": 94.0}
FREE = {"acts": 2, "acts_without_value": 2, "sector": "new_rural"}
ZERO = {"acts": 1, "value_million_vnd": 0.0, "sector": "welfare"}


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "current", lambda: "en")


def sums(*rows: dict) -> pd.Series:
    return contributions.totals(cube(*rows))


def test_beside_a_sum_stands_how_many_acts_carry_no_value() -> None:
    total = sums(VALUED, FREE)
    assert worth.text(total) == "94.0 million VND"
    assert worth.unvalued(total) == "3 acts without a recorded value"
    assert worth.clause(total) == " worth **94.0 million VND** (3 acts without a recorded value)"
    assert worth.beside("of 100", total) == "of 100; 3 acts without a recorded value"


def test_one_act_is_not_said_in_the_plural() -> None:
    assert worth.unvalued(sums(VALUED)) == "1 act without a recorded value"


def test_zero_is_a_value_and_empty_is_not() -> None:
    assert (worth.text(sums(ZERO)), worth.unvalued(sums(ZERO))) == ("0 million VND", "")
    assert worth.text(sums(FREE)) == "2 acts, no value recorded"
    assert worth.clause(sums(FREE)) == " without a recorded value"


def test_a_sector_without_money_shows_its_acts_instead_of_an_empty_bar() -> None:
    rows = worth.rows(contributions.by_sector(cube(VALUED, FREE)), str)
    shown = {bar.code: (bar.share, bar.text, bar.note) for bar in rows}
    assert shown["economy"] == (1.0, "94.0 million VND", "1 act without a recorded value")
    assert shown["new_rural"] == (None, "2 acts, no value recorded", "")
    assert shown["security"] == (None, "no act", "")


@pytest.mark.parametrize("by", [contributions.by_agency, contributions.by_commune])
def test_the_acts_without_a_value_are_summed_by_every_key(by) -> None:  # type: ignore[no-untyped-def]
    assert by(cube(VALUED, FREE, ZERO))["acts_without_value"].tolist() == [3]
