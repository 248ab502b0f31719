"""What the check said of a file is read back as it was kept, or not at all."""

import pytest

from data import handed_in, problems
from data.handed_in import HandedIn
from data.intake.layout import Layout
from data.problems import problem

SAID = HandedIn(
    {"activities": Layout("activities", "HoatDong", 5, {"unit": (7, "Đơn vị\ntính")})},
    (problem(problems.EXTRA_COLUMN, severity="warning", table="works", column="y", nearest="u"),),
)


def test_layouts_and_warnings_are_read_back():
    assert handed_in.from_bytes(handed_in.to_bytes(SAID)) == SAID
    assert handed_in.from_bytes(handed_in.to_bytes(HandedIn())) == HandedIn()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"layouts": 1, "warnings": []}',
        b'{"layouts": {"a": 1}, "warnings": []}',
        b'{"layouts": {"a": {"columns": 1}}, "warnings": []}',
        b'{"layouts": {}, "warnings": [1]}',
        b'{"layouts": {}, "warnings": [{}]}',
        b"\xff",
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011  (its text is of no use to anybody)
        handed_in.from_bytes(content)
