"""What publishing would change is said row by row, cell by cell, and a fall is never missed."""

import pandas as pd
import pytest

from data import sample
from data.change import Fall, Totals, difference, totals
from data.schema import ACTIVITIES, AGENCIES, TABLES, WORK_CONTRIBUTIONS, WORKS
from data.scope import EVERYTHING, SOURCE_REF, Scope
from tests.unit.tiny_record import frame

DAY, LATER = "2015-03-01", "2016-03-01"


def act(number: int, agency_code: str = "CQ01", **said: object) -> dict[str, object]:
    known = {"agency_code": agency_code, "commune_code": "04246", "sector": "economy"}
    return {"activity_id": f"HD{number:02d}", **known, **said}


def change_of(old, new, table=ACTIVITIES, scope=EVERYTHING):
    return difference({table.name: frame(table, *old)}, {table.name: frame(table, *new)}, scope)


def cells(change, name="activities"):
    shown = change.tables[name].changed[["column", "before", "after"]]
    return [tuple(row) for row in shown.itertuples(index=False)]


def test_the_same_rows_in_another_order_are_no_change():
    rows = [act(1, activity_date=DAY), act(2)]
    assert change_of(rows, rows[::-1]).is_nothing
    assert change_of(rows, rows).falls == ()


def test_added_and_removed_rows_are_shown_whole():
    change = change_of([act(1), act(2)], [act(2), act(3, unit="hộ")]).tables["activities"]
    assert change.added["activity_id"].tolist() == ["HD03"]
    assert change.added["unit"].tolist() == ["hộ"]
    assert change.removed["activity_id"].tolist() == ["HD01"]
    assert change.changed_rows == 0


def test_a_changed_cell_stands_with_its_old_and_its_new_value():
    old = [act(1, cash_million_vnd=5, activity_date=DAY, unit="hộ"), act(2)]
    new = [act(1, cash_million_vnd=7, activity_date=LATER, unit="hộ"), act(2)]
    change = change_of(old, new)
    assert cells(change) == [
        ("activity_date", pd.Timestamp(DAY), pd.Timestamp(LATER)),
        ("cash_million_vnd", 5.0, 7.0),
    ]
    assert change.tables["activities"].changed["activity_id"].tolist() == ["HD01", "HD01"]
    assert change.tables["activities"].changed_rows == 1


def test_filling_an_empty_cell_is_a_change_and_empty_beside_missing_is_none():
    assert cells(change_of([act(1)], [act(1, cash_million_vnd=0)]))[0][0] == "cash_million_vnd"
    assert change_of([act(1, unit="")], [act(1)]).is_nothing


def test_an_id_that_another_agency_takes_over_is_a_changed_cell():
    change = change_of([act(1)], [act(1, "CQ02")])
    assert cells(change) == [("agency_code", "CQ01", "CQ02")]


def test_keys_with_an_empty_part_find_each_other():
    people = {"work_id": "A", "funding": "people", "cost_million_vnd": 4}
    dearer = people | {"cost_million_vnd": 9}
    change = change_of([people], [dearer], WORK_CONTRIBUTIONS)
    assert cells(change, "work_contributions") == [("cost_million_vnd", 4.0, 9.0)]


def test_yes_no_and_not_said_are_three_things():
    work = {"work_id": "A", "community_supervised": None}
    said_no = work | {"community_supervised": False}
    assert cells(change_of([work], [said_no], WORKS), "works")[0][2] is False
    assert change_of([said_no], [said_no], WORKS).is_nothing


def test_a_change_says_where_the_new_row_stands():
    new = frame(ACTIVITIES, act(1, unit="hộ")).assign(**{SOURCE_REF: "HoatDong!2"})
    old = frame(ACTIVITIES, act(1)).assign(**{SOURCE_REF: "v0001:HoatDong!9"})
    change = difference({"activities": old}, {"activities": new})
    assert change.tables["activities"].changed[SOURCE_REF].tolist() == ["HoatDong!2"]
    same = difference({"activities": old}, {"activities": old.assign(**{SOURCE_REF: "x!1"})})
    assert same.is_nothing


def test_rows_are_counted_by_agency():
    old = [act(1), act(2, "CQ02"), act(3, "CQ02")]
    new = [act(1, unit="hộ", cash_million_vnd=1), act(2, "CQ02"), act(4, "CQ03")]
    rows = change_of(old, new).by_agency.set_index("agency_code")
    assert rows.loc["CQ01", ["added", "changed", "removed"]].tolist() == [0, 1, 0]
    assert rows.loc["CQ02", ["added", "changed", "removed"]].tolist() == [0, 0, 1]
    assert rows.loc["CQ03", ["added", "changed", "removed"]].tolist() == [1, 0, 0]


