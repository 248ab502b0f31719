"""What is stored, to read: versions, small frames for pages, files that came in, the log.

Queries are Ibis expressions, run by DuckDB over the version's parquet; the same expressions run
on PostgreSQL when one machine is outgrown. `data.store` is the door; it adds what writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from data import accidents, audit_check, content, frames, handed_in, queries, remembered
from data.audit import OF_A_VERSION, AuditLog, Entry
from data.handed_in import NOTHING_SAID, HandedIn
from data.intake.answers import Answers
from data.kept import KINDS, Kept
from data.manifest import Version
from data.problems import Problem
from data.record import Acts, Record
from data.schema import ACTIVITIES, FIRST_YEAR, LAST_YEAR, TABLES, Table, empty
from data.scope import SOURCE_REF
from data.versions import DamagedStoreError, EmptyStoreError, Versions

_SMALL_TABLES = {name: table for name, table in TABLES.items() if table is not ACTIVITIES}


class Stored:
    """The reading half of `data.store.Store`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._log = AuditLog(root)
        self._versions = Versions(root, self._log.told)
        self._activities = frames.Activities()

    def current(self) -> Version:
        """The current version, or the newest good one before it with `replaces_damaged` set.

        Raises:
            EmptyStoreError: nothing was published yet.
            DamagedStoreError: no version is whole, or the log names versions and none is there.
        """
        try:
            return self._versions.current()
        except EmptyStoreError as error:
            if self._log.may_name_versions():
                raise DamagedStoreError(f"what the log names is not under {self.root}") from error
            raise

    def current_or_none(self) -> Version | None:
        """The current version; None when no version is there and whole."""
        try:
            return self.current()
        except (EmptyStoreError, DamagedStoreError):
            return None

    def versions(self, newest: int | None = None) -> list[Version]:
        """Every version that has been current, newest first; or so many of the newest alone."""
        return self._versions.history(newest)

    def version_count(self) -> int:
        """How many versions have been current, without a look at what they say."""
        return len(self._versions.ids(up_to=self._versions.named()))

    def published_from(self, file_sha256: str) -> str:
        """The newest version that came from these bytes, as the log knows it; empty for none."""
        found = (
            each.event.version
            for each in reversed(self._log.entries())
            if each.event.action in OF_A_VERSION and each.event.file_sha256 == file_sha256
        )
        return next(found, "")

    def numbered(self, number: int) -> Version | None:
        """The version with a running number, as `source_ref` names it; None without one."""
        return self._versions.numbered(number)

    def verify(self) -> list[Problem]:
        """Compare all that is stored with what was written, by hash; what differs, as problems.

        Looks at every file of every version, at what the log and `CURRENT` name, the chain of
        the audit log, drafts and refused files.
        """
        found = self._versions.verify() + self.accidents()
        found += audit_check.found(self._log, self._versions)
        for kind in KINDS:
            found += Kept(self.root, kind).verify()
        return found

    def accidents(self) -> list[Problem]:
        """What was published and is not there, not current or not as the log knows it."""
        return accidents.found(self._versions, self._log)

    def folder(self, version: Version) -> Path:
        """Where the files of a version lie; they are only ever read."""
        return self._versions.folder(version.id)

    def record(self, version: Version) -> Record:
        """The small frames that pages need.

        Reads every table but the activities, and builds the cube: one row per agency × commune ×
        sector × year in which something was delivered or promised, with

        - of acts delivered in that year (`activity_date`): `acts`, `acts_without_value`,
          `acts_without_quantity`, `meeting_acts`, `acts_figures_differ` (the commune gave
          another quantity), `confirmed_yes`, `confirmed_partly`, `confirmed_no`,
          `confirmed_not_asked`: counts; `cash_million_vnd`, `in_kind_million_vnd`,
          `value_million_vnd` (both together), `labour_days`, `households_reached`
          (household-times): missing where none was recorded; `last_date`; `acts_outside`, acts
          of days on which no assignment of the pair held, count, and `last_assigned_date`, the
          last act of a day on which one held
        - of promises for that year (by `planned_date`, or `activity_date` without one):
          `promises` (with a quantity above 0) and how many of them had each outcome of
          `metrics.promises` (`promises_kept_on_time`, …); `promises_no_quantity` beside them:
          counts; `promised_value_million_vnd` of the promises with a quantity; of those whose
          delivered value is known (0 where nothing came) `promised_value_known_million_vnd`
          and `delivered_of_promised_million_vnd`, which counts no more than each promised
        """
        small = {name: self._frame(version, table) for name, table in _SMALL_TABLES.items()}
        return Record(
            version=version,
            **small,
            contributions=self._activities.ask(
                self.folder(version), queries.cube, assignments=small["assignments"]
            ).astype(queries.CUBE_TYPES),
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
        rows: queries.Rows = "both",
    ) -> Acts:
        """Activities within the filters, newest first.

        An act belongs to the year in which it was delivered and to the year it was promised
        for. It is as new as its delivery, or as its plan while it is a promise.

        Args:
            agency_codes, commune_codes, sectors: empty means all.
            years: first and last, both included.
            limit: how many rows at most; `total` counts them all.
            rows: the acts `delivered` in the years, what was `promised` for them, or both.
        """
        chosen = {"agency_code": agency_codes, "commune_code": commune_codes, "sector": sectors}
        within = partial(queries.within, chosen=chosen, years=years, rows=rows)
        ask = partial(self._activities.ask, self.folder(version))
        found = ask(lambda acts: queries.newest(within(acts), limit))
        total = ask(lambda acts: queries.count(within(acts)))
        return Acts(frames.with_ref(ACTIVITIES, found), int(total["total"].sum()))

    def promises(
        self,
        version: Version,
        *,
        agency_codes: Sequence[str] = (),
        commune_codes: Sequence[str] = (),
        sectors: Sequence[str] = (),
        years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR),
    ) -> pd.DataFrame:
        """Promises for the years within the filters: the rows that the cube counts as promised.

        Args:
            agency_codes, commune_codes, sectors: empty means all.
            years: first and last, both included.

        Returns:
            The schema's columns of activities, and `source_ref` at their end.
        """
        chosen = {"agency_code": agency_codes, "commune_code": commune_codes, "sector": sectors}
        question = partial(queries.promised, chosen=chosen, years=years)
        rows = self._activities.ask(self.folder(version), question)
        return frames.with_ref(ACTIVITIES, rows)

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

    def tables_with(self, version: Version, ref: str) -> list[str]:
        """Names of the tables of which a row carries this reference: none where no row was read
        there."""
        folder = self.folder(version)
        return [name for name in version.rows if frames.has_ref(folder, name, ref)]

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

    def audit(self) -> list[Entry]:
        """The lines of the audit log, oldest first."""
        return self._log.entries()

    def log_end(self) -> tuple[int, str]:
        """How many lines the audit log has, and the hash of the last one ("" without one): noted
        elsewhere, they show what `verify` alone cannot."""
        return len(self._log.lines()), self._log.head()

    def answers(self) -> Answers:
        """What people answered about names in files, for the next file."""
        return remembered.answers(self.root)

    def mappings(self) -> dict[str, Any]:
        """How foreign layouts are read, by the name that a person gave each."""
        return remembered.mappings(self.root)

    def _frame(self, version: Version, table: Table) -> pd.DataFrame:
        if table.name in version.rows:
            return frames.frame(self.folder(version), table)
        return empty(table).assign(**{SOURCE_REF: pd.Series(dtype="str")})
