"""The description of an exported folder: a Frictionless Data Package (`datapackage.json`).

It says of every file its columns, types, units, allowed codes and references, and of the whole
its version, status, sources and licence, so that other programs need no page of ours to read it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from data.durable import sha256_of
from data.manifest import Version
from data.schema import TABLES, Column, Kind, Table
from data.scope import SOURCE_REF
from data.words import LANGUAGES, has, translate

NAME = "datapackage.json"

_SOURCES = Path(__file__).parents[1] / "sources.toml"
_TYPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "count": {"type": "number"},
    "number": {"type": "number"},
    "date": {"type": "date", "format": "default"},
    "year": {"type": "integer"},
    "boolean": {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
}

Said = dict[str, Any]


def write(version: Version, folder: Path, files: Sequence[Path]) -> Path:
    """Describe the tables that `export` wrote.

    Args:
        version: what was exported.
        folder: where the description goes.
        files: the CSV files, each named after its table.

    Raises:
        OSError: the folder cannot be written.
    """
    path = folder / NAME
    names = [file.stem for file in files]
    said = _package(version) | {"resources": [_resource(file, names) for file in files]}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    with path.open("x", encoding="utf-8") as file:
        file.write(text + "\n")
    return path


def _package(version: Version) -> Said:
    said: Said = {
        "profile": "tabular-data-package",
        "name": "son-la-communes",
        "id": version.id,
        "title": translate("vi", "export.title"),
        "title_en": translate("en", "export.title"),
        "description": "\n".join(translate(lang, "export.inert") for lang in LANGUAGES),
        "version": version.id,
        "created": version.published_at.isoformat(),
        "status": version.status,
        "status_vi": translate("vi", f"status.{version.status}"),
        "status_en": translate("en", f"status.{version.status}"),
        "content_sha256": version.content_sha256,
        "contributors": [{"title": version.published_by, "role": "publisher"}],
    }
    return said | _sources(version)


def _sources(version: Version) -> Said:
    """Who gave the record and its codes; a licence where it is known."""
    known = _known_sources()
    if version.status == "illustrative":
        sources = [_source(known["sample"]), _source(known["gazetteer"])]
        return {"sources": sources, "licenses": [{"name": known["sample"]["licence"]}]}
    record = {"title": version.published_by, "file": version.upload_name}
    note = {lang: translate(lang, "export.licence_note") for lang in LANGUAGES}
    return {"sources": [record, _source(known["gazetteer"])], "licence_note": note}


@cache
def _known_sources() -> dict[str, Said]:
    return tomllib.loads(_SOURCES.read_text(encoding="utf-8"))


def _source(said: Said) -> Said:
    kept = ("title_en", "publisher", "published", "licence", "confidence", "note_vi", "note_en")
    return {"title": said["title_vi"], **{name: said[name] for name in kept}}


def _resource(file: Path, names: Sequence[str]) -> Said:
    table = TABLES[file.stem]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": translate("vi", f"table.{table.name}"),
        "title_en": translate("en", f"table.{table.name}"),
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256_of(file)}",
        "schema": _schema(table, names),
    }


def _schema(table: Table, names: Sequence[str]) -> Said:
    fields = [_field(table, column) for column in table.columns]
    said: Said = {"fields": [*fields, _source_ref()], "missingValues": [""]}
    required = {column.name for column in table.columns if column.required}
    if required.issuperset(table.key):
        said["primaryKey"] = list(table.key)
    else:  # a part of it may be empty: the money of no agency
        said["uniqueKeys"] = [list(table.key)]
    keys = [_foreign_key(column) for column in table.columns if _refers_to(column) in names]
    return said | ({"foreignKeys": keys} if keys else {})


def _refers_to(column: Column) -> str:
    return column.refers_to.partition(".")[0]


def _foreign_key(column: Column) -> Said:
    table, key = column.refers_to.split(".")
    return {"fields": [column.name], "reference": {"resource": table, "fields": [key]}}


def _field(table: Table, column: Column) -> Said:
    said: Said = {"name": column.name, **_TYPES[column.kind]}
    said["title"], said["title_en"] = (
        translate(lang, f"columns.{column.name}") for lang in LANGUAGES
    )
    notes = [_notes(column, lang) for lang in LANGUAGES]
    if all(notes):
        said["description"] = " / ".join(notes)
    if column.unit:
        said["unit"] = column.unit
    constraints = _constraints(table, column)
    return said | ({"constraints": constraints} if constraints else {})


def _notes(column: Column, lang: Any) -> str:
    """The unit in words, or what the code stands for."""
    if column.refers_to == "gazetteer":
        return translate(lang, "export.refers_to_gazetteer")
    if not column.unit:
        return ""
    key = f"units.{column.unit}"
    unit = translate(lang, key if has(key) else f"export.unit_{column.unit}")
    return translate(lang, "export.unit", unit=unit)


def _constraints(table: Table, column: Column) -> Said:
    said: Said = {}
    if column.required:
        said["required"] = True
    if table.key == (column.name,):
        said["unique"] = True
    if column.allowed:
        said["enum"] = list(column.allowed)
    if column.refers_to == "gazetteer":
        said["pattern"] = "[0-9]{5}"
    whole = column.kind == "year"
    for name, limit in (("minimum", column.at_least), ("maximum", column.at_most)):
        if limit is not None:
            said[name] = int(limit) if whole else limit
    return said


def _source_ref() -> Said:
    notes = (translate(lang, "export.source_ref") for lang in LANGUAGES)
    return {"name": SOURCE_REF, "type": "string", "description": " / ".join(notes)}
