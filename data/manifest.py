"""What a stored version says about itself: `manifest.json` and the value it is read into."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from data.scope import EVERYTHING, Scope, from_data

Status = Literal["illustrative", "provisional", "confirmed"]

NAME = "manifest.json"
FORMAT = 2
# Written before versions said what their file covered; they covered everything.
_FIRST_FORMAT = 1

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
    `scope` says what that file replaced, the rest is the parent's; `reasons` are what was typed
    for warnings and falls, as pairs of code and text; `audit_head` is the hash of the last line
    of the audit log at that moment ("" before there was one); `login` is whose login it was (see
    `data.audit.Event`);
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
    scope: Scope = EVERYTHING
    reasons: tuple[tuple[str, str], ...] = ()
    audit_head: str = ""
    login: str = ""
    replaces_damaged: str | None = None

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each table that the version has."""
        return {file.name.removesuffix(".parquet"): file.rows or 0 for file in self.tables}

    @property
    def upload_sha256(self) -> str:
        """Hash of the file that was handed in; of a folder, of its names and hashes; or empty."""
        uploads = {
            file.name.removeprefix("upload/"): file.sha256
            for file in self.files
            if file.name.startswith("upload/")
        }
        if len(uploads) == 1 and "workbook" in next(iter(uploads)):
            return next(iter(uploads.values()))
        listed = "".join(f"{name} {sha256}\n" for name, sha256 in uploads.items())
        return hashlib.sha256(listed.encode()).hexdigest() if uploads else ""

    @property
    def tables(self) -> tuple[StoredFile, ...]:
        """The files that hold tables; the others are the upload and what was said of it."""
        return tuple(file for file in self.files if file.rows is not None)


def number(version_id: str) -> int:
    """The running number of a version: later is larger. 0 when the text is not an id."""
    match = _ID.fullmatch(version_id)
    return int(match[1]) if match else 0


def to_bytes(version: Version) -> bytes:
    """Write a manifest: the same version gives the same bytes."""
    said = asdict(version)
    del said["replaces_damaged"]
    if not version.login:  # as in versions from before it was kept
        del said["login"]
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
        said = json.loads(content)
        as_written = _json(said) == content
        sha256 = said.pop("sha256")
        if not as_written or hashlib.sha256(_json(said)).hexdigest() != sha256:
            raise ValueError("the manifest was changed after it was written")
        return _version(said)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a manifest: {error}") from error


def _version(said: dict[str, Any]) -> Version:
    if said["format"] not in (_FIRST_FORMAT, FORMAT):
        raise ValueError("the manifest was written by a newer program")
    if said.pop("format") == FORMAT:
        said["scope"] = from_data(said.pop("scope"))
        said["reasons"] = tuple((code, reason) for code, reason in said.pop("reasons"))
    files = tuple(StoredFile(**file) for file in said.pop("files"))
    published_at = datetime.fromisoformat(said.pop("published_at"))
    return Version(**said, files=files, published_at=published_at)


def _json(said: dict[str, Any]) -> bytes:
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8")
