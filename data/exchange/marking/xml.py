"""An XML part changed by splicing: what is not touched stays byte for byte as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape

_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
# A spreadsheet reads _x0041_ in a text as the letter A.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DECLARED = re.compile(r"(<\?xml[^>]*encoding=[\"'])[^\"']*")

Opened = Callable[[str, Mapping[str, str], int], None]
Closed = Callable[[str, int, int], None]


def utf8(xml: bytes) -> bytes:
    """The part in UTF-8, whatever it was written in."""
    if xml.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _DECLARED.sub(r"\g<1>UTF-8", xml.decode("utf-16"), count=1).encode("utf-8")
    return xml


def scan(xml: bytes, opened: Opened, closed: Closed | None = None) -> None:
    """Call back at the start and end of each element.

    Args:
        xml: one part, in UTF-8.
        opened: gets the name as written, the attributes and the place of the `<`.
        closed: gets the name, the place of its end tag's `<` (of an element that is one tag
            only: the place of that tag) and the place behind the element.

    Raises:
        expat.ExpatError: it is no XML.
    """
    parser = expat.ParserCreate()
    begun = -1

    def starts(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal begun
        begun = parser.CurrentByteIndex
        opened(name, attributes, begun)

    def ends(name: str) -> None:
        nonlocal begun
        assert closed is not None
        place = parser.CurrentByteIndex
        if begun >= 0 and xml.endswith(b"/>", 0, place) and begun + len(tag(xml, begun)) == place:
            closed(name, begun, place)  # the parser is behind an element of one tag by now
        else:
            closed(name, place, xml.index(b">", place) + 1)
        begun = -1

    parser.StartElementHandler = starts
    if closed is not None:
        parser.EndElementHandler = ends
    parser.Parse(xml, True)


def local(name: str) -> str:
    """A name without its prefix.

    Example:
        >>> local("x:row"), local("row")
        ('row', 'row')
    """
    return name.rpartition(":")[2]


def prefix(name: str) -> str:
    """A name's prefix with its colon, or nothing.

    Example:
        >>> prefix("x:row"), prefix("row")
        ('x:', '')
    """
    return "".join(name.rpartition(":")[:2])


def tag(xml: bytes, start: int) -> bytes:
    """The whole tag that begins at a place.

    Example:
        >>> tag(b'<c r="A>1" s="2"><v>3</v></c>', 0)
        b'<c r="A>1" s="2">'
    """
    found = _TAG.match(xml, start)
    if found is None:
        raise ValueError("no tag begins here")
    return found[0]


def with_attribute(start_tag: bytes, name: str, value: object) -> bytes:
    """The tag with an attribute set.

    Example:
        >>> with_attribute(b'<c r="A1" s="2"/>', "s", 7), with_attribute(b"<c>", "s", 7)
        (b'<c r="A1" s="7"/>', b'<c s="7">')
    """
    bare = without_attribute(start_tag, name)
    closing = b"/>" if bare.endswith(b"/>") else b">"
    return bare[: -len(closing)].rstrip() + f' {name}="{value}"'.encode() + closing


def without_attribute(start_tag: bytes, name: str) -> bytes:
    """The tag without an attribute.

    Example:
        >>> without_attribute(b'<row r="1" spans="1:9">', "spans")
        b'<row r="1">'
    """
    pattern = rb"\s" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')"
    return re.sub(pattern, b"", start_tag, count=1)


def text(value: str) -> str:
    """A text as the content of an element: nothing in it is a tag or an escape.

    Example:
        >>> text("a<b & _x0041_")
        'a&lt;b &amp; _x005F_x0041_'
    """
    return escape(_LOOKS_ESCAPED.sub("_x005F_", value), {'"': "&quot;"})


class Edits:
    """Changes of one part, gathered in any order and made in one go."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._changes: list[tuple[int, bool, int, int, bytes]] = []

    def insert(self, at: int, piece: bytes) -> None:
        """Put a piece before a place; pieces at one place keep the order in which they came."""
        self.replace(at, at, piece)

    def replace(self, start: int, end: int, piece: bytes) -> None:
        """Put a piece where other bytes stood."""
        # What is put before a place comes before what stands there.
        self._changes.append((start, end > start, len(self._changes), end, piece))

    def made(self) -> bytes:
        """The part with all changes."""
        pieces, place = [], 0
        for start, _, _, end, piece in sorted(self._changes):
            pieces += [self._xml[place:start], piece]
            place = max(place, end)
        return b"".join([*pieces, self._xml[place:]])
