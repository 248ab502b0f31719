"""Units in words: English counts more tanks than one, Vietnamese does not."""

from __future__ import annotations

import pytest

from data.schema import support_types
from data.words import units


@pytest.mark.parametrize(
    ("quantity", "said"), [(0, "tanks"), (1, "tank"), (1.5, "tanks"), (8, "tanks")]
)
def test_english_counts_one_tank_and_eight_tanks(quantity: float, said: str) -> None:
    assert units.of("chiếc", quantity, ["HA06"], "en") == said


def test_vietnamese_and_units_of_no_type_stay_as_they_are_written() -> None:
    assert units.of("chiếc", 8, ["HA06"], "vi") == "chiếc"
    assert units.of("gùi", 8, ["HA06"], "en") == "gùi"
    assert units.of("chiếc", 8, ["no_such_type"], "en") == "chiếc"


def test_the_unit_is_that_of_the_type_of_help() -> None:
    assert units.of("công trình", 2, ["HA05"], "en") == "schemes"
    assert units.of("tiêu chí", 3, ["NTM1"], "en") == "criteria"


def test_no_unit_is_written_with_a_doubtful_plural() -> None:
    known = support_types()
    assert known["unit_en_plural"].notna().all()
    assert not known[["unit_en", "unit_en_plural"]].stack().str.contains(r"\(", regex=True).any()
