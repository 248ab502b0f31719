"""English counts one thing as one, and what nobody recorded is not a dash in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import contributions
from pages.parts import cached
from tests.app.reading import component, words

Open = Callable[..., AppTest]

SEVERAL = "communes|acts|works|agencies|pairs|signals|households|days|times"
WRONG = re.compile(rf"(?<![\d.,/] )\b(?<![\d.,])1\*{{0,2}} ({SEVERAL})\b")


def counts_of_one(text: str) -> list[str]:
    return [found.group() for found in WRONG.finditer(text)]


def test_the_test_itself_finds_one_works_and_lets_eleven_be() -> None:
    assert counts_of_one("1 works, **1** communes, 11 works, 2.1 acts") == [
        "1 works",
        "1** communes",
    ]


def with_one(column: str, by: str) -> str:
    """The code of a commune or an agency that has exactly one in a column of the cube."""
    rows = cached.record().contributions
    counts = rows[rows["acts"] > 0].groupby(by, observed=True)[column].nunique()
    return str(counts[counts == 1].index[0])


@pytest.mark.parametrize("path", ["", "map", "agencies"])
@pytest.mark.parametrize("sector", ["security", "information"])
def test_narrow_filters_count_in_the_singular(open_page: Open, path: str, sector: str) -> None:
    agency = with_one("commune_code", "agency_code")
    page = open_page(path, lang="en", agency=agency, sector=sector)
    assert counts_of_one(words(page)) == []


def test_an_agency_with_one_commune_has_one_commune(open_page: Open) -> None:
    page = open_page("agency", lang="en", agency=with_one("commune_code", "agency_code"))
    assert "1 commune" in words(page)
    assert counts_of_one(words(page)) == []


def test_a_commune_helped_by_one_agency_counts_it_so(open_page: Open) -> None:
    code = with_one("agency_code", "commune_code")
    for path in ("commune", "map"):
        page = open_page(path, lang="en", commune=code)
        assert counts_of_one(words(page)) == []
    bars = component(open_page("commune", lang="en", commune=code), "commune_assigned")["bars"]
    assert counts_of_one(" ".join(map(str, bars))) == []


def test_labour_that_nobody_recorded_says_so_and_not_a_dash(open_page: Open) -> None:
    cube = cached.record().contributions
    forms = {str(code): contributions.forms(rows) for code, rows in cube.groupby("commune_code")}
    code = next(code for code, row in forms.items() if row["labour_days"].isna().all())
    line = next(
        line
        for line in words(open_page("commune", commune=code)).splitlines()
        if line.startswith("Hình thức")
    )
    assert "ngày công **chưa ghi**" in line
    assert "–" not in line
