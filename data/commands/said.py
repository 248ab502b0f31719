"""How commands speak: in Vietnamese, with English below; problems as those of a file."""

from __future__ import annotations

import argparse
import errno
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filelock

from data import backup, problems
from data.exchange import report
from data.exchange.export import FolderNotEmptyError
from data.exchange.workbook import TooLongForASheetError
from data.manifest import Version
from data.problems import Problem, problem
from data.store import EmptyStoreError, Store, StoreAccidentError
from data.words import LANGUAGES, Lang, translate

DONE, REFUSED = 0, 1

_TOLD: dict[type[Exception], str] = {
    backup.BackupThereError: problems.FILE_THERE,
    backup.BackupUnreadableError: problems.BACKUP_UNREADABLE,
    backup.StoreNotEmptyError: problems.STORE_NOT_EMPTY,
    FolderNotEmptyError: problems.FOLDER_NOT_EMPTY,
    TooLongForASheetError: problems.TOO_LONG_FOR_A_SHEET,
}

Command = Callable[[Store, argparse.Namespace], int]
if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_command(commands: Commands, name: str, command: Command) -> argparse.ArgumentParser:
    """Give the parser a command; what it does stands in the dictionary under its name."""
    parser = commands.add_parser(name, help=helped(name), description=helped(name))
    parser.set_defaults(command=command)
    return parser


def helped(key: str) -> str:
    """A line of help in both languages."""
    return " / ".join(translate(lang, f"commands.{key}") for lang in LANGUAGES)


def existing(text: str) -> Path:
    """A path that must be there, as an argument."""
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(helped("no_such_path"))
    return path


def not_blank(text: str) -> str:
    """A text that must say something, as an argument."""
    if not text.strip():
        raise argparse.ArgumentTypeError(helped("not_blank"))
    return text.strip()


def print_problems(found: Sequence[Problem]) -> None:
    """Print problems as the report of a file does."""
    for line in report.lines(found):
        print(line)


def say(key: str, values: Callable[[Lang], Mapping[str, object]] = lambda lang: {}) -> None:
    """Print a sentence in Vietnamese, and in English below."""
    for lang in LANGUAGES:
        said: dict[str, Any] = dict(values(lang))
        print(translate(lang, f"commands.{key}", **said))


def say_version(key: str, version: Version, **values: str) -> None:
    """Print a sentence about a version: its id, status and rows."""

    def said(lang: Lang) -> dict[str, str]:
        status = translate(lang, f"status.{version.status}")
        rows = rows_said(version.rows, lang)
        return {"id": version.id, "status": status, "rows": rows, **values}

    say(key, said)


def rows_said(rows: Mapping[str, int], lang: Lang) -> str:
    """How many rows each table has."""
    return ", ".join(
        translate(lang, "commands.rows", table=name, count=count) for name, count in rows.items()
    )


def as_problems(error: Exception, store: Store) -> list[Problem]:
    """What stopped a command, as problems like those of a file."""
    if isinstance(error, StoreAccidentError):
        return list(error.problems)
    return [_as_problem(error, store)]


def _as_problem(error: Exception, store: Store) -> Problem:
    if isinstance(error, filelock.Timeout):
        return problem(problems.STORE_BUSY)
    if isinstance(error, EmptyStoreError):
        return problem(problems.STORE_EMPTY)
    if isinstance(error, tuple(_TOLD)):
        return problem(_TOLD[type(error)], value=error)
    if not isinstance(error, OSError):
        return problem(problems.STORE_DAMAGED)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return problem(problems.DISK_FULL)
    where = error.filename or store.root
    return problem(
        problems.NOT_WRITABLE, value=where, reason=error.strerror or type(error).__name__
    )
