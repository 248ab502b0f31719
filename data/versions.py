"""Versions on disk: folders that never change, and one small file that names the current one.

    store/CURRENT               the id of the current version, replaced in one step
    store/versions/<id>/        parquet tables, upload/, manifest.json
    store/building/<id>/        a version on its way; a killed publish leaves one behind
    store/aside/<id>/           a whole version that a kill kept from becoming current
    store/publish.lock          held by whoever publishes
    store/audit.jsonl           one line an action, see `data.audit`
    store/drafts/, refused/     files that are not published, see `data.kept`

History is one line: a rollback is a new version with old content, so every version with a
number up to the current one has been current once. A kill between the last two steps leaves one
folder behind that is a number higher than `CURRENT` and has no line in the log; nobody sees it
and the next publish sets it aside. Anything else above `CURRENT` is an accident: see
`data.accidents`.

This module reads; `data.publishing` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from data import durable, manifest, problems
from data.manifest import Status, StoredFile, Version, number
from data.problems import Problem, problem

POINTER = "CURRENT"

_Signature = tuple[tuple[int, int] | None, ...]


class EmptyStoreError(LookupError):
    """Nothing was published yet."""


class DamagedStoreError(LookupError):
    """There are versions, but none that is asked for is whole."""


class StoreAccidentError(DamagedStoreError):
    """What was published is not there, or is not current: `problems` say which, and the mend."""

    def __init__(self, found: Collection[Problem]) -> None:
        super().__init__(", ".join(each.table for each in found))
        self.problems = tuple(found)


class ChangedMeanwhileError(Exception):
    """Somebody else published after the person looked; `version` is the one that won."""

    def __init__(self, version: Version | None) -> None:
        super().__init__(version.id if version else "")
        self.version = version


@dataclass(frozen=True)
class _Look:
    """What a full look at a version found, and how its files looked from outside then."""

    version: Version | None
    names: tuple[str, ...]
    signature: _Signature


@dataclass(frozen=True)
class _Manifest:
    """A manifest as it was read last: None when it is not as it was written."""

    version: Version | None
    sha256: str
    seen: tuple[int, int] | None


class Versions:
    """The versions under one folder. Threads may share it; many processes may read at once.

    Args:
        root: the folder of the store.
        told: the versions that the audit log names, each with the hash of its manifest ("" in
            lines of before it was written there). Their numbers are taken and they are never
            swept, whatever the folders say.
    """

    def __init__(self, root: Path, told: Callable[[], Mapping[str, str]] = dict) -> None:
        self.root, self.told = root, told
        self._looks: dict[str, _Look] = {}
        self._manifests: dict[str, _Manifest] = {}

    def folder(self, version_id: str) -> Path:
        """Where the files of a version lie."""
        return self.root / "versions" / version_id

    def named(self) -> str | None:
        """The id that `CURRENT` names; None when it is not there or names nothing."""
        try:
            text = (self.root / POINTER).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return text if number(text) else None

    def current(self) -> Version:
        """The current version, or the newest good one before it when it is damaged.

        Raises:
            EmptyStoreError: nothing was published yet.
            DamagedStoreError: no version is whole.
        """
        named = self.named()
        version = self._whole(named) if named else None
        return version or self._stand_in(named)

    def _stand_in(self, named: str | None) -> Version:
        """The newest good version before the one that `CURRENT` names, which is damaged."""
        ids = self.ids(up_to=named)
        for version_id in self._line_of_descent(ids):
            version = self._whole(version_id)
            if version is not None:
                return replace(version, replaces_damaged=named or POINTER)
        if ids or (self.root / POINTER).exists():
            raise DamagedStoreError(f"no version under {self.root} is whole")
        raise EmptyStoreError(f"nothing was published under {self.root}")

    def history(self, newest: int | None = None) -> list[Version]:
        """Every version that has been current and whose manifest can be read, newest first.

        Args:
            newest: so many of them; no other manifest is read. All when not given.
        """
        found = (self.manifest(each) for each in self.ids(up_to=self.named()))
        return list(islice((version for version in found if version is not None), newest))

    def history_without(self, known: Collection[str]) -> list[Version]:
        """The same without versions whose id is known: most need not be read again."""
        ids = (each for each in self.ids(up_to=self.named()) if each not in known)
        found = (self.manifest(each) for each in ids)
        return [version for version in found if version is not None]

    def numbered(self, asked: int) -> Version | None:
        """The version with a running number, which short references name; None without one."""
        for version_id in self.ids(up_to=self.named()):
            if number(version_id) == asked:
                return self.manifest(version_id)
        return None

    def hold_only(self, status: Status) -> bool:
        """True when every version is known to have this status; also in an empty store."""
        manifests = [self.manifest(each) for each in self.ids()]
        return all(version and version.status == status for version in manifests)

    def manifest(self, version_id: str) -> Version | None:
        """What a version says of itself, of any folder; None when it is not as it was written.

        Read once a process, and again when the file looks otherwise from outside.
        """
        return self._manifest(version_id).version

    def manifest_sha256(self, version_id: str) -> str:
        """Hash of a version's manifest; "" when it is not there."""
        return self._manifest(version_id).sha256

    def whole(self, version_id: str) -> Version | None:
        """A version of any folder if its tables are as they were written, else None."""
        return self._whole(version_id)

    def above_current(self) -> list[str]:
        """Ids of folders that are newer than the one that `CURRENT` names, newest first."""
        named = self.named()
        return [each for each in self.ids() if named and number(each) > number(named)]

    def left_by_a_kill(self) -> str | None:
        """The one folder above `CURRENT` that a killed publish left; None when there is none.

        A kill leaves one, a number higher, without a line in the log: what is more than that was
        published.
        """
        above, named = self.above_current(), self.named()
        if len(above) != 1 or named is None or above[0] in self.told():
            return None
        is_next = number(above[0]) == number(named) + 1 and self.folder(named).is_dir()
        return above[0] if is_next else None

    def verify(self) -> list[Problem]:
        """Compare every file of every version with its manifest, byte for byte by hash."""
        named = self.named()
        found = [
            each for version_id in self.ids(up_to=named) for each in self._problems_of(version_id)
        ]
        if self.ids() and (named is None or not self.folder(named).is_dir()):
            found.append(problem(problems.CURRENT_DAMAGED, table=POINTER))
        return found

    def _problems_of(self, version_id: str) -> list[Problem]:
        folder = self.folder(version_id)
        seen = _size_and_time(folder / manifest.NAME)
        # Read again: what was read before may have changed on the disk without a new time.
        kept = self._manifests[version_id] = _read_again(folder, seen)
        if kept.version is None:
            return [problem(problems.MANIFEST_DAMAGED, table=f"{version_id}/{manifest.NAME}")]
        found = (_problem_of_file(folder, file) for file in kept.version.files)
        return [each for each in found if each is not None]

    def highest_number(self) -> int:
        """The highest number that any folder has, seen or left behind, or that the log names; 0
        in an empty store."""
        taken = [*self.ids(), self.named() or "", *self.told()]
        return max((number(each) for each in taken), default=0)

    def ids(self, up_to: str | None = None) -> list[str]:
        """Ids of the folders, newest first; all of them when it is unknown which is current."""
        names = (path.name for path in (self.root / "versions").glob("v*"))
        ids = sorted((name for name in names if number(name)), key=number, reverse=True)
        return [each for each in ids if up_to is None or number(each) <= number(up_to)]

    def _line_of_descent(self, ids: list[str]) -> Iterator[str]:
        """Each id, then what may stand in for it: after a rollback, nothing that it took back."""
        while ids:
            version_id, *ids = ids
            yield version_id
            version = self.manifest(version_id)
            if version is not None and version.restores:
                ids = [each for each in ids if number(each) <= number(version.restores)]

    def _manifest(self, version_id: str) -> _Manifest:
        folder = self.folder(version_id)
        seen = _size_and_time(folder / manifest.NAME)
        kept = self._manifests.get(version_id)
        if kept is None or kept.seen != seen:
            kept = self._manifests[version_id] = _read_again(folder, seen)
        return kept

    def _whole(self, version_id: str) -> Version | None:
        """The version if its tables are as they were written, else None.

        Hashes are compared once a process; after that, a file that keeps size and time of
        change is the file that was hashed. A damaged upload takes nothing from the tables.
        """
        folder = self.folder(version_id)
        look = self._looks.get(version_id)
        if look is None or look.signature != _signature(folder, look.names):
            look = self._looks[version_id] = _look_at(folder)
        return look.version


