"""What the legend of the map picks out: which communes, in words, and the way back to all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from pages.parts import cards, links, map_compared, map_pictures
from pages.parts.language import t
from pages.parts.map_compared import Compared
from pages.parts.map_pictures import Shown
from pages.parts.tables import Narrowed


@dataclass(frozen=True)
class Listed:
    """The communes to list beside a map or under it.

    `rows` are those within the filters that the legend leaves; `narrowed` says so, and is None
    where the legend picks out nothing.
    """

    rows: pd.DataFrame
    narrowed: Narrowed | None


def picked(words: Collection[str]) -> tuple[str, ...]:
    """What the address picks out of a legend that has these classes and states.

    A link, or what was picked before another measure or view, may name others: they narrow nothing.
    """
    return tuple(pick for pick in links.current().legend if pick in words)


def listed(shown: Shown) -> Listed:
    """The communes of one map that its legend leaves, in the order of the map."""
    words = map_pictures.legend(shown)

    def in_words(pick: str) -> str:
        level = {"level": pick, "spread": words[pick]}
        return t("map_legend.class_of", **level) if pick.isdecimal() else words[pick]

    looks = map_compared.looks(shown.table)
    return _listed(shown.in_order, looks, picked(words), in_words)


def listed_of(seen: Compared) -> Listed:
    """The communes of a view that compares that its legend leaves, in the order of the view."""
    return _listed(seen.found.loc[seen.order], seen.looks, picked(seen.words), seen.in_words)


def _listed(
    rows: pd.DataFrame, looks: pd.Series, picks: Sequence[str], in_words: Callable[[str], str]
) -> Listed:
    if not picks:
        return Listed(rows, None)
    kept = rows[looks.reindex(rows.index).isin(picks)]
    words = "; ".join(map(in_words, picks))
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
