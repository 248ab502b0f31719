"""Who did what and when: one line an action, each chained to the line before by sha256.

    store/audit.jsonl     the lines, only ever added to
    store/audit.head      how many lines there were last, and the hash of the last one

`audit.head` is there before the first line, so a log without it was tampered with. A line that is
changed or taken out no longer fits the next one; lines cut off at the end are missed by
`audit.head` and by the manifest of every later version, which names the hash of the last line
before it; the next line says so for good. The line of a version says what its manifest says, and
carries the manifest's hash, so that neither is changed without the other. A kill between a version
and its line is mended at the next action from the version's manifest, and the line says so.
Whoever adds a line holds the store's lock.

What is not found: the last lines taken away or written anew, together with their versions and
`audit.head`; and of a last line that is about no version, what it says. Whoever may write the
whole folder can do that. `verify` says how many lines there are and the hash of the last: noted
elsewhere, or in a backup, they tell.

This module reads and writes; `data.audit_check` says what is wrong.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from data import durable
from data.manifest import Version
from data.versions import Versions

NAME, HEAD = "audit.jsonl", "audit.head"

# A line never changes, so it is taken apart once a process.
_KEPT_LINES = 20_000

Action = Literal["published", "rolled_back", "repaired", "refused", "form_kept", "denied", "mended"]


@dataclass(frozen=True)
class Event:
    """One action: who did what, to which version, why, from which file.

    `problems` counts what was wrong with a refused file. For a kept form `reason` is its name and
    `file` the report that it was made for. `mended` is true for a line that was written from a
    manifest at a later action, because the first writing was cut short. `manifest_sha256` is the
    hash of the manifest of `version`; `lost` names the versions, parted by blanks, that a repair
    went on without. `login` is whose login it was, as issuer and subject, or `BY_COMMAND`, where
    `by` is what a person typed; empty where nobody logged in.
    """

    action: Action
    by: str
    version: str = ""
    reason: str = ""
    file: str = ""
    file_sha256: str = ""
    problems: int = 0
    mended: bool = False
    manifest_sha256: str = ""
    lost: str = ""
    login: str = ""


# Stands for a login where a name was typed at the command line, and nobody asked for proof.
BY_COMMAND = "data.commands"

# Actions that made a version current: each version has one such line.
OF_A_VERSION = ("published", "rolled_back")

_NEEDED = {"at", "previous", "sha256", "action", "by"}
_KNOWN = _NEEDED | {field.name for field in fields(Event)}


@dataclass(frozen=True)
class Entry:
    """A line of the log: its number from 1, when it was written, and what happened.

    `sha256` is its own hash, `previous` that of the line before ("" in the first).
    """

    number: int
    at: datetime
    event: Event
    sha256: str
    previous: str


def event_of(version: Version, manifest_sha256: str, *, mended: bool = False) -> Event:
    """What a version's manifest, of that hash, says of its own publishing."""
    action: Action = "rolled_back" if version.restores else "published"
    return Event(
        action,
        version.published_by,
        version.id,
        version.reason,
        version.upload_name,
        version.upload_sha256,
        mended=mended,
        manifest_sha256=manifest_sha256,
        login=version.login,
    )


