"""Signals to clarify: each with its count, never one score."""

from __future__ import annotations

import pandas as pd

from data.metrics import gaps
from data.schema import SECTORS
from data.selection import Selection
from tests.unit.metric_tables import assigned, communes, cube

ACT = {"acts": 1, "year": 2016, "last_date": "2016-06-01"}
NO_DUPLICATES = pd.DataFrame(columns=["work_id", "other_work_id", "commune_code"])


def signals(found: pd.DataFrame) -> dict[str, int]:
    return found.set_index("signal")["count"].to_dict()


def of_commune(rows, pairs, selection=None, duplicates=None) -> pd.DataFrame:
    return gaps.of_commune("01", rows, pairs, selection or Selection(), duplicates)


def test_a_pair_that_never_reported_is_named_with_its_agency():
    found = of_commune(cube({**ACT, "agency_code": "B"}), assigned(("A", "01"), ("B", "01")))

    row = found.set_index("signal").loc["never_reported"]
    assert (row["count"], row["of"], row["codes"]) == (1, 2, ("A",))
    assert "none_in_years" not in signals(found)


def test_silence_is_never_counted_twice():
    pairs = assigned(("A", "01"), ("B", "01"), ("C", "01"))
    rows = cube(
        {"acts": 1, "agency_code": "B", "year": 2014, "last_date": "2014-06-01"},
        {"acts": 1, "agency_code": "C", "year": 2015, "last_date": "2015-06-01"},
    )

    found = signals(of_commune(rows, pairs, Selection(years=(2015, 2016))))

    assert {name: found[name] for name in gaps.PAIR_SIGNALS[:3]} == {
        "never_reported": 1,
        "none_in_years": 1,
        "none_last_year": 1,
    }


def test_meetings_only_looks_at_every_sector():
    meetings = {**ACT, "sector": "information", "acts": 3, "meeting_acts": 3}
    pairs = assigned(("A", "01"))
    information = Selection(sectors=("information",))

    only = of_commune(cube(meetings), pairs)
    and_help = of_commune(cube(meetings, {**ACT, "sector": "welfare"}), pairs, information)

    assert signals(only)["meetings_only"] == 1
    assert "meetings_only" not in signals(and_help)


def test_a_pair_without_acts_is_not_one_of_meetings_only():
    found = gaps.by_pair(
        cube({"promises": 1, "promises_not_delivered": 1}), assigned(("A", "01")), Selection()
    )

    assert found["meetings_only"].tolist() == [0]
    assert found["never_reported"].tolist() == [1]


def test_silence_in_the_last_year_is_told_of_the_pairs_assigned_in_it():
    pairs = pd.concat([assigned(("A", "01"), ("B", "01")), assigned(("C", "01"), end="2015-12-31")])
    earlier = {"acts": 1, "year": 2015, "last_date": "2015-06-01"}
    rows = cube(*({**earlier, "agency_code": code} for code in "ABC"))

    row = of_commune(rows, pairs).set_index("signal").loc["none_last_year"]

    assert (row["count"], row["of"], row["codes"]) == (2, 2, ("A", "B"))


def test_acts_and_promises_are_counted_of_how_many():
    rows = cube(
        {**ACT, "acts": 5, "acts_without_quantity": 2, "acts_figures_differ": 1, "confirmed_no": 1}
        | {"promises": 7, "promises_kept_on_time": 1, "promises_short": 2}
        | {"promises_not_delivered": 3, "promises_unknown": 1}
    )

    found = of_commune(rows, assigned(("A", "01"))).set_index("signal")

    assert found.loc["acts_without_quantity", ["count", "of"]].tolist() == [2, 5]
    assert found.loc["figures_differ", ["count", "of"]].tolist() == [1, 5]
    assert found.loc["not_confirmed", ["count", "of"]].tolist() == [1, 5]
    assert found.loc["promises_not_delivered", ["count", "of"]].tolist() == [3, 6]
    assert found.loc["promises_short", ["count", "of"]].tolist() == [2, 6]
    assert found.loc["promises_unknown", ["count", "of"]].tolist() == [1, 7]


def test_a_promise_nobody_began_to_keep_is_asked_about():
    rows = cube({"promises": 2, "promises_not_delivered": 2, "year": 2016})

    found = gaps.by_pair(rows, assigned(("A", "01")), Selection())

    assert found["promises_not_delivered"].tolist() == [2]


def test_sectors_never_helped_are_those_without_any_act_up_to_the_last_year():
    rows = cube({**ACT, "year": 2013}, {"promises": 1, "sector": "security"})

    found = of_commune(rows, assigned(("A", "01")), Selection(years=(2014, 2015)))

    codes = found.set_index("signal").at["sectors_never_helped", "codes"]
    assert codes == tuple(sector for sector in SECTORS if sector != "economy")


def test_a_commune_that_nobody_was_assigned_to_has_no_sectors_missing():
    assert of_commune(cube(), assigned()).empty


def test_works_that_may_be_one_are_listed_when_the_works_are_known():
    pair = pd.DataFrame([{"work_id": "W1", "other_work_id": "W2", "commune_code": "01"}])
    row = of_commune(cube(ACT), assigned(("A", "01")), duplicates=pair).set_index("signal")

    assert row.at["possibly_same_work", "codes"] == ("W1", "W2")
    assert "possibly_same_work" not in signals(of_commune(cube(ACT), assigned(("A", "01"))))


def test_an_agency_that_never_used_its_own_field_is_asked_about_it():
    rows = cube({**ACT, "sector": "welfare"})
    pairs = assigned(("A", "01"), ("B", "02"))

    found = gaps.of_agency("A", rows, pairs, Selection(), field="economy")
    same = gaps.of_agency("A", rows, pairs, Selection(), field="welfare")
    unknown = gaps.of_agency("A", rows, pairs, Selection(), field=None)

    assert found.set_index("signal").at["own_field_unused", "codes"] == ("economy",)
    assert "own_field_unused" not in signals(same)
    assert "own_field_unused" not in signals(unknown)


def test_an_agency_is_asked_only_about_its_own_communes():
    pairs = assigned(("A", "01"), ("A", "02"), ("B", "03"))

    found = gaps.of_agency("A", cube(), pairs, Selection(agencies=("B",)))

    assert found.set_index("signal").at["never_reported", "codes"] == ("01", "02")


def test_every_district_is_listed_also_without_a_signal():
    duplicates = pd.DataFrame([{"work_id": "W1", "other_work_id": "W2", "commune_code": "04"}])

    found = gaps.by_district(cube(ACT), assigned(("A", "01"), ("A", "02")), communes(), Selection())
    with_works = gaps.by_district(cube(), assigned(), communes(), Selection(), duplicates)

    assert found["assigned_pairs"].to_dict() == {"1": 2, "2": 0}
    assert found["never_reported"].to_dict() == {"1": 1, "2": 0}
    assert found["possibly_same_work"].isna().all()
    assert with_works["possibly_same_work"].to_dict() == {"1": 0, "2": 1}


def test_nothing_to_clarify_is_an_empty_list():
    rows = cube(*({**ACT, "sector": sector} for sector in SECTORS))

    assert of_commune(rows, assigned(("A", "01")), duplicates=NO_DUPLICATES).empty
