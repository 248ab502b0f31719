"""What publishing would change: rows added, changed and removed, totals, and falls to explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import pandas as pd

from data.metrics import promises
from data.schema import ACTIVITIES, TABLES, WORK_CONTRIBUTIONS, Table, empty, typed
from data.scope import EVERYTHING, SOURCE_REF, Frames, Scope, within

Measure = Literal["rows", "delivered_million_vnd", "promised_million_vnd", "cost_million_vnd"]

MEASURES: tuple[Measure, ...] = get_args(Measure)

# A fall of more than this share must be explained: it is how half a file looks.
LARGEST_FALL_SHARE = 0.2

# A đồng, in million đồng: sums of floats differ below it.
_DECIMALS = 6


@dataclass(frozen=True)
class Totals:
    """How much a table holds. A value is None where the table has no such column."""

    rows: int
    delivered_million_vnd: float | None = None
    promised_million_vnd: float | None = None
    cost_million_vnd: float | None = None


@dataclass(frozen=True)
class TableChange:
    """What changes in one table.

    `added` and `removed` are rows with the schema's columns, and `source_ref` where it is known.
    `changed` is one row per changed cell: the columns of the table's key, `agency_code` where
    the table has one, `column`, `before`, `after` (values of any type, missing where empty), and
    the `source_ref` of the new row.
    """

    table: str
    added: pd.DataFrame
    removed: pd.DataFrame
    changed: pd.DataFrame
    changed_rows: int
    before: Totals
    after: Totals

    @property
    def is_nothing(self) -> bool:
        """True when the table stays as it is."""
        return not (len(self.added) or len(self.removed) or self.changed_rows)


@dataclass(frozen=True)
class Fall:
    """A measure that falls so much that a reason must be given. `share` is from 0 to 1."""

    table: str
    measure: Measure
    before: float
    after: float

    @property
    def share(self) -> float:
        """How much of what was there is gone."""
        return 1 - self.after / self.before

    @property
    def code(self) -> str:
        """The name under which its reason is kept with the version."""
        return f"{self.table}.{self.measure}"


@dataclass(frozen=True)
class Change:
    """The difference between two states of the record, by table.

    `falls` are counted within what the file covers: an agency that hands in half of its acts
    is asked, however large the rest of the record is.
    """

    tables: Mapping[str, TableChange]
    falls: tuple[Fall, ...]

    @property
    def is_nothing(self) -> bool:
        """True when no table changes."""
        return all(change.is_nothing for change in self.tables.values())

    @cached_property
    def by_agency(self) -> pd.DataFrame:
        """Rows added, changed and removed, one row per table and agency that changes.

        Columns: `table`, `agency_code` (missing where a row names none), `added`, `changed`,
        `removed`.
        """
        counted = [_counted(change) for change in self.tables.values()]
        rows = pd.concat([each for each in counted if each is not None] or [_NOBODY])
        return rows.reset_index(drop=True)


_COUNTS = ("added", "changed", "removed")
_NOBODY = pd.DataFrame(
    {"table": pd.Series(dtype="str"), "agency_code": pd.Series(dtype="str")}
    | {name: pd.Series(dtype="int64") for name in _COUNTS}
)


def difference(old: Frames, new: Frames, scope: Scope = EVERYTHING) -> Change:
    """Compare two states of the whole record.

    Args:
        old, new: tables by name with the schema's columns, `source_ref` beside them where it is
            known; an absent table counts as empty.
        scope: what the file covers; falls are counted within it.
    """
    names = [name for name in TABLES if len(old.get(name, ())) or len(new.get(name, ()))]
    changes = {}
    for name in names:
        before, after = (_comparable(TABLES[name], state.get(name)) for state in (old, new))
        changes[name] = _table_change(TABLES[name], before, after)
    covered = [within(state, scope) for state in (old, new)]
    falls = [
        fall
        for name in scope.covered
        for fall in _falls(name, *(state.get(name) for state in covered))
    ]
    return Change(changes, tuple(falls))


def totals(name: str, rows: pd.DataFrame | None) -> Totals:
    """What a table holds: rows; of activities the value delivered and promised, million đồng.

    Delivered is cash and in kind of acts that happened; promised is what every promise with a
    quantity was planned at, as on the pages. The cost of works is a figure of its own, never
    added to them.
    """
    if rows is None:
        rows = empty(TABLES[name])
    if name == ACTIVITIES.name:
        happened = rows[rows["activity_date"].notna()]
        delivered = happened["cash_million_vnd"].sum() + happened["in_kind_million_vnd"].sum()
        promised = promises.promised_value(rows)
        return Totals(len(rows), _rounded(delivered), _rounded(promised))
    if name == WORK_CONTRIBUTIONS.name:
        return Totals(len(rows), cost_million_vnd=_rounded(rows["cost_million_vnd"].sum()))
    return Totals(len(rows))


def _rounded(value: float) -> float:
    return round(float(value), _DECIMALS)


def _falls(name: str, old: pd.DataFrame | None, new: pd.DataFrame | None) -> Iterator[Fall]:
    before, after = totals(name, old), totals(name, new)
    for measure in MEASURES:
        was, now = getattr(before, measure), getattr(after, measure)
        if was and now < was * (1 - LARGEST_FALL_SHARE):
            yield Fall(name, measure, was, now)


def _comparable(table: Table, rows: pd.DataFrame | None) -> pd.DataFrame:
    """The table's columns in its types, text that is empty as missing, and where a row stood."""
    if rows is None:
        rows = empty(table)
    columns = typed(table, rows)
    for column in table.columns:
        if column.kind in ("text", "code"):
            columns[column.name] = columns[column.name].mask(columns[column.name] == "")
    columns[SOURCE_REF] = rows.get(SOURCE_REF)
    return columns.astype({SOURCE_REF: "str"})


