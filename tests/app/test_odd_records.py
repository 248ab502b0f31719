"""Records with odd but allowed content: every page opens, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.schema import TABLES
from data.store import Store
from pages.parts import cached, site
from tests.app.reading import component
from tests.unit.tiny_record import frame

MARKUP = (
    "<script>window.hit=1</script> [x](javascript:hit) **b** $x$ :red[r] | `c` \\ " + "dài " * 60
)
Tables = dict[str, pd.DataFrame]


def table(name: str, *rows: dict[str, object]) -> Tables:
    return {name: frame(TABLES[name], *rows)}


def body(code: str, name: str, **more: object) -> dict[str, object]:
    return {"agency_code": code, "agency_name": name, "agency_group": "department", **more}


def assigned(agency: str, commune: str = "04246", **more: object) -> dict[str, object]:
    known = {"assignment_id": f"PC-{agency}-{commune}", "valid_from": "2013-10-28"}
    return known | {"agency_code": agency, "commune_code": commune, **more}


def act(number: int, agency: str, **more: object) -> dict[str, object]:
    known = {"activity_id": f"HD{number}", "agency_code": agency, "commune_code": "04246"}
    return known | {"sector": "economy", **more}


def work(number: int, **more: object) -> dict[str, object]:
    known = {"work_id": f"CT{number}", "work_type": "road", "commune_code": "04246"}
    return known | {"work_status": "completed", **more}


def least() -> Tables:
    """One body, its assignment, and one act of which nothing more is known."""
    return (
        table("agencies", body("CQ01", "Một"))
        | table("assignments", assigned("CQ01"))
        | table("activities", act(1, "CQ01"))
    )


def hostile_names() -> Tables:
    """Equal names, markup, a formula, the code of a district and of a commune as a body's."""
    names = {
        "CQ01": "![x](https://e.vn/x)",
        "CQ02": "![x](https://e.vn/x)",
        "120": MARKUP,
        "04246": "=1+1",
        "../a b&c=d#e?": "-2",
    }
    return (
        table("agencies", *(body(code, name) for code, name in names.items()))
        | table("assignments", *(assigned(code) for code in names))
        | table(
            "activities",
            *(
                act(number, code, activity_date="2015-02-28", cash_million_vnd=number)
                for number, code in enumerate(names)
            ),
        )
        | table("works", work(1, work_name=MARKUP, planned_year=2014), work(2, work_name="=1"))
        | table(
            "work_contributions",
            *({"work_id": "CT1", "agency_code": code, "funding": "agency"} for code in names),
            {"work_id": "CT2", "funding": "people", "cost_million_vnd": 0},
        )
    )


def nothing_known() -> Tables:
    """Acts without day, promises of 0, works without year, amount, name or quantity."""
    return (
        least()
        | table("assignments", assigned("CQ01", valid_from="2013-10-28", valid_to="2013-10-28"))
        | table(
            "activities",
            act(1, "CQ01"),
            act(2, "CQ01", planned_quantity=0, planned_value_million_vnd=0),
            act(3, "CQ01", planned_date="2014-01-01", planned_quantity=0, delivered_quantity=0),
            act(4, "CQ01", activity_date="2016-12-31", delivered_quantity=0, cash_million_vnd=0),
            act(5, "CQ01", planned_date="2099-01-01", planned_value_million_vnd=1e12),
            act(6, "CQ01", activity_date="1950-01-01", households_reached=0),
            act(7, "CQ01", planned_date="2013-11-01", commune_confirmed="no", work_id="CT1"),
        )
        | table(
            "works",
            work(1),
            work(2, work_status="planned"),
            work(3, planned_year=1990, work_status="planned", build_kind="well"),
            work(4, planned_year=2100, work_status="under_way", quantity=0, unit="km"),
            work(5, completion_date="2050-01-01", households_served=0),
            work(6, work_type="school", build_kind="earth", longitude=0, latitude=0),
        )
        | table("work_contributions", {"work_id": "CT1", "funding": "agency"})
    )


def days_of_2013() -> Tables:
    return (
        least()
        | table(
            "activities",
            act(1, "CQ01", activity_date="2013-12-31", cash_million_vnd=5, delivered_quantity=1),
            act(2, "CQ01", planned_date="2013-11-01", planned_quantity=3),
        )
        | table("works", work(1, completion_date="2013-12-01", quantity=2, unit="km"))
        | table(
            "commune_kinds",
            {
                "commune_code": "04246",
                "kind": "border",
                "valid_from": "2013-10-28",
                "valid_to": "2013-12-31",
            },
        )
        | table(
            "indicators",
            {
                "commune_code": "04246",
                "year": 2013,
                "indicator": "poor_households",
                "numerator": 0,
                "denominator": 0,
            },
            {"commune_code": "04246", "year": 2012, "indicator": "poor_households", "value": 0.5},
            {
                "commune_code": "04246",
                "year": 1990,
                "indicator": "new_rural_criteria_met",
                "value": 0,
            },
        )
    )


ODD = {make.__name__: make for make in (hostile_names, nothing_known, days_of_2013)}
SUBJECTS = {
    "commune": {"commune": "04246"},
    "agency": {"agency": "CQ01"},
    "compare": {"place": ["04246", "04249"]},
}


@contextmanager
def current(record: Tables) -> Iterator[None]:
    """Inside, the store's current version is this record."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        store = Store(Path(folder))
        store.publish(record, by="An")
        st.cache_resource.clear()
        patch.setattr(cached, "store", lambda: store)
        yield
    st.cache_resource.clear()


@pytest.fixture(scope="module", params=ODD)
def odd(request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of a record that is current."""
    with current(ODD[request.param]()):
        yield request.param


def everything_opened(page: AppTest) -> None:
    """Open all closed parts at once: only then are they read and drawn."""
    closed = [key for key in page.session_state._state.filtered_state if key.endswith("_was")]
    for key in closed:
        page.session_state[key.removesuffix("_was")] = True
    page.run()
    assert not page.exception, page.exception[0].message


@pytest.mark.parametrize("entry", site.ENTRIES, ids=lambda entry: entry.name)
def test_every_page_opens(
    entry: site.PageEntry, odd: str, open_page: Callable[..., AppTest]
) -> None:
    subject = SUBJECTS.get(entry.name, {})
    everything_opened(open_page(entry.path, **subject))
    open_page(entry.path, lang="en", years=["2013", "2013"], measure="works", **subject)


def test_bodies_with_odd_names_stand_side_by_side(open_page: Callable[..., AppTest]) -> None:
    with current(hostile_names()):
        page = open_page("compare", place=["CQ01", "CQ02", "../a b&c=d#e?"])
        everything_opened(page)
        assert "![x]" not in page.title[0].value
        columns = component(page, "compare_figures")["columns"]
        assert len(set(columns)) == len(columns)
