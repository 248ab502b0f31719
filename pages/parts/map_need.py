"""The map of two measures at once: how poor a commune is, beside the help a household received."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.metrics import need
from data.selection import Selection
from data.words import formats
from pages.parts import cached, cards, filters, language, measures
from pages.parts.commune_map import wire
from pages.parts.language import t

_HELP = "value_per_household"
_DEGREES = ("little", "middling", "much")


def _table(selection: Selection) -> pd.DataFrame | None:
    """`need.beside_help` with `faded`; None where need was never recorded."""
    poor = need.poor_share(cached.record().indicators, selection.years[1])
    if poor.dropna().empty:
        return None
    helped = measures.by_commune(selection, _HELP)
    within = pd.Series(helped.index.isin(list(cached.communes(selection))), index=helped.index)
    return need.beside_help(poor, helped, within).assign(faded=~within)


def cells(selection: Selection) -> pd.Series:
    """The cell of each commune, 1 to 9 as text, or its state where that is no value."""
    found = _table(selection)
    if found is None:
        return pd.Series(dtype="str")
    return found["cell"].astype("str").where(found["state"] == "value", found["state"])


def in_words(cell: int) -> str:
    """A cell as the legend says it: need in thirds times help in thirds."""
    poor, helped = divmod(cell - 1, need.STEPS)
    given = t(f"commune_map.help_{_DEGREES[helped]}")
    return t(f"commune_map.need_{_DEGREES[poor]}", help=given)


def picture(selection: Selection, place: str) -> dict[str, Any] | None:
    """The part of a message that shows need beside help; None where need was never recorded."""
    found = _table(selection)
    if found is None:
        return None
    year, within = selection.years[1], ~found["faded"]
    drawn = wire.pairs(found.assign(need=found["need"] * 100))
    head = t("province_map.need_head", year=year, unit=measures.unit(_HELP))
    return drawn | {
        "title": _finding(found[within]),
        "subtitle": cards.subtitle(head, place, filters.period(selection.years)),
        "period": filters.period(selection.years),
        "unit": measures.unit(_HELP),
        "unit_thousand": "",
        "note": _thirds(found[within]),
    }


def _finding(found: pd.DataFrame) -> str:
    silent = found["great_need"] & found["state"].isin(["nothing_reported", "not_assigned"])
    return t(
        "province_map.need_finding",
        n=cards.number((found["cell"] == need.GREAT_NEED_LITTLE_HELP).sum()),
        silent=cards.number(silent.sum()),
    )


def _thirds(found: pd.DataFrame) -> str:
    """Where little ends and much begins, in words."""
    both = found[found["state"] == "value"]
    poor, helped = need.thirds(found["need"]), need.thirds(both["help"])
    if len(poor) < need.STEPS or len(helped) < need.STEPS:
        return t("province_map.need_few")
    lang = language.current()
    return t(
        "province_map.need_thirds",
        poor_low=formats.share(poor[0][1], lang),
        poor_high=formats.share(poor[2][0], lang),
        help_low=measures.text(_HELP, helped[0][1]),
        help_high=measures.text(_HELP, helped[2][0]),
    )
