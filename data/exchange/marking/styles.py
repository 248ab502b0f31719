"""The styles of a workbook with ours added: a cell keeps its format and gets a fill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from data.exchange.marking import xml
from data.exchange.marking.parts import MAIN, Parts, declare, relate, relations
from data.exchange.marking.xml import Edits
from data.problems import Severity

Look = Literal["head", "text", "reason", "link"]

# Colours that no office uses by chance, so that our own marks are known when they return.
FILLS: dict[Severity, str] = {"error": "FFFFD5CA", "warning": "FFFFF0B8", "information": "FFE0EEF8"}

_EMPTY = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>\
</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>\
<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/>\
<bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" \
fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" \
borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" \
builtinId="0"/></cellStyles></styleSheet>"""

_FONTS: dict[Look, str] = {
    "head": '<{0}font><{0}b/><{0}sz val="11"/><{0}name val="Calibri"/></{0}font>',
    "link": '<{0}font><{0}u/><{0}sz val="11"/><{0}color rgb="FF0B7285"/>'
    '<{0}name val="Calibri"/></{0}font>',
}
_FILL = (
    '<{0}fill><{0}patternFill patternType="solid"><{0}fgColor rgb="{1}"/>'
    '<{0}bgColor indexed="64"/></{0}patternFill></{0}fill>'
)
_OWN = tuple(colour.encode() for colour in FILLS.values())
_LISTS = {"fonts": "font", "fills": "fill", "cellXfs": "xf"}


class Styles:
    """The formats of cells (`xf`), by number; new ones are added behind the old."""

    def __init__(self, parts: Parts, workbook: str) -> None:
        self._parts = parts
        self._part = _styles_part(parts, workbook)
        self._xml = parts[self._part]
        self._prefix = ""
        self._lists: dict[str, list[bytes]] = {name: [] for name in _LISTS}
        self._ends: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._read()
        self._made: dict[tuple[int, Severity], int] = {}
        self._old = {name: len(entries) for name, entries in self._lists.items()}
        own = {n for n, fill in enumerate(self._lists["fills"]) if any(c in fill for c in _OWN)}
        self.of_earlier_marks = {
            n for n, entry in enumerate(self._lists["cellXfs"]) if _fill_of(entry) in own
        }

    def marked(self, base: int, severity: Severity) -> int:
        """The format `base` with the fill of a mark."""
        made = self._made.get((base, severity))
        if made is None:
            made = self._made[base, severity] = self._filled(base, self._mark(severity))
        return made

    def _mark(self, severity: Severity) -> int:
        fill = _FILL.format(self._prefix, FILLS[severity])
        return self._added("fills", fill.encode())

    def unmarked(self, base: int) -> int:
        """The format `base` without a fill."""
        return self._filled(base, 0)

    def of(self, look: Look) -> int:
        """A format of our own: a head, a text that wraps and stays text, or a link."""
        font = 0
        if look in _FONTS:
            font = self._added("fonts", _FONTS[look].format(self._prefix).encode())
        entry = (
            f'<{self._prefix}xf numFmtId="49" fontId="{font}" fillId="0" borderId="0" xfId="0" '
            f'quotePrefix="1" applyFont="1" applyNumberFormat="1" applyAlignment="1">'
            f'<{self._prefix}alignment vertical="top" wrapText="{int(look == "text")}"/>'
            f"</{self._prefix}xf>"
        )
        return self._added("cellXfs", entry.encode())

    def save(self) -> None:
        """Put the new formats into the workbook."""
        edits = Edits(self._xml)
        for name, entries in self._lists.items():
            edits.insert(self._ends[name], b"".join(entries[self._old[name] :]))
            start_tag = xml.tag(self._xml, self._starts[name])
            counted = xml.with_attribute(start_tag, "count", len(entries))
            edits.replace(self._starts[name], self._starts[name] + len(start_tag), counted)
        self._parts[self._part] = edits.made()

    def _read(self) -> None:
        path: list[str] = []
        begun = 0

        def opened(name: str, said: Mapping[str, str], start: int) -> None:
            nonlocal begun
            path.append(xml.local(name))
            if len(path) == 1:
                self._prefix = xml.prefix(name)
            elif len(path) == 2 and path[1] in _LISTS:
                self._starts[path[1]] = start
            elif len(path) == 3:
                begun = start

        def closed(name: str, place: int, end: int) -> None:
            if len(path) == 3 and _LISTS.get(path[1]) == path[2]:
                self._lists[path[1]].append(self._xml[begun:end])
            elif len(path) == 2 and path[1] in _LISTS:
                self._ends[path[1]] = place
            path.pop()

        xml.scan(self._xml, opened, closed)
        if not all(self._lists.values()):
            raise ValueError("a workbook whose styles lack a list")

    def _added(self, name: str, entry: bytes) -> int:
        entries = self._lists[name]
        if entry not in entries[self._old[name] :]:
            entries.append(entry)
        return len(entries) - 1 - entries[::-1].index(entry)

    def _filled(self, base: int, fill: int) -> int:
        entries = self._lists["cellXfs"]
        entry = entries[base if base < len(entries) else 0]
        start_tag = xml.tag(entry, 0)
        changed = xml.with_attribute(start_tag, "fillId", fill)
        changed = xml.with_attribute(changed, "applyFill", int(fill > 0))
        return self._added("cellXfs", changed + entry[len(start_tag) :])


def _styles_part(parts: Parts, workbook: str) -> str:
    for relation in relations(parts, workbook):
        if relation.kind == "styles":
            return relation.part
    name = "xl/styles.xml"
    parts[name] = _EMPTY.encode()
    declare(parts, name, "spreadsheetml.styles")
    relate(parts, workbook, "styles", name)
    return name


def _fill_of(entry: bytes) -> int:
    found = re.search(rb"fillId=[\"'](\d+)", entry)
    return int(found[1]) if found else 0
