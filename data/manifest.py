"""What a stored version says about itself: `manifest.json` and the value it is read into."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

Status = Literal["illustrative", "provisional", "confirmed"]

NAME = "manifest.json"
FORMAT = 1

_ID = re.compile(r"v([0-9]{4,})-[0-9a-f]{8}")


@dataclass(frozen=True)
class StoredFile:
    """One file of a version: path inside its folder, size, sha256; rows when it is a table."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Version:
    """One version of the record. Its files never change.

    `parent` is the version that was current before; `restores` is set by a rollback and names
    the version whose content came back; `upload_name` is the name of what was handed in;
    `replaces_damaged` is set by the store when it serves this version because a later one is
    damaged on disk ("CURRENT" when the file that names the current version is).
    """

    id: str
    status: Status
    published_at: datetime
    published_by: str
    reason: str
    parent: str | None
    restores: str | None
    content_sha256: str
    files: tuple[StoredFile, ...]
    upload_name: str = ""
    replaces_damaged: str | None = None

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each table that the version has."""
        return {file.name.removesuffix(".parquet"): file.rows or 0 for file in self.tables}

    @property
    def tables(self) -> tuple[StoredFile, ...]:
        """The files that hold tables; the others are the original upload."""
        return tuple(file for file in self.files if file.rows is not None)


def number(version_id: str) -> int:
    """The running number of a version: later is larger. 0 when the text is not an id."""
    match = _ID.fullmatch(version_id)
    return int(match[1]) if match else 0


def to_bytes(version: Version) -> bytes:
    """Write a manifest: the same version gives the same bytes."""
    said = asdict(version)
    del said["replaces_damaged"]
    said["published_at"] = version.published_at.isoformat()
    said["format"] = FORMAT
    said["sha256"] = hashlib.sha256(_json(said)).hexdigest()
    return _json(said)


def from_bytes(content: bytes) -> Version:
    """Read a manifest.

    Raises:
        ValueError: it is not a manifest, or not one byte for byte as it was written.
    """
    try:
        version = _version(json.loads(content))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a manifest: {error}") from error
    if to_bytes(version) != content:
        raise ValueError("the manifest was changed after it was written")
    return version


def _version(said: dict[str, Any]) -> Version:
    del said["format"], said["sha256"]
    files = tuple(StoredFile(**file) for file in said.pop("files"))
    published_at = datetime.fromisoformat(said.pop("published_at"))
    return Version(**said, files=files, published_at=published_at)


def _json(said: dict[str, Any]) -> bytes:
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8")
