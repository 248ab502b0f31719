"""What must hold of any record: twice the record is twice the help, and parts add up to the whole.

Acts are drawn row by row and counted into the cube by the store's own question, so that a sum is
held from the row to the figure.
"""

from __future__ import annotations

from functools import cache, partial

import duckdb
import ibis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import queries
from data.metrics import (
    agency_groups,
    assignments,
    commune_states,
    concentration,
    contributions,
    fit,
    gaps,
    unit_costs,
    work_funding,
    works,
)
from data.metrics.cube import AMOUNTS, COUNTS
from data.schema import ACTIVITIES, ASSIGNMENTS, WORK_STATUSES
from data.selection import Selection, apply, chosen_communes
from tests.unit.metric_tables import communes, table

DISTRICTS = {"1": ("01", "02", "03"), "2": ("04", "05")}
PLACES = ("01", "02", "04", "05")
BODIES = ("A", "B", "C")
SECTORS = ("economy", "welfare", "infrastructure")
YEARS = (2013, 2014, 2015, 2016)
# Each act is counted by an engine, which takes longer than drawing it.
FEW = settings(max_examples=6, derandomize=True, deadline=None)
DELIVERED = ["cash_million_vnd", "in_kind_million_vnd", "labour_days", "households_reached"]
# The sums of what was delivered; the others are of what was promised.
OF_ACTS = ("value_million_vnd", *DELIVERED)

_days = st.sampled_from([None, "2013-11-01", "2014-05-01", "2015-06-30", "2016-12-31"])
_numbers = st.sampled_from([None, 0, 1, 2, 8, 20])
_act = st.fixed_dictionaries(
    {
        "agency_code": st.sampled_from(BODIES),
        "commune_code": st.sampled_from(PLACES),
        "sector": st.sampled_from(SECTORS),
        "support_type": st.sampled_from([None, "TT01", "KT01"]),
        "activity_date": _days,
        "planned_date": _days,
        "commune_confirmed": st.sampled_from([None, "yes", "no", "partly"]),
        **dict.fromkeys(DELIVERED, _numbers),
        **dict.fromkeys(("planned_quantity", "planned_value_million_vnd"), _numbers),
        **dict.fromkeys(("delivered_quantity", "confirmed_quantity"), _numbers),
    }
)
_acts = st.lists(_act, min_size=1, max_size=10)
_held = st.lists(
    st.fixed_dictionaries(
        {
            "agency_code": st.sampled_from(BODIES),
            "commune_code": st.sampled_from(PLACES),
            "valid_from": st.sampled_from(["2013-10-28", "2015-01-01"]),
            "valid_to": st.sampled_from([None, "2015-12-31", "2016-06-30"]),
        }
    ),
    max_size=6,
    unique_by=lambda row: (row["agency_code"], row["commune_code"]),
)
_payments = st.lists(st.sampled_from([None, 0.0, 1.0, 20.0]), min_size=3, max_size=3)


@cache
def question() -> str:
    """The store's question for the cube, in the engine's words."""
    tables = [
        ibis.table(queries.column_types(each), name=each.name) for each in (ACTIVITIES, ASSIGNMENTS)
    ]
    return str(ibis.to_sql(queries.cube(*tables), dialect="duckdb"))


