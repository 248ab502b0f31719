"""Commands that write files for people: the template and the export."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data import problems
from data.commands.said import (
    DONE,
    REFUSED,
    add_command,
    helped,
    print_problems,
    say,
    say_version,
)
from data.exchange.export import export
from data.exchange.workbook import export_workbook
from data.first_start import ensure_version
from data.problems import printable, problem
from data.store import Store

if TYPE_CHECKING:
    from data.commands.said import Commands


def add_to(commands: Commands) -> None:
    """Add `template` and `export`."""
    template = add_command(commands, "template", _template)
    template.add_argument("file", metavar="OUT.xlsx", type=_workbook, help=helped("template_file"))
    template.add_argument("--agency", metavar="CODE", help=helped("template_agency"))
    exports = add_command(commands, "export", _export)
    exports.add_argument("folder", metavar="DIR|FILE.xlsx", type=Path, help=helped("folder"))


def _template(store: Store, args: argparse.Namespace) -> int:
    from data.exchange.agency_form import write_agency_form
    from data.exchange.template import write_template

    current = store.current_or_none()
    # Invented bodies are no choice.
    real = current if current is not None and current.status != "illustrative" else None
    try:
        if args.agency:
            content = write_agency_form(store.tables(real) if real else {}, args.agency)
        else:
            tables = {"agencies": store.record(real).agencies} if real else {}
            content = write_template(tables)
    except LookupError:
        print_problems([problem(problems.UNKNOWN_AGENCY_OF_SCOPE, value=args.agency)])
        return REFUSED
    args.file.write_bytes(content)
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
