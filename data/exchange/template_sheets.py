"""One table's sheet in the template: title, heads with notes, an example, drop-downs, print set-up.

Row 1 says what the sheet is, row 2 has the heads, row 3 the example. Column A counts the rows
and marks the example; the last column is free for remarks. Neither is read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.exchange.template_lists import in_cells, list_name
from data.schema import Column, Table, typed
from data.words import Lang, has, translate
from data.words.formats import is_missing
from data.words.heads import head

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 1  # counted from 0, as everything here that is handed to the writer
EXAMPLE_ROW = HEAD_ROW + 1
FIRST_ROW = EXAMPLE_ROW + 1
# Drop-downs reach so far down.
_LAST_ROW = 20_000
AGENCIES_RANGE = "ds_agencies"

_LONGEST_MESSAGE = 255
_A4 = 9

# The columns that need room; all others are as wide as their kind.
_WIDTHS = {
    "description": 50,
    "support_type": 48,
    "commune_code": 42,
    "agency_code": 34,
    "agency_name": 40,
    "agency_name_en": 32,
    "work_name": 34,
    "definition": 44,
}
_WIDTHS_OF_KINDS = {"date": 14, "number": 16, "count": 14, "year": 10, "code": 26, "boolean": 14}
_FORMATS = {"date": "dd/mm/yyyy", "number": "#,##0.####", "count": "#,##0", "year": "0"}
_DEGREES = "0.0000"

# An invented row that shows how each column is written.
_EXAMPLE: dict[str, object] = {
    "agency_group": "department",
    "field": "economy",
    "assignment_id": "PC000",
    "commune_code": "04246",
    "valid_from": date(2013, 10, 28),
    "valid_to": date(2016, 12, 31),
    "activity_id": "HD0000000",
    "sector": "economy",
    "support_type": "KT04",
    "planned_date": date(2014, 9, 15),
    "planned_quantity": 500,
    "planned_value_million_vnd": 7.5,
    "activity_date": date(2014, 10, 2),
    "delivered_quantity": 500,
    "cash_million_vnd": 5,
    "in_kind_million_vnd": 2.5,
    "labour_days": 30,
    "households_reached": 40,
    "commune_confirmed": "yes",
    "confirmed_quantity": 500,
    "work_id": "CT0000",
    "work_type": "road",
    "build_kind": "bridge_culvert",
    "planned_year": 2014,
    "completion_date": date(2014, 12, 20),
    "work_status": "in_use",
    "quantity": 1,
    "households_served": 45,
    "community_supervised": True,
    "longitude": 103.6,
    "latitude": 20.9,
    "location_precision": "village",
    "funding": "agency",
    "cost_million_vnd": 43.4,
    "year": 2014,
    "indicator": "poor_households",
    "numerator": 512,
    "denominator": 1024,
    "value": 0.5,
    "kind": "border",
    "confidence": "high",
}
_EXAMPLE_UNITS = {"activities": "cây", "works": "công trình", "indicators": "share"}


class TableSheet:
    """Writes the sheet of one table into a workbook."""

    def __init__(self, book: Workbook, table: Table, lang: Lang, agencies: Mapping[str, str]):
        self._table = table
        self._lang = lang
        self._agencies = agencies
        self._book = book
        self._page = book.add_worksheet(self._word(f"sheet.{table.name}"))

    def write(self, rows: pd.DataFrame | None, *, to_read: bool = False) -> None:
        """Write everything, and the rows of the record if there are any.

        A sheet `to_read` has no example, and a program for sheets lets nobody write in it.
        """
        self._write_heads()
        filled = 0 if rows is None else self._fill(rows)
        if to_read:
            self._page.protect("", {"autofilter": True, "format_columns": True})
        else:
            self._write_example()
        for place, column in enumerate(self._table.columns, 1):
            self._offer_choices(place, column)
        last = max(FIRST_ROW + filled - 1, EXAMPLE_ROW)
        self._page.autofilter(HEAD_ROW, 0, last, len(self._table.columns) + 1)
        self._page.freeze_panes(EXAMPLE_ROW, 2)
        _ready_to_print(self._page)

    def _word(self, key: str, **values: Any) -> str:
        return translate(self._lang, key, **values)

    def _write_heads(self) -> None:
        title = self._book.add_format({"bold": True, "font_size": 13, "font_color": "#0b7285"})
        row = self._word(f"template.row_{self._table.name}")
        parts = (
            self._word(f"table.{self._table.name}"),
            self._word("template.one_row", row=row),
            self._word("template.required_mark"),
        )
        self._page.write_string(0, 0, " – ".join(parts), title)
        self._page.set_row(HEAD_ROW, 48)
        # Required heads have a star and heavy letters, not only another ground.
        look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#52606d"}
        heavy = self._book.add_format({**look, "bold": True, "bg_color": "#c5e3e8"})
        light = self._book.add_format({**look, "bg_color": "#f1f4f6"})
        self._page.write_string(HEAD_ROW, 0, self._word("template.number"), light)
        self._page.set_column(0, 0, 10, self._book.add_format({"font_color": "#52606d"}))
        for place, column in enumerate(self._table.columns, 1):
            words = head(column.name, self._lang)
            shown = f"{words} *" if column.required else words
            self._page.write_string(HEAD_ROW, place, shown, heavy if column.required else light)
            note = self._note(column)
            self._page.write_comment(HEAD_ROW, place, note, {"width": 300, "height": 130})
            self._page.set_column(place, place, _width(column), self._format(column))
        place = len(self._table.columns) + 1
        self._page.write_string(HEAD_ROW, place, self._word("template.remark"), light)
        self._page.set_column(place, place, 30)

    def _note(self, column: Column) -> str:
        """What the column says, its unit, an example, and whether it must be filled in."""
        need = "required" if column.required else "optional"
        unit = self._unit(column.unit)
        parts = [
            head(column.name, self._lang),
            self._word(f"column_notes.{column.name}"),
            *([self._word("template.unit_is", unit=unit)] if unit else []),
            self._word(f"template.{need}"),
        ]
        return "\n".join(parts)

    def _unit(self, unit: str) -> str:
        for key in (f"units.{unit}", f"template.unit_{unit}"):
            if unit and has(key):
                return self._word(key)
        return ""

    def _format(self, column: Column, **look: object) -> Any:
        shape = _DEGREES if column.unit == "degrees" else _FORMATS.get(column.kind, "@")
        return self._book.add_format({"num_format": shape, **look})

    def _fill(self, rows: pd.DataFrame) -> int:
        for place, column in enumerate(self._table.columns, 1):
            cells = in_cells(self._table, column, rows[column.name], self._agencies, self._lang)
            shape = self._format(column)
            for row, value in enumerate(cells.tolist(), FIRST_ROW):
                _write_cell(self._page, row, place, value, shape)
        for row in range(len(rows)):
            self._page.write_number(FIRST_ROW + row, 0, row + 1)
        return len(rows)

    def _write_example(self) -> None:
        look = {"italic": True, "font_color": "#52606d", "bg_color": "#fff8e1"}
        self._page.write_string(
            EXAMPLE_ROW, 0, self._word("template.example"), self._book.add_format(look)
        )
        cells = example_row(self._table, self._lang)
        for place, column in enumerate(self._table.columns, 1):
            shape = self._format(column, **look)
            self._page.write_blank(EXAMPLE_ROW, place, None, shape)
            _write_cell(self._page, EXAMPLE_ROW, place, cells[column.name], shape)

    def _offer_choices(self, place: int, column: Column) -> None:
        rule = self._rule(column)
        if rule:
            shown = {"error_title": head(column.name, self._lang)[:32], "error_type": "warning"}
            self._page.data_validation(EXAMPLE_ROW, place, _LAST_ROW, place, {**shown, **rule})

    def _rule(self, column: Column) -> dict[str, Any]:
        """What Excel warns of while somebody types; the reader checks everything again."""
        name = list_name(self._table, column)
        if name:
            said = self._word("template.not_listed")[:_LONGEST_MESSAGE]
            free = {"ignore_blank": True, "show_error": name != "unit"}
            return {"validate": "list", "source": f"=ds_{name}", "error_message": said, **free}
        if column.kind == "date":
            least, most = date(1990, 1, 1), date(2100, 12, 31)
            said = self._word("template.not_a_day")
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": least,
                "maximum": most,
                "error_message": said,
            }
        if column.kind in ("number", "count", "year"):
            said = self._word("template.not_a_number")
            return {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": said}
        return {}


def example_row(table: Table, lang: Lang) -> dict[str, object]:
    """The cells of the example of a table's sheet, by column."""
    machine = {column.name: _example(table, column, lang) for column in table.columns}
    rows = typed(table, pd.DataFrame([machine]))
    agency = {
        translate(lang, "example.agency_code"): translate(lang, "example.agency_name"),
    }
    return {
        column.name: in_cells(table, column, rows[column.name], agency, lang).tolist()[0]
        for column in table.columns
    }


def _example(table: Table, column: Column, lang: Lang) -> object:
    if column.name == "unit":
        return _EXAMPLE_UNITS[table.name]
    if has(f"example.{column.name}"):
        return translate(lang, f"example.{column.name}")
    # A tree belongs to no work.
    free = table.name == "activities" and column.name == "work_id"
    return None if free else _EXAMPLE.get(column.name)


def _write_cell(page: Worksheet, row: int, place: int, value: object, shape: Any) -> None:
    """A cell of the kind that the value is; missing leaves it empty."""
    if is_missing(value):
        return
    if isinstance(value, datetime):
        page.write_datetime(row, place, value, shape)
    elif isinstance(value, int | float):
        if math.isfinite(value):
            page.write_number(row, place, value, shape)
    else:
        page.write_string(row, place, str(value), shape)


def _width(column: Column) -> int:
    return _WIDTHS.get(column.name) or _WIDTHS_OF_KINDS.get(column.kind, 18)


def _ready_to_print(page: Worksheet) -> None:
    page.repeat_rows(HEAD_ROW)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P/&N")
