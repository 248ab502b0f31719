"""Every commune of the four corners of need beside help, each corner a list to save."""

from __future__ import annotations

from functools import partial

import pandas as pd

from data.metrics import need
from data.selection import Selection
from pages.parts import cards, map_need, tables
from pages.parts.downloads import Files
from pages.parts.language import t
from pages.parts.map_compared import Compared


def draw(selection: Selection, seen: Compared) -> None:
    """A closed list for each corner, what asks for attention first, and the poor without help.

    Args:
        selection: the filters.
        seen: need beside help within them.
    """
    found = map_need.corners(selection)
    if found is None:
        return
    for cell in need.CORNERS:
        _listed(found.index[found["cell"] == cell], seen.words[str(cell)], f"corner_{cell}", seen)
    within = seen.found[~seen.found["faded"]]
    _listed(need.without_help(within).index, t("map_need.without_help"), "without_help", seen)


def _listed(codes: pd.Index, words: str, name: str, seen: Compared) -> None:
    if codes.empty:
        return
    n = cards.counted("map_legend.communes", len(codes))
    tables.twin(
        partial(seen.table, codes),
        name=f"map_{name}",
        title=t("map_need.corner", words=words, n=n),
        files=Files(f"need-{name.replace('_', '-')}", str(seen.told["period"])),
    )
