"""What the reader of values does not say about a sheet: formulas, errors, hidden rows, far cells.

The XML of a sheet is searched in pieces and never held as a whole. A sheet of 100,000 rows has
millions of cells: each is looked at one by one only where a piece has something to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

# What a record of the province needs, with room for titles above the head.
MOST_ROWS, MOST_COLUMNS = 100_100, 200

# Column GR is the 200th.
_FAR_COLUMN = rb"(?:[A-Z]{3,}|G[S-Z]|[H-Z][A-Z])[0-9]+"
_FAR_ROW = rb"[A-Z]+[0-9]{6,}"
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_SHARED = re.compile(rb'\bsi="([0-9]+)"')
_COLUMN = re.compile(rb'<(?:\w+:)?col ([^>]*)hidden="(?:1|true)"([^>]*)>')
_NUMBERS = re.compile(rb'\b(min|max)="([0-9]+)"')
_ROW_NUMBER = re.compile(rb'\br="([0-9]+)"')
_REFERENCE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NOT_SCANNED_ABOVE = 8 << 20
_TAG = re.compile(rb"<[\w:]+\s[^<>]*>")
_ATTRIBUTE = re.compile(rb"""\s+([\w:]+)\s*=\s*(?:'([^'"]*)'|"([^"]*)")""")

Place = tuple[int, int]


@dataclass
class Marks:
    """What is gathered of one sheet; places are row and column from 1."""

    far_cell: str = ""
    formulas: dict[Place, str] = field(default_factory=dict)
    without_value: list[Place] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


class SheetScan:
    """Gathers the marks of one sheet from the pieces of its XML."""

    def __init__(self, first: bytes) -> None:
        root = _ROOT.search(first)
        p = (root[1] or b"") if root else b""
        far = rb"(" + _FAR_COLUMN + rb"|" + _FAR_ROW + rb")"
        self.marks = Marks()
        self._rest = b""
        self._row_end = b"</" + p + b"row>"
        # Not the bounds of a drop-down, `<formula1>`, which every sheet of the template has.
        self._formula_start = re.compile(b"<" + p + rb"f[\s/>]")
        # A cell that is only coloured is no content: it closes at once.
        self._far = re.compile(b"<" + p + rb'c r="' + far + rb'"[^>]*(?<!/)>(?!</)')
        self._row = re.compile(b"<" + p + rb"row ([^>]*)>")
        self._formula = re.compile(
            b"<" + p + rb"c ([^>]*)>\s*<" + p + rb"f\b([^>]*?)(?:/>|>([^<]*)</" + p + rb"f>)"
            rb"\s*(<" + p + rb"v>[^<])?"
        )
        self._error = re.compile(
            b"<" + p + rb'c ([^>]*\bt="e"[^>]*)>(?:(?!</' + p + rb"c>).)*?<" + p + rb"v>([^<]*)",
            re.DOTALL,
        )
        self._shared: dict[bytes, str] = {}

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the sheet; what is cut in two waits for the next one."""
        piece = self._rest + piece
        end = piece.rfind(self._row_end) + 1
        if end == 0 and len(piece) > _NOT_SCANNED_ABOVE:
            end = len(piece)
        self._rest = piece[end:]
        self._scan(piece[:end])

    def close(self) -> Marks:
        """The marks, once every piece was fed."""
        self._scan(self._rest)
        self._rest = b""
        return self.marks

    def _scan(self, piece: bytes) -> None:
        if (b"'" in piece and b"='" in piece) or b"= " in piece or b" =" in piece:
            piece = _as_excel_writes(piece)
        self._find_far(piece)
        if b"hidden=" in piece:
            self._find_hidden(piece)
        if self._formula_start.search(piece):
            self._find_formulas(piece)
        if b't="e"' in piece:
            self._find_errors(piece)

    def _find_far(self, piece: bytes) -> None:
        if self.marks.far_cell:
            return
        for match in self._far.finditer(piece):
            name = match[1].decode()
            row, column = place(name)
            if row > MOST_ROWS or column > MOST_COLUMNS:
                self.marks.far_cell = name
                return

    def _find_hidden(self, piece: bytes) -> None:
        for match in self._row.finditer(piece):
            number = _ROW_NUMBER.search(match[1])
            if number and _HIDDEN.search(match[1]):
                self.marks.hidden_rows.append(int(number[1]))
        for match in _COLUMN.finditer(piece):
            ends = {name: int(number) for name, number in _NUMBERS.findall(match[1] + match[2])}
            last = min(ends.get(b"max", 0), MOST_COLUMNS)
            self.marks.hidden_columns += range(ends.get(b"min", 1), last + 1)

    def _find_formulas(self, piece: bytes) -> None:
        for match in self._formula.finditer(piece):
            where = _where(match[1])
            if where is None:
                continue
            self.marks.formulas[where] = self._text(match[2], match[3] or b"")
            if not match[4] and b't="str"' not in match[1]:
                self.marks.without_value.append(where)

    def _text(self, attributes: bytes, written: bytes) -> str:
        """A formula as a person reads it; copies of one formula name only the first."""
        shared = _SHARED.search(attributes)
        text = "=" + unescape(written.decode("utf-8", errors="replace"))
        if shared is None:
            return text
        return self._shared.setdefault(shared[1], text)

    def _find_errors(self, piece: bytes) -> None:
        for match in self._error.finditer(piece):
            where = _where(match[1])
            if where is not None:
                self.marks.errors[where] = match[2].decode("utf-8", errors="replace")


def _as_excel_writes(piece: bytes) -> bytes:
    """Tags with double quotes and single spaces: other programs write XML in other ways."""
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(_attribute, tag[0]), piece)


def _attribute(found: re.Match[bytes]) -> bytes:
    value = found[3] if found[2] is None else found[2]
    return b" " + found[1] + b'="' + value + b'"'


def place(name: str) -> Place:
    """Row and column of a cell's name.

    Example:
        >>> place("E17"), place("XFD1048576")
        ((17, 5), (1048576, 16384))
    """
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), column


def _where(attributes: bytes) -> Place | None:
    match = _REFERENCE.search(attributes)
    return place((match[1] + match[2]).decode()) if match else None
