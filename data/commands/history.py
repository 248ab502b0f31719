"""Commands about versions that are there: list them, take one back, verify them all."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data import problems
from data.commands.said import (
    DONE,
    REFUSED,
    add_command,
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
    """Add `versions`, `rollback` and `verify`."""
    add_command(commands, "versions", _versions)
    rollback = add_command(commands, "rollback", _rollback)
    rollback.add_argument("version_id", metavar="ID", help=helped("version_id"))
    rollback.add_argument("--by", metavar="NAME", type=not_blank, required=True, help=helped("by"))
    rollback.add_argument(
        "--reason", metavar="TEXT", type=not_blank, required=True, help=helped("reason")
    )
    add_command(commands, "verify", _verify)


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
        version = store.rollback(args.version_id, by=args.by, reason=args.reason)
    except KeyError:
        print_problems([problem(problems.UNKNOWN_VERSION, value=args.version_id)])
        say("not_done")
        return REFUSED
    say_version("rolled_back", version, old=version.restores or "")
    return DONE


def _verify(store: Store, args: argparse.Namespace) -> int:
    found = store.verify()
    print_problems(found)
    bad = [each for each in found if each.severity == "error"]
    counts = {"count": len(bad) or len(store.versions())}
    say("verified_bad" if bad else "verified", lambda lang: counts)
    return REFUSED if bad else DONE
