"""What is wrong with the audit log: lines changed, taken out, cut off, or forged as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from data import accidents, problems
from data.audit import HEAD, NAME, OF_A_VERSION, AuditLog, Entry, Event, entry, event_of, link
from data.problems import Problem, problem
from data.versions import Versions


def found(log: AuditLog, versions: Versions) -> Iterator[Problem]:
    """Lines that are not as they were written, that say something else than the manifest of their
    version, or that a version names and the log lacks; versions without a line."""
    lines, told = log.lines(), log.told()
    yield from _chain(lines)
    if log.is_torn():
        yield problem(problems.AUDIT_TORN, severity="warning", table=NAME, row=len(lines) + 1)
    yield from _forged(log.entries(), versions)
    hashes, missed = [link(line) for line in lines], accidents.log_problem
    count, sha256 = log.remembered() or (0, "")
    if sha256 in hashes and sha256 not in hashes[count - 1 : count]:
        yield missed(problems.AUDIT_HEAD_OTHER, HEAD, versions, lines=len(lines))
    for version in versions.history():
        if version.audit_head and version.audit_head not in hashes:
            yield missed(problems.AUDIT_CUT_OFF, NAME, versions, lines=len(lines), value=version.id)
        if version.id not in told:
            yield problem(problems.AUDIT_BEHIND, severity="warning", table=NAME, value=version.id)


def _chain(lines: list[bytes]) -> Iterator[Problem]:
    previous = ""
    for row, line in enumerate(lines, start=1):
        read = entry(row, line)
        if read is None:
            yield problem(problems.AUDIT_LINE_CHANGED, table=NAME, row=row)
        elif read.previous != previous:
            yield problem(problems.AUDIT_CHAIN_BROKEN, table=NAME, row=row)
        previous = link(line)


def _forged(entries: list[Entry], versions: Versions) -> Iterator[Problem]:
    """Lines of versions that say something else than the manifest, or that left its hash out."""
    of_versions = [each for each in entries if each.event.action in OF_A_VERSION]
    hash_due = False
    for each in of_versions:
        event = each.event
        hash_due = hash_due or bool(event.manifest_sha256)
        left_out = hash_due and not event.manifest_sha256
        if left_out or not _says_the_manifest(event, versions):
            yield problem(
                problems.AUDIT_OTHER_THAN_MANIFEST,
                table=NAME,
                row=each.number,
                value=event.version,
            )


def _says_the_manifest(event: Event, versions: Versions) -> bool:
    """True also where they cannot be compared: a manifest that is lost, damaged or another than
    the line knew is told as such."""
    version, sha256 = versions.manifest(event.version), versions.manifest_sha256(event.version)
    if version is None or event.manifest_sha256 not in ("", sha256):
        return True
    return event == event_of(version, event.manifest_sha256, mended=event.mended)
