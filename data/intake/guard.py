"""What is looked at before any parser sees a file: is it a workbook at all, and a harmless one?

A workbook is a zip of XML. A few kilobytes can unpack to gigabytes, and one cell in the last
corner of a sheet makes a reader ask for all the cells before it. Everything here streams and
takes little memory. It stands on the standard library alone, since the child process that reads
workbooks starts with it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MOST_BYTES = 10_000_000
MOST_UNPACKED = 200_000_000
_MOST_MEMBERS = 500
# Runs of the same row press well: an honest sheet reaches a ratio of 60.
_HIGHEST_RATIO, _RATIO_COUNTS_FROM = 120, 5_000_000
_CHUNK = 1 << 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_TYPES = "[Content_Types].xml"
# The first that fits; what fits none is text.
_KINDS = {
    "empty": re.compile(rb"\Z"),
    "zip": re.compile(rb"PK\x03\x04"),
    "packed": re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c"),
    "pdf": re.compile(rb"\s*%PDF-"),
    "picture": re.compile(
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM....\x00\x00|II\*\x00|MM\x00\*|RIFF....WEBP|....ftyp", re.S
    ),
    "old_excel": re.compile(rb"\x09[\x02\x04\x08]"),
    "html": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta)\b",
        re.I | re.S,
    ),
    "text": re.compile(rb"\xff\xfe|\xfe\xff"),
    "unknown": re.compile(rb"[^\x00]*\x00"),
}
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|macrosheets/)", re.I)
_PACKED = re.compile(r"\.(?:zip|xlsx|xlsm|docx|rar|7z|gz|jar)$", re.I)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# Excel writes its parts as UTF-8; in another encoding nothing could be looked for.
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True)
class Refusal:
    """Why a file is not read: a short name of the reason, and what the sentence about it needs."""

    reason: str
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _refuse(reason: str, **details: object) -> Refusal:
    return Refusal(reason, {name: str(detail) for name, detail in details.items()})


class RefusedError(ValueError):
    """The file is not read any further."""

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.refusal = _refuse(reason, **details)


def kind(content: bytes) -> str:
    """What a file is by its first bytes: `zip`, `text`, or the reason why it cannot be read.

    Example:
        >>> kind(b"%PDF-1.7 ..."), kind("Tên xã;Huyện".encode())
        ('pdf', 'text')
    """
    start = content[:4096]
    if start.startswith(_OLE):
        return _kind_of_ole(content)
    for name, pattern in _KINDS.items():
        if pattern.match(start):
            return name
    return "text"


def _kind_of_ole(content: bytes) -> str:
    """Old Office files, and new ones with a password, are folders with named streams."""
    streams = {"EncryptedPackage": "password", "WordDocument": "word", "PowerPoint": "unknown"}
    for name, meant in streams.items():
        if name.encode("utf-16-le") in content:
            return meant
    return "old_excel"


def opened(content: bytes) -> zipfile.ZipFile:
    """The workbook as a zip whose members are known to be harmless.

    Raises:
        RefusedError: it is cut off, no workbook, locked, has macros, or hides something.
    """
    try:
        members = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise RefusedError("cut_off") from error
    names = members.namelist()
    if _CONTENT_TYPES not in names and any(map(_PACKED.search, names)):
        raise RefusedError("packed", value=next(filter(_PACKED.search, names)))
    _check_members(members.infolist())
    _check_kind(names)
    return members


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS:
        raise RefusedError("bomb", why=f"{len(members)} > {_MOST_MEMBERS}")
    names = [member.filename for member in members]
    for member in members:
        name = member.filename
        if member.flag_bits & 1:
            raise RefusedError("password")
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise RefusedError("path_member", value=name)
        if _PACKED.search(name) and not name.lower().startswith("xl/embeddings/"):
            raise RefusedError("nested", value=name)
        _check_size(member.file_size, member.compress_size)
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise RefusedError("doubled_member", value=min(twice))
    _check_size(sum(member.file_size for member in members), 0)


def _check_size(unpacked: int, packed: int) -> None:
    if unpacked > MOST_UNPACKED:
        raise RefusedError("bomb", why=f"{unpacked:,} > {MOST_UNPACKED:,} B")
    if packed and unpacked > max(_RATIO_COUNTS_FROM, packed * _HIGHEST_RATIO):
        raise RefusedError("bomb", why=f"{unpacked:,} / {packed:,} B")


def _check_kind(names: list[str]) -> None:
    """Say what else the zip is when it is no workbook that can be read."""
    folders = {name.split("/")[0] for name in names}
    if any(_MACROS.search(name) for name in names):
        raise RefusedError("macros")
    if "xl/workbook.bin" in names:
        raise RefusedError("other_kind", value="Excel .xlsb")
    if "word" in folders:
        raise RefusedError("word")
    if "ppt" in folders:
        raise RefusedError("other_kind", value="PowerPoint")
    if "mimetype" in names or "content.xml" in names:
        raise RefusedError("other_kind", value="OpenDocument")
    if _CONTENT_TYPES not in names or "xl" not in folders:
        raise RefusedError("other_kind", value="zip")


def checked_chunks(members: zipfile.ZipFile, counted: Counted) -> Iterator[tuple[str, bytes]]:
    """Every member in pieces, unpacked and counted; declared sizes are not believed.

    Yields:
        Name of the member and up to a megabyte of it; pieces of one member follow each other.

    Raises:
        RefusedError: it unpacks to more than it says, is damaged, or declares entities.
    """
    for member in members.infolist():
        if not member.filename.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            yield from _chunks(members, member, counted)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise RefusedError("cut_off") from error


@dataclass
class Counted:
    """How many bytes were unpacked until now."""

    unpacked: int = 0


def _chunks(
    members: zipfile.ZipFile, member: zipfile.ZipInfo, counted: Counted
) -> Iterator[tuple[str, bytes]]:
    tail = b""
    with members.open(member) as file:
        while chunk := file.read(_CHUNK):
            of_workbook = member.filename.startswith("xl/")
            if of_workbook and not tail and chunk.startswith(_OTHER_ENCODINGS):
                raise RefusedError("unreadable")
            if _DOCTYPE.search(tail + chunk):
                raise RefusedError("entities", value=member.filename)
            counted.unpacked += len(chunk)
            _check_size(counted.unpacked, 0)
            tail = chunk[-16:]
            yield member.filename, chunk
