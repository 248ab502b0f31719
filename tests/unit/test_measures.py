"""How values of a measure read: a class of one value is one value."""

from __future__ import annotations

import pytest

from pages.parts import measures


@pytest.mark.parametrize(
    ("measure", "low", "high", "said"),
    [
        ("value_million_vnd", 756.0, 756.0, "756 triệu đồng"),
        ("acts", 3.0, 3.0, "3 hoạt động"),
        ("acts", 3.0, 7.0, "3 hoạt động – 7 hoạt động"),
        ("promises_kept_share", 0.501, 0.502, "50%"),
    ],
)
def test_a_class_whose_ends_read_the_same_is_one_value(
    measure: str, low: float, high: float, said: str
) -> None:
    assert measures.spread(measure, low, high) == said


def test_a_share_has_so_many_of_so_many_behind_it_and_what_is_none_has_nothing() -> None:
    assert measures.of_whole(2.0, 3.0) == "2 trên 3 cam kết làm đủ"
    assert measures.of_whole(0.0, 0.0) == ""
    assert measures.of_whole(float("nan"), float("nan")) == ""
