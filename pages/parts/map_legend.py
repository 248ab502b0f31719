"""What the legend of the map picks out: which communes, in words, and the way back to all."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.metrics import commune_states
from data.selection import Selection
from pages.parts import cards, links, map_change, map_need, measures
from pages.parts.language import t, word
from pages.parts.map_pictures import Shown
from pages.parts.tables import Narrowed


@dataclass(frozen=True)
class Listed:
    """The communes to list beside a map or under it.

    `rows` are those of `Shown.in_order` that the legend leaves; `narrowed` says so, and is None
    where the legend picks out nothing.
    """

    rows: pd.DataFrame
    narrowed: Narrowed | None


def listed(shown: Shown, selection: Selection, compare: str = "") -> Listed:
    """The communes within the filters that the legend leaves, in the order of the map.

    Args:
        shown: what the map shows.
        selection: the filters it shows it within.
        compare: what stands beside what; its classes are then those the legend picks from.
    """
    rows, picked = shown.in_order, links.current().legend
    if not picked:
        return Listed(rows, None)
    names = _names(shown, selection, compare).reindex(rows.index)
    kept = rows[names.isin(picked)]
    words = "; ".join(_in_words(pick, shown, compare) for pick in picked)
    of = cards.counted("map_legend.communes", len(rows))
    narrowed = Narrowed(
        by=t("map_legend.name"),
        words=words,
        sentence=t("map_legend.shown", n=cards.number(len(kept)), of=of, picked=words),
        undo=t("map_legend.all", of=of),
        on_undo=_show_all,
    )
    return Listed(kept, narrowed)


def _show_all() -> None:
    links.write(legend=())


def _names(shown: Shown, selection: Selection, compare: str) -> pd.Series:
    """What the legend calls each commune: its class, or its state where that is no value."""
    if compare == "need":
        return map_need.cells(selection)
    if compare == "change":
        return map_change.classes(selection, shown.measure)
    levels = shown.table["class"].astype("str")
    return levels.where(shown.table["state"] == commune_states.VALUE, shown.table["state"])


def _in_words(pick: str, shown: Shown, compare: str) -> str:
    if not pick.isdecimal():
        return word(f"state.{pick}")
    level = int(pick)
    if compare == "need":
        return map_need.in_words(level)
    if compare == "change":
        return map_change.in_words(level, shown.measure)
    if level > len(shown.ranges):
        return t("map_legend.class", level=level)
    low, high = (measures.text(shown.measure, end) for end in shown.ranges[level - 1])
    spread = low if low == high else f"{low} – {high}"
    return t("map_legend.class_of", level=level, spread=spread)
