"""Every planted fault of the illustrative record is found by its rule, and nothing beside it."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import sample, schema
from data.sample.faults import Drawn

ROOT = Path(__file__).parents[2]
PAIR = ["agency_code", "commune_code"]
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module", params=[2523, 7])
def drawn(request: pytest.FixtureRequest) -> Drawn:
    return sample.drawn(seed=request.param)


def ids(rows: pd.DataFrame) -> set[str]:
    return set(rows["activity_id"])


def delivered(record: Tables) -> pd.DataFrame:
    return record["activities"].dropna(subset=["activity_date"])


def names(pairs: pd.DataFrame) -> set[str]:
    return set(pairs["agency_code"] + " " + pairs["commune_code"])


def together(rows: pd.DataFrame, by: list[str] | str) -> set[str]:
    groups = rows.groupby(by, dropna=False)["activity_id"]
    return {" ".join(sorted(some)) for _, some in groups}


def never_reported(record: Tables) -> set[str]:
    return names(record["assignments"]) - names(record["activities"])


def year_without_record(record: Tables) -> set[str]:
    """Pairs that reported, and have no delivered act in a whole year of their assignment."""
    acts = delivered(record)
    have = set(zip(*(acts[name] for name in PAIR), acts["activity_date"].dt.year, strict=True))
    lacking = set()
    for row in record["assignments"].to_dict("records"):
        pair = (row["agency_code"], row["commune_code"])
        whole = range(max(row["valid_from"].year, 2014), row["valid_to"].year + 1)
        if any((*pair, year) not in have for year in whole):
            lacking.add(" ".join(pair))
    return lacking - never_reported(record)


def meetings_only(record: Tables) -> set[str]:
    acts = record["activities"].merge(record["assignments"][PAIR])
    meets = acts["support_type"].isin(schema.MEETING_SUPPORT_TYPES)
    only = meets.groupby([acts[name] for name in PAIR]).all()
    return names(only[only].reset_index())


def without_quantity(record: Tables) -> set[str]:
    acts = delivered(record)
    return ids(acts[acts["delivered_quantity"].isna()])


def figures_differ(record: Tables) -> set[str]:
    acts = delivered(record).dropna(subset=["delivered_quantity", "confirmed_quantity"])
    return ids(acts[acts["delivered_quantity"] != acts["confirmed_quantity"]])


def commune_says_no(record: Tables) -> set[str]:
    acts = delivered(record)
    return ids(acts[acts["commune_confirmed"] == "no"])


def not_delivered(record: Tables) -> set[str]:
    acts = record["activities"]
    due = acts["planned_date"] <= pd.Timestamp(2016, 12, 31)
    return ids(acts[acts["activity_date"].isna() & due])


def without_assignment(record: Tables) -> set[str]:
    acts = record["activities"]
    return ids(acts[~acts["commune_code"].isin(record["assignments"]["commune_code"])])


def outside_period(record: Tables) -> set[str]:
    """Acts of a pair that is, or was, assigned, on a day on which it was not."""
    acts = delivered(record).merge(record["assignments"][[*PAIR, "valid_from", "valid_to"]])
    inside = acts["activity_date"].between(acts["valid_from"], acts["valid_to"])
    return ids(acts) - ids(acts[inside])


def exact_double(record: Tables) -> set[str]:
    acts = record["activities"]
    said = [name for name in acts if name != "activity_id"]
    return together(acts[acts.duplicated(said, keep=False)], said)


def copied_text(record: Tables) -> set[str]:
    """One text in five communes or more."""
    acts = record["activities"].dropna(subset=["description"])
    spread = acts.groupby("description")["commune_code"].transform("nunique")
    return together(acts[spread >= 5], "description")


def work_claimed_twice(record: Tables) -> set[str]:
    """Two works of one type and village, of nearly one size, completed within 45 days."""
    works = record["works"]
    rows = works.assign(village=works["work_name"].str.extract(r"(\d+)$")[0].fillna(""))
    twins = rows.merge(rows, on=["commune_code", "work_type", "unit", "village"])
    twins = twins[twins["work_id_x"] < twins["work_id_y"]]
    days = (twins["completion_date_x"] - twins["completion_date_y"]).abs().dt.days
    size = (twins["quantity_x"] / twins["quantity_y"] - 1).abs()
    found = twins[(days <= 45) & (size <= 0.05) & (twins["work_name_x"] != twins["work_name_y"])]
    return set(found["work_id_x"] + " " + found["work_id_y"])


def contribution_claimed_twice(record: Tables) -> set[str]:
    """Two bodies that each claim nearly the same part of one work."""
    parts = record["work_contributions"].query("funding == 'agency'")
    found = set()
    for work, costs in parts.groupby("work_id")["cost_million_vnd"]:
        amounts = sorted(costs.dropna())
        if any(more <= 1.06 * less for less, more in pairwise(amounts)):
            found.add(str(work))
    return found


def bunched_before_reports(record: Tables) -> set[str]:
    """Bodies with most of their acts in the two weeks up to 20 June or 20 December."""
    acts = delivered(record)
    day = acts["activity_date"].dt
    hurried = day.month.isin([6, 12]) & day.day.between(7, 20)
    of_body = hurried.groupby(acts["agency_code"]).agg(["size", "mean"])
    return set(of_body.index[(of_body["size"] >= 15) & (of_body["mean"] >= 0.5)])


RULES: list[Callable[[Tables], set[str]]] = [
    never_reported,
    year_without_record,
    meetings_only,
    bunched_before_reports,
    without_quantity,
    figures_differ,
    commune_says_no,
    not_delivered,
    without_assignment,
    outside_period,
    exact_double,
    copied_text,
    work_claimed_twice,
    contribution_claimed_twice,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_planted_fault_is_found_by_its_rule_and_no_other(
    drawn: Drawn, rule: Callable[[Tables], set[str]]
) -> None:
    planted = drawn.planted[rule.__name__]
    assert planted
    assert rule(drawn.tables) == planted


def test_every_planted_fault_has_its_rule(drawn: Drawn) -> None:
    assert set(drawn.planted) == {rule.__name__ for rule in RULES}


def test_the_readme_counts_the_faults_as_they_are() -> None:
    text = (ROOT / "data" / "sample" / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([a-z_]+)` \| (\d+) \|", text, flags=re.MULTILINE))
    planted = sample.drawn().planted
    assert told == {name: str(len(rows)) for name, rows in planted.items()}


@pytest.mark.parametrize("activities", [0, 1, 300])
def test_a_record_too_small_for_a_fault_is_drawn_without_it(activities: int) -> None:
    assert len(sample.drawn(activities).tables["activities"]) == activities


# Alike with and without an assignment


def t_of(values: pd.Series, assigned: pd.Series) -> float:
    """Welch's t of the difference between assigned and other communes."""
    one, other = values[assigned].dropna(), values[~assigned].dropna()
    spread = np.sqrt(one.var() / len(one) + other.var() / len(other))
    return float((one.mean() - other.mean()) / spread)


@pytest.mark.parametrize("indicator", ["poor_households", "clean_water_households"])
@pytest.mark.parametrize("years", [(2013, 2015), (2014, 2016), (2010, 2015)])
def test_assigned_communes_and_others_change_alike_in_points_and_in_proportion(
    drawn: Drawn, indicator: str, years: tuple[int, int]
) -> None:
    rows = drawn.tables["indicators"].query("indicator == @indicator")
    share = rows.pivot_table(index="commune_code", columns="year", values="value")
    known = share.index.to_series().isin(drawn.tables["assignments"]["commune_code"])
    first, last = years
    assert abs(t_of(share[first], known)) < 1
    assert abs(t_of(share[last] - share[first], known)) < 1.96
    assert abs(t_of(share[last] / share[first] - 1, known)) < 1.96
