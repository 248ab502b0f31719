"""A file replaces exactly what it says it covers, and nothing that it does not."""

import pandas as pd
import pytest

from data import problems
from data.schema import ACTIVITIES, AGENCIES, TABLES, WORK_CONTRIBUTIONS, WORKS
from data.scope import EVERYTHING, SOURCE_REF, Scope, beside, refusals, row_of, together
from tests.unit.tiny_record import frame

ONE_TABLE = Scope(("activities",))
ONE_AGENCY = Scope(("activities",), "CQ01")
WITH_WORKS = Scope(("activities", "works", "work_contributions"), "CQ01")


def agency(number: int) -> dict[str, object]:
    code = f"CQ{number:02d}"
    return {"agency_code": code, "agency_name": code, "agency_group": "department"}


def act(number: int, agency_code: str, work_id: str | None = None) -> dict[str, object]:
    return {
        "activity_id": f"HD{number}",
        "agency_code": agency_code,
        "commune_code": "04246",
        "sector": "economy",
        "work_id": work_id,
    }


def work(work_id: str) -> dict[str, object]:
    return {"work_id": work_id, "work_type": "road", "commune_code": "04246"}


def paid(work_id: str, agency_code: str | None, funding: str = "agency") -> dict[str, object]:
    return {"work_id": work_id, "agency_code": agency_code, "funding": funding}


def acts(*rows: dict[str, object], sheet: str = "HoatDong") -> pd.DataFrame:
    table = frame(ACTIVITIES, *rows)
    return table.assign(**{SOURCE_REF: [f"{sheet}!{row}" for row in range(2, 2 + len(table))]})


@pytest.fixture
def current() -> dict[str, pd.DataFrame]:
    """Two agencies; work A is the first one's alone, work B is shared."""
    return {
        "agencies": frame(AGENCIES, agency(1), agency(2)),
        "activities": acts(
            act(1, "CQ01", "A"), act(2, "CQ01"), act(3, "CQ02", "B"), sheet="v0001:HoatDong"
        ),
        "works": frame(WORKS, work("A"), work("B"), work("C")),
        "work_contributions": frame(
            WORK_CONTRIBUTIONS,
            paid("A", "CQ01"),
            paid("A", None, "people"),
            paid("B", "CQ01"),
            paid("B", None, "people"),
            paid("C", "CQ02"),
        ),
    }


def ids(rows: pd.DataFrame, column: str = "activity_id") -> list[str]:
    return sorted(rows[column])


def codes(found) -> list[str]:
    return [each.code for each in found]


def test_a_file_that_covers_everything_leaves_nothing_beside_it(current):
    uploaded = {"activities": acts(act(9, "CQ01"))}
    assert beside(current, EVERYTHING) == {}
    assert list(together(current, uploaded, EVERYTHING)) == ["activities"]
    assert refusals(current, uploaded, EVERYTHING) == []


def test_one_table_is_replaced_whole_and_the_others_stay(current):
    new = together(current, {"activities": acts(act(9, "CQ02"))}, ONE_TABLE)
    assert ids(new["activities"]) == ["HD9"]
    for name in ("agencies", "works", "work_contributions"):
        pd.testing.assert_frame_equal(new[name], current[name])


def test_one_agency_replaces_its_own_rows_and_no_other(current):
    uploaded = {"activities": acts(act(8, "CQ01"))}
    assert ids(beside(current, ONE_AGENCY)["activities"]) == ["HD3"]
    assert ids(together(current, uploaded, ONE_AGENCY)["activities"]) == ["HD3", "HD8"]
    assert refusals(current, uploaded, ONE_AGENCY) == []


def test_an_agency_owns_the_works_that_no_other_agency_touched(current):
    rest = beside(current, WITH_WORKS)
    assert ids(rest["works"], "work_id") == ["B", "C"]
    stays = rest["work_contributions"][["work_id", "funding"]].apply(tuple, axis="columns")
    assert sorted(stays) == [("B", "people"), ("C", "agency")]


def test_what_stays_keeps_where_it_stood_and_what_comes_says_where_it_stands(current):
    new = together(current, {"activities": acts(act(8, "CQ01"))}, ONE_AGENCY)["activities"]
    refs = new.set_index("activity_id")[SOURCE_REF].to_dict()
    assert refs == {"HD3": "v0001:HoatDong!4", "HD8": "HoatDong!2"}


def test_rows_of_another_agency_are_refused_each_by_its_row(current):
    uploaded = {"activities": acts(act(8, "CQ01"), act(9, "CQ02"), act(10, "CQ02"))}
    found = refusals(current, uploaded, ONE_AGENCY)
    assert set(codes(found)) == {problems.OUT_OF_SCOPE}
    assert [(each.row, each.column, each.value) for each in found] == [
        (3, "agency_code", "CQ02"),
        (4, "agency_code", "CQ02"),
    ]


def test_rows_of_another_table_are_refused(current):
    uploaded = {"activities": acts(act(8, "CQ01")), "works": frame(WORKS, work("D"))}
    found = refusals(current, uploaded, ONE_TABLE)
    outside = [each for each in found if each.code == problems.OUT_OF_SCOPE]
    assert [(each.table, each.value) for each in outside] == [("works", "D")]


def test_a_new_work_must_be_tied_to_the_agency_that_brings_it(current):
    mine = {
        "activities": acts(act(8, "CQ01", "D")),
        "works": frame(WORKS, work("A"), work("D"), work("E")),
        "work_contributions": frame(
            WORK_CONTRIBUTIONS, paid("A", "CQ01"), paid("D", None, "other")
        ),
    }
    found = refusals(current, mine, WITH_WORKS)
    assert [(each.code, each.value) for each in found] == [(problems.OUT_OF_SCOPE, "E")]


def test_a_table_that_is_said_to_be_replaced_must_have_rows(current):
    uploaded = {"activities": acts(act(8, "CQ01"))}
    found = refusals(current, uploaded, Scope(("activities", "works"), "CQ01"))
    empty = [each.table for each in found if each.code == problems.SCOPE_TABLE_EMPTY]
    assert empty == ["works"]


def test_a_row_that_the_rest_still_refers_to_cannot_go(current):
    uploaded = {"works": frame(WORKS, work("A"), work("C"))}
    found = refusals(current, uploaded, Scope(("works",)))
    assert set(codes(found)) == {problems.STILL_REFERRED_TO}
    assert {(each.value, each.details["referring"], each.details["rows"]) for each in found} == {
        ("B", "activities", "1"),
        ("B", "work_contributions", "2"),
    }


def test_an_agency_that_hands_in_the_same_again_changes_nothing(current):
    covered = Scope(WITH_WORKS.tables, "CQ01")
    own = {
        name: rows[~rows.index.isin(beside(current, covered).get(name, rows[:0]).index)]
        for name, rows in current.items()
        if name in covered.covered
    }
    new = together(current, own, covered)
    for name in covered.covered:
        key = list(TABLES[name].key)
        left, right = (
            rows[name].sort_values(key).reset_index(drop=True) for rows in (new, current)
        )
        pd.testing.assert_frame_equal(left, right)


@pytest.mark.parametrize(
    ("ref", "row"), [("v0004:Hoạt!động!17", 17), ("a.csv!2", 2), (None, None), ("x!", None)]
)
def test_a_reference_names_its_row(ref, row):
    assert row_of(ref) == row
