"""Making a version current: all or nothing, whatever happens on the way.

The order is what makes it safe. Every file is written into a folder that nobody reads, and
synced; the folder gets its final name; only then is `CURRENT` replaced in one step. A kill or a
full disk before that last step leaves the old version current and some rubbish to sweep.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import pyarrow as pa
import pyarrow.parquet as pq

from data import content, durable, handed_in, manifest
from data.handed_in import NOTHING_SAID, HandedIn
from data.kept import upload_files
from data.manifest import Status, StoredFile, Version
from data.scope import EVERYTHING, Scope
from data.versions import POINTER, DamagedStoreError, Versions

_BUILDING, _ASIDE = "building", "aside"

# A commune of a large record fills about one group of rows, and a read skips the others.
_ROWS_IN_GROUP = 50_000


@dataclass(frozen=True)
class Material:
    """What a version is made of.

    `tables` are canonical; `carried` are the references of the version before, which its rows
    keep; `upload` is the file or folder that was handed in, `handed_in` what its check said.
    """

    tables: Mapping[str, pa.Table]
    content_sha256: str
    carried: Collection[str] = ()
    upload: Path | None = None
    handed_in: HandedIn = NOTHING_SAID


@dataclass(frozen=True)
class Account:
    """Who publishes what, and why: what a manifest says beside its list of files."""

    status: Status
    published_by: str
    reason: str
    upload_name: str = ""
    scope: Scope = EVERYTHING
    reasons: tuple[tuple[str, str], ...] = ()
    audit_head: str = ""
    restores: str | None = None
    login: str = ""


def add(versions: Versions, material: Material, account: Account) -> Version:
    """Store canonical tables and the files they came from, and make them current.

    Call it inside `Store.lock`.

    Raises:
        OSError: disk full, not writable, or an upload that cannot be read. What was current
            stays current, unless the last sync of `CURRENT`'s folder alone failed.
    """

    def write(folder: Path) -> list[StoredFile]:
        mark = folder.name.partition("-")[0]
        stored = [
            _write_table(folder, name, content.with_refs_of(table, mark, material.carried))
            for name, table in material.tables.items()
        ]
        if material.upload is None:
            return stored
        uploaded = upload_files(material.upload).items()
        stored += [_copy(file, folder, f"upload/{name}") for name, file in uploaded]
        return [
            *stored,
            _write_bytes(folder, handed_in.NAME, handed_in.to_bytes(material.handed_in)),
        ]

    return _add(versions, write, material.content_sha256, account)


def add_again(versions: Versions, old: Version, account: Account) -> Version:
    """Store a copy of an old version and make it current. Call it inside `Store.lock`.

    Copies, not links: one damaged block must not spoil two versions.

    Raises:
        DamagedStoreError: a file of the old version is not as it was written.
        OSError: as for `add`.
    """

    def write(folder: Path) -> list[StoredFile]:
        stored = [
            _copy(versions.folder(old.id) / file.name, folder, file.name, file.rows)
            for file in old.files
        ]
        if tuple(stored) != old.files:
            raise DamagedStoreError(f"a file of {old.id} is not as it was written")
        return stored

    return _add(versions, write, old.content_sha256, account)


def sweep(versions: Versions) -> None:
    """Remove what killed publishes left behind. Call it inside `Store.lock`.

    A version that came as far as its place is set aside, not removed: nothing that may have been
    published is ever deleted.

    Raises:
        OSError: something cannot be removed; the next version's number would make it history.
    """
    for left in sorted((versions.root / _BUILDING).glob("*")):
        _remove(left)
    above = versions.left_by_a_kill()
    if above is not None:
        (versions.root / _ASIDE).mkdir(exist_ok=True)
        versions.folder(above).rename(versions.root / _ASIDE / above)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left)
    else:
        left.unlink(missing_ok=True)


def point_to(versions: Versions, version_id: str) -> None:
    """Make a version current whose folder is in its place. Call it inside `Store.lock`.

    Raises:
        OSError: disk full or not writable.
    """
    (versions.root / _BUILDING).mkdir(exist_ok=True)
    spare = versions.root / _BUILDING / f"{version_id}.current"
    spare.unlink(missing_ok=True)
    durable.replace_text(versions.root / POINTER, f"{version_id}\n", spare)


def _add(
    versions: Versions,
    write: Callable[[Path], list[StoredFile]],
    content_sha256: str,
    account: Account,
) -> Version:
    sweep(versions)
    version_id = f"v{versions.highest_number() + 1:04d}-{token_hex(4)}"
    folder = versions.root / _BUILDING / version_id
    try:
        folder.mkdir(parents=True)
        version = Version(
            id=version_id,
            parent=versions.named(),
            published_at=datetime.now(UTC).replace(microsecond=0),
            content_sha256=content_sha256,
            files=tuple(write(folder)),
            **vars(account),
        )
        durable.write(folder / manifest.NAME, manifest.to_bytes(version))
        _make_current(versions, folder)
    except BaseException:
        with suppress(OSError):
            _take_away(versions, folder)
        raise
    return version


def _take_away(versions: Versions, folder: Path) -> None:
    """Remove a version that did not become current: it is ours, and takes room."""
    placed = versions.folder(folder.name)
    if placed.exists() and versions.named() != folder.name:
        placed.rename(folder)
    for left in sorted(folder.parent.glob("*")):
        _remove(left)


def _make_current(versions: Versions, folder: Path) -> None:
    """Give a finished folder its place and its name; the very last step makes it current."""
    for synced, _, _ in os.walk(folder):
        durable.sync_folder(Path(synced))
    final = versions.folder(folder.name)
    final.parent.mkdir(exist_ok=True)
    folder.rename(final)
    durable.sync_folder(final.parent)
    durable.sync_folder(versions.root)
    point_to(versions, final.name)


def _write_table(folder: Path, name: str, table: pa.Table) -> StoredFile:
    file_name = f"{name}.parquet"
    # Parquet's writer comes with many small pieces.
    with (
        durable.SyncedFile(folder / file_name) as file,
        io.BufferedWriter(file, durable.CHUNK) as pieces,
    ):
        pq.write_table(table, pieces, compression="zstd", row_group_size=_ROWS_IN_GROUP)
    return StoredFile(file_name, file.size, file.sha256, table.num_rows)


def _copy(source: Path, folder: Path, name: str, rows: int | None = None) -> StoredFile:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    file = durable.copy(source, target)
    return StoredFile(name, file.size, file.sha256, rows)


def _write_bytes(folder: Path, name: str, said: bytes) -> StoredFile:
    file = durable.write(folder / name, said)
    return StoredFile(name, file.size, file.sha256)
