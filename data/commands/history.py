"""Commands about the store: list versions, take one back, verify, repair, back up, restore."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data import backup, problems
from data.audit import BY_COMMAND
from data.commands.said import (
    DONE,
    REFUSED,
    add_command,
    existing,
    helped,
    not_blank,
    print_problems,
    rows_said,
    say,
    say_version,
)
from data.problems import printable, problem
from data.store import Store
from data.words import LANGUAGES, translate

if TYPE_CHECKING:
    from data.commands.said import Commands


def add_to(commands: Commands) -> None:
    """Add `versions`, `rollback`, `verify`, `repair`, `backup` and `restore`."""
    add_command(commands, "versions", _versions)
    rollback = add_command(commands, "rollback", _rollback)
    rollback.add_argument("version_id", metavar="ID", help=helped("version_id"))
    add_command(commands, "verify", _verify)
    repair = add_command(commands, "repair", _repair)
    repair.add_argument("--to", metavar="ID", required=True, help=helped("repair_to"))
    for answered in (rollback, repair):
        for name, metavar in (("by", "NAME"), ("reason", "TEXT")):
            answered.add_argument(
                f"--{name}", metavar=metavar, type=not_blank, required=True, help=helped(name)
            )
    written = add_command(commands, "backup", _backup)
    written.add_argument("file", metavar="OUT", type=Path, help=helped("backup_file"))
    restored = add_command(commands, "restore", _restore)
    restored.add_argument("file", metavar="FILE", type=existing, help=helped("restore_file"))


def _versions(store: Store, args: argparse.Namespace) -> int:
    versions = store.versions()
    current = store.current_or_none()
    if not versions:
        say("no_versions")
    for version in versions:
        mark = "*" if current and version.id == current.id else " "
        day = version.published_at.astimezone().strftime("%d/%m/%Y %H:%M")
        status = " / ".join(translate(lang, f"status.{version.status}") for lang in LANGUAGES)
        said = [version.id, day, status, version.published_by, version.reason]
        print(mark, *(printable(text) for text in said if text), sep="  ")
        print("    ", rows_said(version.rows, "vi"))
    if current and current.replaces_damaged:
        stands_in = {"damaged": current.replaces_damaged, "id": current.id}
        say("stands_in", lambda lang: stands_in)
    return DONE


def _rollback(store: Store, args: argparse.Namespace) -> int:
    try:
        version = store.rollback(args.version_id, by=args.by, reason=args.reason, login=BY_COMMAND)
    except KeyError:
        return _unknown(args.version_id)
    say_version("rolled_back", version, old=version.restores or "")
    return DONE


def _unknown(version_id: str) -> int:
    print_problems([problem(problems.UNKNOWN_VERSION, value=version_id)])
    say("not_done")
    return REFUSED


def _repair(store: Store, args: argparse.Namespace) -> int:
    try:
        version = store.repair(args.to, by=args.by, reason=args.reason, login=BY_COMMAND)
    except KeyError:
        return _unknown(args.to)
    say_version("repaired", version)
    return DONE


def _backup(store: Store, args: argparse.Namespace) -> int:
    made = backup.write(store, args.file)
    _say_backup("backup_written", made, args.file)
    return _verify(store, args)


def _restore(store: Store, args: argparse.Namespace) -> int:
    made = backup.restore(store, args.file)
    _say_backup("restored", made, store.root)
    return _verify(store, args)


def _say_backup(key: str, made: backup.Backup, place: Path) -> None:
    day = made.made_at.astimezone().strftime("%d/%m/%Y %H:%M")
    said = {
        "place": printable(str(place), longest=400),
        "files": made.files,
        "megabytes": -(-made.bytes // 1_000_000),
        "day": day,
    }
    say(key, lambda lang: said)


def _verify(store: Store, args: argparse.Namespace) -> int:
    found = store.verify()
    print_problems(found)
    bad = [each for each in found if each.severity == "error"]
    lines, last = store.log_end()
    said = {"count": len(bad) or store.version_count(), "lines": lines, "last": last or "–"}
    say("verified_bad" if bad else "verified", lambda lang: said)
    return REFUSED if bad else DONE
