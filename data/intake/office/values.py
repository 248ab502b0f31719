"""The cells of one column of an office's sheet -> machine text, or what is wrong with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from data import problems
from data.exchange.template_lists import SEPARATOR, code_lists
from data.intake.answers import Answers, Asked, Question
from data.intake.cells import is_identifier
from data.intake.office import day_order, heads
from data.intake.office.code_names import read_code_name
from data.intake.office.codes import read_boolean
from data.intake.office.days import read_day, read_year
from data.intake.office.decimal_mark import by_point
from data.intake.office.head import cell_at, cells_of
from data.intake.office.legacy import UNICODE, Legacy, read_legacy
from data.intake.office.names import NameReading, said_once
from data.intake.office.numbers import read_number
from data.intake.office.personal import personal_data, without_personal_data
from data.intake.office.places import Communes
from data.intake.office.reading import EMPTY, Reading, doubtful, wrong
from data.intake.office.recognise import Place
from data.intake.office.seen import of_parted, read_seen
from data.intake.office.swapped_days import maybe_swapped
from data.intake.office.text import clean, key, read_identifier, read_plain, written
from data.intake.office.units import (
    MoneyUnit,
    column_unit,
    is_multiple,
    quantity_unit,
    read_money,
    read_quantity,
)
from data.intake.sheets import Cell, cell_name
from data.problems import Problem, problem
from data.schema import Column, support_types
from data.words import LANGUAGES, translate
from data.words.heads import head as words_of_head

_READERS = {"boolean": read_boolean, "date": read_day, "year": read_year}

# Reads the cell of one row.
Reader = Callable[[Cell, int], Reading]

# Text that everybody can read, where people sometimes write whom to call.
_PUBLIC = frozenset({"description", "work_name", "definition", "agency_name"})
_ALSO_COUNTED_IN: dict[str, tuple[str, ...]] = {
    "hộ": ("household", "households"),
    "lượt hộ": ("lượt", "household-times"),
    "ngày công": ("công", "ngày", "days"),
}
# Looking for the nearest words is slow; in a column full of wrong ones some will do.
_MOST_UNSURE = 100
_COUNTED_IN = {"households": "hộ", "household_times": "lượt hộ", "days": "ngày công"}


@dataclass
class Desk:
    """Who reads the names of one file, and what is gathered meanwhile.

    `questions` are those that only a person can answer, each with the cells where it stands;
    `shown` says how a cell was read where that is not plain to see: (table, row, column) -> text.
    `has_points` when the file writes its numbers with a decimal point.
    """

    communes: Communes
    read_agency: Callable[[Cell], NameReading]
    legacy: Legacy = UNICODE
    answers: Answers = field(default_factory=Answers)
    has_points: bool = False
    found: list[Problem] = field(default_factory=list)
    questions: dict[Asked, Question] = field(default_factory=dict)
    shown: dict[tuple[str, int, str], str] = field(default_factory=dict)

    def ask(self, question: Question, where: str) -> None:
        """Keep a question; the same one asked again only stands in one more cell."""
        known = self.questions.get(question.asked, question)
        self.questions[question.asked] = known.also_at(where)


def read_cells(place: Place, column: Column, rows: Sequence[int], desk: Desk) -> list[str]:
    """The machine text of a column, row by row; "" where a cell is empty or cannot be read.

    Args:
        place: where the table stands.
        column: of the schema.
        rows: the rows of the sheet that are records.
        desk: gathers problems, questions and readings.
    """
    if column.name not in place.head.columns:
        return [""] * len(rows)
    number, _ = place.head.columns[column.name]
    read = _with_looks(place, column, _reader(place, column, desk))
    texts = []
    cells = cells_of(place.sheet, rows, number)
    if desk.has_points and column.kind in ("number", "count"):
        read = _of_points(read)
    if column.kind == "date":
        read = _in_order(place, column, rows, cells, read, desk)
    for row, value in zip(rows, cells, strict=True):
        reading = read(value, row)
        if reading.code:
            desk.found.append(_problem(place, column, row, value, reading))
        if reading.shown:
            desk.shown[place.table.name, row, column.name] = reading.shown
        texts.append(reading.text)
    if column.kind == "date":
        for at, nearest, example in maybe_swapped(cells):
            details = {"nearest": nearest, "example": example}
            doubt = doubtful("", problems.MAYBE_SWAPPED, **details)
            desk.found.append(_problem(place, column, rows[at], cells[at], doubt))
    return texts


def _of_points(read: Reader) -> Reader:
    """The reader of a column of numbers that are written with a decimal point."""
    return lambda value, row: read(by_point(value), row)


def _in_order(
    place: Place,
    column: Column,
    rows: Sequence[int],
    cells: Sequence[Cell],
    read: Reader,
    desk: Desk,
) -> Reader:
    """The reader of a column of days, by the order of day and month that somebody said it has."""
    number, head = place.head.columns[column.name]
    places = [f"{place.sheet.name}!{cell_name(row, number)}" for row in rows]
    asked = day_order.question(cells, head, places)
    if asked is None:
        return read
    order = desk.answers.get(asked.kind, asked.text, asked.district)
    if order:
        return lambda value, row: read(day_order.turned(value, order), row)
    desk.questions[asked.asked] = asked
    desk.found.append(
        problem(
            problems.DAY_ORDER_TO_SAY,
            table=place.table.name,
            column=column.name,
            sheet=place.sheet.name,
            cell=asked.places[0].rpartition("!")[2],
            value=asked.text.rpartition(": ")[2],
            count=sum(map(day_order.is_text_day, cells)),
        )
    )
    return lambda value, row: EMPTY if day_order.is_text_day(value) else read(value, row)


def _with_looks(place: Place, column: Column, read: Reader) -> Reader:
    """The reader, with an eye on what a person sees in a cell where that is something else."""
    formats, parted = place.sheet.formats, place.sheet.parted
    if not formats and not parted:
        return read
    number, _ = place.head.columns[column.name]
    unit_of = _cell_of(place, "unit")
    by_indicator = column.unit == "by_indicator"

    def read_row(value: Cell, row: int) -> Reading:
        where = (row, number)
        if where in parted and (problem := of_parted(value, column)):
            return problem
        if where not in formats:
            return read(value, row)
        of_shares = by_indicator and _indicator_unit(clean(written(unit_of(row)))).text == "share"
        code = formats[where]
        return read_seen(value, code, column, lambda cell: read(cell, row), of_shares=of_shares)

    return read_row


def _problem(place: Place, column: Column, row: int, value: Cell, reading: Reading) -> Problem:
    seen = reading.details.get("seen", "") or clean(written(value))
    return problem(
        reading.code,
        severity=reading.severity,
        table=place.table.name,
        row=row,
        column=column.name,
        value=without_personal_data(seen),
        **reading.details,
    )


def _reader(place: Place, column: Column, desk: Desk) -> Reader:
    """How the cells of a column are read."""
    if column.refers_to == "gazetteer":
        return _commune_reader(place, desk)
    if column.refers_to == "agencies.agency_code":
        return _agency_reader(place, desk)
    if column.kind == "text":
        return _text_reader(place, column, desk)
    if column.kind in ("number", "count"):
        return _number_reader(place, column, desk)
    if column.kind == "code":
        return _code_reader(place, column, desk)
    return _each_once(_READERS[column.kind])


def _number_reader(place: Place, column: Column, desk: Desk) -> Reader:
    if column.unit == "million_vnd":
        money = _money_unit(place, column, desk)
        return _each_once(lambda value: read_money(value, money))
    _, head = place.head.columns[column.name]
    unit = "" if _is_own_head(column, head) else quantity_unit(head)
    if column.unit in ("by_support_type", "by_row"):
        return _quantity_reader(place, unit, desk)
    counted_in = _COUNTED_IN.get(column.unit, "")
    own = [key(each) for each in (counted_in, *_ALSO_COUNTED_IN.get(counted_in, ()))]
    if unit and (key(unit) not in own if counted_in else is_multiple(unit)):
        by_share = column.unit == "by_indicator"
        expected = translate("vi", "template.share_from_0_to_1") if by_share else counted_in or "1"
        return _each_once(lambda value: _in_other_unit(read_number(value), unit, expected))
    return _each_once(lambda value: read_quantity(value, counted_in))


def _in_other_unit(number: Reading, unit: str, expected: str) -> Reading:
    """The problem of a number whose head counts in another unit; what is none stays as it is."""
    if not number.text:
        return number
    return wrong(problems.OTHER_UNIT, unit=unit, expected=expected)


def _code_reader(place: Place, column: Column, desk: Desk) -> Reader:
    seen: dict[str, NameReading] = {}
    unsure = 0

    def read(value: Cell, row: int) -> Reading:
        nonlocal unsure
        text = written(value)
        found = seen.get(text)
        if found is None:
            found = read_code_name(value, column, desk.answers, search=unsure < _MOST_UNSURE)
            unsure += not found.reading.is_good
            seen[text] = said_once(found)
        return _of_name(found, place, column.name, row, desk)

    return read


def _each_once(read: Callable[[Cell], Reading]) -> Reader:
    """Look at each value of a column once: most columns repeat a few, and many cells are empty.

    The type belongs to the value, for 1 and True are equal and read differently.
    """
    seen: dict[str | tuple[type, Cell], Reading] = {}

    def read_row(value: Cell, row: int) -> Reading:
        kind = value if isinstance(value, str) else (type(value), value)
        reading = seen.get(kind)
        if reading is None:
            reading = seen[kind] = read(value)
        return reading

    return read_row


def _commune_reader(place: Place, desk: Desk) -> Reader:
    district, name = (_beside(place, helper) for helper in (heads.DISTRICT, heads.COMMUNE_NAME))

    def read(value: Cell, row: int) -> Reading:
        found = desk.communes.read(value, district(row), name(row))
        return _of_name(found, place, "commune_code", row, desk)

    return read


def _agency_reader(place: Place, desk: Desk) -> Reader:
    name = _beside(place, heads.AGENCY_NAME)

    def read(value: Cell, row: int) -> Reading:
        beside = name(row)
        if beside is not None:
            both = [clean(written(each)) for each in (value, beside)]
            value = SEPARATOR.join(each for each in both if each)
        return _of_name(desk.read_agency(value), place, "agency_code", row, desk)

    return read


def _beside(place: Place, helper: str) -> Callable[[int], Cell]:
    """The cell of another column in the same row; None where there is no such column."""
    if helper not in place.head.helpers:
        return lambda row: None
    number, _ = place.head.helpers[helper]
    return lambda row: cell_at(place.sheet, row, number)


def _of_name(found: NameReading, place: Place, column: str, row: int, desk: Desk) -> Reading:
    if found.question is not None:
        number, _ = place.head.columns[column]
        desk.ask(found.question, f"{place.sheet.name}!{cell_name(row, number)}")
    return found.reading


def _text_reader(place: Place, column: Column, desk: Desk) -> Reader:
    if place.table.name == "indicators" and column.name == "unit":
        return _each_once(lambda value: _indicator_unit(clean(written(value))))
    read = read_identifier if is_identifier(column) else read_plain
    is_public = column.name in _PUBLIC

    def read_text(value: Cell) -> Reading:
        if isinstance(value, str) and desk.legacy.encoding:
            converted = read_legacy(value, desk.legacy)
            if converted is not None:
                return converted
        reading = read(value)
        return (personal_data(reading.text) if is_public else None) or reading

    return _each_once(read_text)


@cache
def _indicator_unit(text: str) -> Reading:
    """The unit of an indicator; a percentage is none, for 0,5 % and 50 % look alike in a column."""
    for lang in LANGUAGES:
        for code, words in code_lists(lang)["indicator_unit"].words.items():
            if key(text) in (key(words), key(code)):
                return Reading(code)
    if "%" in text or key(text) == key("phần trăm"):
        share = translate("vi", "template.share_from_0_to_1")
        return wrong(problems.OTHER_UNIT, unit=text, expected=share)
    return Reading(text)


def _money_unit(place: Place, column: Column, desk: Desk) -> MoneyUnit | None:
    """The unit of a column of money, from its head or a title; a difference is told once."""
    number, head = place.head.columns[column.name]
    if _is_own_head(column, head):
        head = MoneyUnit.MILLION.words
    found = column_unit(head, *place.titles)
    if found.reading.code:
        desk.found.append(
            problem(
                found.reading.code,
                severity=found.reading.severity,
                table=place.table.name,
                column=column.name,
                sheet=place.sheet.name,
                cell=cell_name(place.head.last_row, number),
                value=head,
                title=found.reading.details["title"],
            )
        )
    return found.unit


def _is_own_head(column: Column, text: str) -> bool:
    """True for the head that the template has, in any language: it names its unit."""
    own = [column.name, *(words_of_head(column.name, lang) for lang in LANGUAGES)]
    return heads.head_key(text) in {heads.head_key(each) for each in own}


def _quantity_reader(place: Place, of_head: str, desk: Desk) -> Reader:
    """Quantities count in the unit of the row, or else in that of its type of help.

    A unit in the head holds for cells that name none, and must be that of the row.
    """
    unit_of, type_of = (_cell_of(place, name) for name in ("unit", "support_type"))
    read_figure = _each_once(read_number)

    def read(value: Cell, row: int) -> Reading:
        if not isinstance(value, str) and not of_head:
            return read_figure(value, row)
        unit = clean(written(unit_of(row))) or _unit_of_type(type_of(row), place, desk)
        number = read_number(value)
        if of_head and number.text and unit and key(unit) != key(of_head):
            return _in_other_unit(number, of_head, unit)
        return read_quantity(value, unit)

    return read


def _cell_of(place: Place, name: str) -> Callable[[int], Cell]:
    if name not in place.head.columns:
        return lambda row: None
    number, _ = place.head.columns[name]
    return lambda row: cell_at(place.sheet, row, number)


def _unit_of_type(value: Cell, place: Place, desk: Desk) -> str:
    column = next((each for each in place.table.columns if each.name == "support_type"), None)
    code = read_code_name(value, column, desk.answers).reading.text if column else ""
    return str(support_types().at[code, "unit_vi"]) if code else ""
