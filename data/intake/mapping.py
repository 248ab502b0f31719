"""How a report in an office's own form is read, as a person said it: kept by name, and found again.

A form is known by its heads: the same heads in the same order, whatever the sheet is called and
on whichever row they stand. What differs from one report to the next (a day, a body) is never
taken over from the last one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from data.intake.office.head import WIDEST, head_parts
from data.intake.office.heads import DISTRICT, head_key
from data.intake.office.text import clean
from data.intake.office.units import MoneyUnit
from data.intake.sheets import Sheet
from data.schema import TABLES, Column, Table

# Between a group and its column: "Giá trị › Tiền mặt".
BETWEEN = " › "
DEEPEST_HEAD = 4
_FURTHEST_HEAD = 1_000
_LONGEST_TEXT = 500

# "Quý III/2016" and "năm 2016" in a head are another period in the next report.
_PERIOD = re.compile(
    r"\b(quy|thang|nam|ky|dot|ngay)( (?:[ivx]+|[0-9]+))(?: nam)?(?: (?:19|20)[0-9]{2})?\b"
)


@dataclass(frozen=True)
class SheetForm:
    """How one table of the record stands on a sheet of an office's own form.

    `heads` are the heads of columns A, B, C…, composed of the rows `first_row` to `last_row`.
    `columns` says for a column of the schema, or `district_name`, on which column of the sheet it
    stands (from 1); `values` what is the same in all rows, as a person types it. Of the columns
    in `filled_down` a cell counts for the empty ones below it. `by_district`: rows that name a
    district alone say the district of the rows below; `by_group` is the column that rows such as
    "I – Sở Y tế" say for the rows below. `money_unit` (a name of `MoneyUnit`) is
    used where the file says none.
    """

    table: str
    sheet: str
    first_row: int
    last_row: int
    heads: tuple[str, ...]
    columns: Mapping[str, int]
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    filled_down: frozenset[str] = frozenset()
    by_district: bool = False
    by_group: str = ""
    money_unit: str = ""
    name: str = ""

    @property
    def signature(self) -> tuple[str, ...]:
        """What the next report of the same form has in common with this one: its heads."""
        return signature(self.heads)

    @property
    def unit(self) -> MoneyUnit | None:
        """The unit of money, where the form has one of its own."""
        return MoneyUnit[self.money_unit] if self.money_unit else None

    def head(self, number: int) -> str:
        """The head of a column of the sheet; "" where it has none."""
        return self.heads[number - 1] if number <= len(self.heads) else ""

    def to_json(self) -> dict[str, Any]:
        """The form as plain lists and texts, for a draft and for the store."""
        return {
            **vars(self),
            "heads": list(self.heads),
            "columns": dict(self.columns),
            "values": dict(self.values),
            "filled_down": sorted(self.filled_down),
        }


def from_json(said: object) -> SheetForm | None:
    """The form of `to_json`; None for anything else: what was kept may be old or damaged.

    Example:
        >>> from_json({"table": "activities"}) is None
        True
    """
    if not isinstance(said, Mapping) or not _is_whole(said):
        return None
    return SheetForm(
        table=said["table"],
        sheet=said["sheet"],
        first_row=said["first_row"],
        last_row=said["last_row"],
        heads=tuple(said["heads"]),
        columns=MappingProxyType(dict(said["columns"])),
        values=MappingProxyType(dict(said["values"])),
        filled_down=frozenset(said["filled_down"]),
        by_district=said["by_district"],
        by_group=said["by_group"],
        money_unit=said["money_unit"],
        name=said["name"],
    )


def _is_whole(said: Mapping[str, Any]) -> bool:
    table = TABLES.get(said["table"]) if _is_text(said.get("table")) else None
    first: Any = said.get("first_row")
    last: Any = said.get("last_row")
    heads = said.get("heads")
    columns, values, down = (said.get(each) for each in ("columns", "values", "filled_down"))
    if table is None or not _is_number(first, _FURTHEST_HEAD):
        return False
    if not _is_number(last, first + DEEPEST_HEAD - 1) or last < first:
        return False
    if not (isinstance(heads, list | tuple) and len(heads) <= WIDEST and all(map(_is_text, heads))):
        return False
    if not isinstance(down, list | tuple) or not {*map(str, down)} <= set(choosable(table)):
        return False
    named = all(_is_text(said.get(each)) for each in ("sheet", "name"))
    unit = said.get("money_unit")
    return (
        named
        and isinstance(said.get("by_district"), bool)
        and said.get("by_group") in ("", *table.column_names)
        and (unit == "" or (_is_text(unit) and unit in MoneyUnit.__members__))
        and _is_choice(columns, choosable(table), lambda number: _is_number(number, WIDEST))
        and _is_choice(values, table.column_names, _is_text)
    )


def _is_choice(said: object, names: list[str], is_good: Any) -> bool:
    return isinstance(said, Mapping) and all(
        name in names and is_good(chosen) for name, chosen in said.items()
    )


def _is_number(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT


def choosable(table: Table) -> list[str]:
    """The columns that a person can point out: those of the schema, and the commune's district."""
    beside = [DISTRICT] if "commune_code" in table.column_names else []
    return [*beside, *table.column_names]


def changes_each_time(column: Column) -> bool:
    """True for what belongs to one report and not to its form: when, who and where."""
    names_one = column.refers_to in ("agencies.agency_code", "gazetteer")
    return names_one or column.kind in ("date", "year")


def composed_heads(sheet: Sheet, first_row: int, last_row: int) -> tuple[str, ...]:
    """The heads of columns A, B, C…: "Giá trị › Tiền mặt" where a group stands over a column."""
    parts = dict(head_parts(sheet, first_row, last_row))
    width = max(parts, default=0)
    texts = (BETWEEN.join(parts.get(column, [])) for column in range(1, width + 1))
    return tuple(text[:_LONGEST_TEXT] for text in texts)


def signature(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Heads as they are compared: folded, and without the number of a quarter, month or year.

    Example:
        >>> signature(("Thực hiện Quý III/2016",)) == signature(("THỰC HIỆN quý IV/2016",))
        True
    """
    return tuple(_PERIOD.sub(r"\1", head_key(clean(each))) for each in heads)