def counted(acts: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """The cube of some acts."""
    with duckdb.connect() as engine:
        engine.register("activities", acts)
        engine.register("assignments", held)
        return engine.sql(question()).df().astype(queries.CUBE_TYPES)


def of_rows(rows: list[dict]) -> pd.DataFrame:
    return table("activities", *({"activity_id": f"H{i}"} | row for i, row in enumerate(rows)))


def of_held(rows: list[dict]) -> pd.DataFrame:
    return table("assignments", *({"assignment_id": f"P{i}"} | row for i, row in enumerate(rows)))


def bodies() -> pd.DataFrame:
    fields = zip(BODIES, SECTORS, strict=True)
    rows = [
        {"agency_code": code, "agency_name": code, "agency_group": "department", "field": field}
        for code, field in fields
    ]
    return table("agencies", *rows)


def sums(cube: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The sums of acts and promises, by what they are summed by."""
    return {
        "agency": contributions.by_agency(cube),
        "commune": contributions.by_commune(cube),
        "district": contributions.by_district(cube, communes()),
        "sector": contributions.by_sector(cube),
        "year": contributions.by_year(cube, (2013, 2016)),
        "group": agency_groups.by_group(cube, bodies()),
    }


def figures(cube: pd.DataFrame, held: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Every public figure of acts, promises and pairs, by its name."""
    selection = Selection()
    states = partial(commune_states.states, cube, held, communes(), selection)
    measures = [one for one in commune_states.MEASURES if one != "works"]
    return {
        **sums(cube),
        "totals": contributions.totals(cube).to_frame(),
        "year and sector": contributions.by_year_and_sector(cube),
        "forms": contributions.forms(cube),
        "field": fit.field_by_sector(cube, bodies()),
        "fit": pd.DataFrame([vars(fit.overall(cube, bodies()))]),
        "pairs": assignments.pairs(held, cube, selection),
        "signals": gaps.by_pair(cube, held, selection),
        **{measure: states(measure) for measure in measures},
    }


def close(one: pd.Series | pd.DataFrame, other: pd.Series | pd.DataFrame | float) -> None:
    """Equal numbers, missing where missing."""
    others = other if isinstance(other, float) else other.to_numpy("float64")
    np.testing.assert_allclose(one.to_numpy("float64"), others, atol=1e-5)


SUMS = [*COUNTS, *AMOUNTS]
SHARES = ["value_share", "promises_kept_share", "delivered_of_promised_share"]


@FEW
@given(_acts, _held)
def test_a_record_written_twice_doubles_counts_and_sums_and_leaves_shares(rows, held):
    pairs = of_held(held)
    cubes = [counted(of_rows(some), pairs) for some in (rows, [*rows, *rows])]
    once, twice = (sums(cube) for cube in cubes)
    for name, one in once.items():
        two = twice[name].reindex(one.index)
        stays = one.columns.intersection([*SHARES, "agencies", "communes"])
        assert len(one) == len(twice[name])
        close(two[SUMS], 2 * one[SUMS])
        close(two[stays], one[stays])
    one, two = (fit.overall(cube, bodies()) for cube in cubes)
    assert (one.own_share, one.chance_share) == (two.own_share, two.chance_share)
    one, two = (assignments.pairs(pairs, cube, Selection()) for cube in cubes)
    said = ["agency_code", "commune_code", "state", "last_date", "months_since_last_record"]
    pd.testing.assert_frame_equal(two[said], one[said])
    one, two = (
        concentration.top_tenth(found["agency"]["value_million_vnd"]) for found in (once, twice)
    )
    assert (one and (one.top, one.share)) == (two and (two.top, two.share))


@FEW
@given(_acts, _held, st.integers(0, 9))
def test_an_act_split_in_two_halves_leaves_every_sum(rows, held, place):
    pairs = of_held(held)
    split = dict(rows[place % len(rows)], planned_date=None, planned_quantity=None)
    split["planned_value_million_vnd"] = None
    others = [row for i, row in enumerate(rows) if i != place % len(rows)]
    half = split | {name: split[name] / 2 for name in DELIVERED if split[name] is not None}
    cubes = [counted(of_rows([*others, *some]), pairs) for some in ([split], [half, half])]
    whole, parts = (sums(cube) for cube in cubes)
    for name, one in whole.items():
        stays = [*AMOUNTS, *one.columns.intersection(["agencies", "communes"])]
        close(parts[name].reindex(one.index)[stays], one[stays])
    more = 0 if split["activity_date"] is None else 1
    assert parts["sector"]["acts"].sum() == whole["sector"]["acts"].sum() + more
    one, two = (assignments.pairs(pairs, cube, Selection()) for cube in cubes)
    assert list(one["state"]) == list(two["state"])


@FEW
@given(_acts, _held, st.randoms(use_true_random=False))
def test_the_order_of_acts_and_of_assignments_changes_no_figure(rows, held, chance):
    mixed, mixed_held = chance.sample(rows, len(rows)), chance.sample(held, len(held))
    one = figures(counted(of_rows(rows), of_held(held)), of_held(held))
    cube = counted(of_rows(mixed), of_held(mixed_held))
    other = figures(cube.sample(frac=1, random_state=1), of_held(mixed_held))
    for name, found in one.items():
        pd.testing.assert_frame_equal(found, other[name], atol=1e-5)


@FEW
@given(_acts, _held)
def test_districts_sectors_years_and_agencies_share_the_whole_out(rows, held):
    pairs = of_held(held)
    cube = counted(of_rows(rows), pairs)
    whole = contributions.totals(cube)
    assert whole["agencies"] == len({row["agency_code"] for row in rows if row["activity_date"]})
    cuts = [
        [Selection(districts=(code,)) for code in DISTRICTS],
        [Selection(sectors=(code,)) for code in SECTORS],
        [Selection(agencies=(code,)) for code in BODIES],
        [Selection(years=(year, year)) for year in YEARS],
    ]
    for cut in cuts:
        within = [chosen_communes(each, communes(), table("commune_kinds")) for each in cut]
        kept = [apply(cube, each, some) for each, some in zip(cut, within, strict=True)]
        assert sum(map(len, kept)) == len(cube)
        parts = pd.DataFrame([contributions.totals(part) for part in kept])
        close(parts[[*COUNTS]].sum(), whole[[*COUNTS]])
        close(parts[[*AMOUNTS]].sum(min_count=1), whole[[*AMOUNTS]])
        silent = [assignments.pairs(pairs, cube, each) for each in cut]
        if cut[0].agencies:
            counts = sum(assignments.counts(some) for some in silent)
            assert counts.equals(assignments.counts(assignments.pairs(pairs, cube, Selection())))
            assert parts["agencies"].sum() == whole["agencies"]
        if cut[0].districts:
            assert parts["communes"].sum() == whole["communes"]


_kinds = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(["border", "meritorious", "especially_difficult"]),
        st.sampled_from(["2013-10-28", "2015-01-01", "2017-01-01"]),
    ),
    max_size=8,
)


