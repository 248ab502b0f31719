"""A small good file of the machine dialect, to spoil in one place at a time."""

import csv
import io
from pathlib import Path

import openpyxl

from data.schema import REQUIRED_TABLES, TABLES

# Cells by column; what a row does not say is empty.
GOOD: dict[str, list[dict[str, str]]] = {
    "agencies": [
        {"agency_code": "CQ01", "agency_name": "Một", "agency_group": "department"},
        {"agency_code": "CQ02", "agency_name": "Hai", "agency_group": "enterprise"},
    ],
    "assignments": [
        {
            "assignment_id": "PC1",
            "agency_code": "CQ01",
            "commune_code": "04246",
            "valid_from": "2013-10-28",
            "valid_to": "2016-12-31",
        }
    ],
    "activities": [
        {
            "activity_id": f"HD{number}",
            "agency_code": "CQ01",
            "commune_code": "04246",
            "sector": "economy",
            "support_type": "NTM1",
            "activity_date": "2015-03-01",
            "delivered_quantity": "12.5",
            "cash_million_vnd": "3",
            "households_reached": "40",
            "work_id": "CT1" if number == 1 else "",
        }
        for number in (1, 2, 3)
    ],
    "works": [
        {
            "work_id": "CT1",
            "work_type": "road",
            "commune_code": "04246",
            "planned_year": "2014",
            "work_status": "completed",
            "community_supervised": "yes",
            "longitude": "103.7",
            "latitude": "20.8",
        }
    ],
    "work_contributions": [
        {"work_id": "CT1", "agency_code": "CQ01", "funding": "agency", "cost_million_vnd": "9"},
        {"work_id": "CT1", "funding": "people"},
    ],
    "indicators": [
        {"commune_code": "04246", "year": "2014", "indicator": "poor_households", "value": "0.5"}
    ],
    "commune_kinds": [
        {"commune_code": "04246", "kind": "border", "valid_from": "2013-10-28"},
    ],
}

Grids = dict[str, list[list[str]]]


def grids() -> Grids:
    """Every table as rows of cells, the head first."""
    return {
        name: [
            TABLES[name].column_names,
            *([row.get(column, "") for column in TABLES[name].column_names] for row in rows),
        ]
        for name, rows in GOOD.items()
    }


def with_cell(table: str, row: int, column: str, value: str) -> Grids:
    """The tables that a cell needs around it, with the cell changed.

    `row` is the row as a person sees it: the head is row 1.
    """
    needed = {*REQUIRED_TABLES, "works", table}
    changed = {name: rows for name, rows in grids().items() if name in needed}
    changed[table][row - 1][TABLES[table].column_names.index(column)] = value
    return changed


def as_folder(folder: Path, tables: Grids) -> Path:
    """Write the grids as CSV files."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        (folder / f"{name}.csv").write_bytes(text.getvalue().encode("utf-8"))
    return folder


def as_workbook(path: Path, tables: dict[str, list[list[object]]]) -> Path:
    """Write the grids as sheets of a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path
