"""Files that people handed in, kept beside what is said about them, within a bound.

store/<kind>/<id>/about.json    what is said: replaced in one step
store/<kind>/<id>/original/     the bytes as they came, under names of our own
store/<kind>/<id>.new           one on its way; a kill leaves it, a later tidying removes it
store/<kind>/<id>.gone          one that is being removed; a kill leaves it, as above
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from data import durable, problems
from data.problems import Problem, printable, problem
from data.schema import TABLES

# What is kept: files on their way to a version, and files that were refused.
DRAFTS, REFUSED = KINDS = ("drafts", "refused")

ABOUT, ORIGINAL = "about.json", "original"

_ID = re.compile(r"[0-9a-f]{32}")
_SUFFIXES = (".xlsx", ".xls", ".xlsm", ".csv", ".txt", ".tsv")
_LONGEST_NAME = 200
# Copying takes seconds; what has been on its way for an hour was left by a kill.
_LONGEST_ON_ITS_WAY = 3_600.0


def upload_files(upload: Path) -> dict[str, Path]:
    """Name under which to keep -> file that was handed in.

    The names are ours: a person's may be a path, endless, or no name at all.
    """
    if upload.is_dir():
        files = {f"{name}.csv": upload / f"{name}.csv" for name in TABLES}
        return {name: file for name, file in files.items() if file.is_file()}
    suffix = upload.suffix.lower()
    return {f"workbook{suffix if suffix in _SUFFIXES else '.bin'}": upload}


def shown_name(name: str) -> str:
    """A file's name as it may be stored and shown: no path, no control character, not endless.

    Example:
        >>> shown_name("../../báo cáo.xlsx")
        'báo cáo.xlsx'
    """
    clean = name.encode("utf-8", errors="replace").decode("utf-8").replace("\\", "/")
    return printable(clean.rstrip("/").rpartition("/")[2].strip(), longest=_LONGEST_NAME)


def sha256_of(upload: Path) -> str:
    """Hash of a file, or of the names and contents of the tables in a folder.

    Raises:
        OSError: it cannot be read.
    """
    if not upload.is_dir():
        return durable.sha256_of(upload)
    sha256 = hashlib.sha256()
    for name, path in upload_files(upload).items():
        sha256.update(f"{name} {durable.sha256_of(path)}\n".encode())
    return sha256.hexdigest()


class Kept:
    """One kind of kept files, for instance drafts."""

    def __init__(self, root: Path, kind: str) -> None:
        self._folder = root / kind

    def ids(self) -> list[str]:
        """Ids of everything that is kept, the oldest first."""
        found = [path for path in self._folder.glob("*") if _ID.fullmatch(path.name)]
        return [path.name for path in sorted(found, key=_time_of)]

    def original(self, kept_id: str) -> Path:
        """The file, or the folder of tables, as it was handed in."""
        folder = self._of(kept_id) / ORIGINAL
        files = list(folder.glob("workbook.*"))
        return files[0] if files else folder

    def about(self, kept_id: str) -> dict[str, Any] | None:
        """What is said of it; None when there is no such id, or it is damaged."""
        if not _ID.fullmatch(kept_id):
            return None
        try:
            said = json.loads((self._of(kept_id) / ABOUT).read_bytes())
        except (OSError, ValueError):
            return None
        return said if isinstance(said, dict) else None

    def keep(self, kept_id: str, upload: Path, about: Mapping[str, Any]) -> None:
        """Keep a file; the same id again keeps the bytes and replaces what is said.

        Raises:
            OSError: disk full, not writable, or the upload cannot be read.
        """
        final = self._of(kept_id)
        if final.exists():
            self.say(kept_id, about)
            return
        building = final.with_suffix(".new")
        shutil.rmtree(building, ignore_errors=True)
        try:
            (building / ORIGINAL).mkdir(parents=True)
            for name, path in upload_files(upload).items():
                durable.copy(path, building / ORIGINAL / name)
            durable.write(building / ABOUT, _json(about))
            durable.sync_folder(building / ORIGINAL)
            durable.sync_folder(building)
            building.rename(final)
            durable.sync_folder(self._folder)
        except OSError:
            shutil.rmtree(building, ignore_errors=True)
            raise

    def say(self, kept_id: str, about: Mapping[str, Any]) -> None:
        """Replace what is said of it.

        Raises:
            OSError: disk full or not writable.
        """
        path = self._of(kept_id) / ABOUT
        spare = path.with_suffix(".new")
        spare.unlink(missing_ok=True)
        durable.replace_text(path, _json(about).decode("utf-8"), spare)

    def forget(self, kept_id: str) -> None:
        """Remove it; nothing happens when it is not there.

        It is gone in one step: what a kill leaves half removed would pass for damaged.
        """
        if _ID.fullmatch(kept_id):
            gone = self._of(kept_id).with_suffix(".gone")
            with suppress(OSError):
                self._of(kept_id).rename(gone)
            shutil.rmtree(gone, ignore_errors=True)

    def bound(self, most_bytes: int, among: Collection[str] | None = None) -> list[str]:
        """Remove the oldest until the rest fits, and what kills left; the ids removed.

        Args:
            among: ids that may be removed, and whose room counts; all of them when not given.
        """
        for left in self._folder.glob("*.new"):
            if time.time() - _time_of(left)[0] / 1e9 > _LONGEST_ON_ITS_WAY:
                shutil.rmtree(left, ignore_errors=True)
        for left in self._folder.glob("*.gone"):
            shutil.rmtree(left, ignore_errors=True)
        ids = [each for each in self.ids() if among is None or each in among]
        sizes = {kept_id: self.bytes_of(kept_id) for kept_id in ids}
        removed = []
        for kept_id in list(sizes)[:-1]:
            if sum(sizes.values()) <= most_bytes:
                break
            del sizes[kept_id]
            self.forget(kept_id)
            removed.append(kept_id)
        return removed

    def bytes_of(self, kept_id: str) -> int:
        """How much room it takes."""
        files = (path for path in self._of(kept_id).rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files)

    def verify(self) -> Iterator[Problem]:
        """What is kept and no longer as it was handed in."""
        for kept_id in self.ids():
            shown = f"{self._folder.name}/{kept_id}"
            about = self.about(kept_id)
            if about is None:
                yield problem(problems.KEPT_DAMAGED, table=f"{shown}/{ABOUT}")
            elif not self._is_as_handed_in(kept_id, about):
                yield problem(problems.KEPT_DAMAGED, table=f"{shown}/{ORIGINAL}")

    def _is_as_handed_in(self, kept_id: str, about: Mapping[str, Any]) -> bool:
        try:
            return sha256_of(self.original(kept_id)) == about.get("sha256")
        except OSError:
            return False

    def _of(self, kept_id: str) -> Path:
        return self._folder / kept_id


def _time_of(path: Path) -> tuple[int, str]:
    try:
        return path.stat().st_mtime_ns, path.name
    except OSError:
        return 0, path.name


def _json(about: Mapping[str, Any]) -> bytes:
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8")