def test_no_change_by_agency_is_an_empty_table_with_its_columns():
    columns = change_of([act(1)], [act(1)]).by_agency
    assert list(columns) == ["table", "agency_code", "added", "changed", "removed"]
    assert columns.empty


def test_totals_keep_delivered_promised_and_cost_apart():
    rows = frame(
        ACTIVITIES,
        act(1, activity_date=DAY, cash_million_vnd=0.1, in_kind_million_vnd=0.2),
        act(2, planned_quantity=1, planned_value_million_vnd=50, cash_million_vnd=8),
        act(3, planned_value_million_vnd=7),
    )
    assert totals("activities", rows) == Totals(3, 0.3, 50.0)
    assert totals("agencies", None) == Totals(0)


@pytest.mark.parametrize(("left", "falls"), [(8, False), (7, True), (0, True)])
def test_a_fall_of_more_than_a_fifth_of_the_rows_is_listed(left, falls):
    old = [act(number) for number in range(10)]
    found = change_of(old, old[:left]).falls
    assert [fall.measure for fall in found] == (["rows"] if falls else [])


def test_a_fall_in_value_is_listed_with_both_figures():
    old = [act(1, activity_date=DAY, cash_million_vnd=100)]
    fall = change_of(old, [act(1, activity_date=DAY, cash_million_vnd=70)]).falls[0]
    assert fall == Fall("activities", "delivered_million_vnd", 100.0, 70.0)
    assert fall.share == pytest.approx(0.3)
    assert fall.code == "activities.delivered_million_vnd"


def test_a_table_that_goes_is_a_fall():
    old = {"agencies": frame(AGENCIES, {"agency_code": "CQ01"})}
    assert [fall.code for fall in difference(old, {}).falls] == ["agencies.rows"]


def test_half_of_one_agency_is_a_fall_however_large_the_rest_is():
    rest = [act(number, "CQ02") for number in range(10, 90)]
    old, new = [act(1), act(2), *rest], [act(1), *rest]
    assert change_of(old, new).falls == ()
    own = change_of(old, new, scope=Scope(("activities",), "CQ01")).falls
    assert [(fall.before, fall.after) for fall in own] == [(2, 1)]


def test_half_of_one_agencys_works_is_a_fall_with_what_others_paid_for_them():
    def state(count: int) -> dict[str, pd.DataFrame]:
        bodies = ["CQ01"] * count + ["CQ02"] * 20
        ids = [f"CT{number}" for number in (*range(count), *range(10, 30))]
        paid = [
            {"work_id": work_id, "agency_code": body, "funding": funding, "cost_million_vnd": 10}
            for work_id, owner in zip(ids, bodies, strict=True)
            for body, funding in ((owner, "agency"), (None, "people"))
        ]
        return {
            "works": frame(WORKS, *({"work_id": work_id} for work_id in ids)),
            "work_contributions": frame(WORK_CONTRIBUTIONS, *paid),
        }

    assert difference(state(4), state(2)).falls == ()
    own = difference(state(4), state(2), Scope((), "CQ01")).falls
    assert [(fall.table, fall.measure, fall.before, fall.after) for fall in own] == [
        ("works", "rows", 4, 2),
        ("work_contributions", "rows", 8, 4),
        ("work_contributions", "cost_million_vnd", 80.0, 40.0),
    ]


def test_a_record_beside_itself_and_beside_nothing():
    tables = sample.generate()
    assert difference(tables, tables).is_nothing
    first = difference({}, tables)
    assert {name: len(change.added) for name, change in first.tables.items()} == {
        name: len(rows) for name, rows in tables.items()
    }
    assert first.falls == ()
    assert set(difference(tables, {}).tables) == set(TABLES)


def test_a_hundred_thousand_rows_are_compared():
    rows = pd.DataFrame({"activity_id": [f"HD{number:06d}" for number in range(100_000)]})
    old = rows.assign(**act(0) | {"activity_id": rows["activity_id"], "cash_million_vnd": 1.0})
    old = frame(ACTIVITIES).merge(old, how="right")[ACTIVITIES.column_names]
    new = old.iloc[:-500].copy()
    new.loc[new.index % 7 == 0, "cash_million_vnd"] = 2.0
    change = difference({"activities": old}, {"activities": new}).tables["activities"]
    assert (len(change.removed), change.changed_rows) == (500, len(new[new.index % 7 == 0]))
