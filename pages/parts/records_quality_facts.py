"""The quality of a version, measured once: its rows, its assigned pairs, its totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from data.manifest import Version
from data.metrics import assignments, duplicates, quality, quality_rows, works
from data.schema import TABLES, empty
from data.scope import SOURCE_REF
from data.selection import Selection
from data.store import DamagedStoreError
from geo import gazetteer
from pages.parts import cached

# A trend over more says no more, and every version has to be read.
TREND_VERSIONS = 12


@dataclass(frozen=True)
class Measured:
    """One version: `found` from `quality_rows.rows`, `pairs` from `assignments.pairs`, the day
    to which time counts."""

    version: Version
    found: pd.DataFrame
    pairs: pd.DataFrame
    until: pd.Timestamp

    @cached_property
    def total(self) -> pd.Series:
        """As `quality.total`."""
        return quality.total(self.found, self.pairs, self.until)

    @cached_property
    def to_mend(self) -> pd.DataFrame:
        """As `quality.to_mend`."""
        return quality.to_mend(self.found, self.pairs)

    @cached_property
    def to_mend_in_all(self) -> pd.DataFrame:
        """As `quality.to_mend_in_all`."""
        return quality.to_mend_in_all(self.found, self.pairs)

    def by(self, key: quality.Key) -> pd.DataFrame:
        """As `quality.by`."""
        return quality.by(key, self.found, self.pairs, self.until)


def current() -> Measured:
    """The version in use."""
    version = cached.record().version
    return _measured(version.id, version)


@st.cache_resource(show_spinner=False, max_entries=2)
def _measured(version_id: str, _version: Version) -> Measured:
    return _measure(_version)


def total(version: Version) -> pd.Series | None:
    """The four measures of any version; None when it can no longer be read."""
    try:
        return _total(version.id, version)
    except (DamagedStoreError, OSError, ValueError):
        return None


@st.cache_resource(show_spinner=False, max_entries=2 * TREND_VERSIONS)
def _total(version_id: str, _version: Version) -> pd.Series:
    return _measure(_version).total


def comparable(version: Version) -> list[Version]:
    """Versions up to this one that say the same kind of thing, newest first.

    What the generator made and what was reported are never compared.
    """
    invented = version.status == "illustrative"
    versions = cached.store().versions()
    alike = [each for each in versions if (each.status == "illustrative") == invented]
    ids = [each.id for each in alike]
    return alike[ids.index(version.id) :] if version.id in ids else [version]


def trend(versions: list[Version]) -> pd.DataFrame:
    """As `quality.trend`, of those versions that can be read."""
    totals = [(each, total(each)) for each in versions]
    known = [(each.id, each.published_at, found) for each, found in totals if found is not None]
    return quality.trend(known)


def _measure(version: Version) -> Measured:
    record = cached.record()
    if record.version.id != version.id:
        record = cached.store().record(version)
    selection = Selection()
    tables = cached.store().tables(version)
    return Measured(
        version,
        quality_rows.rows(
            tables, _warned(tables), frozenset(gazetteer.communes().index), _doubled(tables)
        ),
        assignments.pairs(record.assignments, record.contributions, selection),
        quality.last_day(selection, version.published_at),
    )


def _warned(tables: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """The warned rows of every version from which a row here came."""
    store = cached.store()
    found: set[str] = set()
    for mark in sorted({mark for rows in tables.values() for mark in _marks(rows)}):
        version = store.numbered(int(mark[1:])) if mark[1:].isdecimal() else None
        if version is not None:
            said = store.handed_in(version)
            found |= quality_rows.warned_refs(mark, said.layouts, said.warnings)
    return frozenset(found)


def _marks(rows: pd.DataFrame) -> set[str]:
    return set(rows[SOURCE_REF].dropna().str.split(":", n=1).str[0].unique())


def _doubled(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    built = tables.get("works", empty(TABLES["works"]))
    paid = tables.get("work_contributions", empty(TABLES["work_contributions"]))
    register = works.register(built, paid, gazetteer.communes())
    return duplicates.possible_duplicates(register)
