"""A matrix of one unit as a shaded table, its numbers short enough for a phone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.words import formats
from pages.parts import cards, grid, language
from pages.parts.language import t, word

# Above this a table in million đồng has cells of six signs; in billion they stay short.
_MOST_MILLION = 10_000


@dataclass(frozen=True)
class Matrix:
    """What a matrix shows: codes in the index, one column a head, missing where nobody knows.

    `label_of` and `head_of` name rows and columns; `corner` says what the rows are; `measure`
    what the cells are, without the unit; `place` where. `marked` is, by code, the place of the
    one cell of a row with a frame. `rest` is the label and the cells of a last row, which stands
    for all that are not shown. `unknown` says what a dash stands for, where there is one: what is
    there has no amount; nothing at all is 0.
    """

    table: pd.DataFrame
    label_of: Callable[[str], str]
    head_of: Callable[[Hashable], str]
    corner: str
    measure: str
    place: str
    title: str = ""
    marked: Mapping[str, int] | None = None
    rest: tuple[str, pd.Series] | None = None
    unknown: str = ""


def money(matrix: Matrix, *, key: str, on_choose: Callable[[str], None] | None = None) -> None:
    """Draw a matrix of million đồng, in billion where that reads shorter.

    Args:
        matrix: what to show.
        key: unique in the page.
        on_choose: called with the code of a row.
    """
    billions = bool((matrix.table >= _MOST_MILLION).any(axis=None))
    unit = word("units.billion_vnd" if billions else "units.million_vnd")
    scale, decimals = (1000, 1) if billions else (1, 0)
    _draw(matrix, unit, lambda value: _short(value / scale, decimals), key, on_choose)


def counts(
    matrix: Matrix, unit: str, *, key: str, on_choose: Callable[[str], None] | None = None
) -> None:
    """Draw a matrix of counts; `unit` in words, the rest as `money`."""
    _draw(matrix, unit, lambda value: _short(value, 0), key, on_choose)


def _draw(
    matrix: Matrix,
    unit: str,
    text_of: Callable[[float], str],
    key: str,
    on_choose: Callable[[str], None] | None,
) -> None:
    table = matrix.table
    rows = [
        grid.Row(
            str(code),
            matrix.label_of(str(code)),
            [text_of(value) for value in table.loc[code]],
            shades,
            (matrix.marked or {}).get(str(code), -1),
        )
        for code, shades in zip(table.index, grid.shades(table), strict=True)
    ]
    if matrix.rest is not None:
        label, cells = matrix.rest
        rows.append(grid.Row("", label, [text_of(value) for value in cells]))
    grid.draw(
        rows,
        columns=[matrix.head_of(column) for column in table.columns],
        corner=matrix.corner,
        title=matrix.title,
        subtitle=cards.subtitle(_measure(matrix, unit), matrix.place),
        key=key,
        on_choose=on_choose,
    )


def _measure(matrix: Matrix, unit: str) -> str:
    """The measure with its unit, and what a dash stands for where the table has one."""
    said = f"{matrix.measure} ({unit})"
    has_unknown = bool(matrix.table.isna().any(axis=None))
    return f"{said}; {matrix.unknown}" if matrix.unknown and has_unknown else said


def _short(value: float, decimals: int) -> str:
    """A number short enough for a cell; what rounds to nothing is not nothing."""
    if formats.is_missing(value):
        return "–"
    lang = language.current()
    least = 10**-decimals
    if 0 < value < least / 2:
        return t("matrices.less", number=formats.number(least, lang, decimals))
    return formats.number(value, lang, decimals)
