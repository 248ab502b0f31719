"""What a file says it covers: the whole record, some tables, or one agency's part of them.

Publishing replaces exactly that. The rest of the current version stays, the file is checked
against it, and a row outside what the file covers is a problem, never a silent change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

import pandas as pd

from data import problems
from data.problems import Problem, Severity, problem
from data.schema import TABLES, Table

SOURCE_REF = "source_ref"

# What an agency hands in by itself: what it did, and what it built or paid for.
AGENCY_TABLES = ("activities", "works", "work_contributions")

# What the rows of one agency do to those that it has: they are added to them, they correct those
# of the same ids, or they replace them all.
Way = Literal["add", "correct", "replace"]
WAYS: tuple[Way, ...] = get_args(Way)

Frames = Mapping[str, pd.DataFrame]
_NO_ROWS: Frames = MappingProxyType({})


@dataclass(frozen=True)
class Scope:
    """The tables that a file replaces, and of which agency; the whole record by default.

    With an agency, rows that name it are meant, and `way` says what becomes of them; empty where
    nobody said it (`usual_way`), which is to replace them. A work, and what programmes and people
    paid for it, is an agency's when no other agency acted on it or paid for it.
    """

    tables: tuple[str, ...] = ()
    agency_code: str = ""
    way: Way | Literal[""] = ""

    @property
    def is_all(self) -> bool:
        """True when the file replaces the whole record."""
        return not self.tables and not self.agency_code

    @property
    def covered(self) -> tuple[str, ...]:
        """Names of the tables that are replaced, in the order of the schema."""
        named = self.tables or (AGENCY_TABLES if self.agency_code else tuple(TABLES))
        return tuple(name for name in TABLES if name in named)


EVERYTHING = Scope()


def as_data(scope: Scope) -> dict[str, Any]:
    """A scope as it is kept in manifests and drafts."""
    return {**vars(scope), "tables": list(scope.tables)}


def from_data(said: Mapping[str, Any]) -> Scope:
    """Read what `as_data` wrote; what was written before there were ways has none.

    Raises:
        KeyError, TypeError: it is not that.
    """
    return Scope(tuple(said["tables"]), said["agency_code"], said.get("way", ""))


def within(tables: Frames, scope: Scope) -> dict[str, pd.DataFrame]:
    """The rows of a whole record that a file of this scope covers, by table."""
    return {name: rows[_covered(name, tables, scope)] for name, rows in tables.items()}


def beside(current: Frames, scope: Scope, uploaded: Frames = _NO_ROWS) -> dict[str, pd.DataFrame]:
    """The rows of the current version that a file does not replace, by table.

    Args:
        current: the tables of the current version (`Store.tables`).
        scope: what the file covers.
        uploaded: rows of the file; those that are added or correct take the place of the rows
            of their ids, and of no others.
    """
    kept = {}
    for name, rows in current.items():
        replaced = _covered(name, current, scope)
        if scope.way in ("add", "correct"):
            replaced &= _has_key_of(name, rows, uploaded.get(name))
        kept[name] = rows[~replaced]
    return {name: rows for name, rows in kept.items() if len(rows)}


def usual_way(current: Frames, uploaded: Frames, scope: Scope) -> Way:
    """What the rows of an agency do where nobody said it; nothing that it has is lost by it.

    Rows of which no id is known are added: that is a quarter's work. Rows among which all that
    the agency has are found replace it, and rows whose ids are all known correct those.

    Args:
        current, uploaded: the current version and the file, by table.
        scope: the agency, and the tables of which the file has rows.
    """
    own = within(current, scope)
    filled = {name: uploaded[name] for name in scope.covered if len(uploaded.get(name, ()))}
    known = [_has_key_of(name, rows, own.get(name)) for name, rows in filled.items()]
    if not any(each.any() for each in known):
        return "add"
    if all(
        _has_key_of(name, own[name], rows).all() for name, rows in filled.items() if name in own
    ):
        return "replace"
    return "correct" if all(each.all() for each in known) else "add"


def together(current: Frames, uploaded: Frames, scope: Scope) -> dict[str, pd.DataFrame]:
    """The whole record as it would be: what stays of the current version, and the file's rows.

    Rows keep their `source_ref`. Publish the outcome with `expected` set to the version whose
    tables were handed in.
    """
    kept = beside(current, scope, uploaded)
    names = [name for name in TABLES if name in kept or name in uploaded]
    return {name: _joined(kept.get(name), uploaded.get(name)) for name in names}


def refusals(current: Frames, uploaded: Frames, scope: Scope) -> list[Problem]:
    """Why the file cannot replace what it says it covers; empty when it can.

    - a row of another table or agency than the file covers, each row named;
    - a table that the file says it replaces and of which it has no row;
    - a row that corrects a row which the agency does not have;
    - a row of the rest that refers to a row which would be gone.
    """
    if scope.is_all:
        return []
    found = list(outside(current, uploaded, scope))
    found += [
        problem(problems.SCOPE_TABLE_EMPTY, table=name)
        for name in scope.tables
        if not len(uploaded.get(name, ()))
    ]
    found += _not_there(current, uploaded, scope)
    return found + list(_orphans(current, uploaded, scope))


def _not_there(current: Frames, uploaded: Frames, scope: Scope) -> Iterator[Problem]:
    """Rows that are to correct others, and whose ids the agency does not have."""
    if scope.way != "correct":
        return
    own = within(current, scope)
    for name, rows in uploaded.items():
        if name in scope.covered:
            strange = rows[~_has_key_of(name, rows, own.get(name))]
            yield from about_rows(problems.NOT_THERE_TO_CORRECT, name, strange)


def about_rows(
    code: str, table: str, rows: pd.DataFrame, severity: Severity = "error"
) -> Iterator[Problem]:
    """A problem a row, at its id; the rows say where they stood."""
    key = TABLES[table].key[0]
    refs = rows.get(SOURCE_REF, pd.Series("", index=rows.index))
    for ref, value in zip(refs, rows[key].astype("str"), strict=True):
        yield problem(
            code, severity=severity, table=table, row=row_of(ref), column=key, value=value
        )


def outside(current: Frames, uploaded: Frames, scope: Scope) -> Iterator[Problem]:
    """Rows of another table or agency than the file covers."""
    if scope.is_all:
        return
    for name, rows in uploaded.items():
        inside = _inside(name, uploaded, current, scope)
        by_agency = name in scope.covered and "agency_code" in rows
        column = "agency_code" if by_agency else TABLES[name].key[0]
        shown = rows[column].astype("str").fillna("")
        refs = rows.get(SOURCE_REF, pd.Series("", index=rows.index))
        for ref, value in zip(refs[~inside], shown[~inside], strict=True):
            yield problem(
                problems.OUT_OF_SCOPE,
                table=name,
                row=row_of(ref),
                column=column,
                value=value,
                agency=scope.agency_code or "–",
                tables=", ".join(scope.covered),
            )


def row_of(source_ref: object) -> int | None:
    """The row that a reference names; None when it names none.

    Example:
        >>> row_of("v0004:HoatDong!17")
        17
    """
    row = str(source_ref).rpartition("!")[2]
    return int(row) if row.isdecimal() else None


def _joined(kept: pd.DataFrame | None, uploaded: pd.DataFrame | None) -> pd.DataFrame:
    parts = [rows for rows in (kept, uploaded) if rows is not None]
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _covered(name: str, tables: Frames, scope: Scope) -> pd.Series:
    """Which rows of a table the scope covers."""
    rows = tables[name]
    if name not in scope.covered:
        return pd.Series(False, index=rows.index)
    if not scope.agency_code:
        return pd.Series(True, index=rows.index)
    return _of_agency(name, rows, _own_works(tables, scope.agency_code), scope.agency_code)


def _has_key_of(name: str, rows: pd.DataFrame, others: pd.DataFrame | None) -> pd.Series:
    """Which rows have the key of one of the others."""
    key = list(TABLES[name].key)
    if others is None or others.empty:
        return pd.Series(False, index=rows.index)
    found = _keys(rows[key]).isin(_keys(others[key]))
    return pd.Series(found, index=rows.index)


def _keys(columns: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(columns.astype("str").fillna(""))


def _of_agency(name: str, rows: pd.DataFrame, own_works: set[str], agency_code: str) -> pd.Series:
    if name == "works":
        return rows["work_id"].isin(own_works)
    if "agency_code" not in rows:
        return pd.Series(False, index=rows.index)
    its = rows["agency_code"].eq(agency_code).fillna(False)
    if name == "work_contributions":
        its |= rows["agency_code"].isna() & rows["work_id"].isin(own_works)
    return its.astype(bool)


def _own_works(tables: Frames, agency_code: str) -> set[str]:
    """Works on which this agency acted, or for which it paid, and no other agency."""
    named = [
        tables[name][["work_id", "agency_code"]].dropna()
        for name in ("activities", "work_contributions")
        if name in tables
    ]
    links = pd.concat(named) if named else pd.DataFrame(columns=["work_id", "agency_code"])
    its = links["agency_code"] == agency_code
    return set(links.loc[its, "work_id"]) - set(links.loc[~its, "work_id"])


def _inside(name: str, uploaded: Frames, current: Frames, scope: Scope) -> pd.Series:
    """Which rows of a file the scope covers."""
    rows = uploaded[name]
    if name not in scope.covered:
        return pd.Series(False, index=rows.index)
    if not scope.agency_code:
        return pd.Series(True, index=rows.index)
    # A work of the rest that this agency shares stays a work of several.
    whole = together(current, uploaded, scope)
    return _of_agency(name, rows, _own_works(whole, scope.agency_code), scope.agency_code)


def _orphans(current: Frames, uploaded: Frames, scope: Scope) -> Iterator[Problem]:
    """Rows that stay and refer to a row that goes."""
    kept, whole = beside(current, scope, uploaded), together(current, uploaded, scope)
    for name, rows in kept.items():
        for column, target, key in _references(TABLES[name]):
            if target not in current or target not in scope.covered:
                continue
            known = whole[target][key].tolist() if target in whole else []
            gone = rows.loc[rows[column].notna() & ~rows[column].isin(known), column]
            for value, lost in gone.groupby(gone, sort=True):
                yield problem(
                    problems.STILL_REFERRED_TO,
                    table=target,
                    column=key,
                    value=value,
                    referring=name,
                    rows=len(lost),
                )


def _references(table: Table) -> Iterator[tuple[str, str, str]]:
    """Column, table and key of each reference to another table."""
    for column in table.columns:
        target, point, key = column.refers_to.partition(".")
        if point:
            yield column.name, target, key