@FEW
@given(_kinds, st.sampled_from([(2013, 2016), (2013, 2014), (2016, 2016)]))
def test_several_kinds_are_the_union_of_each(rows, years):
    names = ("commune_code", "kind", "valid_from")
    kinds = table("commune_kinds", *(dict(zip(names, row, strict=True)) for row in rows))
    passing = partial(chosen_communes, communes=communes(), commune_kinds=kinds)
    both = passing(Selection(kinds=("border", "meritorious"), years=years))
    each = [passing(Selection(kinds=(kind,), years=years)) for kind in ("border", "meritorious")]
    assert both == each[0] | each[1]


@FEW
@given(_acts, _held, st.sampled_from(["2014-12-31", "2015-03-31"]))
def test_an_assignment_that_ends_makes_a_pair_silent_only_if_it_did_nothing_until_then(
    rows, held, day
):
    begun = [row for row in held if row["valid_from"] <= day]
    ended = of_held([row | {"valid_to": day} for row in begun])
    silent = assignments.nothing_reported(
        assignments.pairs(ended, counted(of_rows(rows), ended), Selection())
    )
    helped = {
        (row["agency_code"], row["commune_code"])
        for row in rows
        if row["activity_date"] and "2013-10-28" <= row["activity_date"] <= day
    }
    pairs = {(row["agency_code"], row["commune_code"]) for row in begun}
    assert set(zip(silent["agency_code"], silent["commune_code"], strict=True)) == pairs - helped


@FEW
@given(_acts, _held)
def test_assignments_that_had_ended_before_the_years_make_no_pair_silent(rows, held):
    later = Selection(years=(2015, 2016))
    ended = [{"agency_code": body, "commune_code": "03"} for body in BODIES]
    ended = [row | {"valid_from": "2013-10-28", "valid_to": "2014-12-31"} for row in ended]
    silent = [
        assignments.nothing_reported(
            assignments.pairs(of_held(some), counted(of_rows(rows), of_held(some)), later)
        )
        for some in (held, [*held, *ended])
    ]
    pd.testing.assert_frame_equal(*silent)


@FEW
@given(_payments, st.sampled_from(WORK_STATUSES), st.integers(1, 3))
def test_a_work_with_three_payers_counts_once_and_costs_what_they_paid(paid, status, copies):
    built, parts = works_of(copies, status, paid)
    found = works.register(built, parts, communes())
    known = [amount for amount in paid if amount is not None]
    assert len(found) == copies
    assert works.summary(found)[["works", "co_funded"]].tolist() == [copies, copies]
    close(found["cost_million_vnd"], sum(known) if known else np.nan)
    assert set(found["payers"]) == {3}
    assert works.by_type(found)["works"].sum() == copies
    assert works.by_status(found)["works"].sum() == copies
    for body, amount in zip("AB", paid, strict=False):
        own = works.register(built, parts, communes(), (body,))
        close(own["cost_million_vnd"], np.nan if amount is None else amount)


@FEW
@given(_payments, st.integers(1, 3))
def test_works_written_twice_double_counts_and_costs_and_leave_medians(paid, copies):
    once, twice = (
        works.register(*works_of(number, "in_use", paid), communes())
        for number in (copies, 2 * copies)
    )
    told = ["works", "built", "co_funded", "amount_missing", "cost_million_vnd"]
    close(works.summary(twice)[told], 2 * works.summary(once)[told])
    one, two = (work_funding.by_funding(found) for found in (once, twice))
    close(two.drop(columns="cost_share"), 2 * one.drop(columns="cost_share"))
    close(two["cost_share"], one["cost_share"])
    one, two = (unit_costs.by_type_and_build(found) for found in (once, twice))
    for column in ("lower_quartile", "median", "upper_quartile"):
        close(two[column], one[column])


