"""The file's own sums, held against the rows that were read: nothing was lost on the way.

A sum stands under its rows ("Cộng") or over them ("Huyện Mường La (Tổng số)"), and groups stand
within groups. Numbers of one unit are compared, column by column; different units are never
added, so quantities are held only where all rows of the sum count in one unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from data import problems
from data.exchange.problem_list import cells
from data.exchange.report import ranges
from data.intake.layout import Held, LeftOut
from data.intake.office.head import cells_of
from data.intake.office.numbers import for_people, plain, read_number
from data.intake.office.recognise import Place
from data.intake.office.sum_words import folded, is_foot, is_grand, is_part, level
from data.intake.office.text import clean, written
from data.intake.office.values import Desk, read_cells
from data.intake.sheets import cell_name, column_letters
from data.problems import Problem, problem
from data.schema import Column

_ONE_UNIT = ("million_vnd", "days", "households", "household_times")
_UNITS_OF_THE_ROW = ("by_support_type", "by_row")
_MONEY_HEAD = re.compile(
    r"kinh phi|gia tri|so tien|thanh tien|bang tien|tien mat|von\b|(?:trieu|nghin|ty) dong"
)
_NOTHING = Decimal("0.000001")
# A sheet of thousands of sums has its groups close by.
_MOST_GROUPS = 40


# Records that stand together: from and to, as places in the list of rows.
_Block = tuple[int, int]


@dataclass(frozen=True)
class _Numbers:
    """A column of numbers that may be added.

    `number` is its column on the sheet and `name` that of the schema, "" where it is not read
    into the record. `totals` has at each place the sum of all records before it, `of_sums` what
    each sum says, `unknown` the places of records whose number could not be read: told elsewhere.
    """

    number: int
    head: str
    name: str
    is_money: bool
    totals: Sequence[Decimal]
    of_sums: Mapping[int, Decimal]
    unknown: tuple[int, ...] = ()

    def total(self, block: _Block) -> Decimal:
        return self.totals[block[1]] - self.totals[block[0]]

    def apart(self, row: int, block: _Block) -> Decimal:
        """How far a sum is from its records; 0 where no more than rounding lies between them."""
        said = self.of_sums[row]
        exponent = said.normalize().as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        rounding = Decimal(5).scaleb(-places - 1) if places else _NOTHING
        apart = abs(said - self.total(block))
        return apart if apart > rounding else Decimal(0)

    def is_known(self, block: _Block) -> bool:
        return not any(block[0] <= place < block[1] for place in self.unknown)


def hold(
    place: Place,
    aside: Mapping[int, LeftOut],
    texts: Mapping[str, Sequence[str]],
    rows: Sequence[int],
    desk: Desk,
) -> Mapping[int, LeftOut]:
    """Compare every sum with the rows that it is the sum of; a difference is an error.

    Args:
        place: where the table stands.
        aside: the rows that are not counted.
        texts: what was read of the others, by column of the schema.
        rows: those others, as rows of the sheet.
        desk: problems are gathered there.

    Returns:
        The rows that are not counted, each sum with whether it agrees.
    """
    sums = [row for row, each in aside.items() if each.kind == "subtotal" and not each.held]
    if not sums:
        return aside
    columns = [*_read(place, texts, rows, sums, desk), *_beside(place, rows, sums)]
    groups = _Groups(rows, sums, aside)
    held = dict(aside)
    for row in sums:
        said = [each for each in columns if row in each.of_sums]
        if said:
            state, wrong, block = _held(groups, row, said)
            held[row] = replace(aside[row], held=state)
            desk.found += [_differs(place, groups, row, each, block) for each in wrong]
    return held


@dataclass(frozen=True)
class _Groups:
    """Which records a sum may stand for."""

    rows: Sequence[int]
    sums: Sequence[int]
    aside: Mapping[int, LeftOut]

    def of(self, row: int) -> list[_Block]:
        """The records of a sum, the likeliest first: those next to it, then wider groups."""
        text = self.aside[row].text
        here, last = bisect_left(self.rows, row), len(self.rows)
        if here == last and is_grand(text):
            return [(0, last)]
        above = [(start, here) for start in self._starts(row) if start < here]
        below = [(here, end) for end in self._ends(row) if here < end]
        blocks = above if above and (is_foot(text) or not below) else below
        return list(dict.fromkeys(blocks)) or [(0, last)]

    def _starts(self, row: int) -> list[int]:
        """Where a group that ends here may begin: after any sum above, or with the first record."""
        above = self.sums[: bisect_left(self.sums, row)][-_MOST_GROUPS:]
        return [*(bisect_left(self.rows, each) for each in reversed(above)), 0]

    def _ends(self, row: int) -> list[int]:
        """Where a group that begins here may end: at the next of its level at the latest."""
        level_here = level(self.aside[row].text)
        ends = []
        for each in self.sums[bisect_left(self.sums, row) + 1 :][:_MOST_GROUPS]:
            ends.append(bisect_left(self.rows, each))
            if level_here and level(self.aside[each].text) == level_here:
                return ends
        return [*ends, len(self.rows)]

    def others(self, block: _Block) -> list[int]:
        """The rows among and around those of a group that are not counted and are no sums."""
        whole = self.rows[block[0] : block[1]]
        first, last = (whole[0] - 1, whole[-1] + 1) if whole else (0, 0)
        kinds = ("subtotal", "blank")
        return [row for row in self.aside if first <= row <= last and self._kind(row) not in kinds]

    def _kind(self, row: int) -> str:
        return self.aside[row].kind


def _held(
    groups: _Groups, row: int, said: Sequence[_Numbers]
) -> tuple[Held, list[_Numbers], _Block]:
    """Whether a sum agrees, else the columns in which it does not, with the records in question."""
    blocks = groups.of(row)
    if is_part(groups.aside[row].text):
        return "not_held", [], blocks[0]
    if not all(each.is_known(block) for each in said for block in blocks):
        return "not_held", [], blocks[0]  # once the number of that record is mended, it is held
    wrong = {block: [each for each in said if each.apart(row, block)] for block in blocks}

    def distance(block: _Block) -> tuple[int, Decimal]:
        return len(wrong[block]), sum((each.apart(row, block) for each in said), Decimal(0))

    nearest = min(blocks, key=distance)
    return "differs" if wrong[nearest] else "agrees", wrong[nearest], nearest


def _differs(place: Place, groups: _Groups, row: int, column: _Numbers, block: _Block) -> Problem:
    letters = column_letters(column.number)
    others = groups.others(block)
    total = column.total(block)
    return problem(
        problems.SUM_OF_MONEY_DIFFERS if column.is_money else problems.SUM_DIFFERS,
        table=place.table.name,
        row=row,
        column=column.name,
        value=for_people(plain(column.of_sums[row])),
        sheet=place.sheet.name,
        cell=cell_name(row, column.number),
        head=column.head,
        cells=cells(letters, groups.rows[block[0] : block[1]]) or "–",
        total=for_people(plain(total)),
        apart=for_people(plain(abs(total - column.of_sums[row]))),
        others=ranges(others) or "–",
    )


def _read(
    place: Place,
    texts: Mapping[str, Sequence[str]],
    rows: Sequence[int],
    sums: Sequence[int],
    desk: Desk,
) -> Iterator[_Numbers]:
    """The columns that were read into the record and count in one unit."""
    unread = _unread(place, desk.found)
    # Where no commune or body can be read, the row may be none.
    no_records = [*unread["commune_code"], *unread["agency_code"]]
    apart = replace(desk, found=[], questions={}, shown={})
    for column in place.table.columns:
        if column.name in place.head.columns and _is_of_one_unit(column, texts):
            number, head = place.head.columns[column.name]
            said = read_cells(place, column, sums, apart)
            yield _Numbers(
                number,
                head,
                column.name,
                column.unit == "million_vnd",
                _totals(Decimal(text or 0) for text in texts[column.name]),
                {row: Decimal(text) for row, text in zip(sums, said, strict=True) if text},
                tuple(bisect_left(rows, row) for row in {*unread[column.name], *no_records}),
            )


def _unread(place: Place, found: Sequence[Problem]) -> Mapping[str, list[int]]:
    """The rows of each column that have an error."""
    unread: dict[str, list[int]] = defaultdict(list)
    for each in found:
        if each.table == place.table.name and each.severity == "error" and each.row is not None:
            unread[each.column].append(each.row)
    return unread


def _is_of_one_unit(column: Column, texts: Mapping[str, Sequence[str]]) -> bool:
    if column.unit not in _UNITS_OF_THE_ROW:
        return column.unit in _ONE_UNIT
    beside = [texts[name] for name in ("support_type", "work_type", "unit") if name in texts]
    rows = zip(texts[column.name], *beside, strict=True)
    return len({tuple(units) for number, *units in rows if number}) == 1


def _totals(numbers: Iterator[Decimal]) -> Sequence[Decimal]:
    return list(accumulate(numbers, initial=Decimal(0)))


def _beside(place: Place, rows: Sequence[int], sums: Sequence[int]) -> Iterator[_Numbers]:
    """Columns of money that are not read, such as the sum of two others: they hold the rows too."""
    for number, head in place.head.unknown:
        if not _MONEY_HEAD.search(folded(head)):
            continue
        of_records = _figures(place, number, rows)
        of_sums = _figures(place, number, sums)
        if of_sums and of_records is not None:
            totals = _totals(of_records.get(row, Decimal(0)) for row in rows)
            yield _Numbers(number, head, "", False, totals, of_sums)


def _figures(place: Place, number: int, rows: Sequence[int]) -> dict[int, Decimal] | None:
    """The numbers of a column by row; None where it has anything else."""
    values = zip(rows, cells_of(place.sheet, rows, number), strict=True)
    filled = {row: value for row, value in values if clean(written(value))}
    read = {row: read_number(value).text for row, value in filled.items()}
    return {row: Decimal(text) for row, text in read.items()} if all(read.values()) else None
