"""An office's workbook -> the machine text of every table, and everything wrong with it.

Values are read here; what must hold between cells, rows and tables is checked afterwards, by
the same rules as for the machine dialect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from data import problems
from data.exchange.template import TEMPLATE_VERSION
from data.exchange.template_lists import SEPARATOR
from data.intake.answers import Answers, Question
from data.intake.layout import Layout, LeftOut
from data.intake.office.bodies import Bodies
from data.intake.office.decimal_mark import point_shown_by
from data.intake.office.legacy import Legacy, survey
from data.intake.office.names import NameReading
from data.intake.office.places import Communes, names_of_2025
from data.intake.office.recognise import Place, recognise, template_version
from data.intake.office.table import layout_of, read_table
from data.intake.office.text import clean, read_identifier, written
from data.intake.office.values import Desk
from data.intake.raw import RawTable
from data.intake.sheets import Book, Cell
from data.problems import Problem, problem

NO_ANSWERS = Answers()


@dataclass(frozen=True)
class OfficeRead:
    """What an office's workbook says.

    `tables` has machine text by row of the sheet; None where a sheet could not be read. Sheets
    of the template that nobody filled in are not among them. `layouts` says where each table
    stands, `questions` what only a person can answer, `left_out` which rows are not counted, and
    `shown` how a cell was read where that is not plain to see: (table, row, column) -> text.
    """

    tables: Mapping[str, RawTable | None]
    layouts: Mapping[str, Layout]
    questions: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]
    shown: Mapping[tuple[str, int, str], str] = field(default_factory=lambda: MappingProxyType({}))


def read_office(
    book: Book,
    found: list[Problem],
    *,
    current_agencies: pd.DataFrame | None = None,
    answers: Answers = NO_ANSWERS,
) -> OfficeRead:
    """Read every table of an office's workbook.

    Args:
        book: its sheets.
        found: problems are added here; those of a cell name table, row and column.
        current_agencies: agencies of the current version, which the file may refer to.
        answers: what people chose for names that may mean several communes or agencies.
    """
    version = template_version(book)
    found += _of_version(version)
    places = recognise(book, found)
    desk = desk_of(book, list(places.values()), found, current_agencies, answers)
    tables: dict[str, RawTable | None] = {}
    aside: list[LeftOut] = []
    # Agencies first: the other tables refer to them.
    for name in sorted(places, key=lambda name: name != "agencies"):
        place = places[name]
        raw, left_out = read_table(place, desk, version is not None) if place else (None, {})
        aside += left_out.values()
        if name == "agencies":
            known = _bodies(raw, current_agencies, answers, desk.legacy)
            desk.read_agency = known if place else _code_alone
        if raw is None or version is None or not raw.is_head_only:
            tables[name] = raw
    layouts = {name: layout_of(place) for name, place in places.items() if place}
    return OfficeRead(tables, layouts, tuple(desk.questions.values()), tuple(aside), desk.shown)


def desk_of(
    book: Book,
    places: Iterable[Place | None],
    found: list[Problem],
    current_agencies: pd.DataFrame | None,
    answers: Answers,
) -> Desk:
    """Who reads the names of a workbook: its old encoding, its communes, the agencies known.

    Args:
        book: its sheets.
        places: where its tables stand.
        found: that a file was converted is said here, and everything that the desk notes.
        current_agencies: agencies of the current version.
        answers: what people chose for names.
    """
    legacy = survey(_texts(book))
    if legacy.encoding:
        found.append(
            problem(problems.CONVERTED_ENCODING, severity="information", encoding=legacy.encoding)
        )
    beside_2025 = bool(names_of_2025(_of_communes(places)))
    communes = Communes(answers, legacy, beside_2025=beside_2025)
    bodies = _bodies(None, current_agencies, answers, legacy)
    return Desk(communes, bodies, legacy, answers, _has_points(book, places, found), found)


def _has_points(book: Book, places: Iterable[Place | None], found: list[Problem]) -> bool:
    """True for a file of text that writes decimal points, which is said once."""
    if not book.is_text:
        return False
    point = point_shown_by(_numbers(places))
    if point:
        found.append(problem(problems.DECIMAL_POINT, severity="information", value=point))
    return bool(point)


def _numbers(places: Iterable[Place | None]) -> Iterator[Cell]:
    """The cells of every column of numbers."""
    for place in places:
        columns = place.table.columns if place else ()
        for column in columns:
            if place and column.kind in ("number", "count") and column.name in place.head.columns:
                number, _ = place.head.columns[column.name]
                yield from (row[number - 1] for row in place.sheet.rows if len(row) >= number)


def _of_version(version: int | None) -> Iterator[Problem]:
    if version is not None and version != TEMPLATE_VERSION:
        yield problem(
            problems.OLD_TEMPLATE, severity="warning", value=version, current=TEMPLATE_VERSION
        )


def _texts(book: Book) -> set[str]:
    rows = (row for sheet in book.sheets if sheet.visible for row in sheet.rows)
    return {value for row in rows for value in row if isinstance(value, str)}


def _of_communes(places: Iterable[Place | None]) -> Iterator[Cell]:
    """The cells of every column of communes."""
    for place in places:
        if place and "commune_code" in place.head.columns:
            column, _ = place.head.columns["commune_code"]
            yield from (row[column - 1] for row in place.sheet.rows if len(row) >= column)


def _bodies(
    raw: RawTable | None,
    current: pd.DataFrame | None,
    answers: Answers,
    legacy: Legacy,
) -> Callable[[Cell], NameReading]:
    """Reads agencies among those of the file's own sheet and of the current version."""
    frames = [frame for frame in (current, raw.rows if raw else None) if frame is not None]
    names: dict[str, str] = {}
    english: dict[str, str] = {}
    for rows in frames:
        filled = rows.fillna("")
        names |= dict(zip(filled["agency_code"], filled["agency_name"], strict=True))
        english |= dict(zip(filled["agency_code"], filled["agency_name_en"], strict=True))
    for known in (names, english):
        known.pop("", None)
    return Bodies(names, english, answers, legacy).read


def _code_alone(value: Cell) -> NameReading:
    """The code of an agency, unchecked: the sheet of agencies could not be read, which is told."""
    return NameReading(read_identifier(clean(written(value)).partition(SEPARATOR)[0]))
