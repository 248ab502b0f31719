"""Files that went bad on their way, each made by code, with the code that must be told."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from data import problems
from tests.unit.machine_files import as_workbook, grids

SHEET, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
BOMB = b"\x00" * 60_000_000


@cache
def good() -> bytes:
    """A workbook with nothing wrong."""
    with TemporaryDirectory() as folder:
        return as_workbook(Path(folder) / "good.xlsx", grids()).read_bytes()


def members(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    """Parts as a zip; `more` may carry names that are there already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in [*parts.items(), *more]:
            file.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The good workbook with one part replaced or added."""
    return packed({**members(good()), name: content})


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """The good workbook with its first sheet changed."""
    return with_part(SHEET, change(members(good())[SHEET]))


def with_row(row: str) -> bytes:
    """The good workbook with one more row in its first sheet."""
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", row.encode() + b"</sheetData>"))


def with_doubled_part() -> bytes:
    """Two sheets of one name in the zip: readers differ in which they take."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return packed(members(good()), (SHEET, members(good())[SHEET]))


def with_path_member() -> bytes:
    """A member whose name climbs out of the folder."""
    return packed(members(good()), ("../../etc/cron.d/x", b"x"))


def locked() -> bytes:
    """An Office file with a password: an old-style folder with an encrypted package inside."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + name + b"\x00" * 512


def old_excel() -> bytes:
    """A workbook of Excel 97: an old-style folder with a stream of its own."""
    name = "Workbook".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + name + b"\x00" * 512


def zip_with_password() -> bytes:
    """The good workbook with the flag of an encrypted member."""
    content = bytearray(good())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        content[at + offset] |= 1
    return bytes(content)


def lying_bomb() -> bytes:
    """A sheet that says it is small and unpacks to 60 MB."""
    content = bytearray(with_part(SHEET, BOMB))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(signature)
        while at >= 0:
            if content[at:].find(SHEET.encode()) in (30, 46):
                content[at + offset : at + offset + 4] = struct.pack("<I", 1_000)
            at = content.find(signature, at + 4)
    return bytes(content)


def picture() -> bytes:
    """A PNG of one pixel."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return head + zlib.compress(b"\x00\x00")


def entities() -> bytes:
    """Nested entities that a naive parser would unfold to gigabytes."""
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    return with_sheet(lambda xml: doctype + xml)


def many_members() -> bytes:
    """More parts than any workbook has."""
    return packed({**members(good()), **{f"xl/media/{n}.png": b"" for n in range(600)}})


