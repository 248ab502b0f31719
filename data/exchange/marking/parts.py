"""A workbook as the parts of its archive, how they are related, and which sheets it has."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from data.exchange.marking import xml
from data.exchange.marking.xml import Edits

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS_PART = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"


class CannotBeMarkedError(ValueError):
    """The file is no workbook that marks can be put into."""


@dataclass(frozen=True)
class Relation:
    """What a part points to: the last word of the relation's type, and the other part's name."""

    id: str
    kind: str
    part: str


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook and the part that holds it."""

    name: str
    part: str
    number: int


class Parts:
    """The members of a workbook's archive: read when asked for, written once at the end."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        except (OSError, zipfile.BadZipFile) as error:
            raise CannotBeMarkedError(path.name) from error
        self._names = {member.filename for member in self._archive.infolist()}
        self._changed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._names or name in self._changed

    def __getitem__(self, name: str) -> bytes:
        if name in self._changed:
            return self._changed[name]
        if name not in self._names:
            raise CannotBeMarkedError(f"no part {name}")
        return xml.utf8(self._archive.read(name))

    def __setitem__(self, name: str, content: bytes) -> None:
        self._changed[name] = content

    def free_name(self, pattern: str) -> str:
        """A name that no part has yet; `pattern` has a `{}` for a number."""
        return next(name for n in count(1) if (name := pattern.format(n)) not in self)

    def packed(self) -> bytes:
        """The archive with every change; parts without one are what they were."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
            for member in self._archive.infolist():
                if member.filename in self._changed:
                    written.writestr(member.filename, self._changed.pop(member.filename))
                else:
                    written.writestr(member, self._archive.read(member))
            for name, content in self._changed.items():
                written.writestr(name, content)
        return buffer.getvalue()


def relations(parts: Parts, part: str) -> list[Relation]:
    """What a part points to inside the file."""
    name = _relations_name(part)
    if name not in parts:
        return []
    found: list[Relation] = []

    def opened(element: str, said: Mapping[str, str], start: int) -> None:
        if xml.local(element) == "Relationship" and said.get("TargetMode") != "External":
            kind = said["Type"].rpartition("/")[2]
            found.append(Relation(said["Id"], kind, _resolved(part, said["Target"])))

    xml.scan(parts[name], opened)
    return found


def relate(parts: Parts, part: str, kind: str, other: str) -> str:
    """Let a part point to another one; gives the relation's id."""
    name = _relations_name(part)
    if name not in parts:
        parts[name] = f'<Relationships xmlns="{_RELATIONS_PART}"></Relationships>'.encode()
    content = parts[name]
    ids = (f"rIdMark{n}" for n in count(1))
    new_id = next(each for each in ids if each.encode() not in content)
    target = posixpath.relpath(other, posixpath.dirname(part) or ".")
    said = f'Id="{new_id}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"'
    parts[name] = _before_end(content, f"<{_root_prefix(content)}Relationship {said}/>")
    return new_id


def declare(parts: Parts, part: str, content_type: str) -> None:
    """Say what a new part is."""
    kind = f"application/vnd.openxmlformats-officedocument.{content_type}+xml"
    content = parts[_TYPES]
    added = f'<{_root_prefix(content)}Override PartName="/{part}" ContentType="{kind}"/>'
    parts[_TYPES] = _before_end(content, added)


def declare_drawings(parts: Parts) -> None:
    """Say what parts that end in .vml are: the boxes of comments."""
    content = parts[_TYPES]
    if re.search(rb"Extension=[\"']vml", content):
        return
    kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    edits = Edits(content)
    first = content.index(b"<", content.index(b"Types"))
    added = f'<{_root_prefix(content)}Default Extension="vml" ContentType="{kind}"/>'
    edits.insert(first, added.encode())
    parts[_TYPES] = edits.made()


def workbook_part(parts: Parts) -> str:
    """The name of the part that lists the sheets."""
    for relation in relations(parts, ""):
        if relation.kind == "officeDocument":
            return relation.part
    raise CannotBeMarkedError("no workbook in the file")


def sheets(parts: Parts, workbook: str) -> list[SheetPart]:
    """The sheets in their order."""
    targets = {relation.id: relation.part for relation in relations(parts, workbook)}
    found: list[SheetPart] = []

    def opened(element: str, said: Mapping[str, str], start: int) -> None:
        if xml.local(element) == "sheet":
            link = next(value for key, value in said.items() if xml.local(key) == "id")
            found.append(SheetPart(said["name"], targets[link], int(said["sheetId"])))

    xml.scan(parts[workbook], opened)
    return found


def _relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    """A target as a part's name: from the root with a stroke, else from the part's folder."""
    joined = posixpath.join("/", posixpath.dirname(part), target)
    return posixpath.normpath(joined).lstrip("/")


def _root_prefix(content: bytes) -> str:
    names: list[str] = []
    xml.scan(content, lambda name, said, start: names.append(name))
    return xml.prefix(names[0])


def _before_end(content: bytes, added: str) -> bytes:
    """The part with an element added as the last one of its root."""
    ends: list[tuple[str, int]] = []
    xml.scan(content, lambda *_: None, lambda name, place, _: ends.append((name, place)))
    name, place = ends[-1]
    edits = Edits(content)
    if content.startswith(b"</", place):
        edits.insert(place, added.encode())
    else:  # a root that is one tag
        start_tag = xml.tag(content, place)
        whole = start_tag[:-2].decode() + f">{added}</{name}>"
        edits.replace(place, place + len(start_tag), whole.encode())
    return edits.made()
