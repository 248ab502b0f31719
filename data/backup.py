"""The whole store in one file, and back again on an empty machine; both ways checked whole.

The archive is a zip without compression (tables are compressed already) that any program opens.
Its last entry, `backup.json`, lists every file with its size and sha256: what is not in the list,
or not as listed, is refused before anything is put in place.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from data import durable

if TYPE_CHECKING:
    from data.store import Store

LIST = "backup.json"
FORMAT = 1

# What the next action makes anew, and what a kill left.
_NOT_KEPT = ("publish.lock", "building", "restoring")
# The log first: from then on the store is not empty; what names the current version last.
_FIRST, _LAST = "audit.jsonl", "CURRENT"


class BackupUnreadableError(ValueError):
    """The file is not a backup, or not as it was written; the text says which entry."""


class StoreNotEmptyError(ValueError):
    """The store that a backup is to be put into holds something already."""


class BackupThereError(ValueError):
    """The file that a backup is to be written to is there already."""


@dataclass(frozen=True)
class Backup:
    """What an archive holds: files, their bytes together, and when it was made (UTC)."""

    files: int
    bytes: int
    made_at: datetime


def write(store: Store, out: Path) -> Backup:
    """Write every file of the store into one archive, read it again and compare.

    Nobody publishes meanwhile. A damaged store is written as it is: `Store.verify` says so.

    Raises:
        BackupThereError: `out` is there already.
        BackupUnreadableError: what was read again is not what was written.
        filelock.Timeout, OSError: as for `Store.publish`.
    """
    if out.exists():
        raise BackupThereError(str(out))
    spare = out.with_name(f"{out.name}.new")
    try:
        with store.lock():
            _write(store.root, spare)
        backup = check(spare)
        spare.replace(out)
        durable.sync_folder(out.parent)
    finally:
        spare.unlink(missing_ok=True)
    return backup


def check(archive: Path) -> Backup:
    """Read an archive whole and compare it with its list.

    Raises:
        BackupUnreadableError: it is no backup, an entry is missing, changed or not in the list.
        OSError: it cannot be read.
    """
    with _opened(archive) as (entries, listed, made_at):
        for name, said in listed.items():
            sha256, size = _hash(entries, name)
            if (sha256, size) != (said["sha256"], said["bytes"]):
                raise BackupUnreadableError(name)
        return Backup(len(listed), sum(said["bytes"] for said in listed.values()), made_at)


def restore(store: Store, archive: Path) -> Backup:
    """Put a backup into an empty store: whole, or not at all.

    Raises:
        StoreNotEmptyError: the store holds versions, a log or anything else.
        BackupUnreadableError: as for `check`; nothing was put in place.
        filelock.Timeout, OSError: as for `Store.publish`.
    """
    backup = check(archive)
    with store.lock():
        root = store.root
        if any(each.name not in _NOT_KEPT for each in root.iterdir()):
            raise StoreNotEmptyError(str(root))
        aside = root / "restoring"
        shutil.rmtree(aside, ignore_errors=True)
        try:
            _unpack(archive, aside)
            tops = sorted(aside.iterdir(), key=lambda each: _order(each.name))
            for top in tops:
                top.rename(root / top.name)
            durable.sync_folder(root)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return backup


def _order(name: str) -> tuple[bool, bool, str]:
    return name == _LAST, name != _FIRST, name


def _write(root: Path, spare: Path) -> None:
    spare.unlink(missing_ok=True)
    listed: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(spare, "x", zipfile.ZIP_STORED) as archive:
        for path in _kept(root):
            name = path.relative_to(root).as_posix()
            sha256, size = hashlib.sha256(), 0
            with archive.open(zipfile.ZipInfo.from_file(path, name), "w") as entry:
                for chunk in durable.chunks(path):
                    sha256.update(chunk)
                    size += entry.write(chunk)
            listed[name] = {"bytes": size, "sha256": sha256.hexdigest()}
        made_at = datetime.now(UTC).replace(microsecond=0).isoformat()
        said = {"format": FORMAT, "made_at": made_at, "files": listed}
        archive.writestr(LIST, json.dumps(said, indent=1, sort_keys=True))
    with spare.open("rb") as written:
        os.fsync(written.fileno())


def _kept(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        return
    for path in sorted(root.rglob("*")):
        top, *_ = path.relative_to(root).parts
        if path.is_file() and top not in _NOT_KEPT:
            yield path


class _opened:  # noqa: N801  (reads as a phrase)
    """An archive with its list, for the length of a block."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise BackupUnreadableError(path.name) from error

    def __enter__(self) -> tuple[zipfile.ZipFile, dict[str, dict[str, Any]], datetime]:
        with suppress(KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
            said = json.loads(self._archive.read(LIST))
            listed, made_at = dict(said["files"]), datetime.fromisoformat(said["made_at"])
            names = [each for each in self._archive.namelist() if each != LIST]
            if said["format"] == FORMAT and sorted(names) == sorted(listed):
                return self._archive, listed, made_at
        self._archive.close()
        raise BackupUnreadableError(LIST)

    def __exit__(self, *_: object) -> None:
        self._archive.close()


def _hash(archive: zipfile.ZipFile, name: str) -> tuple[str, int]:
    sha256, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as entry:
            while chunk := entry.read(durable.CHUNK):
                sha256.update(chunk)
                size += len(chunk)
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupUnreadableError(name) from error
    return sha256.hexdigest(), size


def _unpack(archive: Path, folder: Path) -> None:
    with _opened(archive) as (entries, listed, _):
        for name in listed:
            target = folder / name
            if not target.resolve().is_relative_to(folder.resolve()) or "\\" in name:
                raise BackupUnreadableError(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            with entries.open(name) as entry:
                _copy(entry, target)
    for synced, _, _ in os.walk(folder):
        durable.sync_folder(Path(synced))


def _copy(entry: IO[bytes], target: Path) -> None:
    with durable.SyncedFile(target) as file:
        while chunk := entry.read(durable.CHUNK):
            file.write(chunk)
