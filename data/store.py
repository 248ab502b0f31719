"""The only door to stored versions: publish, take back, and read small frames."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import filelock
import pandas as pd

from data import accidents, content, frames, publishing, remembered
from data.audit import Entry, Event, event_of
from data.handed_in import NOTHING_SAID, HandedIn
from data.intake.answers import Answers
from data.kept import shown_name
from data.manifest import Status, Version
from data.publishing import Account, Material
from data.record import Acts, Published, Record
from data.schema import TABLES
from data.scope import EVERYTHING, SOURCE_REF, Scope
from data.stored import Stored
from data.versions import (
    ChangedMeanwhileError,
    DamagedStoreError,
    EmptyStoreError,
    StoreAccidentError,
)

__all__ = [
    "Acts",
    "ChangedMeanwhileError",
    "DamagedStoreError",
    "EmptyStoreError",
    "HandedIn",
    "Published",
    "Record",
    "Store",
    "StoreAccidentError",
    "Version",
]

DEFAULT_ROOT = Path(__file__).parent / "store"

LOCK_SECONDS = 60.0

NO_REASONS: Mapping[str, str] = MappingProxyType({})


class Store(Stored):
    """Versions of the record under one folder.

    Args:
        root: the folder; by default what the environment's `DATA_STORE` names, or `data/store`.
    """

    def __init__(self, root: Path | None = None) -> None:
        super().__init__(root or Path(os.environ.get("DATA_STORE") or DEFAULT_ROOT))
        self._lock = filelock.FileLock(self.root / "publish.lock", timeout=LOCK_SECONDS)

    def publish(
        self,
        tables: Mapping[str, pd.DataFrame],
        *,
        by: str,
        login: str = "",
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
            login: whose login it was, or `data.audit.BY_COMMAND`.
            upload: the folder or file that was handed in; a copy is kept with the version.
            upload_name: how the person calls it, when `upload` is a copy under another name.
            handed_in: where the tables stood in the file, and the warnings that were accepted.
            scope: what the file covered.
            reasons: what was typed for warnings and falls, by their code.
            expected: id of the version that the person saw, "" for an empty store; None skips
                the question, which only a file that covers everything may do.

        Raises:
            ChangedMeanwhileError: another version than `expected` is current by now.
            StoreAccidentError: a version is lost or `CURRENT` went back; see `repair`.
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
        account = Account(
            status, _clean(by), _clean(reason), name, scope, typed_in, login=_clean(login)
        )
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
        """True while no version is, or may have been, a real record: what the log names is there
        and illustrative."""
        if accidents.lost(self._versions) or accidents.stopping(self._versions, self._log):
            return False
        if not self._versions.ids() and self._log.may_name_versions():
            return False
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
            self._refuse_after_an_accident()
            self._log.mend(self._versions)
            same = self._same_as_current(sha256, account.status)
            if same is not None:
                return Published(same, changed=False)
            current = self.current_or_none()
            _must_be(expected, current)
            material = Material(stored, sha256, self._refs(current), upload, said)
            account = replace(account, audit_head=self._log.head())
            version = publishing.add(self._versions, material, account)
            self._tell(version)
        return Published(version, changed=True)

    def _refuse_after_an_accident(self) -> None:
        found = accidents.stopping(self._versions, self._log)
        if found:
            raise StoreAccidentError(found)

    def _refs(self, version: Version | None) -> Collection[str]:
        """Every reference that the rows of a version carry."""
        if version is None:
            return ()
        tables = [
            frames.stored_table(self.folder(version), TABLES[name], with_refs=True)
            for name in version.rows
        ]
        return {ref for table in tables for ref in table.column(SOURCE_REF).to_pylist() if ref}

    def _tell(self, version: Version) -> None:
        """Write the line of a version that is current already: nothing takes that back.

        Where the disk is full, the next action writes the line from the manifest.
        """
        with suppress(OSError):
            self._log.add(event_of(version, self._versions.manifest_sha256(version.id)))

    def note(self, event: Event) -> Entry:
        """Write a line of the audit log, after those that killed actions left out.

        Raises:
            filelock.Timeout, OSError: as for `publish`.
        """
        with self.lock():
            self._log.mend(self._versions)
            return self._log.add(event)

    def _same_as_current(self, content_sha256: str, status: Status) -> Version | None:
        """The current version when it says the same; a damaged one is always written anew."""
        current = self.current_or_none()
        if current is None:
            return None
        same_rows = current.content_sha256 == content_sha256
        same_status = current.status in (status, "illustrative")
        whole = current.replaces_damaged is None
        return current if same_rows and same_status and whole else None

    def rollback(
        self,
        version_id: str,
        *,
        by: str,
        reason: str,
        login: str = "",
        expected: str | None = None,
    ) -> Version:
        """Bring the content of an earlier version back, as a new version with its status.

        Args:
            expected: id of the version that the person saw as the current one; None skips the
                question.

        Raises:
            ChangedMeanwhileError: another version than `expected` is current by now.
            KeyError: there is no such version.
            ValueError: nobody is named, or no reason is given.
            DamagedStoreError: that version is not whole.
            StoreAccidentError, filelock.Timeout, OSError: as for `publish`.
        """
        by, reason = _named(by, reason)
        with self.lock():
            self._refuse_after_an_accident()
            old = self._published(version_id)
            _must_be(expected, self.current_or_none())
            return self._bring_back(old, by, reason, _clean(login))

    def _published(self, version_id: str) -> Version:
        named = self._versions.named()
        is_known = version_id in self._versions.ids(up_to=named)
        version = self._versions.manifest(version_id) if is_known else None
        if version is None:
            raise KeyError(version_id)
        return version

    def _bring_back(self, old: Version, by: str, reason: str, login: str) -> Version:
        self._log.mend(self._versions)
        head = self._log.head()
        account = Account(
            old.status,
            by,
            reason,
            old.upload_name,
            audit_head=head,
            restores=old.id,
            login=login,
        )
        version = publishing.add_again(self._versions, old, account)
        self._tell(version)
        return version

    def repair(self, to: str, *, by: str, reason: str, login: str = "") -> Version:
        """Go on after an accident: from a version that is whole, without those that are lost.

        The newest version that is there becomes current; where `to` is an older one, its content
        comes back as a new version, so that history stays one line. A line of the log names what
        was lost and who went on without it. A lost folder that is found later may be put back.

        Args:
            to: id of the version to go on from.

        Returns:
            The current version; the same as before when nothing was to be repaired.

        Raises:
            KeyError: there is no such version.
            ValueError: nobody is named, or no reason is given.
            DamagedStoreError: that version is not whole.
            filelock.Timeout, OSError: as for `publish`.
        """
        by, reason = _named(by, reason)
        with self.lock():
            if to not in self._versions.ids():
                raise KeyError(to)
            whole = self._versions.whole(to)
            if whole is None:
                raise DamagedStoreError(f"{to} is not whole")
            given_up = self._log.given_up()
            lost = [each for each in accidents.lost(self._versions) if each not in given_up]
            if not lost and not accidents.stopping(self._versions, self._log):
                return self.current()
            newest = self._versions.ids()[0]
            if self._versions.named() != newest:
                publishing.point_to(self._versions, newest)
            version = whole if to == newest else self._bring_back(whole, by, reason, login)
            self._log.mend(self._versions)
            said = Event("repaired", by, version.id, reason, lost=" ".join(lost), login=login)
            self._log.add(said)
        return version

    def remember(self, answers: Answers) -> None:
        """Keep answers beside those of before; a new answer to an old question replaces it.

        Raises:
            filelock.Timeout, OSError: as for `publish`.
        """
        with self.lock():
            remembered.keep_answers(self.root, self.answers().together(answers))

    def keep_mapping(
        self,
        name: str,
        mapping: Mapping[str, Any],
        *,
        by: str = "",
        login: str = "",
        file: str = "",
    ) -> None:
        """Keep how a foreign layout is read, with a line of the audit log; the same name again
        replaces it.

        Args:
            by: who said how it is read.
            file: the report that it was made for, as its owner calls it.

        Raises:
            ValueError: the name is empty.
            filelock.Timeout, OSError: as for `publish`.
        """
        if not _clean(name):
            raise ValueError("a mapping needs a name")
        with self.lock():
            kept = self.mappings() | {_clean(name): dict(mapping)}
            remembered.keep_mappings(self.root, kept)
            self.note(Event("form_kept", by, reason=_clean(name), file=file, login=login))


def _clean(text: str) -> str:
    """What a person typed, without what no encoding takes: a terminal may hand over any byte."""
    return text.encode("utf-8", errors="replace").decode("utf-8").strip()


def _named(by: str, reason: str) -> tuple[str, str]:
    """Who goes back and why, as stored.

    Raises:
        ValueError: one of them is missing.
    """
    by, reason = _clean(by), _clean(reason)
    if not by or not reason:
        raise ValueError("taking back needs a name and a reason")
    return by, reason


def _must_be(expected: str | None, current: Version | None) -> None:
    if expected is not None and expected != (current.id if current else ""):
        raise ChangedMeanwhileError(current)
