"""`python -m data`: publish, check, list, take back, verify and export versions of the record.

Exit 0: done, also when nothing changed. 1: refused, with its problems listed. 2: wrong usage.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import filelock

from data import problems
from data.exchange import report
from data.exchange.export import FolderNotEmptyError, export
from data.first_start import ensure_version
from data.intake.check import Checked, check
from data.manifest import Version
from data.problems import Problem, printable, problem
from data.store import DamagedStoreError, EmptyStoreError, Store
from data.words import LANGUAGES, Lang, translate

DONE, REFUSED = 0, 1

Command = Callable[[Store, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; wrong usage raises SystemExit(2)."""
    args = _parser().parse_args(arguments)
    store = Store()
    command: Command = args.command
    try:
        return command(store, args)
    except (
        EmptyStoreError,
        DamagedStoreError,
        FolderNotEmptyError,
        OSError,
    ) as error:
        _print_problems([_as_problem(error, store)])
        _say("commands.not_done")
        return REFUSED


def _publish(store: Store, args: argparse.Namespace) -> int:
    checked = check(args.path, _current(store))
    _print_problems(checked.problems)
    if checked.errors or (checked.warnings and not args.reason):
        key = "refused" if checked.errors else "refused_for_reason"
        _say(f"commands.{key}", lambda lang: {"total": report.total(checked.problems, lang)})
        return REFUSED
    published = store.publish(
        checked.tables, by=args.by, reason=args.reason, status=args.status, upload=args.path
    )
    _say_version("published" if published.changed else "unchanged", published.version)
    return DONE


def _check(store: Store, args: argparse.Namespace) -> int:
    checked = check(args.path, _current(store))
    _print_problems(checked.problems)
    key = "bad" if checked.errors else "good_with_warnings" if checked.warnings else "good"
    _say(f"commands.{key}", lambda lang: _told(checked, lang))
    return REFUSED if checked.errors else DONE


def _told(checked: Checked, lang: Lang) -> dict[str, str]:
    rows = {name: len(table) for name, table in checked.tables.items()}
    return {"total": report.total(checked.problems, lang), "rows": _rows(rows, lang)}


def _versions(store: Store, args: argparse.Namespace) -> int:
    versions = store.versions()
    current = _current(store)
    if not versions:
        _say("commands.no_versions")
    for version in versions:
        mark = "*" if current and version.id == current.id else " "
        day = version.published_at.astimezone().strftime("%d/%m/%Y %H:%M")
        status = " / ".join(translate(lang, f"status.{version.status}") for lang in LANGUAGES)
        said = [version.id, day, status, version.published_by, version.reason]
        print(mark, *(printable(text) for text in said if text), sep="  ")
        print("    ", _rows(version.rows, "vi"))
    if current and current.replaces_damaged:
        stands_in = {"damaged": current.replaces_damaged, "id": current.id}
        _say("commands.stands_in", lambda lang: stands_in)
    return DONE


def _rollback(store: Store, args: argparse.Namespace) -> int:
    try:
        version = store.rollback(args.version_id, by=args.by, reason=args.reason)
    except KeyError:
        _print_problems([problem(problems.UNKNOWN_VERSION, value=args.version_id)])
        _say("commands.not_done")
        return REFUSED
    _say_version("rolled_back", version, old=version.restores or "")
    return DONE


def _verify(store: Store, args: argparse.Namespace) -> int:
    found = store.verify()
    _print_problems(found)
    counts = {"count": len(found) or len(store.versions())}
    _say("commands.verified_bad" if found else "commands.verified", lambda lang: counts)
    return REFUSED if found else DONE


def _export(store: Store, args: argparse.Namespace) -> int:
    version = ensure_version(store)
    export(store, version, args.folder)
    _say_version("exported", version, place=printable(str(args.folder), longest=400))
    return DONE