def _look_at(folder: Path) -> _Look:
    version = _read_again(folder, None).version
    tables = version.tables if version else ()
    names = (manifest.NAME, *(file.name for file in tables))
    signature = _signature(folder, names)
    if version is not None and any(_problem_of_file(folder, file) for file in tables):
        version = None
    return _Look(version, names, signature)


def _signature(folder: Path, names: tuple[str, ...]) -> _Signature:
    return tuple(_size_and_time(folder / name) for name in names)


def _size_and_time(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _read_again(folder: Path, seen: tuple[int, int] | None) -> _Manifest:
    try:
        content = (folder / manifest.NAME).read_bytes()
    except OSError:
        return _Manifest(None, "", seen)
    try:
        version = manifest.from_bytes(content)
    except ValueError:
        version = None
    is_ours = version is not None and version.id == folder.name
    return _Manifest(version if is_ours else None, sha256(content).hexdigest(), seen)


def _problem_of_file(folder: Path, file: StoredFile) -> Problem | None:
    path, shown = folder / file.name, f"{folder.name}/{file.name}"
    try:
        as_written = path.stat().st_size == file.bytes and durable.sha256_of(path) == file.sha256
    except OSError:
        return problem(problems.FILE_MISSING, table=shown)
    return None if as_written else problem(problems.FILE_DAMAGED, table=shown)
