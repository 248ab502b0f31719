"""The quality of the record: valid, complete, clean, fresh, and who can mend it."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from data import problems
from data.intake.layout import Layout
from data.metrics import quality, quality_rows
from data.metrics.assignments import pairs as assigned_pairs
from data.problems import problem
from data.selection import Selection
from tests.unit import metric_tables
from tests.unit.metric_tables import assigned, cube, table

COMMUNES = ("01", "02", "03")
UNTIL = pd.Timestamp(2016, 12, 31)


def act(number: int, agency: str = "A", commune: str = "01", **said) -> dict:
    row = {
        "activity_id": f"HD{number}",
        "agency_code": agency,
        "commune_code": commune,
        "sector": "economy",
        "activity_date": f"2015-03-{number:02d}",
        "cash_million_vnd": 1.0,
    }
    return row | said


def acts(*rows: dict) -> dict[str, pd.DataFrame]:
    found = table("activities", *rows)
    return {"activities": found.assign(source_ref=[f"v0001:HD!{n + 2}" for n in range(len(found))])}


def pairs(*rows: dict, of: tuple[tuple[str, str], ...] = (("A", "01"),)) -> pd.DataFrame:
    return assigned_pairs(assigned(*of), cube(*rows), Selection())


NOBODY = pairs(of=())


def test_valid_is_the_share_of_rows_without_a_warning():
    found = quality_rows.rows(acts(act(1), act(2), act(3), act(4)), {"v0001:HD!3"}, COMMUNES)
    answer = quality.total(found, NOBODY, UNTIL)
    assert (answer["rows"], answer["rows_checked"], answer["rows_warned"]) == (4, 4, 1)
    assert answer["valid_share"] == 0.75


def test_rows_of_which_no_file_is_known_are_neither_valid_nor_not():
    tables = {"activities": table("activities", act(1), act(2))}
    answer = quality.total(quality_rows.rows(tables, (), COMMUNES), NOBODY, UNTIL)
    assert (answer["rows"], answer["rows_checked"]) == (2, 0)
    assert pd.isna(answer["valid_share"])


def test_warnings_are_followed_to_their_rows_in_any_dialect():
    layouts = {"activities": Layout("activities", "HoatDong", 4, {})}
    warnings = [
        problem(problems.NEGATIVE, severity="warning", table="activities", row=17),
        problem(problems.NEGATIVE, severity="warning", table="x", sheet="CongTrinh", row=3),
        problem(problems.NEGATIVE, severity="warning", table="works.csv", row=5),
        problem(problems.TABLE_LEFT_OUT, severity="warning", table="works"),
    ]
    assert quality_rows.warned_refs("v0004", layouts, warnings) == {
        "v0004:HoatDong!17",
        "v0004:CongTrinh!3",
        "v0004:works.csv!5",
    }


def test_complete_is_what_was_reported_of_what_was_assigned():
    found = quality_rows.rows(acts(act(1)), (), COMMUNES)
    reported = pairs(
        {"agency_code": "A", "commune_code": "01", "acts": 1, "last_date": "2015-03-01"},
        of=(("A", "01"), ("A", "02"), ("B", "02")),
    )
    by_body = quality.by("agency_code", found, reported, UNTIL)
    assert by_body["assigned_pairs"].to_dict() == {"A": 2, "B": 1}
    assert by_body["complete_share"].to_dict() == {"A": 0.5, "B": 0.0}
    by_place = quality.by("commune_code", found, reported, UNTIL)
    assert by_place["complete_share"].to_dict() == {"01": 1.0, "02": 0.0}


def test_useful_cells_are_asked_of_what_they_belong_to():
    rows = table(
        "activities",
        act(1, support_type="KT04", description="x", delivered_quantity=1.0),
        act(2, activity_date=None, cash_million_vnd=None, planned_date="2016-01-01"),
    )
    cells = quality_rows.useful("activities", rows)
    assert cells.notna().sum(axis=1).tolist() == [6, 5]
    assert cells.sum(axis=1).tolist() == [4.0, 1.0]
    works = table(
        "works",
        {"work_id": "1", "work_status": "planned", "work_name": "x", "unit": "km"},
        {"work_id": "2", "work_status": "in_use", "longitude": 104.0, "latitude": 21.0},
    )
    cells = quality_rows.useful("works", works)
    assert cells.notna().sum(axis=1).tolist() == [5, 7]
    assert cells.sum(axis=1).tolist() == [2.0, 1.0]


def test_an_act_written_down_twice_is_not_clean_and_one_without_figures_is_not_doubled():
    silent = {"cash_million_vnd": None, "activity_date": "2014-01-01"}
    twins = [act(1), act(2, activity_date="2015-03-01"), act(3)]
    found = quality_rows.rows(acts(*twins, act(4, **silent), act(5, **silent)), (), COMMUNES)
    assert found["doubled"].tolist() == [True, True, False, False, False]
    assert quality.total(found, NOBODY, UNTIL)["clean_share"] == pytest.approx(3 / 5)


def test_a_commune_of_no_list_is_not_clean():
    found = quality_rows.rows(acts(act(1), act(2, commune="99")), (), COMMUNES)
    answer = quality.total(found, NOBODY, UNTIL)
    assert (answer["rows_unmatched"], answer["clean_share"]) == (1, 0.5)


def works_of_two() -> dict[str, pd.DataFrame]:
    works = [
        {"work_id": f"CT{n}", "commune_code": "01", "work_status": "planned", "work_type": "road"}
        for n in (1, 2, 3)
    ]
    paid = [
        {"work_id": "CT1", "agency_code": "A", "funding": "agency"},
        {"work_id": "CT1", "agency_code": "B", "funding": "agency"},
        {"work_id": "CT2", "funding": "people"},
    ]
    return {
        "works": table("works", *works),
        "work_contributions": table("work_contributions", *paid),
    }


def test_every_payer_answers_for_a_work_and_totals_count_it_once():
    twins = pd.DataFrame({"work_id": ["CT1"], "other_work_id": ["CT2"]})
    found = quality_rows.rows(works_of_two(), (), COMMUNES, twins)
    works = found[found["table"] == "works"]
    assert works["agency_code"].fillna("").tolist() == ["A", "B", "", ""]
    assert quality.total(found, NOBODY, UNTIL)["rows"] == 6
    assert quality.total(found, NOBODY, UNTIL)["rows_doubled"] == 2
    assert quality.by("agency_code", found, NOBODY, UNTIL)["rows_doubled"].to_dict() == {
        "A": 1,
        "B": 1,
    }


def test_fresh_counts_to_the_end_of_the_chosen_years_or_to_publishing_if_that_was_sooner():
    years = Selection(years=(2013, 2016))
    assert quality.last_day(years, datetime(2026, 5, 1, tzinfo=UTC)) == UNTIL
    assert quality.last_day(years, datetime(2016, 7, 1, tzinfo=UTC)) == pd.Timestamp(2016, 7, 1)


def test_fresh_is_days_since_the_last_record_and_the_share_heard_of_in_a_year():
    reported = pairs(
        {"agency_code": "A", "commune_code": "01", "year": 2016, "acts": 1}
        | {"last_date": "2016-11-30"},
        {"agency_code": "A", "commune_code": "02", "acts": 1, "last_date": "2015-12-31"},
        of=(("A", "01"), ("A", "02"), ("B", "02")),
    )
    nothing = quality_rows.rows({}, (), COMMUNES)
    answer = quality.by("agency_code", nothing, reported, UNTIL)
    assert answer.loc["A", "days_since_last_record"] == 31
    assert answer.loc["A", "months_since_last_record"] == 1
    assert answer["fresh_share"].to_dict() == {"A": 0.5, "B": 0.0}
    assert pd.isna(answer.loc["B", "days_since_last_record"])


def test_a_pair_whose_assignment_ended_before_is_not_stale():
    pairs_of_a = pd.concat([assigned(("A", "01")), assigned(("A", "02"), end="2015-12-31")])
    acted = [{"acts": 1, "year": 2016, "last_date": "2016-05-01"}]
    acted += [{"acts": 1, "commune_code": "02", "year": 2014, "last_date": "2014-05-01"}]
    reported = assigned_pairs(pairs_of_a, cube(*acted), Selection())
    answer = quality.by("agency_code", quality_rows.rows({}, (), COMMUNES), reported, UNTIL)
    assert answer.loc["A", ["assigned_pairs", "pairs_of_late", "fresh_pairs"]].tolist() == [2, 1, 1]
    assert answer.loc["A", "fresh_share"] == 1.0
    assert answer.loc["A", "complete_share"] == 1.0


def test_what_can_be_mended_in_all_is_what_the_totals_have():
    twins = pd.DataFrame({"work_id": ["CT1"], "other_work_id": ["CT2"]})
    found = quality_rows.rows(works_of_two(), (), COMMUNES, twins)
    silent = pairs(of=(("A", "01"), ("B", "02")))
    total = quality.total(found, silent, UNTIL)
    whole = quality.to_mend_in_all(found, silent).set_index("issue")["count"]
    assert whole["rows_doubled"] == total["rows_doubled"] == 2
    assert whole["cells_empty"] == total["useful_cells"] - total["filled_cells"]
    assert whole["pairs_without_record"] == total["assigned_pairs"] - total["pairs_with_record"]
    of_each = quality.to_mend(found, silent).groupby("issue")["count"].sum()
    assert of_each["cells_empty"] > whole["cells_empty"]


def test_what_can_be_mended_names_the_body_and_the_rows():
    tables = acts(act(1), act(2, "B"), act(3, "B", commune="99"))
    found = quality_rows.rows(tables, {"v0001:HD!3"}, COMMUNES)
    listed = quality.to_mend(found, pairs(of=(("A", "01"), ("B", "02")))).set_index("issue")
    assert listed.loc["rows_warned", ["agency_code", "count", "of"]].tolist() == ["B", 1, 2]
    assert listed.loc["rows_warned", "refs"] == ("v0001:HD!3",)
    assert listed.loc["rows_unmatched", "refs"] == ("v0001:HD!4",)
    assert sorted(listed.loc["pairs_without_record", "agency_code"]) == ["A", "B"]
    assert set(listed["measure"]) == {"valid", "clean", "complete"}


def test_what_no_body_answers_for_is_for_whoever_publishes():
    listed = quality.to_mend(quality_rows.rows(works_of_two(), (), COMMUNES), NOBODY)
    assert set(listed["agency_code"]) == {"", "A", "B"}


def test_the_trend_is_ordered_and_says_what_changed():
    first = pd.Series({share: 0.5 for share in quality.SHARES})
    second = pd.Series({share: 0.75 for share in quality.SHARES} | {"valid_share": None})
    days = datetime(2016, 1, 1, tzinfo=UTC), datetime(2016, 2, 1, tzinfo=UTC)
    table = quality.trend([("v2", days[1], second), ("v1", days[0], first)])
    assert table["version"].tolist() == ["v1", "v2"]
    assert table["clean_share_change"].tolist()[1] == 0.25
    assert table["clean_share_change"].isna().tolist() == [True, False]
    assert table["valid_share_change"].isna().all()


def test_an_empty_record_has_no_quality_rather_than_a_bad_one():
    found = quality_rows.rows({}, (), COMMUNES)
    assert quality.total(found, NOBODY, UNTIL).empty
    assert quality.to_mend(found, NOBODY).empty
    assert quality.trend([]).empty


def test_the_sample_has_quality_in_every_measure():
    from data.sample import generate

    tables = generate(400)
    bodies = tables["agencies"]["agency_code"].tolist()
    found = quality_rows.rows(tables, (), metric_tables.communes().index)
    reported = assigned_pairs(tables["assignments"], cube(), Selection())
    answer = quality.by("agency_code", found, reported, UNTIL)
    assert set(answer.index) == set(bodies)
    assert answer["filled_share"].dropna().between(0, 1).all()