class AuditLog:
    """The log of one store."""

    def __init__(self, root: Path) -> None:
        self._path, self._head = root / NAME, root / HEAD
        self._spare = root / f"{HEAD}.new"

    def entries(self) -> list[Entry]:
        """Every line that can be read, oldest first; `data.audit_check` says which cannot."""
        found = (entry(row, line) for row, line in enumerate(self.lines(), start=1))
        return [each for each in found if each is not None]

    def head(self) -> str:
        """Hash of the last line; empty when there is none."""
        lines = self.lines()
        return link(lines[-1]) if lines else ""

    def remembered(self) -> tuple[int, str] | None:
        """Number and hash of the last line as `audit.head` knows it, (0, "") before the first
        one; None when it is not there or says nothing."""
        try:
            count, _, sha256 = self._head.read_text(encoding="utf-8").strip().partition(" ")
            return int(count), sha256
        except (OSError, ValueError):
            return None

    def add(self, event: Event) -> Entry:
        """Write a line and sync it.

        Raises:
            OSError: disk full or not writable.
        """
        self._tell_damage()
        return self._add(event)

    def _add(self, event: Event) -> Entry:
        lines = self.lines()
        at = datetime.now(UTC).replace(microsecond=0)
        said = {"at": at.isoformat(), "previous": link(lines[-1]) if lines else ""} | vars(event)
        sha256 = hashlib.sha256(_json(said)).hexdigest()
        durable.append(self._path, _json(said | {"sha256": sha256}) + b"\n")
        self._remember(len(lines) + 1, sha256)
        return Entry(len(lines) + 1, at, event, sha256, str(said["previous"]))

    def _remember(self, count: int, sha256: str = "") -> None:
        self._spare.unlink(missing_ok=True)
        durable.replace_text(self._head, f"{count} {sha256}".strip() + "\n", self._spare)

    def mend(self, versions: Versions) -> None:
        """Make the log ready for the next action: `audit.head` before the first line, and the
        lines that killed actions left out, from the manifests of their versions.

        Raises:
            OSError: disk full or not writable.
        """
        if self.remembered() is None and not self.lines():
            self._remember(0)
        for version in reversed(versions.history_without(self.told())):
            self.add(event_of(version, versions.manifest_sha256(version.id), mended=True))

    def told(self) -> dict[str, str]:
        """The versions that were published, each with the hash of its manifest as its line says
        ("" in lines of before it was written there)."""
        return {
            each.event.version: each.event.manifest_sha256
            for each in self.entries()
            if each.event.action in OF_A_VERSION
        }

    def given_up(self) -> dict[str, str]:
        """The versions that a repair went on without, each with who decided it."""
        return {
            version_id: each.event.by
            for each in self.entries()
            if each.event.action == "repaired"
            for version_id in each.event.lost.split()
        }

    def may_name_versions(self) -> bool:
        """True unless every line can be read and none is about a version."""
        lines, entries = self.lines(), self.entries()
        said = self.remembered()
        unread = len(lines) != len(entries) or (said is not None and said[0] > len(lines))
        return unread or any(each.event.version for each in entries)

    def _tell_damage(self) -> None:
        """Say in a line of its own what is wrong with the end, before the next line covers it.

        Half a line that a kill left is taken away. Where lines were cut off, the new line keeps
        how many there were: `audit.head` will know of the new end only.
        """
        content = self._content()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            durable.cut(self._path, whole)
            self._add(_mended(f"− {len(content) - whole} B"))
        lines, said = self.lines(), self.remembered()
        if said is None and lines:
            self._add(_mended(f"{HEAD}: – → {len(lines)}"))
        elif said is not None and said[1] and said[1] not in {link(line) for line in lines}:
            self._add(_mended(f"{said[0]} → {len(lines)}"))

    def lines(self) -> list[bytes]:
        """Every whole line as it stands, without its end."""
        return self._content().split(b"\n")[:-1]

    def is_torn(self) -> bool:
        """True when half a line stands at the end, as a kill leaves it."""
        content = self._content()
        return bool(content) and not content.endswith(b"\n")

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""


def _mended(what: str) -> Event:
    return Event("mended", "data.audit", reason=what, mended=True)


@lru_cache(maxsize=_KEPT_LINES)
def entry(row: int, line: bytes) -> Entry | None:
    """What a line of the log says; None when it is not as it was written."""
    said = _said(line)
    if said is None:
        return None
    at = datetime.fromisoformat(said.pop("at"))
    sha256, previous = said.pop("sha256"), said.pop("previous")
    return Entry(row, at, Event(**said), sha256, previous)


def _said(line: bytes) -> dict[str, Any] | None:
    """What a line says; None when it is not as it was written."""
    try:
        said = json.loads(line)
        rest = {name: value for name, value in said.items() if name != "sha256"}
        as_written = said["sha256"] == hashlib.sha256(_json(rest)).hexdigest()
        datetime.fromisoformat(said["at"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    is_line = _NEEDED <= set(said) <= _KNOWN
    is_plain = all(isinstance(value, str | int) for value in said.values())
    return dict(said) if as_written and is_line and is_plain and _json(said) == line else None


def _json(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8")


@lru_cache(maxsize=_KEPT_LINES)
def link(line: bytes) -> str:
    """What the next line names: the hash that the line carries, or of its bytes without one."""
    try:
        return str(json.loads(line)["sha256"])
    except (ValueError, TypeError, KeyError):
        return hashlib.sha256(line).hexdigest()
