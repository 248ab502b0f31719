"""A version as files of the machine dialect: what `export` writes, `publish` reads unchanged.

One CSV file a table, named after it, a note for people and a description for programs
(`data.exchange.package`): together a Frictionless Data Package.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data.exchange import package
from data.exchange.inert import prefixed
from data.schema import TABLES
from data.store import Store, Version
from data.words import LANGUAGES, Lang, translate

NOTE = "READ-ME.txt"

_ROWS_AT_ONCE = 50_000


class FolderNotEmptyError(ValueError):
    """The folder to export to already has files, which could be taken for tables."""


def export(store: Store, version: Version, folder: Path) -> list[Path]:
    """Write every table of a version as CSV, and what describes them.

    UTF-8, commas, decimal point, ISO dates, empty where missing; text that a spreadsheet would
    run is prefixed (`data.exchange.inert`); `source_ref` says where each row came from.

    Args:
        store: where the version lies.
        version: the version to write.
        folder: made if it is not there.

    Returns:
        The files written.

    Raises:
        FolderNotEmptyError: the folder has files.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FolderNotEmptyError(str(folder))
    names = [name for name in TABLES if name in version.rows]
    written = [
        _write(store.table(version, name, with_refs=True), folder / f"{name}.csv") for name in names
    ]
    described = package.write(version, folder, written)
    return [*written, described, _write_note(version, folder / NOTE)]


def _write(table: pa.Table, path: Path) -> Path:
    # The default end of line of the format, \r\n, makes the writer quote any cell with \r.
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        for start in range(0, table.num_rows, _ROWS_AT_ONCE):
            some = table.slice(start, _ROWS_AT_ONCE)
            writer.writerows(zip(*(_texts(column) for column in some.columns), strict=True))
    return path


def _texts(column: pa.ChunkedArray) -> list[str]:
    """A column as text: Arrow writes the shortest number that reads back the same."""
    if pa.types.is_large_string(column.type) or pa.types.is_string(column.type):
        return prefixed(column.to_pandas()).fillna("").tolist()
    if pa.types.is_boolean(column.type):
        column = pc.if_else(column, "yes", "no")
    return column.cast(pa.string()).fill_null("").to_pylist()


def note(version: Version, lang: Lang, key: str = "note") -> str:
    """What an export says of itself to people."""
    day = version.published_at.date().isoformat()
    status = translate(lang, f"status.{version.status}")
    return translate(lang, f"export.{key}", id=version.id, day=day, status=status)


def _write_note(version: Version, path: Path) -> Path:
    notes = [note(version, lang) for lang in LANGUAGES]
    path.write_text("\n\n".join(notes) + "\n", encoding="utf-8")
    return path