def _table_change(table: Table, old: pd.DataFrame, new: pd.DataFrame) -> TableChange:
    key = list(table.key)
    places = (
        rows[key].assign(**{side: range(len(rows))})
        for side, rows in (("before", old), ("after", new))
    )
    pairs = next(places).merge(next(places), on=key, how="outer")
    both = pairs.dropna(subset=["before", "after"]).astype({"before": "int64", "after": "int64"})
    both = both.sort_values("after")
    left = old.iloc[both["before"]].reset_index(drop=True)
    right = new.iloc[both["after"]].reset_index(drop=True)
    changed, changed_rows = _changed_cells(table, left, right)
    return TableChange(
        table.name,
        added=_rows(new, pairs.loc[pairs["before"].isna(), "after"]),
        removed=_rows(old, pairs.loc[pairs["after"].isna(), "before"]),
        changed=changed,
        changed_rows=changed_rows,
        before=totals(table.name, old),
        after=totals(table.name, new),
    )


def _rows(rows: pd.DataFrame, places: pd.Series) -> pd.DataFrame:
    return rows.iloc[sorted(places.astype("int64"))].reset_index(drop=True)


def _changed_cells(
    table: Table, left: pd.DataFrame, right: pd.DataFrame
) -> tuple[pd.DataFrame, int]:
    """One row per cell that differs between rows of the same key, and how many rows those are."""
    known = [*table.key]
    if "agency_code" in right and "agency_code" not in known:
        known.append("agency_code")
    pieces = []
    for name in table.column_names:
        if name in table.key:
            continue
        differs = _differs(left[name], right[name])
        if differs.any():
            piece = right.loc[differs, [*known, SOURCE_REF]]
            piece.insert(len(known), "after", right.loc[differs, name].astype(object))
            piece.insert(len(known), "before", left.loc[differs, name].astype(object))
            piece.insert(len(known), "column", name)
            pieces.append(piece)
    columns = [*known, "column", "before", "after", SOURCE_REF]
    if not pieces:
        return pd.DataFrame(columns=columns), 0
    cells = pd.concat(pieces)
    changed_rows = cells.index.nunique()
    return cells.sort_index(kind="stable").reset_index(drop=True), changed_rows


def _differs(left: pd.Series, right: pd.Series) -> pd.Series:
    """Where two columns differ; missing on both sides is the same."""
    same = (left == right).fillna(False).astype(bool)
    return ~(same | (left.isna() & right.isna()))


def _counted(change: TableChange) -> pd.DataFrame | None:
    if "agency_code" not in TABLES[change.table].column_names or change.is_nothing:
        return None
    rows_changed = change.changed.drop_duplicates(subset=list(TABLES[change.table].key))
    sides = zip(_COUNTS, (change.added, rows_changed, change.removed), strict=True)
    counts = {name: rows.groupby("agency_code", dropna=False).size() for name, rows in sides}
    table = pd.DataFrame(counts).fillna(0).astype("int64").rename_axis("agency_code")
    table = table.reset_index()
    table.insert(0, "table", change.table)
    return table
