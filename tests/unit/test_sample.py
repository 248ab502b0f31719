"""The illustrative record: whole, marked as invented, alike at every run, and faulty as it says."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import sample, schema
from data.sample import rates
from data.sample.agencies import NAMES
from data.sample.places import DISTRICTS_30A, candidates
from geo.gazetteer import communes, fold

ROOT = Path(__file__).parents[2]
PAIR = ["agency_code", "commune_code"]
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def record() -> Tables:
    return sample.generate()


@pytest.fixture(scope="module", params=[2523, 7])
def any_record(request: pytest.FixtureRequest) -> Tables:
    return sample.generate(seed=request.param)


@pytest.fixture(scope="module")
def large_record() -> Tables:
    return sample.generate(activities=200_000)


def delivered(record: Tables) -> pd.DataFrame:
    acts = record["activities"]
    value = acts[["cash_million_vnd", "in_kind_million_vnd"]].sum(axis="columns", min_count=1)
    acts = acts.assign(value=value, year=acts["activity_date"].dt.year)
    return acts[acts["activity_date"].notna()]


# The same at every run


FINGERPRINT = """
import hashlib, io, sys
from data import sample
for name, table in sample.generate(activities=3000).items():
    file = io.BytesIO()
    table.to_parquet(file)
    print(name, hashlib.sha256(file.getvalue()).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    file = io.BytesIO()
    sample.generate(activities=3000)["activities"].to_parquet(file)
    assert hashlib.sha256(file.getvalue()).hexdigest() in outputs[0]


def test_another_seed_gives_another_record(record: Tables) -> None:
    other = sample.generate(seed=1)["activities"]
    assert not other["activity_date"].equals(record["activities"]["activity_date"])


# Whole


def test_every_table_has_the_columns_and_types_of_the_schema(any_record: Tables) -> None:
    assert list(any_record) == list(schema.TABLES)
    for name, table in schema.TABLES.items():
        pd.testing.assert_frame_equal(any_record[name], schema.typed(table, any_record[name]))


def columns_of_the_schema() -> Iterator[tuple[str, schema.Column]]:
    for name, table in schema.TABLES.items():
        for column in table.columns:
            yield name, column


@pytest.mark.parametrize(
    ("table", "column"),
    [pytest.param(t, c, id=f"{t}.{c.name}") for t, c in columns_of_the_schema()],
)
def test_every_cell_keeps_to_the_schema(record: Tables, table: str, column: schema.Column) -> None:
    cells = record[table][column.name]
    present = cells.dropna()
    if column.required:
        assert len(present) == len(cells)
    if column.allowed:
        assert set(present) <= set(column.allowed)
    if column.at_least is not None:
        assert present.ge(column.at_least).all()
    if column.at_most is not None:
        assert present.le(column.at_most).all()
    if column.kind == "count":
        assert present.eq(present.round()).all()
    if column.refers_to == "gazetteer":
        assert set(present) <= set(communes().index)
    elif column.refers_to:
        other, key = column.refers_to.split(".")
        assert set(present) <= set(record[other][key])


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda table: table.name)
def test_no_row_stands_twice(any_record: Tables, table: schema.Table) -> None:
    assert not any_record[table.name].duplicated(list(table.key)).any()


def test_the_record_has_the_size_that_was_asked_for(any_record: Tables) -> None:
    assert len(any_record["activities"]) == 5000
    assert len(any_record["works"]) == rates.WORKS
    assert len(any_record["agencies"]) == sum(rates.BODIES.values())
    assert set(any_record["agencies"]["agency_group"]) == set(schema.AGENCY_GROUPS)
    assert any_record["assignments"]["commune_code"].nunique() == 106
    assert set(any_record["assignments"]["agency_code"]) == set(
        any_record["agencies"]["agency_code"]
    )


@pytest.mark.parametrize("activities", [0, 1, 300, 800])
def test_a_small_record_is_whole_too(activities: int) -> None:
    record = sample.generate(activities=activities)
    assert len(record["activities"]) == activities
    assert len(record["works"]) == rates.WORKS


