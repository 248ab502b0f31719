"""Commands that write files for people: the export."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data.commands.said import DONE, add_command, helped, say_version
from data.exchange.export import export
from data.exchange.workbook import export_workbook
from data.first_start import ensure_version
from data.problems import printable
from data.store import Store

if TYPE_CHECKING:
    from data.commands.said import Commands


def add_to(commands: Commands) -> None:
    """Add `export`."""
    exports = add_command(commands, "export", _export)
    exports.add_argument("folder", metavar="DIR|FILE.xlsx", type=Path, help=helped("folder"))


def _export(store: Store, args: argparse.Namespace) -> int:
    version = ensure_version(store)
    write = export_workbook if args.folder.suffix.lower() == ".xlsx" else export
    write(store, version, args.folder)
    say_version("exported", version, place=printable(str(args.folder), longest=400))
    return DONE
