"""A matrix of money as a shaded table: one unit for the whole of it, chosen to read short."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

import pandas as pd

from data.words import formats
from pages.parts import cards, grid, language
from pages.parts.language import t, word

# Above this a table in million đồng has cells of six signs; in billion they stay short.
_MOST_MILLION = 10_000


def money(
    table: pd.DataFrame,
    *,
    label_of: Callable[[str], str],
    head_of: Callable[[Hashable], str] = str,
    corner: str,
    measure: str,
    place: str,
    key: str,
    title: str = "",
    marked: Mapping[str, int] | None = None,
    rest: tuple[str, pd.Series] | None = None,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """Draw a matrix of million đồng.

    Args:
        table: codes in the index, one column a head; missing where nothing is recorded.
        label_of: the name of a row's code.
        head_of: the name of a column.
        corner: what the rows are.
        measure: what the cells are, without their unit.
        place: where.
        key: unique in the page.
        title: the finding, or empty.
        marked: code -> place of the one cell of its row with a frame.
        rest: label and cells of a last row that stands for all that are not shown.
        on_choose: called with the code of a row.
    """
    billions = bool((table >= _MOST_MILLION).any(axis=None))
    unit = word("units.billion_vnd" if billions else "units.million_vnd")
    rows = [
        grid.Row(
            str(code),
            label_of(str(code)),
            [_cell(value, billions) for value in table.loc[code]],
            shades,
            (marked or {}).get(str(code), -1),
        )
        for code, shades in zip(table.index, grid.shades(table), strict=True)
    ]
    if rest is not None:
        rows.append(grid.Row("", rest[0], [_cell(value, billions) for value in rest[1]]))
    grid.draw(
        rows,
        columns=[head_of(column) for column in table.columns],
        corner=corner,
        title=title,
        subtitle=cards.subtitle(f"{measure} ({unit})", place),
        key=key,
        on_choose=on_choose,
    )


def _cell(value: float, billions: bool) -> str:
    """A number short enough for a cell; what rounds to nothing is not nothing."""
    if formats.is_missing(value):
        return "–"
    lang = language.current()
    scaled = value / 1000 if billions else value
    decimals = 1 if billions else 0
    if 0 < scaled < 0.5 * 10**-decimals:
        return t("matrices.less", number=formats.number(10**-decimals, lang, decimals))
    return formats.number(scaled, lang, decimals)
