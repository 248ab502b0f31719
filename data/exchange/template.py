"""The template that offices fill in: a sheet a table, heads with notes, lists to choose from.

It is read back by `data.intake`, which knows it by the names of its sheets and heads.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from data.exchange.template_lists import SEPARATOR, CodeList, code_lists, list_name
from data.exchange.template_sheets import AGENCIES_RANGE, HEAD_ROW, TableSheet
from data.schema import TABLES
from data.words import Lang, translate

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# One more whenever a sheet or a column changes; the reader warns of files of an older one.
TEMPLATE_VERSION = 1

# Nothing that is written into a cell is run, followed or guessed at.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NO_ROWS: Mapping[str, pd.DataFrame] = MappingProxyType({})
_LINES = range(1, 11)
# As many agencies as the drop-down can show; the province has about a hundred.
_MOST_AGENCIES = 400
_A4 = 9


@dataclass(frozen=True)
class Form:
    """Whose form a template is: everybody's, unless it says otherwise.

    `sheets` are the tables that it has, `to_read` those of them that nobody writes in, `communes`
    the codes to choose from (None: all), `owner` who fills it in.
    """

    sheets: tuple[str, ...] = tuple(TABLES)
    to_read: tuple[str, ...] = ()
    communes: frozenset[str] | None = None
    owner: str = ""


EVERYBODYS = Form()
# The line of the guide that says where agencies are written.
_LINE_OF_AGENCIES = 4


def write_template(
    tables: Mapping[str, pd.DataFrame] = _NO_ROWS, lang: Lang = "vi", form: Form = EVERYBODYS
) -> bytes:
    """The template as an .xlsx file, empty but for an example row on each sheet.

    Args:
        tables: rows to fill in, by table, as the store hands them out: with the agencies of a
            real record, for example, everybody can choose from them.
        lang: of heads, notes and lists; offices get the Vietnamese one.
        form: which sheets and choices it has.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties(
        {"title": translate(lang, "template.title"), "created": datetime(2016, 1, 1)}
    )
    book.set_custom_property("template_version", TEMPLATE_VERSION, "number")
    _write_guide(book, lang, form)
    agencies = _names(tables)
    for name in form.sheets:
        sheet = TableSheet(book, TABLES[name], lang, agencies)
        sheet.write(tables.get(name), to_read=name in form.to_read)
    _write_lists(book, _choices(form, lang), agencies, lang)
    book.close()
    return buffer.getvalue()


def _names(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Name by code of the agencies that are filled in."""
    if "agencies" not in tables:
        return {}
    rows = tables["agencies"]
    return dict(zip(rows["agency_code"], rows["agency_name"], strict=True))


def _choices(form: Form, lang: Lang) -> list[CodeList]:
    """The lists from which a column of the form is chosen."""
    tables = [TABLES[name] for name in form.sheets]
    used = {list_name(table, column) for table in tables for column in table.columns}
    lists = {name: each for name, each in code_lists(lang).items() if name in used}
    if form.communes is not None:
        all_words = lists["communes"].words.items()
        words = {code: text for code, text in all_words if code in form.communes}
        lists["communes"] = replace(lists["communes"], words=words or dict(all_words))
    return list(lists.values())


def _write_guide(book: Workbook, lang: Lang, form: Form) -> None:
    page = book.add_worksheet(translate(lang, "sheet.guide"))
    title = book.add_format({"bold": True, "font_size": 16, "font_color": "#0b7285"})
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.hide_gridlines(2)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 96)
    called = " – ".join(filter(None, (translate(lang, "template.title"), form.owner)))
    page.write_string(0, 0, called, title)
    page.write_string(1, 0, translate(lang, "template.version"), bold)
    page.write_number(1, 1, TEMPLATE_VERSION, book.add_format({"align": "left"}))
    lines = [each for each in _LINES if each != _LINE_OF_AGENCIES or not form.to_read]
    for number, line in enumerate(lines, 1):
        row = number + 2
        page.write_string(row, 0, f"{number}.", bold)
        page.write_string(row, 1, translate(lang, f"template.line_{line}"), wrapped)
        page.set_row(row, 32)
    below = len(_LINES) + 4
    page.write_string(below, 0, translate(lang, "template.sheets"), bold)
    link = book.add_format({"font_color": "#0b7285", "underline": 1, "valign": "top"})
    for row, (name, said) in enumerate(_sheets(lang, form), below + 1):
        page.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        page.write_string(row, 1, said, wrapped)
    _ready_to_print(page)


def _sheets(lang: Lang, form: Form) -> list[tuple[str, str]]:
    """The name of every table's sheet, and what a row of it is."""
    found = []
    for table in (TABLES[name] for name in form.sheets):
        row = translate(lang, f"template.row_{table.name}")
        need = "required_table" if table.required and not form.owner else "optional_table"
        if table.name in form.to_read:
            need = "table_to_read"
        parts = (
            translate(lang, f"table.{table.name}"),
            translate(lang, "template.one_row", row=row),
            translate(lang, f"template.{need}"),
        )
        found.append((translate(lang, f"sheet.{table.name}"), "; ".join(parts)))
    return found


def _write_lists(
    book: Workbook, lists: Sequence[CodeList], agencies: Mapping[str, str], lang: Lang
) -> None:
    """The sheet of choices: one list a column, the agencies first, taken from their own sheet."""
    name = translate(lang, "sheet.lists")
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    page.write_string(0, 0, translate(lang, "table.agencies"), head)
    _write_agencies(page, agencies, lang)
    page.set_column(0, 0, 40)
    first, last = "$A$2", f"$A${_MOST_AGENCIES + 1}"
    filled = f"COUNTIF('{name}'!{first}:{last},\"?*\")"
    # One more than are filled: the example's line is empty when it stands before them.
    book.define_name(AGENCIES_RANGE, f"=OFFSET('{name}'!{first},0,0,1+{filled},1)")
    for column, each in enumerate(lists, 1):
        letters = _letters(column)
        page.write_string(0, column, each.head, head)
        page.write_column(1, column, list(each.words.values()))
        page.set_column(column, column, min(60, max(map(len, each.words.values())) + 2))
        last = f"${letters}${len(each.words) + 1}"
        book.define_name(f"ds_{each.name}", f"='{name}'!${letters}$2:{last}")
    page.freeze_panes(1, 0)
    _ready_to_print(page)


def _write_agencies(page: Worksheet, agencies: Mapping[str, str], lang: Lang) -> None:
    """Formulas that follow the sheet of agencies, also when rows are put in or taken out."""
    sheet = translate(lang, "sheet.agencies")
    example = translate(lang, "template.example")[:2]
    now = ["", *(f"{code}{SEPARATOR}{name}" for code, name in agencies.items())]
    for place in range(_MOST_AGENCIES):
        row = HEAD_ROW + 2 + place
        mark, code, label = (f"INDEX({sheet}!${column}:${column},{row})" for column in "ABC")
        chosen = f'{code}&"{SEPARATOR}"&{label}'
        formula = f'=IF(OR({code}="",LEFT({mark},2)="{example}"),"",{chosen})'
        value = now[place] if place < len(now) else ""
        page.write_formula(place + 1, 0, formula, None, value)


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _ready_to_print(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P/&N")
