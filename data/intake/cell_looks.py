"""Cells that a person sees otherwise than they are stored: by their format, or crossed out.

A workbook is gone through once more for them, and only where its styles or texts have anything of
the kind: most have nothing. It stands on the standard library alone, as `child` does.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from data.intake import number_formats
from data.intake.sheet_marks import MOST_COLUMNS, Place, place

_CHUNK = 1 << 20
_LONGEST_STYLES = 5_000_000
# Apart, for a single word is searched for much faster than either of two.
_MARKED_RUN = (re.compile(rb"strike"), re.compile(rb"vertAlign"))
_OVERLAP = 32
_NO = ("0", "false", "noStrike", "baseline")


@dataclass
class Looks:
    """What is gathered of one sheet; places are row and column from 1.

    `formats` has the number format of cells where it changes what is seen; `struck` are cells
    that are crossed out, `parted` those in whose text only some letters are raised or crossed out.
    """

    formats: dict[Place, str] = field(default_factory=dict)
    struck: list[Place] = field(default_factory=list)
    parted: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class _Styles:
    """The styles of cells that matter here, by their number."""

    formats: Mapping[str, str]
    struck: Collection[str]


def looks(members: zipfile.ZipFile, parts: Iterable[tuple[str, str]]) -> dict[str, Looks]:
    """How the cells of each sheet look, by the name of the sheet; plain sheets are left out.

    Args:
        members: a workbook whose parts were all unpacked and counted before.
        parts: the name of each sheet with the part that holds it.
    """
    names = {name.lower(): name for name in members.namelist()}
    styles = _styles(members, names.get("xl/styles.xml", ""))
    texts = _parted_texts(members, names.get("xl/sharedstrings.xml", ""))
    numbers = "|".join({*styles.formats, *styles.struck})
    signs = [*_MARKED_RUN]
    signs += [re.compile(rf"""\bs\s*=\s*["'](?:{numbers})["']""".encode())] if numbers else []
    signs += [re.compile(rb"""\bt\s*=\s*["']s["']""")] if texts else []
    return {
        sheet: _Sheet(styles, texts).read(members, part)
        for sheet, part in parts
        if part in members.namelist() and _has(members, part, signs)
    }


def _has(members: zipfile.ZipFile, part: str, signs: Sequence[re.Pattern[bytes]]) -> bool:
    with members.open(part) as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            piece = tail + chunk
            if any(sign.search(piece) for sign in signs):
                return True
            tail = chunk[-_OVERLAP:]
    return False


def _styles(members: zipfile.ZipFile, part: str) -> _Styles:
    if not part or members.getinfo(part).file_size > _LONGEST_STYLES:
        return _Styles({}, ())
    try:
        root = ElementTree.fromstring(members.read(part))
    except ElementTree.ParseError:  # the reader of values says so
        return _Styles({}, ())
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in _all(root, "numFmt")}
    codes = {str(number): code for number, code in number_formats.BUILT_IN.items()} | own
    fonts = [_is_struck(font) for group in _all(root, "fonts") for font in group]
    formats: dict[str, str] = {}
    struck: set[str] = set()
    for number, style in enumerate(each for group in _all(root, "cellXfs") for each in group):
        code, font = codes.get(style.get("numFmtId", ""), ""), style.get("fontId", "")
        if not number_formats.is_plain(code):
            formats[str(number)] = code
        if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
            struck.add(str(number))
    return _Styles(formats, struck)


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if each.tag.rpartition("}")[2] == name]


def _is_struck(font: ElementTree.Element) -> bool:
    return any(each.get("val", "1") not in _NO for each in _all(font, "strike"))


class _Reader:
    """Goes through one part by its tags, whatever prefixes and quotes it is written with."""

    def read_part(self, members: zipfile.ZipFile, part: str) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, about: self.start(tag.rpartition(":")[2], about)
        parser.EndElementHandler = lambda tag: self.end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = self.text
        with members.open(part) as file:
            try:
                parser.ParseFile(file)
            except expat.ExpatError:
                return  # what is no XML is told by the reader of values

    def start(self, tag: str, about: dict[str, Any]) -> None:
        raise NotImplementedError

    def end(self, tag: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        raise NotImplementedError


class _Texts(_Reader):
    """The numbers of shared texts of which only some letters are raised or crossed out."""

    def __init__(self) -> None:
        self.parted: set[str] = set()
        self._number = -1

    def start(self, tag: str, about: dict[str, Any]) -> None:
        if tag == "si":
            self._number += 1
        elif _marks_letters(tag, about):
            self.parted.add(str(self._number))

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def _marks_letters(tag: str, about: dict[str, Any]) -> bool:
    return tag in ("strike", "vertAlign") and about.get("val", "1") not in _NO


def _parted_texts(members: zipfile.ZipFile, part: str) -> set[str]:
    if not part or not _has(members, part, _MARKED_RUN):
        return set()
    texts = _Texts()
    texts.read_part(members, part)
    return texts.parted


class _Sheet(_Reader):
    """The looks of one sheet. A cell that does not say where it is follows the one before."""

    def __init__(self, styles: _Styles, texts: Collection[str]) -> None:
        self._styles, self._texts = styles, texts
        self._looks = Looks()
        self._row = self._column = 0
        self._style = self._type = self._value = ""
        self._in_value = self._is_parted = False

    def read(self, members: zipfile.ZipFile, part: str) -> Looks:
        self.read_part(members, part)
        return self._looks

    def start(self, tag: str, about: dict[str, Any]) -> None:
        if tag == "c":
            self._place(about.get("r", ""))
            self._style, self._type = about.get("s", "0"), about.get("t", "n")
            self._value, self._is_parted = "", False
        elif tag == "row":
            number = about.get("r", "")
            self._row, self._column = int(number) if number.isdecimal() else self._row + 1, 0
        elif tag in ("v", "t"):
            self._in_value = True
        elif _marks_letters(tag, about):
            self._is_parted = True

    def _place(self, name: str) -> None:
        self._column += 1
        if name and name[-1].isdecimal() and name.isascii():
            self._row, self._column = place(name)

    def text(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._in_value = False
        elif tag == "c" and self._value and self._column <= MOST_COLUMNS:
            self._keep((self._row, self._column))

    def _keep(self, where: Place) -> None:
        if self._type in ("n", "d") and self._style in self._styles.formats:
            self._looks.formats[where] = self._styles.formats[self._style]
        if self._style in self._styles.struck:
            self._looks.struck.append(where)
        if self._is_parted or (self._type == "s" and self._value in self._texts):
            self._looks.parted.append(where)
