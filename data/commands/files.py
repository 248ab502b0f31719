"""Commands that write files for people: the template and the export."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data.commands.said import DONE, add_command, helped, say, say_version
from data.exchange.export import export
from data.exchange.workbook import export_workbook
from data.first_start import ensure_version
from data.problems import printable
from data.store import Store

if TYPE_CHECKING:
    from data.commands.said import Commands


def add_to(commands: Commands) -> None:
    """Add `template` and `export`."""
    template = add_command(commands, "template", _template)
    template.add_argument("file", metavar="OUT.xlsx", type=_workbook, help=helped("template_file"))
    exports = add_command(commands, "export", _export)
    exports.add_argument("folder", metavar="DIR|FILE.xlsx", type=Path, help=helped("folder"))


def _template(store: Store, args: argparse.Namespace) -> int:
    from data.exchange.template import write_template

    current = store.current_or_none()
    tables = {}
    if current is not None and current.status != "illustrative":  # invented bodies are no choice
        tables["agencies"] = store.record(current).agencies
    args.file.write_bytes(write_template(tables))
    place = {"place": printable(str(args.file), longest=400)}
    say("template_written", lambda lang: place)
    return DONE


def _workbook(text: str) -> Path:
    if Path(text).suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(helped("not_xlsx"))
    return Path(text)


def _export(store: Store, args: argparse.Namespace) -> int:
    version = ensure_version(store)
    write = export_workbook if args.folder.suffix.lower() == ".xlsx" else export
    write(store, version, args.folder)
    say_version("exported", version, place=printable(str(args.folder), longest=400))
    return DONE
