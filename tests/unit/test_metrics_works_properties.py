"""What must hold of any works: parts add up to the whole, and the order of rows says nothing."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.metrics import work_funding, works
from data.schema import FUNDINGS, WORK_STATUSES
from data.selection import Selection
from tests.unit.metric_tables import communes, table

DISTRICTS = {"1": frozenset({"01", "02", "03"}), "2": frozenset({"04", "05"})}
AGENCIES = ("A", "B", "C")
TYPES = ("road", "school", "domestic_water")
# Each of them builds registers, which takes longer than drawing the rows.
FEW = settings(max_examples=12)

_days = st.sampled_from([None, "2013-11-01", "2014-05-01", "2015-06-30", "2016-12-31"])
_works = st.lists(
    st.fixed_dictionaries(
        {
            "commune_code": st.sampled_from(sorted(set.union(*map(set, DISTRICTS.values())))),
            "work_type": st.sampled_from(TYPES),
            "work_status": st.sampled_from(WORK_STATUSES),
            "planned_year": st.sampled_from([None, 2013, 2014, 2015, 2016]),
            "completion_date": _days,
            "quantity": st.sampled_from([None, 1.0, 2.5]),
            "unit": st.sampled_from(["km", "công trình"]),
        }
    ),
    max_size=12,
)
_paid = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.sampled_from([None, *AGENCIES]),
        st.sampled_from(FUNDINGS),
        st.sampled_from([None, 0.0, 1.0, 20.0]),
    ),
    max_size=30,
)


def drawn(rows: list[dict], paid: list[tuple]) -> tuple[pd.DataFrame, pd.DataFrame]:
    built = table("works", *({"work_id": f"W{i}"} | row for i, row in enumerate(rows)))
    names = ["agency_code", "funding", "cost_million_vnd"]
    contributions = [
        {"work_id": f"W{place}", **dict(zip(names, row, strict=True))}
        for place, *row in paid
        if place < len(rows)
    ]
    keys = ["work_id", "agency_code", "funding"]
    return built, table("work_contributions", *contributions).drop_duplicates(keys)


def counted(built: pd.DataFrame, paid: pd.DataFrame, selection: Selection, places=None):
    """Works and money of a choice, as the page has them."""
    chosen = works.chosen(built, paid, selection, places)
    return works.register(chosen, paid, communes(), selection.agencies)


def money(found: pd.DataFrame) -> float:
    return round(float(found["cost_million_vnd"].sum()), 6)


@FEW
@given(_works, _paid)
def test_districts_and_types_share_works_and_money_out(rows, paid):
    built, contributions = drawn(rows, paid)
    whole = counted(built, contributions, Selection())
    by_district = [counted(built, contributions, Selection(), some) for some in DISTRICTS.values()]
    by_type = [counted(built, contributions, Selection(work_types=(code,))) for code in TYPES]
    for parts in (by_district, by_type):
        assert sum(map(len, parts)) == len(whole)
        assert round(sum(map(money, parts)), 6) == money(whole)


@FEW
@given(_works, _paid)
def test_agencies_share_their_money_out_and_together_have_every_work_of_each(rows, paid):
    built, contributions = drawn(rows, paid)
    together = counted(built, contributions, Selection(agencies=AGENCIES))
    each = [counted(built, contributions, Selection(agencies=(code,))) for code in AGENCIES]
    assert round(sum(map(money, each)), 6) == money(together)
    assert set().union(*(found.index for found in each)) == set(together.index)


@FEW
@given(_works, _paid)
def test_years_share_works_out_but_for_those_without_any(rows, paid):
    built, contributions = drawn(rows, paid)
    whole = counted(built, contributions, Selection())
    years = [
        counted(built, contributions, Selection(years=(year, year))) for year in range(2013, 2017)
    ]
    assert sum(map(len, years)) + works.summary(whole)["without_year"] == len(whole)
    completed = works.completed_by_year(whole, (2013, 2016)).to_numpy().sum()
    standing = whole[whole["built"]]
    assert completed + standing["completion_date"].isna().sum() == len(standing)


@FEW
@given(_works, _paid)
def test_every_funding_of_every_work_is_counted_amount_or_not(rows, paid):
    built, contributions = drawn(rows, paid)
    found = work_funding.by_funding(counted(built, contributions, Selection()))
    pairs = contributions.drop_duplicates(["work_id", "funding"])
    assert found[["built_works", "unbuilt_works"]].to_numpy().sum() == len(pairs)
    amounts = found[["built_cost_million_vnd", "unbuilt_cost_million_vnd"]].sum().sum()
    assert round(float(amounts), 6) == round(float(contributions["cost_million_vnd"].sum()), 6)


@FEW
@given(_works, _paid)
def test_the_cost_by_type_and_funding_adds_up_to_that_of_what_stands(rows, paid):
    built, contributions = drawn(rows, paid)
    found = counted(built, contributions, Selection())
    table_of = work_funding.by_type(found)
    assert round(float(table_of.sum().sum()), 6) == money(found[found["built"]])


@FEW
@given(_works, _paid, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows, paid, chance):
    built, contributions = drawn(rows, paid)
    shuffled = contributions.sample(frac=1, random_state=chance.randint(0, 999))
    mixed = built.sample(frac=1, random_state=chance.randint(0, 999))
    one, other = (
        counted(*tables, Selection()) for tables in ((built, contributions), (mixed, shuffled))
    )
    pd.testing.assert_series_equal(works.summary(one), works.summary(other))
    pd.testing.assert_frame_equal(work_funding.by_funding(one), work_funding.by_funding(other))
    assert one["payers"].to_dict() == other["payers"].to_dict()
