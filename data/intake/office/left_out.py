"""Rows of a sheet that are no records: blank ones, examples, subtotals, notes. Seen, not counted.

A row is left out only for what it says itself; a row that is merely incomplete stays, so that
what is missing in it is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from data.exchange.template_sheets import example_row
from data.intake.layout import LeftOut
from data.intake.office import heads
from data.intake.office.head import cell_at
from data.intake.office.recognise import MADE_IDS, Place
from data.intake.office.sum_words import BETWEEN_CELLS, LONGEST, folded, is_subtotal
from data.intake.office.text import clean, written
from data.intake.sheets import Cell
from data.schema import TABLES
from data.words import LANGUAGES, Lang, translate
from data.words.formats import is_missing
from geo.gazetteer import find_district
from geo.spelling import fold

Kind = Literal["subtotal", "example", "blank", "note", "column_numbers"]

_NOTE = re.compile(
    r"\W*(?:ghi chu|nguoi lap|thu truong|ke toan|nguon so lieu|noi nhan|ky ten|ky, (?:ghi|dong))"
    r"\b.*"
)
_SIGNATURE = re.compile(
    r"\W*(?:nguoi lap|thu truong|ke toan|giam doc|chu tich|ky ten|noi nhan|tm\.)\b.*"
)
# One after the other: as one pattern they would be tried in every order, for hours in a long cell.
_DAY_IN_WORDS = tuple(re.compile(rf"\b{word}\b") for word in ("ngay", "thang", "nam"))
# "I. ", "2) " before the name of a district, and "(Tổng số)" behind it.
_AROUND_DISTRICT = re.compile(r"^(?:[IVXivx]+|[0-9]+|[A-Za-z])\s*[.)/-]\s*|\s*\([^()]*\)\s*$|\s*:$")
_DISTRICT_WORDS = ("huyen ", "thanh pho ", "tp ", "tp.")
# "(6)", "6", and "6=7+8" or "(3)=(1)*(2)", which says how a column is made.
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2})\)?(?:\s*=[\s0-9()+*x×:/-]+)?")
_COLUMN_LETTER = re.compile(r"\(?([A-Z])\)?", re.IGNORECASE)
_FEWEST_NUMBERED = 3
_MOST_IN_A_NOTE = 3
# A row that says this many things that a record must say is one, whatever else it says.
_FEWEST_OF_A_RECORD = 2
# In these columns "Cộng" may mean much else.
_SAY_OTHER_THINGS = frozenset({"description", "definition", "work_name", "decision", "unit"})


def left_out(place: Place) -> dict[int, LeftOut]:
    """The rows under the head that are not counted, by row. Blank rows at the end are not told."""
    first, last = place.head.last_row + 1, last_row(place)
    names, aside, head = _naming_columns(place), _aside_columns(place), _head_texts(place)
    found = {}
    is_foot = False
    for row in range(first, last + 1):
        filled = _filled(place, row)
        kind = _kind(place, filled, names, aside)
        if kind == "note":
            is_foot = is_foot or any(_is_signature(value) for _, value in filled)
        if row == first and _is_numbered([value for _, value in filled]):
            kind = "column_numbers"
        if not kind and _is_aside(filled, head, is_foot=is_foot):
            kind = "note"
        if kind:
            text = BETWEEN_CELLS.join(
                clean(written(value)) for _, value in filled if value is not None
            )
            found[row] = LeftOut(place.sheet.name, row, kind, text[:LONGEST])
    return found


def row_as_text(place: Place, row: int) -> str:
    """The cells of a row that hold anything, as one text that is not too long."""
    cells = (clean(written(value)) for _, value in _filled(place, row) if value is not None)
    return BETWEEN_CELLS.join(cells)[:LONGEST]


def last_row(place: Place) -> int:
    """The last row of the sheet with anything in it, or that of the head."""
    marked = [row for row, _ in (*place.sheet.errors, *place.sheet.without_value)]
    last = max([len(place.sheet.rows), *marked])
    while last > place.head.last_row and not _filled(place, last):
        last -= 1
    return last


def _filled(place: Place, row: int) -> list[tuple[int, Cell]]:
    """The cells of a row that hold anything, by column; an error or a bare formula counts."""
    sheet = place.sheet
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    filled: list[tuple[int, Cell]] = [
        (column, value)
        for column, value in enumerate(cells, 1)
        if value is not None and (not isinstance(value, str) or value[:1].isalnum() or clean(value))
    ]
    if sheet.errors or sheet.without_value:
        for column, _ in place.head.columns.values():
            if (row, column) in sheet.errors or (row, column) in sheet.without_value:
                filled.append((column, None))
    return filled


def _naming_columns(place: Place) -> frozenset[int]:
    """Columns that say what a row is about: there "Cộng" can only mean a sum.

    A column of numbers or days names nothing: "20 công" in it is a quantity.
    """
    columns = {**place.head.columns, **place.head.helpers}
    counted = {each.name for each in place.table.columns if each.kind not in ("text", "code")}
    return frozenset(
        where[0]
        for name, where in columns.items()
        if name not in _SAY_OTHER_THINGS | counted and name != heads.REMARK
    )


def _aside_columns(place: Place) -> frozenset[int]:
    """Columns that say nothing of a record: the number of the row and remarks."""
    helpers = place.head.helpers
    return frozenset(
        helpers[name][0] for name in (heads.ROW_NUMBER, heads.REMARK) if name in helpers
    )


def _kind(
    place: Place,
    filled: Sequence[tuple[int, Cell]],
    names: frozenset[int],
    aside: frozenset[int],
) -> Kind | Literal[""]:
    """Why a row is no record; "" when it is one."""
    main = [column for column, _ in filled if column not in aside]
    texts = [(column, value) for column, value in filled if isinstance(value, str)]
    if not main and all(_is_whole(value) for _, value in filled):
        return "blank"
    if texts and folded(texts[0][1][:LONGEST]).startswith(_examples()):
        return "example"
    naming = [each for each in texts if each[0] in names] or texts
    sums = [column for column, text in naming if len(text) < LONGEST and is_subtotal(text)]
    if sums and not _is_whole_record(place, filled, sums):
        return "subtotal"
    alone = [text for column, text in texts if column not in aside]
    if len(alone) == 1 and names_district(alone[0]):
        return "subtotal"  # a row that names a district alone is the head of its communes
    is_short = len(filled) <= _MOST_IN_A_NOTE and not _is_record(place, filled)
    if not main or (is_short and any(_is_note(text) for _, text in texts)):
        return "note"
    return ""


def _is_whole_record(place: Place, filled: Sequence[tuple[int, Cell]], sums: list[int]) -> bool:
    """True when only a column that may be empty says "Cộng", in a row that says all it must."""
    columns = place.head.columns
    must = _required(place)
    may = {where[0] for name, where in columns.items() if name not in must}
    if not must <= set(columns) or not may.issuperset(sums) or filled[0][0] in sums:
        return False
    return {columns[name][0] for name in must} <= {column for column, _ in filled}


def _required(place: Place) -> set[str]:
    """The columns that a person must fill in; a code that is made for them is none."""
    made = MADE_IDS.get(place.table.name)
    return {each.name for each in place.table.columns if each.required and each.name != made}


def _is_record(place: Place, filled: Sequence[tuple[int, Cell]]) -> bool:
    """True when a row says which body, which commune and the like, though it be short."""
    columns = place.head.columns
    must = {columns[name][0] for name in _required(place) if name in columns}
    said = [
        value
        for column, value in filled
        if column in must and not (isinstance(value, str) and (_is_note(value) or _signs(value)))
    ]
    return len(said) >= _FEWEST_OF_A_RECORD


def _is_aside(
    filled: Sequence[tuple[int, Cell]],
    head: Mapping[int, frozenset[str]],
    *,
    is_foot: bool,
) -> bool:
    """True for a row that is a note by where it stands or by the head above it."""
    is_name = is_foot and _is_name([value for _, value in filled])
    return is_name or _repeats(filled, head)


def _head_texts(place: Place) -> dict[int, frozenset[str]]:
    """What stands in the rows of the head, by column."""
    rows = range(place.head.first_row, place.head.last_row + 1)
    # Cells of a head may be merged beyond the last row that holds anything.
    width = max(
        map(len, place.sheet.rows[place.head.first_row - 1 : place.head.last_row]), default=0
    )
    return {
        column: frozenset(folded(written(cell_at(place.sheet, row, column))) for row in rows)
        for column in range(1, width + 1)
    }


def _repeats(filled: Sequence[tuple[int, Cell]], head: Mapping[int, frozenset[str]]) -> bool:
    """True for the head once more, as a long sheet repeats it at the top of every page."""
    return len(filled) >= _FEWEST_NUMBERED and all(
        isinstance(value, str) and folded(value) in head.get(column, ()) for column, value in filled
    )


def _is_signature(value: Cell) -> bool:
    """True for the line over the names of those who sign, at the foot of a report."""
    return isinstance(value, str) and _signs(value)


def _signs(text: str) -> bool:
    seen = folded(text[:LONGEST])
    return bool(_SIGNATURE.fullmatch(seen)) or _has_day_in_words(seen)


def _is_name(values: Sequence[Cell]) -> bool:
    """True for a few words and no figure: under a signature line, the names of those who sign."""
    return len(values) <= _MOST_IN_A_NOTE and all(isinstance(value, str) for value in values)


def _is_whole(value: Cell) -> bool:
    """True for the number of a row, which many write down before they fill the row in."""
    return not isinstance(value, bool) and written(value).strip(" .").isdecimal()


def _is_numbered(values: Sequence[Cell]) -> bool:
    """True for the row of column numbers, A B (1) (2) 6=7+8, that stands under many heads."""
    texts = [clean(written(value)) for value in values]
    letters = [each[1].upper() for each in map(_COLUMN_LETTER.fullmatch, texts) if each]
    found = [_COLUMN_NUMBER.fullmatch(text) for text in texts[len(letters) :]]
    numbers = [int(each[1]) for each in found if each]
    places = [ord(letter) - ord("A") + 1 for letter in letters]
    return (
        _follow(numbers)
        and _follow(places)
        and (not places or places[0] == 1)
        and len(places) + len(numbers) >= max(_FEWEST_NUMBERED, len(values) - 1)
    )


def _follow(numbers: Sequence[int]) -> bool:
    return all(later == number + 1 for number, later in pairwise(numbers))


@lru_cache(maxsize=20_000)
def names_district(text: str) -> bool:
    """True for a district alone, numbered or not, with "(Tổng số)" behind it or not.

    Example:
        >>> names_district("I. Huyện Mường La (Tổng số)"), names_district("Xã Mường Bú")
        (True, False)
    """
    return bool(district_in(text))


@lru_cache(maxsize=20_000)
def district_in(text: str) -> str:
    """The district that a text names and nothing else, without its number; "" when it does not.

    Example:
        >>> district_in("II. HUYỆN MƯỜNG LA (Tổng số)"), district_in("Cộng huyện Mường La")
        ('HUYỆN MƯỜNG LA', '')
    """
    name = _AROUND_DISTRICT.sub("", clean(written(text[:LONGEST])))
    is_one = folded(name).startswith(_DISTRICT_WORDS) and find_district(name) is not None
    return name if is_one else ""


@lru_cache(maxsize=20_000)
def _is_note(text: str) -> bool:
    seen = folded(text)
    return bool(_NOTE.fullmatch(seen)) or _has_day_in_words(seen)


def _has_day_in_words(seen: str) -> bool:
    """True for one line with "ngày … tháng … năm …", however much stands between and around."""
    place = 0
    for word in _DAY_IN_WORDS:
        found = word.search(seen, place)
        if found is None:
            return False
        place = found.end()
    return "\n" not in seen


@cache
def _examples() -> tuple[str, ...]:
    """How the mark of an example row begins, in any language."""
    marks = [fold(translate(lang, "template.example")) for lang in LANGUAGES]
    return tuple(mark.partition(" –")[0] for mark in marks)


def is_changed_example(place: Place, row: int) -> bool:
    """True when a row marked as an example says something else than the template's example."""
    return not any(_is_example(place, row, lang) for lang in LANGUAGES)


def _is_example(place: Place, row: int, lang: Lang) -> bool:
    expected = _example(place.table.name, lang)
    return all(
        clean(written(cell_at(place.sheet, row, column))) == expected[name]
        for name, (column, _) in place.head.columns.items()
    )


@cache
def _example(table: str, lang: Lang) -> dict[str, str]:
    cells = example_row(TABLES[table], lang)
    return {name: _shown(value) for name, value in cells.items()}


def _shown(value: object) -> str:
    return "" if is_missing(value) else clean(written(value))  # type: ignore[arg-type]
