"""`python -m data`: publish, check, list, take back, verify, repair, back up, restore and export.

Exit 0: done, also when nothing changed. 1: refused, with its problems listed. 2: wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from data.backup import BackupThereError, BackupUnreadableError, StoreNotEmptyError
from data.commands import files, hand_in, history
from data.commands.said import REFUSED, Command, as_problems, print_problems, say
from data.exchange.export import FolderNotEmptyError
from data.exchange.workbook import TooLongForASheetError
from data.store import DamagedStoreError, EmptyStoreError, Store


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
        BackupThereError,
        BackupUnreadableError,
        StoreNotEmptyError,
        TooLongForASheetError,
        OSError,
    ) as error:
        print_problems(as_problems(error, store))
        say("not_done")
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in (hand_in, history, files):
        group.add_to(commands)
    return parser


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A terminal that is not set to UTF-8 must not stop the Vietnamese words.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