def test_more_activities_leave_all_else_as_it_was(record: Tables, large_record: Tables) -> None:
    for name in schema.TABLES:
        if name != "activities":
            pd.testing.assert_frame_equal(record[name], large_record[name])


def test_what_is_written_as_csv_reads_back_the_same(record: Tables) -> None:
    for name, table in schema.TABLES.items():
        written = io.StringIO(record[name].to_csv(index=False))
        text = {column.name: str for column in table.columns if column.kind in ("text", "code")}
        flags = {column.name: "boolean" for column in table.columns if column.kind == "boolean"}
        read = schema.typed(table, pd.read_csv(written, dtype=text | flags))
        pd.testing.assert_frame_equal(read, record[name])


# Marked as invented


def known_agencies() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "known_agencies.csv", dtype=str)


def real_phrases() -> set[str]:
    """Names and field phrases of the real list, folded, whole and in parts."""
    known = known_agencies()
    fields = known["work_vi"].str.split(r"[,;()–]").explode()
    texts = pd.concat([known["agency_name"], known["agency_name_en"], fields]).dropna()
    return {fold(text) for text in texts} - {""}


def holds(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {text} "


def test_bodies_carry_group_and_number_only(record: Tables) -> None:
    bodies = record["agencies"]
    for group, (letters, name, name_en) in NAMES.items():
        of_group = bodies[bodies["agency_group"].eq(group)]
        assert of_group["agency_code"].str.fullmatch(letters + r"\d\d").all()
        assert of_group["agency_name"].str.fullmatch(name + r" \d\d").all()
        assert of_group["agency_name_en"].str.fullmatch(name_en + r" \d\d").all()
        assert name.endswith("mẫu")
        assert name_en.startswith("Sample")


def test_no_invented_name_folds_to_a_name_or_a_field_phrase_of_the_real_list(
    record: Tables,
) -> None:
    phrases = real_phrases()
    assert len(phrases) > 200
    for column in ("agency_name", "agency_name_en", "agency_code"):
        for name in map(fold, record["agencies"][column]):
            assert name not in phrases
            assert not any(holds(phrase, name) for phrase in phrases)
            # "Doanh nghiệp" is the word for a group, and also the field of one real body.
            assert {phrase for phrase in phrases if holds(name, phrase)} <= {"doanh nghiep"}


def test_the_field_of_a_body_is_drawn_blind_to_its_group(record: Tables) -> None:
    bodies = record["agencies"].dropna(subset=["field"])
    for group in ("department", "enterprise"):
        assert bodies.loc[bodies["agency_group"].eq(group), "field"].nunique() >= 6


def test_no_text_names_a_body_a_commune_or_a_person(large_record: Tables) -> None:
    texts = set(large_record["activities"]["description"].dropna())
    texts |= set(large_record["works"]["work_name"])
    names = [*known_agencies()["agency_name"], *communes()["commune_name"]]
    for text in texts:
        assert not any(holds(text.casefold(), name.casefold()) for name in names), text
        assert not re.search(r"\b(ông|bà|anh|chị) [A-ZĐ]", text), text


def test_no_decision_stands_beside_an_invented_pair(record: Tables) -> None:
    assert record["assignments"]["decision"].isna().all()
    assert record["commune_kinds"]["decision"].isna().all()


def test_only_the_border_is_more_than_illustrative(record: Tables) -> None:
    kinds = record["commune_kinds"]
    border = kinds["kind"].eq("border")
    assert border.sum() == 17
    assert kinds.loc[~border, "confidence"].eq("illustrative").all()
    assert not kinds.loc[border, "confidence"].eq("illustrative").any()
    assert "04056" not in set(kinds.loc[border, "commune_code"])
    assert kinds["valid_from"].eq(pd.Timestamp(2013, 10, 28)).all()
    assert kinds["valid_to"].eq(pd.Timestamp(2016, 12, 31)).all()
    assert set(kinds["commune_code"]) == set(candidates()["commune_code"])


# Faults at the rates that the README tells


def test_the_readme_tells_every_rate_as_it_is() -> None:
    text = (ROOT / "data" / "sample" / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([A-Z0-9_]+)` \| ([^|]+?) \|", text, flags=re.MULTILINE))

    def written(rate: float | dict[object, float]) -> str:
        if isinstance(rate, dict):
            return ", ".join(f"{key} {value:g}" for key, value in rate.items())
        return f"{rate:g}"

    true = {name: written(rate) for name, rate in vars(rates).items() if name.isupper()}
    assert told == true


def acts_by_year(record: Tables) -> pd.DataFrame:
    """Assigned pairs × years, delivered acts."""
    by_year = delivered(record).groupby([*PAIR, "year"]).size().unstack("year", fill_value=0)
    return record["assignments"].set_index(PAIR).join(by_year).fillna(dict.fromkeys(by_year, 0))


def test_some_assigned_pairs_never_reported_anything(any_record: Tables) -> None:
    seen = pd.MultiIndex.from_frame(any_record["activities"][PAIR])
    pairs = pd.MultiIndex.from_frame(any_record["assignments"][PAIR])
    assert (~pairs.isin(seen)).mean() == pytest.approx(rates.NEVER_REPORTED_SHARE, abs=0.005)


def test_some_assigned_pairs_have_a_year_without_a_record(any_record: Tables) -> None:
    pairs = acts_by_year(any_record)
    years = [2014, 2015, 2016]
    through = pairs["valid_from"].dt.year.eq(2013) & pairs["valid_to"].dt.year.eq(2016)
    gap = through & pairs[years].eq(0).any(axis=1) & pairs[years].gt(0).any(axis=1)
    assert gap.mean() == pytest.approx(rates.MISSING_YEAR_SHARE, abs=0.005)
    assert pairs.loc[gap, years].eq(0).sum(axis=1).eq(1).all()
    acts = any_record["activities"].assign(year=lambda rows: rows["planned_date"].dt.year)
    promised = acts.groupby([*PAIR, "year"]).size()
    for pair, year in pairs.loc[gap, years].eq(0).idxmax(axis="columns").items():
        assert (*pair, year) not in promised.index


def test_some_assigned_pairs_only_ever_meet(any_record: Tables) -> None:
    meeting = any_record["activities"]["support_type"].isin(schema.MEETING_SUPPORT_TYPES)
    only = meeting.groupby([any_record["activities"][name] for name in PAIR]).all()
    share = only.sum() / len(any_record["assignments"])
    assert share == pytest.approx(rates.MEETINGS_ONLY_SHARE, abs=0.005)


def test_some_acts_lack_their_quantity(large_record: Tables) -> None:
    missing = delivered(large_record)["delivered_quantity"].isna().mean()
    assert missing == pytest.approx(rates.WITHOUT_QUANTITY_SHARE, rel=0.05)


def test_some_figures_of_body_and_commune_differ(large_record: Tables) -> None:
    both = delivered(large_record).dropna(subset=["delivered_quantity", "confirmed_quantity"])
    differ = both["delivered_quantity"] != both["confirmed_quantity"]
    assert differ.mean() == pytest.approx(rates.FIGURES_DIFFER_SHARE, rel=0.05)
    less = both["confirmed_quantity"] < both["delivered_quantity"]
    assert both.loc[less, "commune_confirmed"].eq("partly").all()


def test_the_default_record_has_its_faults_too(any_record: Tables) -> None:
    acts = delivered(any_record)
    both = acts.dropna(subset=["delivered_quantity", "confirmed_quantity"])
    differ = both["delivered_quantity"] != both["confirmed_quantity"]
    missing = acts["delivered_quantity"].isna()
    assert missing.mean() == pytest.approx(rates.WITHOUT_QUANTITY_SHARE, rel=0.2)
    assert differ.mean() == pytest.approx(rates.FIGURES_DIFFER_SHARE, rel=0.2)


def claimed_again(works: pd.DataFrame) -> pd.DataFrame:
    """Pairs of works that look like one: same place and kind, nearly the same day and size."""
    village = works["work_name"].str.extract(r"(\d+)$")[0].fillna("")
    rows = works.assign(village=village)
    twins = rows.merge(rows, on=["commune_code", "work_type", "unit", "village"])
    twins = twins[twins["work_id_x"] < twins["work_id_y"]]
    days = (twins["completion_date_x"] - twins["completion_date_y"]).abs().dt.days
    size = (twins["quantity_x"] / twins["quantity_y"] - 1).abs()
    return twins[(days <= 45) & (size <= 0.05)]


def test_some_works_are_registered_twice(any_record: Tables) -> None:
    twins = claimed_again(any_record["works"])
    share = len(twins) / len(any_record["works"])
    assert share == pytest.approx(rates.WORK_CLAIMED_TWICE_SHARE, rel=0.15)
    assert (twins["work_name_x"] != twins["work_name_y"]).all()


def test_some_parts_of_a_work_are_claimed_by_two_bodies(any_record: Tables) -> None:
    parts = any_record["work_contributions"]
    paid = parts[parts["funding"].eq("agency")]
    cost = paid.groupby("work_id")["cost_million_vnd"].agg(["size", "count", "min", "max"])
    alike = cost["count"].eq(2) & cost["max"].le(1.05 * cost["min"])
    expected = rates.CONTRIBUTION_CLAIMED_TWICE_SHARE
    assert alike.mean() == pytest.approx(expected, rel=0.4)


def test_a_few_acts_happen_where_nobody_was_assigned(any_record: Tables) -> None:
    acts = any_record["activities"]
    outside = ~acts["commune_code"].isin(any_record["assignments"]["commune_code"])
    assert outside.mean() == pytest.approx(rates.WITHOUT_ASSIGNMENT_SHARE, rel=0.6)


# Like life


def test_assignments_differ_in_number_and_some_end_early(any_record: Tables) -> None:
    assigned = any_record["assignments"]
    per_commune = assigned.groupby("commune_code")["agency_code"].nunique().value_counts()
    assert {1, 2, 3} <= set(per_commune.index)
    assert per_commune[1] > per_commune[2] > per_commune[3]
    last = assigned.groupby("commune_code")["valid_to"].max()
    assert last.lt("2016-01-01").sum() == rates.COMMUNES_LEFT_IN_2016


def test_acts_fall_within_the_assignment_or_soon_after(any_record: Tables) -> None:
    acts = delivered(any_record).merge(any_record["assignments"], on=PAIR)
    after = (acts["activity_date"] - acts["valid_to"]).dt.days
    assert (acts["activity_date"] >= acts["valid_from"]).all()
    assert after.between(1, 90)[after > 0].all()
    assert (after > 0).sum() == pytest.approx(rates.OUTSIDE_PERIOD_SHARE * 5000, abs=3)


def test_gifts_of_cash_heap_on_round_sums_and_what_is_valued_in_kind_does_not(
    any_record: Tables,
) -> None:
    gifts = delivered(any_record)
    gifts = gifts[gifts["work_id"].isna() & gifts["sector"].ne("infrastructure")]
    for column, least, most in (("cash_million_vnd", 0.6, 0.75), ("in_kind_million_vnd", 0, 0.1)):
        amounts = gifts[column]
        amounts = amounts[amounts >= 10]
        assert least <= amounts.mod(5).eq(0).mean() <= most


def test_a_road_costs_what_its_surface_costs(any_record: Tables) -> None:
    cost = any_record["work_contributions"].groupby("work_id")["cost_million_vnd"]
    whole = cost.sum()[cost.count() == cost.size()].rename("cost")
    roads = any_record["works"].query("unit == 'km' and work_type == 'road'").join(whole, "work_id")
    by_surface = (roads["cost"] / roads["quantity"]).groupby(roads["build_kind"])
    assert by_surface.quantile(0.1)["concrete"] > 2 * by_surface.quantile(0.9)["earth"]


def test_a_text_is_seldom_that_of_another_act(any_record: Tables) -> None:
    texts = any_record["activities"]["description"].dropna()
    assert texts.nunique() > 0.9 * len(texts)


def test_help_grows_from_few_acts_in_late_2013(any_record: Tables) -> None:
    acts = delivered(any_record)
    count, value = acts.groupby("year").size(), acts.groupby("year")["value"].sum()
    assert acts["activity_date"].between("2013-10-28", "2016-12-31").all()
    assert 0 < count[2013] < 0.03 * len(acts)
    assert count.is_monotonic_increasing
    assert value.is_monotonic_increasing


def test_seasons_show(large_record: Tables) -> None:
    acts = delivered(large_record)
    day = acts["activity_date"]
    tet = day[acts["support_type"].eq("AS01")]
    assert tet.dt.month.isin([1, 2]).all()
    election = day[acts["support_type"].eq("TT02")]
    assert election.between("2016-03-01", "2016-05-21").all()
    visits = day[acts["support_type"].eq("AS06")]
    assert (visits.dt.month.eq(7) & visits.dt.day.between(15, 27)).mean() > 0.5
    school = day[acts["support_type"].eq("AS03")]
    assert school.dt.month.isin([8, 9]).mean() > 0.4


def test_help_is_hurried_before_reports(large_record: Tables) -> None:
    day = delivered(large_record)["activity_date"]
    steady = day[delivered(large_record)["support_type"].eq("HT01")].dt
    for month in (6, 12):
        of_month = steady.day[steady.month.eq(month)]
        assert of_month.le(20).mean() > 0.7


def test_money_has_a_long_tail(any_record: Tables) -> None:
    value = delivered(any_record)["value"].dropna()
    assert value.mean() > 1.8 * value.median()
    assert value.nlargest(len(value) // 10).sum() > 0.4 * value.sum()


def test_totals_are_of_the_size_of_a_province(any_record: Tables) -> None:
    help_billion = delivered(any_record)["value"].sum() / 1000
    works_billion = any_record["work_contributions"]["cost_million_vnd"].sum() / 1000
    assert 40 < help_billion < 130
    assert 300 < works_billion < 700


def test_a_body_helps_more_in_its_own_field(large_record: Tables) -> None:
    acts = delivered(large_record).merge(large_record["agencies"], on="agency_code")
    for sector in ("economy", "welfare", "security"):
        own = acts["field"].eq(sector)
        share = acts["sector"].eq(sector).groupby(own).mean()
        assert share[True] > 1.5 * share[False]


def test_border_communes_get_more_help_for_security(large_record: Tables) -> None:
    acts = delivered(large_record)
    kinds = large_record["commune_kinds"]
    border = acts["commune_code"].isin(kinds.loc[kinds["kind"].eq("border"), "commune_code"])
    share = acts["sector"].eq("security").groupby(border).mean()
    assert share[True] > 2 * share[False]


def test_promises_are_partly_kept(any_record: Tables) -> None:
    acts = any_record["activities"]
    promised = acts[acts["planned_quantity"].notna()]
    never = promised["activity_date"].isna()
    late = promised["activity_date"] > promised["planned_date"]
    less = promised["delivered_quantity"] < promised["planned_quantity"]
    kept = promised["delivered_quantity"] >= promised["planned_quantity"]
    assert never.mean() == pytest.approx(rates.NEVER_DELIVERED_SHARE, abs=0.04)
    assert 0.15 < late.mean() < 0.4
    assert 0.04 < less.mean() < 0.2
    assert 0.6 < kept.mean() < 0.85


def test_some_bodies_keep_their_promises_better_than_others(large_record: Tables) -> None:
    acts = large_record["activities"]
    promised = acts[acts["planned_date"].notna()]
    broken = promised["activity_date"].isna().groupby(promised["agency_code"]).mean()
    assert broken.quantile(0.9) > 2 * broken.quantile(0.1)


def test_what_was_not_delivered_reports_nothing_delivered(any_record: Tables) -> None:
    acts = any_record["activities"]
    undelivered = acts[acts["activity_date"].isna()]
    assert undelivered["planned_date"].notna().all()
    reported = ["delivered_quantity", "cash_million_vnd", "in_kind_million_vnd"]
    reported += ["labour_days", "households_reached", "confirmed_quantity"]
    assert undelivered[reported].isna().all(axis=None)
    assert set(undelivered["commune_confirmed"].dropna()) == {"no"}


def test_every_column_that_may_be_empty_is_empty_somewhere(record: Tables) -> None:
    acts = record["activities"]
    full = {"activity_id", "agency_code", "commune_code", "sector", "unit"}
    assert set(acts.columns[acts.notna().all()]) == full
    works = record["works"]
    missing = {"build_kind", "completion_date", "households_served", "community_supervised"}
    missing |= {"longitude", "latitude", "location_precision"}
    assert set(works.columns[works.isna().any()]) == missing


# Works and who paid


def test_status_and_dates_of_a_work_agree(any_record: Tables) -> None:
    works = any_record["works"]
    finished = works["work_status"].isin(["completed", "in_use", "out_of_use"])
    assert set(works["work_status"]) == set(schema.WORK_STATUSES)
    assert works["completion_date"].notna().eq(finished).all()
    assert works["completion_date"].dropna().between("2013-10-28", "2016-12-31").all()
    planned = works["planned_year"].astype("float64")
    assert (works["completion_date"].dt.year.fillna(2016) >= planned).all()


def test_works_are_counted_in_the_unit_of_their_help(record: Tables) -> None:
    assert set(record["works"]["work_type"]) == set(schema.WORK_TYPES)
    units = record["works"].groupby("work_type")["unit"].unique().map(set)
    assert units["road"] == {"km", "công trình"}
    assert units["culture_house"] == {"nhà"}
    assert units["school"] == {"phòng"}
    assert units["health_station"] == {"trạm"}


def test_works_stand_near_the_centre_of_their_commune(any_record: Tables) -> None:
    works = any_record["works"].dropna(subset=["location_precision"])
    place = communes().loc[works["commune_code"]].reset_index()
    east = (works["longitude"].to_numpy() - place["longitude"]) * 103.5
    north = (works["latitude"].to_numpy() - place["latitude"]) * 110.8
    reach = np.sqrt(place["area_km2"] / np.pi)
    assert (np.hypot(east, north) <= 0.55 * reach + 0.1).all()
    at_centre = works["location_precision"].eq("commune").to_numpy()
    assert np.hypot(east, north)[at_centre].lt(0.02).all()
    unplaced = any_record["works"]["location_precision"].isna()
    assert unplaced.mean() == pytest.approx(1 - sum(rates.LOCATION.values()), abs=0.05)
    assert any_record["works"].loc[unplaced, ["longitude", "latitude"]].isna().all(axis=None)


def test_every_work_is_paid_and_some_by_several(any_record: Tables) -> None:
    parts = any_record["work_contributions"]
    assert set(parts["work_id"]) == set(any_record["works"]["work_id"])
    assert set(parts["funding"]) == set(schema.FUNDINGS)
    assert parts["agency_code"].notna().eq(parts["funding"].eq("agency")).all()
    assert parts["cost_million_vnd"].dropna().gt(0).all()
    by_work = parts.groupby("work_id")["funding"]
    assert (by_work.nunique() > 1).mean() > 0.5
    joint = by_work.agg(lambda funding: "agency" in set(funding) and len(set(funding)) > 1)
    assert joint.mean() > 0.3


def test_resolution_30a_pays_only_in_its_districts(any_record: Tables) -> None:
    parts = any_record["work_contributions"].merge(any_record["works"], on="work_id")
    there = parts.loc[parts["funding"].eq("programme_30a"), "commune_code"]
    assert set(communes().loc[there, "district_code"]) <= set(DISTRICTS_30A)


def test_the_cost_of_a_unit_lies_mostly_in_the_assumed_range(any_record: Tables) -> None:
    acts = delivered(any_record)
    acts = acts[acts["work_id"].isna()].dropna(subset=["support_type", "delivered_quantity"])
    ranges = schema.support_types().loc[acts["support_type"]].reset_index()
    cost = (acts["value"] / acts["delivered_quantity"]).reset_index(drop=True)
    inside = cost.between(
        0.9 * ranges["unit_cost_low_million_vnd"], 1.1 * ranges["unit_cost_high_million_vnd"]
    )
    assert inside[cost.notna() & ranges["sector"].ne("infrastructure")].mean() > 0.9


def test_an_act_for_a_work_names_a_body_that_paid_for_it_there(any_record: Tables) -> None:
    acts = any_record["activities"].dropna(subset=["work_id"])
    assert len(acts) > 300
    paid = any_record["work_contributions"].merge(
        any_record["works"][["work_id", "commune_code"]], on="work_id"
    )
    key = ["work_id", *PAIR]
    assert pd.MultiIndex.from_frame(acts[key]).isin(pd.MultiIndex.from_frame(paid[key])).all()


def test_a_work_that_is_only_planned_has_no_delivered_act(any_record: Tables) -> None:
    acts = any_record["activities"].merge(any_record["works"], on="work_id")
    planned = acts["work_status"].eq("planned")
    assert planned.any()
    assert acts.loc[planned, "activity_date"].isna().all()


# Indicators


def test_indicators_cover_every_commune_and_year(record: Tables) -> None:
    measures = record["indicators"]
    assert len(measures) == 204 * 7 * len(schema.INDICATORS)
    assert sorted(measures["year"].unique()) == list(range(2010, 2017))


def test_an_indicator_is_its_numerator_over_its_denominator(any_record: Tables) -> None:
    measures = any_record["indicators"]
    share = measures[measures["unit"].eq("share")]
    expected = share["numerator"] / share["denominator"]
    np.testing.assert_allclose(share["value"], expected, atol=0.0001)
    assert share["value"].dropna().between(0, 1).all()
    criteria = measures[measures["indicator"].eq("new_rural_criteria_met")]
    assert criteria["value"].equals(criteria["numerator"])
    assert criteria["denominator"].dropna().eq(19).all()
    missing = measures["numerator"].isna() & measures["denominator"].notna()
    assert missing.mean() == pytest.approx(rates.INDICATOR_MISSING_SHARE, abs=0.01)


def test_the_poverty_line_of_2016_is_another_definition(record: Tables) -> None:
    poor = record["indicators"].query("indicator == 'poor_households'")
    lines = poor.groupby("year")["definition"].unique()
    assert all(len(line) == 1 for line in lines)
    assert len({line[0] for line in lines[:-1]}) == 1
    assert lines[2016][0] != lines[2015][0]


def test_wards_and_towns_have_no_rural_criteria(record: Tables) -> None:
    criteria = record["indicators"].query("indicator == 'new_rural_criteria_met'")
    urban = communes()["commune_type"].ne("xã")
    in_town = criteria["commune_code"].isin(urban.index[urban])
    assert criteria.loc[in_town, ["numerator", "denominator", "value"]].isna().all(axis=None)
    assert criteria.loc[~in_town, "denominator"].notna().all()


def test_indicators_do_not_follow_the_help(record: Tables) -> None:
    poor = record["indicators"].query("indicator == 'poor_households'")
    by_year = poor.pivot_table(index="commune_code", columns="year", values="value")
    fall = by_year[2015] / by_year[2011]
    value = delivered(record).groupby("commune_code")["value"].sum()
    assert abs(fall.corr(value, method="pearson")) < 0.3
