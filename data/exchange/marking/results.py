"""The sheet that comes first in a marked workbook: every problem, with a link to its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from openpyxl.utils.cell import get_column_letter

from data.exchange.marking import xml
from data.exchange.marking.cells import text_cell
from data.exchange.marking.parts import MAIN, RELATIONSHIPS, Parts, declare, relate, sheets
from data.exchange.marking.styles import Styles
from data.exchange.marking.xml import Edits

HEAD_ROW = 4
# Excel follows no more links in one sheet.
MOST_LISTED = 50_000

Link = tuple[str, str] | None  # sheet and cell


def sheet(
    title: str,
    said: str,
    heads: Mapping[str, int],
    rows: Sequence[tuple[Sequence[str], Link]],
    styles: Styles,
) -> bytes:
    """A sheet with a title, a sentence, and a table whose rows may point to a cell.

    Args:
        title, said: what stands above the table.
        heads: the heads of the table with their widths.
        rows: texts, and the cell that the row is about; the link stands on the fourth text.
        styles: the workbook's formats.
    """
    head, text, link = styles.of("head"), styles.of("text"), styles.of("link")
    lines = [_line(1, [title], [head]), _line(2, [said], [styles.of("reason")])]
    lines.append(_line(HEAD_ROW, list(heads), [head] * len(heads)))
    links = []
    for number, (texts, target) in enumerate(rows[:MOST_LISTED], start=HEAD_ROW + 1):
        looks = [link if target and n == 3 else text for n in range(len(texts))]
        lines.append(_line(number, texts, looks))
        if target:
            links.append(f'<hyperlink ref="D{number}" location="{xml.text(_place(*target))}"/>')
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(heads.values(), start=1)
    )
    last = f"{get_column_letter(len(heads))}{HEAD_ROW + len(lines) - 3}"
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    whole = (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEAD_ROW}" topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{widths}</cols>'
        f'<sheetData>{"".join(lines)}</sheetData><autoFilter ref="A{HEAD_ROW}:{last}"/>{linked}'
        f'<pageSetup paperSize="9" orientation="landscape"/></worksheet>'
    )
    return whole.encode("utf-8")


def put_first(parts: Parts, workbook: str, name: str, content: bytes) -> None:
    """Make a sheet the first one of the workbook, and the one that is open."""
    for part in [each.part for each in sheets(parts, workbook)]:
        parts[part] = _not_chosen(parts[part])
    part = parts.free_name("xl/worksheets/sheetMarks{}.xml")
    parts[part] = content
    declare(parts, part, "spreadsheetml.worksheet")
    number = max(each.number for each in sheets(parts, workbook)) + 1
    relation = relate(parts, workbook, "worksheet", part)
    parts[workbook] = _with_sheet(parts[workbook], name, number, relation)


def put_again(parts: Parts, workbook: str, part: str, content: bytes) -> None:
    """Write the sheet of results of an earlier round anew, where it stands."""
    for each in sheets(parts, workbook):
        parts[each.part] = _not_chosen(parts[each.part])
    parts[part] = content
    position = [each.part for each in sheets(parts, workbook)].index(part)
    parts[workbook] = _open_at(parts[workbook], position)


def _with_sheet(content: bytes, name: str, number: int, relation: str) -> bytes:
    edits = Edits(content)
    begun = False

    def opened(element: str, said: Mapping[str, str], start: int) -> None:
        nonlocal begun
        kind = xml.local(element)
        if kind == "sheet" and not begun:
            begun = True
            edits.insert(
                start,
                f'<{element} xmlns:r="{RELATIONSHIPS}" name="{xml.text(name)}" '
                f'sheetId="{number}" r:id="{relation}"/>'.encode(),
            )
        elif kind == "definedName" and "localSheetId" in said:
            # These count places, and every sheet moved one further.
            start_tag = xml.tag(content, start)
            moved = xml.with_attribute(start_tag, "localSheetId", int(said["localSheetId"]) + 1)
            edits.replace(start, start + len(start_tag), moved)

    xml.scan(content, opened)
    return _open_at(edits.made(), 0)


def _open_at(content: bytes, position: int) -> bytes:
    edits = Edits(content)

    def opened(element: str, said: Mapping[str, str], start: int) -> None:
        if xml.local(element) == "workbookView":
            start_tag = xml.tag(content, start)
            changed = xml.with_attribute(start_tag, "activeTab", position)
            changed = xml.without_attribute(changed, "firstSheet")
            edits.replace(start, start + len(start_tag), changed)

    xml.scan(content, opened)
    return edits.made()


def _not_chosen(content: bytes) -> bytes:
    """Two chosen sheets would be written into together."""
    views, rows, rest = content.partition(b"sheetData")
    return re.sub(rb"\stabSelected=[\"'](1|true)[\"']", b"", views) + rows + rest


def _line(number: int, texts: Sequence[str], looks: Sequence[int]) -> str:
    cells = (
        text_cell("", number, column, text, look).decode("utf-8")
        for column, (text, look) in enumerate(zip(texts, looks, strict=True), start=1)
        if text
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _place(name: str, cell: str) -> str:
    quoted = name.replace("'", "''")
    return f"'{quoted}'!{cell}"
