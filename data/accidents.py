"""Accidents to the store's folder: what was published and is not there, or is not current.

A kill leaves at most one version that is not current yet and at most one line of the log
unwritten. What is more than that came from outside: a folder deleted, an old `CURRENT` brought
back, a manifest written anew. The log is the memory: what it names exists, or is named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data import problems
from data.audit import HEAD, NAME, AuditLog, link
from data.manifest import number
from data.problems import Problem, problem
from data.versions import POINTER, Versions


def found(versions: Versions, log: AuditLog) -> list[Problem]:
    """Every accident, the newest version first; empty when what was published is there."""
    given_up = log.given_up()
    gone = [_gone(each, versions, given_up) for each in lost(versions)]
    ends = [*_end(versions, log), *_log_gone(versions, log)]
    return [*_behind(versions), *gone, *ends, *_other_manifests(versions)]


def stopping(versions: Versions, log: AuditLog) -> list[Problem]:
    """Those that nothing may be published over: a version lost that no repair went on without,
    `CURRENT` gone back, or a log that does not end where it ended."""
    given_up = log.given_up()
    gone = [_gone(each, versions, given_up) for each in lost(versions) if each not in given_up]
    return [*_behind(versions), *gone, *_end(versions, log)]


def lost(versions: Versions) -> list[str]:
    """Ids that the log or `CURRENT` names and that have no folder, newest first."""
    named = versions.named()
    published = {*versions.told(), *([named] if named else [])} - set(versions.ids())
    return sorted(published, key=number, reverse=True)


def best(versions: Versions) -> str | None:
    """The newest version that is whole: what a repair would go on from; None without one."""
    return next((each for each in versions.ids() if versions.whole(each)), None)


def _behind(versions: Versions) -> Iterator[Problem]:
    above = versions.above_current()
    if above and versions.left_by_a_kill() is None:
        yield problem(
            problems.CURRENT_BEHIND,
            table=POINTER,
            value=versions.named(),
            newest=above[0],
            best=best(versions) or above[0],
        )


def _end(versions: Versions, log: AuditLog) -> Iterator[Problem]:
    """What `audit.head` says against the lines.

    Kills leave it behind them, which hides nothing. It is made before the first line, so lines
    without it are an accident, or somebody's work.
    """
    hashes, said = [link(line) for line in log.lines()], log.remembered()
    if said is None and hashes:
        yield log_problem(problems.AUDIT_HEAD_OTHER, HEAD, versions, lines=len(hashes))
    elif said and said[1] and said[1] not in hashes:
        count, _ = said
        yield log_problem(problems.AUDIT_CUT_OFF, NAME, versions, value=count, lines=len(hashes))


def log_problem(
    code: str, table: str, versions: Versions, *, lines: int, value: object = ""
) -> Problem:
    """What is wrong with the end of the log, with the version that a repair would go on from."""
    mend = best(versions) or "ID"
    return problem(code, table=table, value=value, lines=lines, best=mend)


def _log_gone(versions: Versions, log: AuditLog) -> Iterator[Problem]:
    """Nothing left of the log beside versions: so it is too in a store from before there was a
    log, which nothing stops; its next action writes the lines from the manifests."""
    if versions.ids() and log.remembered() is None and not log.lines():
        yield problem(problems.AUDIT_GONE, table=NAME)


def _gone(version_id: str, versions: Versions, given_up: Mapping[str, str]) -> Problem:
    table = f"versions/{version_id}"
    if version_id in given_up:
        return problem(
            problems.VERSION_GIVEN_UP,
            severity="warning",
            table=table,
            value=version_id,
            by=given_up[version_id],
        )
    return problem(
        problems.VERSION_LOST, table=table, value=version_id, best=best(versions) or "ID"
    )


def _other_manifests(versions: Versions) -> Iterator[Problem]:
    for version_id, sha256 in versions.told().items():
        now = versions.manifest_sha256(version_id)
        # One that no longer holds together is told as damaged.
        if sha256 and now not in ("", sha256) and versions.manifest(version_id):
            yield problem(
                problems.MANIFEST_OTHER,
                table=f"versions/{version_id}/manifest.json",
                value=version_id,
            )
