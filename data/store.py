"""The only door to stored versions: publish, take back, and read small frames.

Queries are Ibis expressions, run by DuckDB over the version's parquet; the same expressions run
on PostgreSQL when one machine is outgrown. No other module knows either.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import content, publishing, queries
from data.manifest import Status, Version
from data.problems import Problem
from data.publishing import Account
from data.record import Acts, Published, Record
from data.schema import (
    ACTIVITIES,
    FIRST_YEAR,
    LAST_YEAR,
    TABLES,
    Table,
    empty,
    typed,
)
from data.versions import DamagedStoreError, EmptyStoreError, Versions

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "Acts",
    "DamagedStoreError",
    "EmptyStoreError",
    "Published",
    "Record",
    "Store",
    "Version",
]

DEFAULT_ROOT = Path(__file__).parent / "store"

LOCK_SECONDS = 60.0

_SMALL_TABLES = {name: table for name, table in TABLES.items() if table is not ACTIVITIES}


class Store:
    """Versions of the record under one folder.

    Args:
        root: the folder; by default what the environment's `DATA_STORE` names, or `data/store`.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or Path(os.environ.get("DATA_STORE") or DEFAULT_ROOT)
        self._versions = Versions(self.root)
        self._lock = filelock.FileLock(self.root / "publish.lock", timeout=LOCK_SECONDS)

    def current(self) -> Version:
        """The current version, or the newest good one before it with `replaces_damaged` set.

        Raises:
            EmptyStoreError: nothing was published yet.
            DamagedStoreError: no version is whole.
        """
        return self._versions.current()

    def versions(self) -> list[Version]:
        """Every version that has been current, newest first."""
        return self._versions.history()

    def verify(self) -> list[Problem]:
        """Compare every file of every version with its manifest; what differs, as problems."""
        return self._versions.verify()

    def folder(self, version: Version) -> Path:
        """Where the files of a version lie; they are only ever read."""
        return self._versions.folder(version.id)

    def publish(
        self,
        tables: Mapping[str, pd.DataFrame],
        *,
        by: str,
        reason: str = "",
        status: Status = "provisional",
        upload: Path | None = None,
    ) -> Published:
        """Store checked tables as a new version and make it current: all of it, or nothing.

        Tables without a row count as absent. Nothing is stored when rows and status are those
        of the current version. The rows of the illustrative record stay illustrative: handing
        them in again does not make them a report.

        Args:
            tables: frames by table name, with the schema's columns.
            by: who publishes.
            upload: the folder or file that was handed in; a copy is kept with the version.

        Raises:
            ValueError: nobody is named, a required table is missing, or the status is one that
                nobody may give.
            filelock.Timeout: somebody else has been publishing for a minute.
            OSError: disk full or not writable; the current version stays current.
        """
        if status not in ("provisional", "confirmed"):
            raise ValueError(f"a version cannot be published as {status}")
        name = _clean(upload.name) if upload else ""
        account = Account(status, _clean(by), _clean(reason), upload_name=name)
        return self._publish(tables, upload, account)

    def publish_sample(self, tables: Mapping[str, pd.DataFrame], *, by: str) -> Published:
        """Store generated tables as an illustrative version.

        Raises:
            ValueError: the store holds a real record, which the sample must never cover.
        """
        if not self.may_take_sample():
            raise ValueError("the store holds a record that may be real")
        return self._publish(tables, None, Account("illustrative", by, reason=""))

    def may_take_sample(self) -> bool:
        """True while no version is, or may have been, a real record."""
        return self._versions.hold_only("illustrative")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only one who publishes, for as long as the `with` block lasts.

        Raises:
            filelock.Timeout: somebody else has been publishing for a minute.
            OSError: the store cannot be written.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with self._lock:
            yield

    def _publish(
        self, tables: Mapping[str, pd.DataFrame], upload: Path | None, account: Account
    ) -> Published:
        if not account.published_by:
            raise ValueError("somebody must answer for a version")
        stored = content.canonical_tables(tables)
        sha256 = content.fingerprint(stored)
        with self.lock():
            same = self._same_as_current(sha256, account.status)
            if same is not None:
                return Published(same, changed=False)
            version = publishing.add(self._versions, stored, upload, sha256, account)
        return Published(version, changed=True)

    def _same_as_current(self, content_sha256: str, status: Status) -> Version | None:
        """The current version when it says the same; a damaged one is always written anew."""
        try:
            current = self.current()
        except (EmptyStoreError, DamagedStoreError):
            return None
        same_rows = current.content_sha256 == content_sha256
        same_status = current.status in (status, "illustrative")
        whole = current.replaces_damaged is None
        return current if same_rows and same_status and whole else None

    def rollback(self, version_id: str, *, by: str, reason: str) -> Version:
        """Bring the content of an earlier version back, as a new version with its status.

        Raises:
            KeyError: there is no such version.
            ValueError: nobody is named, or no reason is given.
            DamagedStoreError: that version is not whole.
            filelock.Timeout, OSError: as for `publish`.
        """
        by, reason = _clean(by), _clean(reason)
        if not by or not reason:
            raise ValueError("taking back needs a name and a reason")
        with self.lock():
            old = {version.id: version for version in self.versions()}[version_id]
            account = Account(old.status, by, reason, old.upload_name, restores=old.id)
            return publishing.add_again(self._versions, old, account)

    def record(self, version: Version) -> Record:
        """The small frames that pages need.

        Reads every table but the activities, and builds the cube: one row per agency × commune ×
        sector × year in which something was delivered or promised, with

        - of acts delivered in that year (`activity_date`): `acts`, `acts_with_value`,
          `acts_without_quantity`, `meeting_acts`, `acts_figures_differ` (the commune gave
          another quantity), `confirmed_yes`, `confirmed_partly`, `confirmed_no`,
          `confirmed_not_asked`: counts; `cash_million_vnd`, `in_kind_million_vnd`,
          `value_million_vnd` (both together), `labour_days`, `households_reached`
          (household-times): missing where none was recorded; `last_date`
        - of acts promised for that year (`planned_quantity` given; by `planned_date`, or
          `activity_date` without one): `promises`, `promises_kept`: counts;
          `promised_value_million_vnd` and `delivered_of_promised_million_vnd` (0 for a promise
          not delivered) of the same acts: those with a promised value whose outcome is recorded
        """
        frames = {name: self._frame(version, table) for name, table in _SMALL_TABLES.items()}
        return Record(
            version=version,
            **frames,
            contributions=self._ask(version, queries.cube).astype(queries.CUBE_TYPES),
            absent=frozenset(TABLES) - frozenset(version.rows),
        )

    def acts(
        self,
        version: Version,
        *,
        agency_codes: Sequence[str] = (),
        commune_codes: Sequence[str] = (),
        sectors: Sequence[str] = (),
        years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR),
        limit: int = 200,
    ) -> Acts:
        """Activities within the filters, newest first.

        An act belongs to the year in which it was delivered and to the year it was promised
        for. It is as new as its delivery, or as its plan while it is a promise.

        Args:
            agency_codes, commune_codes, sectors: empty means all.
            years: first and last, both included.
            limit: how many rows at most; `total` counts them all.
        """
        chosen = {"agency_code": agency_codes, "commune_code": commune_codes, "sector": sectors}
        within = partial(queries.within, chosen=chosen, years=years)
        rows = self._ask(version, lambda acts: queries.newest(within(acts), limit))
        total = self._ask(version, lambda acts: queries.count(within(acts)))
        return Acts(typed(ACTIVITIES, rows), int(total["total"].sum()))

    def table(self, version: Version, name: str) -> pa.Table:
        """One whole table as it is stored, however large: for exports, not for pages.

        Raises:
            FileNotFoundError: the version lacks the table.
        """
        return pq.read_table(self.folder(version) / f"{name}.parquet")

    def _frame(self, version: Version, table: Table) -> pd.DataFrame:
        if table.name not in version.rows:
            return empty(table)
        rows = self.table(version, table.name).to_pandas()
        return typed(table, rows.reindex(columns=table.column_names))

    def _ask(self, version: Version, question: queries.Question) -> pd.DataFrame:
        """Put a question to the activities, on a cursor of its own: many sessions ask at once."""
        import ibis  # a fifth of a second that commands which only publish need not pay

        activities = ibis.table(queries.column_types(ACTIVITIES), name=ACTIVITIES.name)
        sql = ibis.to_sql(question(activities), dialect="duckdb")
        # A folder's name may hold what DuckDB would take for a pattern of names, or for a quote.
        path = glob.escape(str(self.folder(version) / "activities.parquet")).replace("'", "''")
        view = f"SELECT * FROM read_parquet('{path}', hive_partitioning = false)"
        with closing(self._database.cursor()) as cursor:
            cursor.execute(f"CREATE TEMP VIEW {ACTIVITIES.name} AS {view}")
            return cursor.sql(str(sql)).to_arrow_table().to_pandas()

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        # Nothing is fetched while a server runs: reading parquet is built in.
        return duckdb.connect(config={"autoinstall_known_extensions": "false"})


def _clean(text: str) -> str:
    """What a person typed, without what no encoding takes: a terminal may hand over any byte."""
    return text.encode("utf-8", errors="replace").decode("utf-8").strip()
