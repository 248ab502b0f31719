"""Works that were planned and never begun, or begun and never finished."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import works, works_not_done
from data.schema import WORK_STATUSES
from data.selection import Selection
from tests.unit.metric_tables import communes, table

PLANNED = {
    "commune_code": "01",
    "work_type": "road",
    "work_status": "planned",
    "planned_year": 2015,
}


def register(*rows: dict, paid: tuple[tuple[str, str | None], ...] = ()) -> pd.DataFrame:
    built = table("works", *({"work_id": f"W{i}"} | PLANNED | row for i, row in enumerate(rows, 1)))
    payers = [
        {"work_id": work, "agency_code": agency, "funding": "agency" if agency else "people"}
        for work, agency in paid
    ]
    return works.register(built, table("work_contributions", *payers), communes())


@pytest.mark.parametrize("status", WORK_STATUSES)
def test_what_does_not_stand_is_listed_and_nothing_else(status):
    found = register({"work_status": status})

    assert (
        len(works_not_done.listed(found, Selection()))
        == works.summary(found[~found["built"]])["works"]
    )


def test_a_planned_work_was_never_begun_and_one_under_way_never_finished():
    found = works_not_done.listed(register({}, {"work_status": "under_way"}), Selection())

    assert found["not_done"].to_dict() == {"W1": "never_begun", "W2": "never_finished"}


@pytest.mark.parametrize(
    ("planned", "last", "days"), [(2014, 2016, 731), (2015, 2016, 366), (2016, 2016, 0)]
)
def test_days_run_from_the_end_of_the_planned_year_to_the_last_day_chosen(planned, last, days):
    found = register({"planned_year": planned})

    chosen = works_not_done.listed(found, Selection(years=(2013, last)))

    assert chosen["days_overdue"].tolist() == [days]


def test_a_work_without_a_planned_year_is_listed_last_and_without_days():
    found = works_not_done.listed(register({"planned_year": None}, {}), Selection())

    assert found.index.tolist() == ["W2", "W1"]
    assert pd.isna(found.at["W1", "days_overdue"])


def test_the_longest_overdue_stand_first():
    found = register({}, {"planned_year": 2013}, {"planned_year": 2016})

    assert works_not_done.listed(found, Selection()).index.tolist() == ["W2", "W1", "W3"]


def test_a_work_of_three_payers_is_under_each_agency_and_once_in_its_district():
    found = register({}, {}, paid=(("W1", "A"), ("W1", "B"), ("W1", None)))
    listed = works_not_done.listed(found, Selection())

    agencies = works_not_done.by(listed, "agency_code")
    districts = works_not_done.by(listed, "district_code")

    assert agencies["never_begun"].to_dict() == {"A": 1, "B": 1}
    assert districts["never_begun"].to_dict() == {"1": 2}


@pytest.mark.parametrize("column", ["commune_code", "district_code"])
def test_places_add_up_to_the_list(column):
    rows = [
        {"commune_code": f"0{1 + i % 5}", "work_status": status}
        for i, status in enumerate(["planned", "under_way", "in_use"] * 4)
    ]
    listed = works_not_done.listed(register(*rows), Selection())

    table_of = works_not_done.by(listed, column)

    assert table_of[list(works_not_done.STAGES)].to_numpy().sum() == len(listed) == 8


def test_no_work_at_all_is_an_empty_list():
    found = works_not_done.listed(register({"work_status": "in_use"}), Selection())

    assert found.empty
    assert works_not_done.by(found, "agency_code").empty
