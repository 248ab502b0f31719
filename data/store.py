"""The only door to stored versions: publish, take back, and read small frames.

Queries are Ibis expressions, run by DuckDB over the version's parquet; the same expressions run
on PostgreSQL when one machine is outgrown. No other module knows either.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import filelock
import pandas as pd
import pyarrow as pa

from data import content, drafts, frames, handed_in, publishing, queries, refused, remembered
from data.audit import AuditLog, Entry, Event, event_of
from data.handed_in import NOTHING_SAID, HandedIn
from data.intake.answers import Answers
from data.kept import Kept, shown_name
from data.manifest import Status, Version
from data.problems import Problem
from data.publishing import Account, Material
from data.record import Acts, Published, Record
from data.schema import ACTIVITIES, FIRST_YEAR, LAST_YEAR, TABLES, Table, empty
from data.scope import EVERYTHING, SOURCE_REF, Scope
from data.versions import ChangedMeanwhileError, DamagedStoreError, EmptyStoreError, Versions

__all__ = [
    "Acts",
    "ChangedMeanwhileError",
    "DamagedStoreError",
    "EmptyStoreError",
    "HandedIn",
    "Published",
    "Record",
    "Store",
    "Version",
]

DEFAULT_ROOT = Path(__file__).parent / "store"

LOCK_SECONDS = 60.0

NO_REASONS: Mapping[str, str] = MappingProxyType({})

_SMALL_TABLES = {name: table for name, table in TABLES.items() if table is not ACTIVITIES}


class Store:
    """Versions of the record under one folder.

    Args:
        root: the folder; by default what the environment's `DATA_STORE` names, or `data/store`.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or Path(os.environ.get("DATA_STORE") or DEFAULT_ROOT)
        self._versions = Versions(self.root)
        self._log = AuditLog(self.root)
        self._activities = frames.Activities()
        self._lock = filelock.FileLock(self.root / "publish.lock", timeout=LOCK_SECONDS)

    def current(self) -> Version:
        """The current version, or the newest good one before it with `replaces_damaged` set.

        Raises:
            EmptyStoreError: nothing was published yet.
            DamagedStoreError: no version is whole.
        """
        return self._versions.current()

    def current_or_none(self) -> Version | None:
        """The current version; None when no version is there and whole."""
        try:
            return self.current()
        except (EmptyStoreError, DamagedStoreError):
            return None

    def versions(self) -> list[Version]:
        """Every version that has been current, newest first."""
        return self._versions.history()

    def numbered(self, number: int) -> Version | None:
        """The version with a running number, as `source_ref` names it; None without one."""
        return self._versions.numbered(number)

    def verify(self) -> list[Problem]:
        """Compare all that is stored with what was written, by hash; what differs, as problems.

        Looks at every file of every version, the chain of the audit log, drafts and refused
        files.
        """
        found = self._versions.verify()
        found += self._log.verify(self.versions())
        for kind in (drafts.KIND, refused.KIND):
            found += Kept(self.root, kind).verify()
        return found

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
        upload_name: str = "",
        handed_in: HandedIn = NOTHING_SAID,
        scope: Scope = EVERYTHING,
        reasons: Mapping[str, str] = NO_REASONS,
        expected: str | None = None,
    ) -> Published:
        """Store checked tables as a new version and make it current: all of it, or nothing.

        Tables without a row count as absent. Nothing is stored when rows and status are those
        of the current version. The rows of the illustrative record stay illustrative: handing
        them in again does not make them a report.

        Args:
            tables: all frames of the record by name, with the schema's columns, and `source_ref`
                where it is known (`data.scope.together` for a file that covers a part).
            by: who publishes.
            upload: the folder or file that was handed in; a copy is kept with the version.
            upload_name: how the person calls it, when `upload` is a copy under another name.
            handed_in: where the tables stood in the file, and the warnings that were accepted.
            scope: what the file covered.
            reasons: what was typed for warnings and falls, by their code.
            expected: id of the version that the person saw, "" for an empty store; None skips
                the question, which only a file that covers everything may do.

        Raises:
            ChangedMeanwhileError: another version than `expected` is current by now.
            ValueError: nobody is named, a required table is missing, the status is one that
                nobody may give, or a part is published without `expected`.
            filelock.Timeout: somebody else has been publishing for a minute.
            OSError: disk full or not writable; the current version stays current.
        """
        if status not in ("provisional", "confirmed"):
            raise ValueError(f"a version cannot be published as {status}")
        if expected is None and not scope.is_all:
            raise ValueError("a part is put together with a version, which must be named")
        name = shown_name(upload_name or upload.name) if upload else ""
        typed_in = tuple((code, _clean(text)) for code, text in sorted(reasons.items()))
        account = Account(status, _clean(by), _clean(reason), name, scope, typed_in)
        return self._publish(tables, upload, handed_in, account, expected)

    def publish_sample(self, tables: Mapping[str, pd.DataFrame], *, by: str) -> Published:
        """Store generated tables as an illustrative version.

        Raises:
            ValueError: the store holds a real record, which the sample must never cover.
        """
        if not self.may_take_sample():
            raise ValueError("the store holds a record that may be real")
        account = Account("illustrative", by, reason="")
        return self._publish(tables, None, NOTHING_SAID, account, None)

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
        self,
        tables: Mapping[str, pd.DataFrame],
        upload: Path | None,
        said: HandedIn,
        account: Account,
        expected: str | None,
    ) -> Published:
        if not account.published_by:
            raise ValueError("somebody must answer for a version")
        stored = content.canonical_tables(tables)
        sha256 = content.fingerprint(stored)
        with self.lock():
            same = self._same_as_current(sha256, account.status)
            if same is not None:
                return Published(same, changed=False)
            current = self.current_or_none()
            if expected is not None and expected != (current.id if current else ""):
                raise ChangedMeanwhileError(current)
            material = Material(stored, sha256, self._refs(current), upload, said)
            version = publishing.add(self._versions, material, self._after_mending(account))
            self._tell(version)
        return Published(version, changed=True)

    def _refs(self, version: Version | None) -> Collection[str]:
        """Every reference that the rows of a version carry."""
        if version is None:
            return ()
        tables = [
            frames.stored_table(self.folder(version), TABLES[name], with_refs=True)
            for name in version.rows
        ]
        return {ref for table in tables for ref in table.column(SOURCE_REF).to_pylist() if ref}

    def _after_mending(self, account: Account) -> Account:
        """The account, with the last line of the log as it is when killed actions are told."""
        self._log.mend(self._versions)
        return replace(account, audit_head=self._log.head())

    def _tell(self, version: Version) -> None:
        """Write the line of a version that is current already: nothing takes that back.

        Where the disk is full, the next action writes the line from the manifest.
        """
        with suppress(OSError):
            self._log.add(event_of(version))

    def note(self, event: Event) -> Entry:
        """Write a line of the audit log, after those that killed actions left out.

        Raises:
            filelock.Timeout, OSError: as for `publish`.
        """
        with self.lock():
            self._log.mend(self._versions)
            return self._log.add(event)

    def audit(self) -> list[Entry]:
        """The lines of the audit log, oldest first."""
        return self._log.entries()

    def _same_as_current(self, content_sha256: str, status: Status) -> Version | None:
        """The current version when it says the same; a damaged one is always written anew."""
        current = self.current_or_none()
        if current is None:
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
            version = publishing.add_again(self._versions, old, self._after_mending(account))
            self._tell(version)
        return version

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
        small = {name: self._frame(version, table) for name, table in _SMALL_TABLES.items()}
        return Record(
            version=version,
            **small,
            contributions=self._activities.ask(self.folder(version), queries.cube).astype(
                queries.CUBE_TYPES
            ),
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
        ask = partial(self._activities.ask, self.folder(version))
        rows = ask(lambda acts: queries.newest(within(acts), limit))
        total = ask(lambda acts: queries.count(within(acts)))
        return Acts(frames.with_ref(ACTIVITIES, rows), int(total["total"].sum()))

    def tables(self, version: Version) -> dict[str, pd.DataFrame]:
        """Every table of a version, typed, `source_ref` at its end: to compare, not for pages."""
        return {name: self._frame(version, TABLES[name]) for name in version.rows}

    def table(self, version: Version, name: str, *, with_refs: bool = False) -> pa.Table:
        """One whole table as it is stored, however large: for exports, not for pages.

        Args:
            with_refs: hand out `source_ref` too, as the last column.

        Raises:
            FileNotFoundError: the version lacks the table.
        """
        return frames.stored_table(self.folder(version), TABLES[name], with_refs=with_refs)

    def says(self, version: Version, tables: Mapping[str, pd.DataFrame]) -> bool:
        """True when a version has just these rows, wherever they stood in a file.

        Raises:
            ValueError: a required table is missing.
        """
        return content.fingerprint(content.canonical_tables(tables)) == version.content_sha256

    def handed_in(self, version: Version) -> HandedIn:
        """What the check said of the file that a version came from; nothing for old versions."""
        try:
            return handed_in.from_bytes((self.folder(version) / handed_in.NAME).read_bytes())
        except (OSError, ValueError):
            return NOTHING_SAID

    def upload(self, version: Version) -> Path | None:
        """The file, or the folder of tables, that a version came from; None when none is kept."""
        folder = self.folder(version) / "upload"
        files = list(folder.glob("workbook.*"))
        return files[0] if files else folder if folder.is_dir() else None

    def answers(self) -> Answers:
        """What people answered about names in files, for the next file."""
        return remembered.answers(self.root)

    def remember(self, answers: Answers) -> None:
        """Keep answers beside those of before; a new answer to an old question replaces it.

        Raises:
            filelock.Timeout, OSError: as for `publish`.
        """
        with self.lock():
            remembered.keep_answers(self.root, self.answers().together(answers))

    def mappings(self) -> dict[str, Any]:
        """How foreign layouts are read, by the name that a person gave each."""
        return remembered.mappings(self.root)

    def keep_mapping(self, name: str, mapping: Mapping[str, Any]) -> None:
        """Keep how a foreign layout is read; the same name again replaces it.

        Raises:
            ValueError: the name is empty.
            filelock.Timeout, OSError: as for `publish`.
        """
        if not _clean(name):
            raise ValueError("a mapping needs a name")
        with self.lock():
            kept = self.mappings() | {_clean(name): dict(mapping)}
            remembered.keep_mappings(self.root, kept)

    def _frame(self, version: Version, table: Table) -> pd.DataFrame:
        if table.name in version.rows:
            return frames.frame(self.folder(version), table)
        return empty(table).assign(**{SOURCE_REF: pd.Series(dtype="str")})


def _clean(text: str) -> str:
    """What a person typed, without what no encoding takes: a terminal may hand over any byte."""
    return text.encode("utf-8", errors="replace").decode("utf-8").strip()
