"""A ranked list with a bar behind each number: the light chart, for pages that load no plotly.

It is a list of text for a reader of the screen, prints as it stands, and weighs a kilobyte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import streamlit as st

from data.words import formats
from pages.parts import drawn

HERE = Path(__file__).parent

_draw = drawn.component("bars", HERE)


@dataclass(frozen=True)
class Bar:
    """One row: its code (what a click opens), its words, the bar's length 0 to 1, its number.

    `share` None draws no bar: the value is missing, and `text` says so. `note` is a second, muted
    line: what the number stands beside.
    """

    code: str
    label: str
    share: float | None
    text: str
    note: str = ""


def draw(
    bars: Sequence[Bar],
    *,
    title: str,
    subtitle: str,
    key: str,
    on_choose: Callable[[str], None] | None = None,
    hint: str = "",
    on_screen: int | None = None,
) -> None:
    """Draw the list; with `on_choose` every row is a button that gives its code.

    Args:
        bars: rows in the order to show.
        title: the finding, or empty.
        subtitle: measure, place, unit, period and mark.
        key: unique in the page.
        on_choose: called with the chosen row's code, before the next run.
        hint: what a click does, for the screen alone.
        on_screen: so many rows stand on the screen, and all of them on paper.
    """

    def chosen() -> None:
        code = st.session_state[key].get("chosen")
        if on_choose and code in {bar.code for bar in bars}:
            on_choose(code)

    _draw(
        key=key,
        data={
            "title": title,
            "subtitle": subtitle,
            "bars": [list(astuple(bar)) for bar in bars],
            "links": on_choose is not None,
            "hint": hint,
            "on_screen": len(bars) if on_screen is None else on_screen,
        },
        on_chosen_change=chosen,
    )


def known(values: Iterable[float]) -> list[float | None]:
    """Numbers of a table for `lengths`: what is missing there is None here."""
    return [None if formats.is_missing(value) else float(value) for value in values]


def lengths(values: Sequence[float | None], full: float | None = None) -> list[float | None]:
    """Bar lengths 0 to 1 against the largest value; missing stays missing.

    Args:
        values: in one unit, none below 0.
        full: the value of a full bar instead of the largest: 1 for shares, whose bars run from
            0 to 100 %, so that a bar of half the length is a half.

    Example:
        >>> lengths([4.0, None, 1.0]), lengths([0.5, None], full=1.0)
        ([1.0, None, 0.25], [0.5, None])
    """
    present = [value for value in values if value is not None]
    whole = full or max(present, default=0.0) or 1.0
    return [None if value is None else round(value / whole, 3) for value in values]