def works_of(copies: int, status: str, paid: list) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Roads that A, B and the people paid for, each alike."""
    payers = [("A", "agency"), ("B", "agency"), (None, "people")]
    built, parts = [], []
    for number in range(copies):
        one = {"work_id": f"W{number}"}
        built.append(
            one
            | {"work_type": "road", "commune_code": "01", "work_status": status}
            | {"planned_year": 2015, "quantity": 2.0, "unit": "km", "households_served": 5}
        )
        parts += [
            one | {"agency_code": body, "funding": funding, "cost_million_vnd": amount}
            for (body, funding), amount in zip(payers, paid, strict=True)
        ]
    return table("works", *built), table("work_contributions", *parts)


# ---------------------------------------------------------------- what is missing is never 0

OPTIONAL = [column.name for column in ACTIVITIES.columns if not column.required]
FULL = {
    "agency_code": "A",
    "commune_code": "01",
    "sector": "economy",
    "support_type": "KT01",
    "activity_date": "2015-06-30",
    "planned_date": "2015-06-30",
    "planned_quantity": 2,
    "planned_value_million_vnd": 8,
    "delivered_quantity": 2,
    "confirmed_quantity": 1,
    "commune_confirmed": "partly",
    **dict.fromkeys(DELIVERED, 4),
}
# The sums that say nothing once a column is empty; the others stay as they were, or go with them.
SAYS_NOTHING = {
    "activity_date": set(OF_ACTS),
    "cash_million_vnd": {"cash_million_vnd"},
    "in_kind_million_vnd": {"in_kind_million_vnd"},
    "labour_days": {"labour_days"},
    "households_reached": {"households_reached"},
    "planned_quantity": set(AMOUNTS) - set(OF_ACTS),
    "planned_value_million_vnd": set(AMOUNTS) - set(OF_ACTS),
}


@pytest.mark.parametrize("column", OPTIONAL)
def test_a_column_without_a_word_raises_nothing_and_is_nowhere_a_nought(column):
    held = of_held([{"agency_code": "A", "commune_code": "01", "valid_from": "2013-10-28"}])
    acts = of_rows([FULL, FULL]).assign(**{column: None})
    cube = counted(table("activities", *acts.to_dict("records")), held)
    found = figures(cube, held)["totals"][0]
    said_nothing = SAYS_NOTHING.get(column, set())
    assert {name for name in AMOUNTS if pd.isna(found[name])} == said_nothing
    for by, table_of in sums(cube).items():
        known = table_of[table_of["acts"] + table_of["promises"] > 0]
        assert set(AMOUNTS) & set(known.columns[known.isna().all()]) == said_nothing, by
    if column != "activity_date":
        assert found["acts"] == 2
        value = {"cash_million_vnd": 8, "in_kind_million_vnd": 8}.get(column, 16)
        assert found["value_million_vnd"] == value
    if column == "delivered_quantity":
        assert (found["promises_unknown"], found["promises_known"]) == (2, 0)
        assert pd.isna(found["promises_kept_share"])


@pytest.mark.parametrize("column", ["quantity", "unit", "completion_date", "planned_year"])
@pytest.mark.parametrize("also", ["households_served", "community_supervised", "build_kind"])
def test_a_work_without_a_word_in_a_column_is_counted_and_no_sum_of_it_is_0(column, also):
    built, parts = works_of(2, "in_use", [1.0, 2.0, 3.0])
    built = table("works", *built.assign(**{column: None, also: None}).to_dict("records"))
    found = works.register(built, parts, communes())
    told = works.summary(found)
    assert (told["works"], told["cost_million_vnd"]) == (2, 12)
    assert told["supervision_not_said"] == 2
    assert pd.isna(told["households_served"]) == (also == "households_served")
    if column in ("quantity", "unit"):
        assert found["unit_cost_beside_range"].isna().all()
    if column == "quantity":
        assert works.quantities(found)["quantity"].isna().all()
    parts["cost_million_vnd"] = np.nan
    found = works.register(built, parts, communes())
    assert pd.isna(works.summary(found)["cost_million_vnd"])
    assert works.summary(found)["amount_missing"] == 2
    assert found["unit_cost_million_vnd"].isna().all()
