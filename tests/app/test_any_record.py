"""Whatever the schema allows in a record, every page of it opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from streamlit.testing.v1 import AppTest

from pages.parts import site
from tests.app import any_record
from tests.app.test_odd_records import (
    Tables,
    act,
    assigned,
    body,
    current,
    everything_opened,
    table,
)

COMMUNES = any_record.COMMUNES
SUBJECTS: dict[str, dict[str, object]] = {
    "commune": {"commune": COMMUNES[0]},
    "agency": {"agency": "CQ01"},
    "compare": {"place": list(COMMUNES[:3])},
}
Open = Callable[..., AppTest]


def opens_everywhere(open_page: Open) -> None:
    for entry in site.ENTRIES:
        everything_opened(open_page(entry.path, **SUBJECTS.get(entry.name, {})))


@settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    # Each example opens every page: a smaller one that fails too is not worth the minutes.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(record=any_record.records())
def test_every_page_opens_on_any_record(open_page: Open, record: Tables) -> None:
    with current(record):
        opens_everywhere(open_page)


def of_definitions(*rows: tuple[str, int, str | None]) -> Tables:
    """A record with shares of poor households: commune, year and what counted as poor."""
    poor = [
        {
            "commune_code": commune,
            "year": year,
            "indicator": "poor_households",
            "numerator": 10 * place,
            "denominator": 100,
            "definition": definition,
        }
        for place, (commune, year, definition) in enumerate(rows, start=1)
    ]
    return (
        table("agencies", body("CQ01", "Một"))
        | table("assignments", assigned("CQ01"))
        | table("activities", act(1, "CQ01"))
        | table("indicators", *poor)
    )


OLD, NEW = "chuẩn 2011–2015", "chuẩn tiếp cận đa chiều"


@pytest.mark.parametrize(
    "differing",
    [
        [(COMMUNES[0], 2013, OLD), (COMMUNES[1], 2013, NEW), (COMMUNES[2], 2013, NEW)],
        [(COMMUNES[0], 2013, OLD), (COMMUNES[1], 2013, None), (COMMUNES[0], 2014, None)],
        [(each, year, f"{each} {year}") for each in COMMUNES for year in (2012, 2014, 2015)],
        [(COMMUNES[1], 2013, OLD), (COMMUNES[2], 2013, NEW)],
    ],
)
def test_one_communes_definition_breaks_the_page_of_no_commune(
    open_page: Open, differing: list[tuple[str, int, str | None]]
) -> None:
    with current(of_definitions(*differing)):
        for commune in COMMUNES:
            everything_opened(open_page("commune", commune=commune))
        everything_opened(open_page("compare", place=list(COMMUNES)))
