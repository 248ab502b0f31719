"""Records with any content that the schema allows, drawn column by column."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import strategies as st

from data.schema import TABLES, Column, Table
from tests.unit.tiny_record import frame

# Two of one district, one of another, and a ward, which has no criteria of the new-rural programme.
COMMUNES = ("04246", "04243", "04105", "03646")
BODIES = ("CQ01", "CQ02", "120", "a b&c=d#e?")
WORKS = ("CT1", "CT2", "../x")

_texts = st.one_of(
    st.sampled_from(["Chuẩn 2011–2015", "x", "<b>&amp;", "**a** $x$ [l](javascript:1)", "=1+1"]),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12),
)
_days = st.one_of(
    st.dates(date(2013, 10, 28), date(2016, 12, 31)),
    st.dates(date(1950, 1, 1), date(2100, 12, 31)),
)
_NAMED = {
    "gazetteer": COMMUNES,
    "agencies.agency_code": BODIES,
    "works.work_id": WORKS,
}


def _of(column: Column) -> st.SearchStrategy[object]:
    if column.refers_to:
        values = st.sampled_from(_NAMED[column.refers_to])
    elif column.kind == "code":
        values = st.sampled_from(column.allowed)
    elif column.kind == "text":
        values = _texts
    elif column.kind == "date":
        values = _days.map(pd.Timestamp)
    elif column.kind == "boolean":
        values = st.booleans()
    elif column.kind == "year":
        values = st.sampled_from([1990, 2010, 2012, 2013, 2014, 2015, 2016, 2017, 2100])
    else:
        values = _numbers(column)
    return values if column.required else st.one_of(st.none(), values)


def _numbers(column: Column) -> st.SearchStrategy[object]:
    least, most = column.at_least or 0, min(column.at_most or 1e12, 1e12)
    if column.kind == "count":
        return st.sampled_from([0, 1, 40, 10**9])
    return st.one_of(
        st.sampled_from([0, 1, least, most]),
        st.floats(least, most, allow_nan=False, allow_subnormal=False),
    )


def _rows(table: Table, least: int, most: int) -> st.SearchStrategy[pd.DataFrame]:
    row = st.fixed_dictionaries({column.name: _of(column) for column in table.columns})
    rows = st.lists(
        row,
        min_size=least,
        max_size=most,
        unique_by=lambda each: tuple(str(each[name]) for name in table.key),
    )
    return rows.map(lambda drawn: frame(table, *drawn))


def _named(table: Table, name: str, codes: tuple[str, ...]) -> st.SearchStrategy[pd.DataFrame]:
    """A table with a row for each of the codes that others refer to."""
    return _rows(table, len(codes), len(codes)).map(lambda rows: rows.assign(**{name: codes}))


def records() -> st.SearchStrategy[dict[str, pd.DataFrame]]:
    """Whole records: keys unique, every reference to a row that is there; tables that a record may
    lack are there or not."""
    drawn = {
        name: _rows(table, 1 if table.required else 0, 12)
        for name, table in TABLES.items()
        if name not in ("agencies", "works")
    }
    return st.fixed_dictionaries(
        {
            "agencies": _named(TABLES["agencies"], "agency_code", BODIES),
            "works": _named(TABLES["works"], "work_id", WORKS),
            **drawn,
        }
    )
