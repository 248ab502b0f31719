"""Who did what and when: one line an action, each chained to the line before by sha256.

    store/audit.jsonl     the lines, only ever added to
    store/audit.head      how many lines there were last, and the hash of the last one

A line that is changed or taken out no longer fits the next one; lines cut off at the end are
missed by `audit.head` and by the manifest of every later version, which names the hash of the
last line before it; the next line says so for good. The line of a version carries the hash of its
manifest, so that neither is changed without the other. A kill between a version and its line is
mended at the next action from the version's manifest, and the line says so. Whoever adds a line
holds the store's lock.

What is not found: lines taken from the end together with an `audit.head` written anew, where no
version was published after them. Whoever may write the whole folder can do that; a backup kept
elsewhere tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from data import durable, problems
from data.manifest import Version
from data.problems import Problem, problem
from data.versions import Versions

NAME, HEAD = "audit.jsonl", "audit.head"

Action = Literal["published", "rolled_back", "repaired", "refused", "form_kept", "denied", "mended"]


@dataclass(frozen=True)
class Event:
    """One action: who did what, to which version, why, from which file.

    `problems` counts what was wrong with a refused file. For a kept form `reason` is its name and
    `file` the report that it was made for. `mended` is true for a line that was
    written from a manifest at a later action, because the first writing was cut short.
    `manifest_sha256` is the hash of the manifest of `version`; `lost` names the versions, parted
    by blanks, that a repair went on without.
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


_NEEDED = {"at", "previous", "sha256", "action", "by"}
_KNOWN = _NEEDED | {field.name for field in fields(Event)}


@dataclass(frozen=True)
class Entry:
    """A line of the log: its number from 1, when it was written, and what happened."""

    number: int
    at: datetime
    event: Event
    sha256: str


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
    )


class AuditLog:
    """The log of one store."""

    def __init__(self, root: Path) -> None:
        self._path, self._head = root / NAME, root / HEAD
        self._spare = root / f"{HEAD}.new"

    def entries(self) -> list[Entry]:
        """Every line that can be read, oldest first; `verify` says which cannot."""
        found = (_entry(row, line) for row, line in enumerate(self._lines(), start=1))
        return [entry for entry in found if entry is not None]

    def head(self) -> str:
        """Hash of the last line; empty when there is none."""
        lines = self._lines()
        return _link(lines[-1]) if lines else ""

    def add(self, event: Event) -> Entry:
        """Write a line and sync it.

        Raises:
            OSError: disk full or not writable.
        """
        self._tell_damage()
        return self._add(event)

    def _add(self, event: Event) -> Entry:
        lines = self._lines()
        at = datetime.now(UTC).replace(microsecond=0)
        said = {"at": at.isoformat(), "previous": _link(lines[-1]) if lines else ""} | vars(event)
        sha256 = hashlib.sha256(_json(said)).hexdigest()
        durable.append(self._path, _json(said | {"sha256": sha256}) + b"\n")
        entry = Entry(len(lines) + 1, at, event, sha256)
        self._spare.unlink(missing_ok=True)
        durable.replace_text(self._head, f"{entry.number} {entry.sha256}\n", self._spare)
        return entry

    def mend(self, versions: Versions) -> None:
        """Add the lines that killed actions left out, from the manifests of their versions.

        Raises:
            OSError: disk full or not writable.
        """
        for version in reversed(versions.history_without(self.told())):
            self.add(event_of(version, versions.manifest_sha256(version.id), mended=True))

    def told(self) -> dict[str, str]:
        """The versions that were published, each with the hash of its manifest as its line says
        ("" in lines of before it was written there)."""
        return {
            entry.event.version: entry.event.manifest_sha256
            for entry in self.entries()
            if entry.event.action in ("published", "rolled_back")
        }

    def given_up(self) -> dict[str, str]:
        """The versions that a repair went on without, each with who decided it."""
        return {
            version_id: entry.event.by
            for entry in self.entries()
            if entry.event.action == "repaired"
            for version_id in entry.event.lost.split()
        }

    def may_name_versions(self) -> bool:
        """True unless every line can be read and none is about a version."""
        lines, entries = self._lines(), self.entries()
        unread = len(lines) != len(entries) or (self._remembered() and not lines)
        return bool(unread) or any(entry.event.version for entry in entries)

    def verify(self, versions: Iterable[Version]) -> Iterator[Problem]:
        """Lines that were changed, taken out or cut off, and versions without a line."""
        lines = self._lines()
        yield from self._torn_end()
        previous = ""
        for row, line in enumerate(lines, start=1):
            said = _said(line)
            if said is None:
                yield problem(problems.AUDIT_LINE_CHANGED, table=NAME, row=row)
            elif said["previous"] != previous:
                yield problem(problems.AUDIT_CHAIN_BROKEN, table=NAME, row=row)
            previous = _link(line)
        yield from self._cut_off(lines, versions)

    def _cut_off(self, lines: list[bytes], versions: Iterable[Version]) -> Iterator[Problem]:
        hashes, told = {_link(line) for line in lines}, self.told()
        yield from self._head_differs(lines)
        for version in versions:
            if version.audit_head and version.audit_head not in hashes:
                yield problem(
                    problems.AUDIT_CUT_OFF, table=NAME, value=version.id, lines=len(lines)
                )
            if version.id not in told:
                yield problem(
                    problems.AUDIT_BEHIND, severity="warning", table=NAME, value=version.id
                )

    def _head_differs(self, lines: list[bytes]) -> Iterator[Problem]:
        """What `audit.head` says against the lines. Kills leave it behind them, which hides
        nothing, and a store of one line without it."""
        count, _, sha256 = self._remembered().partition(" ")
        places = [(str(place), _link(line)) for place, line in enumerate(lines, start=1)]
        if (count, sha256) in places or (not sha256 and len(lines) < 2):
            return
        if sha256 and sha256 not in dict(places).values():
            yield problem(problems.AUDIT_CUT_OFF, table=NAME, value=count, lines=len(lines))
        else:
            yield problem(problems.AUDIT_HEAD_OTHER, table=HEAD, lines=len(lines))

    def _torn_end(self) -> Iterator[Problem]:
        content = self._content()
        if content and not content.endswith(b"\n"):
            row = content.count(b"\n") + 1
            yield problem(problems.AUDIT_TORN, severity="warning", table=NAME, row=row)

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
        count, _, sha256 = self._remembered().partition(" ")
        lines = self._lines()
        if sha256 and sha256 not in {_link(line) for line in lines}:
            self._add(_mended(f"{count} → {len(lines)}"))

    def _remembered(self) -> str:
        try:
            return self._head.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def _lines(self) -> list[bytes]:
        return self._content().split(b"\n")[:-1]

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""


def _mended(what: str) -> Event:
    return Event("mended", "data.audit", reason=what, mended=True)


def _entry(row: int, line: bytes) -> Entry | None:
    said = _said(line)
    if said is None:
        return None
    at = datetime.fromisoformat(said.pop("at"))
    sha256 = said.pop("sha256")
    del said["previous"]
    return Entry(row, at, Event(**said), sha256)


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


def _link(line: bytes) -> str:
    """What the next line names: the hash that the line carries, or of its bytes without one."""
    try:
        return str(json.loads(line)["sha256"])
    except (ValueError, TypeError, KeyError):
        return hashlib.sha256(line).hexdigest()
