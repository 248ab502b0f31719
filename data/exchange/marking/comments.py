"""Comments of a sheet with ours added; what the office itself wrote stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.exchange.marking import xml
from data.exchange.marking.parts import (
    MAIN,
    RELATIONSHIPS,
    Parts,
    declare,
    declare_drawings,
    relate,
    relations,
)
from data.exchange.marking.reading import SheetReading, place
from data.exchange.marking.xml import Edits

# A sheet with more comments opens slowly; the fill and the column of reasons are there without.
MOST_COMMENTS = 2_000

_NEW_COMMENTS = (
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
)
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
_KIND_OF_BOX = """<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_BOX = """<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;\
margin-left:60pt;margin-top:2pt;width:280pt;height:90pt;z-index:1;visibility:hidden" \
fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>\
{right},15,{top},2,{far_right},15,{bottom},2</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_HAS_KIND = re.compile(rb"\sid=[\"']_x0000_t202")
_A_BOX = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_WHERE = re.compile(rb"<x:Row>(\d+)</x:Row>.*?<x:Column>(\d+)</x:Column>", re.DOTALL)


@dataclass
class _Comment:
    cell: str
    author: int
    start: int
    end: int = -1
    text_end: int = -1


class _Reading:
    """The comments of a part, and where authors and comments are added."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.comments: list[_Comment] = []
        self.authors_end = self.comments_end = -1
        self.prefix = ""
        xml.scan(content, self._opened, self._closed)
        names = re.findall(rb"<(?:\w+:)?author(?:/>|>([^<]*)</)", content)
        self.authors = [name.decode("utf-8") for name in names]

    def _opened(self, name: str, said: Mapping[str, str], start: int) -> None:
        if xml.local(name) == "comment":
            self.comments.append(_Comment(said["ref"], int(said.get("authorId", 0)), start))
        elif xml.local(name) == "comments":
            self.prefix = xml.prefix(name)

    def _closed(self, name: str, start: int, end: int) -> None:
        kind = xml.local(name)
        if kind == "comment":
            self.comments[-1].end = end
        elif kind == "text" and self._content.startswith(b"</", start):
            self.comments[-1].text_end = start
        elif kind == "authors":
            self.authors_end = start
        elif kind == "commentList":
            self.comments_end = start


def add(
    parts: Parts, sheet: str, content: bytes, seen: SheetReading, notes: Mapping[str, str], by: str
) -> bytes:
    """Put comments on the cells of a sheet, in place of those of an earlier round.

    Args:
        parts: the workbook; its parts of comments and of their boxes are changed.
        sheet: the sheet's part.
        content: what the sheet is by now.
        seen: the reading of the sheet as it was.
        notes: text by cell ("E17").
        by: the author of our comments.

    Returns:
        The sheet, which points to the boxes of its comments.
    """
    of_sheet = relations(parts, sheet)
    said = {relation.kind: relation.part for relation in of_sheet}
    boxes = {each.id: each.part for each in of_sheet}.get(seen.drawing_id, "")
    notes = dict(list(notes.items())[:MOST_COMMENTS])
    if not notes and "comments" not in said:
        return content
    if "comments" not in said:
        said["comments"] = parts.free_name("xl/comments{}.xml")
        parts[said["comments"]] = _NEW_COMMENTS.encode()
        declare(parts, said["comments"], "spreadsheetml.comments")
        relate(parts, sheet, "comments", said["comments"])
    new, gone = _write(parts, said["comments"], notes, by, "threadedComment" in said)
    if not boxes:
        boxes = parts.free_name("xl/drawings/vmlMarks{}.vml")
        parts[boxes] = f"<xml {_DECLARED}>{_KIND_OF_BOX}</xml>".encode()
        declare_drawings(parts)
        content = _pointing(content, seen, relate(parts, sheet, "vmlDrawing", boxes))
    parts[boxes] = _drawn(parts[boxes], new, gone)
    return content


def _write(
    parts: Parts, part: str, notes: Mapping[str, str], by: str, threaded: bool
) -> tuple[list[str], set[str]]:
    """Write the comments; gives the cells that need a box, and those that lose theirs."""
    content = parts[part]
    read = _Reading(content)
    edits = Edits(content)
    own = read.authors.index(by) if by in read.authors else len(read.authors)
    if own == len(read.authors):
        author = f"<{read.prefix}author>{xml.text(by)}</{read.prefix}author>"
        edits.insert(read.authors_end, author.encode())
    earlier = [each for each in read.comments if each.author == own]
    theirs = {each.cell: each for each in read.comments if each.author != own}
    for each in earlier:
        edits.replace(each.start, each.end, b"")
    for cell, note in notes.items():
        if cell not in theirs:
            edits.insert(read.comments_end, _comment(read.prefix, cell, own, note))
        elif not threaded and theirs[cell].text_end > 0:
            comment = content[theirs[cell].start : theirs[cell].end]
            if xml.text(note).encode() not in comment:
                edits.insert(theirs[cell].text_end, _run(read.prefix, f"\n{note}"))
    parts[part] = edits.made()
    had = {each.cell for each in earlier}
    new = [cell for cell in notes if cell not in theirs]
    return new, had


def _comment(prefix: str, cell: str, author: int, note: str) -> bytes:
    start = f'<{prefix}comment ref="{cell}" authorId="{author}"><{prefix}text>'
    return start.encode() + _run(prefix, note) + f"</{prefix}text></{prefix}comment>".encode()


def _run(prefix: str, note: str) -> bytes:
    said = f'<{prefix}t xml:space="preserve">{xml.text(note)}</{prefix}t>'
    return f"<{prefix}r>{said}</{prefix}r>".encode()


def _pointing(content: bytes, seen: SheetReading, relation: str) -> bytes:
    """The sheet with a pointer to the boxes, where the fixed order of its elements wants it."""
    pointer = f'<{seen.prefix}legacyDrawing xmlns:r="{RELATIONSHIPS}" r:id="{relation}"/>'
    at = len(content) - seen.behind_drawing  # marks stand before it: what is behind is as it was
    return content[:at] + pointer.encode() + content[at:]


def _drawn(content: bytes, new: list[str], gone: set[str]) -> bytes:
    """The boxes, without those of comments that went, and with those of new ones.

    A drawing is not always good XML, so it is changed as text.
    """
    lost = {place(cell) for cell in gone}

    def kept(found: re.Match[bytes]) -> bytes:
        where = _WHERE.search(found[0])
        is_lost = where and (int(where[1]) + 1, int(where[2]) + 1) in lost
        return b"" if is_lost else found[0]

    content = _A_BOX.sub(kept, content)
    taken = [int(number) for number in re.findall(rb"_x0000_s(\d+)", content)]
    first = max(taken, default=1024) + 1
    boxes = [_box(first + n, cell) for n, cell in enumerate(new)]
    kind = "" if _HAS_KIND.search(content) else _KIND_OF_BOX
    added = _with_names(content, kind + "".join(boxes))
    before, end, after = content.rpartition(b"</xml>")
    return before + added.encode() + end + after


def _with_names(content: bytes, added: str) -> str:
    """Elements say their names' addresses themselves where the drawing does not."""
    if all(f"xmlns:{name}=".encode() in content for name in _NAMESPACES):
        return added
    return re.sub(r"<(v:shape(?:type)?) ", rf"<\1 {_DECLARED} ", added)


def _box(number: int, cell: str) -> str:
    row, column = (each - 1 for each in place(cell))
    return _BOX.format(
        number=number,
        row=row,
        column=column,
        right=column + 1,
        far_right=column + 5,
        top=row,
        bottom=row + 5,
    )