def _template(store: Store, args: argparse.Namespace) -> int:
    from data.exchange.template import write_template

    current = _current(store)
    tables = {}
    if current is not None and current.status != "illustrative":  # invented bodies are no choice
        tables["agencies"] = store.record(current).agencies
    args.file.write_bytes(write_template(tables))
    place = {"place": printable(str(args.file), longest=400)}
    _say("commands.template_written", lambda lang: place)
    return DONE


def _current(store: Store) -> Version | None:
    try:
        return store.current()
    except (EmptyStoreError, DamagedStoreError):
        return None


def _as_problem(error: Exception, store: Store) -> Problem:
    """What stopped a command, as a problem like those of a file."""
    if isinstance(error, filelock.Timeout):
        return problem(problems.STORE_BUSY)
    if isinstance(error, EmptyStoreError):
        return problem(problems.STORE_EMPTY)
    if isinstance(error, FolderNotEmptyError):
        return problem(problems.FOLDER_NOT_EMPTY, value=error)
    if not isinstance(error, OSError):
        return problem(problems.STORE_DAMAGED)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return problem(problems.DISK_FULL)
    where = error.filename or store.root
    return problem(
        problems.NOT_WRITABLE, value=where, reason=error.strerror or type(error).__name__
    )


def _print_problems(found: Sequence[Problem]) -> None:
    for line in report.lines(found):
        print(line)


def _say(key: str, values: Callable[[Lang], Mapping[str, object]] = lambda lang: {}) -> None:
    """Print a sentence in Vietnamese, and in English below."""
    for lang in LANGUAGES:
        said: dict[str, Any] = dict(values(lang))
        print(translate(lang, key, **said))


def _say_version(key: str, version: Version, **values: str) -> None:
    def said(lang: Lang) -> dict[str, str]:
        status = translate(lang, f"status.{version.status}")
        rows = _rows(version.rows, lang)
        return {"id": version.id, "status": status, "rows": rows, **values}

    _say(f"commands.{key}", said)


def _rows(rows: Mapping[str, int], lang: Lang) -> str:
    return ", ".join(
        translate(lang, "commands.rows", table=name, count=count) for name, count in rows.items()
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    publish = _add(commands, "publish", _publish)
    publish.add_argument("path", metavar="PATH", type=_existing, help=_help("path"))
    publish.add_argument("--by", metavar="NAME", type=_not_blank, required=True, help=_help("by"))
    publish.add_argument(
        "--status",
        choices=("provisional", "confirmed"),
        default="provisional",
        help=_help("status_of_record"),
    )
    publish.add_argument("--reason", metavar="TEXT", default="", help=_help("reason"))
    checks = _add(commands, "check", _check)
    checks.add_argument("path", metavar="PATH", type=_existing, help=_help("path"))
    _add(commands, "versions", _versions)
    rollback = _add(commands, "rollback", _rollback)
    rollback.add_argument("version_id", metavar="ID", help=_help("version_id"))
    rollback.add_argument("--by", metavar="NAME", type=_not_blank, required=True, help=_help("by"))
    rollback.add_argument(
        "--reason", metavar="TEXT", type=_not_blank, required=True, help=_help("reason")
    )
    _add(commands, "verify", _verify)
    template = _add(commands, "template", _template)
    template.add_argument("file", metavar="OUT.xlsx", type=_workbook, help=_help("template_file"))
    exports = _add(commands, "export", _export)
    exports.add_argument("folder", metavar="DIR", type=Path, help=_help("folder"))
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, command: Command
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=_help(name), description=_help(name))
    parser.set_defaults(command=command)
    return parser


def _help(key: str) -> str:
    return " / ".join(translate(lang, f"commands.{key}") for lang in LANGUAGES)


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(_help("no_such_path"))
    return path


def _workbook(text: str) -> Path:
    if Path(text).suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(_help("not_xlsx"))
    return Path(text)


def _not_blank(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(_help("not_blank"))
    return text.strip()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A terminal that is not set to UTF-8 must not stop the Vietnamese words.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