# What it is -> the name it was sent under, its bytes, and the code that must be told.
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "0 byte": ("a.xlsx", lambda: b"", problems.EMPTY_FILE),
    "over the size limit": ("a.xlsx", lambda: b"x" * 10_000_001, problems.FILE_TOO_LARGE),
    "cut off": ("a.xlsx", lambda: good()[:3_000], problems.FILE_CUT_OFF),
    "cut off at the end": ("a.xlsx", lambda: good()[:-40], problems.FILE_CUT_OFF),
    "a damaged byte": (
        "a.xlsx",
        lambda: good()[:900] + b"\xff\xff\xff\xff" + good()[904:],
        problems.FILE_CUT_OFF,
    ),
    "a PDF renamed": ("a.xlsx", lambda: b"%PDF-1.7\n\xff\xfe\x00", problems.IS_PDF),
    "a picture renamed": ("a.xlsx", picture, problems.IS_PICTURE),
    "a photo renamed": ("a.xls", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF", problems.IS_PICTURE),
    "a docx renamed": (
        "a.xlsx",
        lambda: packed({TYPES: b"<x/>", "word/document.xml": b"<x/>"}),
        problems.IS_WORD,
    ),
    "an ODS": (
        "a.ods",
        lambda: packed({"mimetype": b"application/x", "content.xml": b"<x/>"}),
        problems.OTHER_KIND,
    ),
    "a binary workbook": (
        "a.xlsb",
        lambda: packed({TYPES: b"<x/>", "xl/workbook.bin": b"x"}),
        problems.OTHER_KIND,
    ),
    "a zip of something else": ("a.zip", lambda: packed({"x.txt": b"x"}), problems.OTHER_KIND),
    "a workbook in a zip": ("a.zip", lambda: packed({"Báo cáo.xlsx": good()}), problems.IS_PACKED),
    "a RAR": ("a.rar", lambda: b"Rar!\x1a\x07\x01\x00\x33\x92", problems.IS_PACKED),
    "a RAR renamed": ("a.xlsx", lambda: b"Rar!\x1a\x07\x00\xcf\x90", problems.IS_PACKED),
    "a 7z": ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c\x00\x04", problems.IS_PACKED),
    "Excel's own file beside an open one": (
        "~$a.xlsx",
        lambda: b"\x06Admin" + b" " * 159,
        problems.OF_AN_OPEN_FILE,
    ),
    "a CSV renamed": ("a.xlsx", lambda: "Tên xã;Huyện\n".encode(), problems.IS_TEXT),
    "HTML saved as .xls": (
        "a.xls",
        lambda: b"\xef\xbb\xbf<html><table><tr><td>1",
        problems.IS_HTML,
    ),
    "legacy .xls": ("a.xls", old_excel, problems.OLD_EXCEL),
    "an older .xls": ("a.xls", lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00", problems.OLD_EXCEL),
    "macros": ("a.xlsm", lambda: with_part("xl/vbaProject.bin", b"x"), problems.HAS_MACROS),
    "old macro sheets": (
        "a.xlsx",
        lambda: with_part("xl/macrosheets/sheet1.xml", b"<x/>"),
        problems.HAS_MACROS,
    ),
    "password": ("a.xlsx", locked, problems.HAS_PASSWORD),
    "a zip with a password": ("a.xlsx", zip_with_password, problems.HAS_PASSWORD),
    "zip bomb": ("a.xlsx", lambda: with_part(SHEET, BOMB), problems.ZIP_BOMB),
    "a zip bomb that lies": ("a.xlsx", lying_bomb, problems.FILE_CUT_OFF),
    "too many members": ("a.xlsx", many_members, problems.ZIP_BOMB),
    "a zip in the zip": ("a.xlsx", lambda: with_part("xl/x.zip", b"x"), problems.ZIP_IN_ZIP),
    "a member that climbs": ("a.xlsx", with_path_member, problems.ZIP_PATH),
    "a member twice": ("a.xlsx", with_doubled_part, problems.ZIP_DOUBLED),
    "XML entities": ("a.xlsx", entities, problems.XML_ENTITIES),
    "XML in another encoding": (
        "a.xlsx",
        lambda: with_sheet(lambda xml: xml.decode().encode("utf-16")),
        problems.WORKBOOK_UNREADABLE,
    ),
    "a sheet that is no XML": (
        "a.xlsx",
        lambda: with_sheet(lambda xml: b"<worksheet><sheetData><row r='x'><"),
        problems.WORKBOOK_UNREADABLE,
    ),
    "a workbook part that is no XML": (
        "a.xlsx",
        lambda: with_part(BOOK, b"<workbook><"),
        problems.WORKBOOK_UNREADABLE,
    ),
    "a stray far cell": (
        "a.xlsx",
        lambda: with_row('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        problems.FAR_CELL,
    ),
    "nothing but zeros": ("a.xlsx", lambda: b"\x00" * 100, problems.NOT_DATA),
    "a CSV with an open quote": ("a.csv", lambda: b'a,b\n1,"2\n3,4\n', problems.BROKEN_QUOTES),
    "a CSV in an old encoding": ("a.csv", lambda: b"Huy\xd6n,1\n", problems.NOT_UTF8),
    "a CSV as wide as a road": ("a.csv", lambda: b"a," * 300, problems.FAR_CELL),
}
