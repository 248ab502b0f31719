"""The map of two measures at once: how poor a commune is, beside the help a household received."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from data.metrics import commune_states, need
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import cached, cards, filters, language, measures
from pages.parts.commune_map import wire
from pages.parts.language import t, word
from pages.parts.map_compared import Compared

_HELP = "value_per_household"
_DEGREES = ("little", "middling", "much")


def compared(selection: Selection, place: str) -> Compared | None:
    """Need beside help within the filters; None where need was never recorded."""
    found = _found(selection)
    if found is None:
        return None
    within = found[~found["faded"]]
    words = {str(cell): in_words(cell) for cell in range(1, wire.CELLS + 1)}
    words |= {state: word(f"state.{state}") for state in wire.NEED_STATES}
    period = filters.period(selection.years)
    return Compared(
        compare="need",
        name=t("map_need.name", year=_year(selection), period=period),
        file=f"need-{_year(selection)}",
        found=found,
        order=_order(within),
        words=words,
        told=_told(within, selection, place),
        read=partial(_read, found, words),
        table=partial(_table, found, words, _year(selection)),
        length="need",
        full=1.0,
    )


def _year(selection: Selection) -> int | None:
    """The year whose poverty stands beside the help of the chosen years."""
    return need.year_of(cached.record().indicators, selection.years)


def corners(selection: Selection) -> pd.DataFrame | None:
    """`need.corners` of the communes that pass the filters; None where need was never recorded."""
    found = _found(selection)
    return None if found is None else need.corners(found[~found["faded"]])


@cached.kept
def _found(selection: Selection) -> pd.DataFrame | None:
    """`need.beside_help` with `class` and `faded`; None where need was never recorded."""
    poor = need.poor_share(cached.record().indicators, _year(selection))
    if poor.dropna().empty:
        return None
    helped = measures.by_commune(selection, _HELP)
    within = pd.Series(helped.index.isin(list(cached.communes(selection))), index=helped.index)
    found = need.beside_help(poor, helped, within)
    return found.assign(faded=~within, **{"class": found["cell"]})


def in_words(cell: int) -> str:
    """A cell as the legend says it: need in thirds times help in thirds."""
    poor, helped = divmod(cell - 1, need.STEPS)
    given = t(f"commune_map.help_{_DEGREES[helped]}")
    return t(f"commune_map.need_{_DEGREES[poor]}", help=given)


def picture(seen: Compared) -> dict[str, Any]:
    """The part of a message that shows it: `values` are percent poor, `others` help."""
    drawn = wire.pairs(seen.found.assign(need=seen.found["need"] * 100))
    return {**seen.told, **drawn, "legend": dict(seen.words)}


def _told(within: pd.DataFrame, selection: Selection, place: str) -> dict[str, Any]:
    period = filters.period(selection.years)
    head = t("province_map.need_head", year=_year(selection), unit=measures.unit(_HELP))
    return {
        "title": _finding(within),
        "subtitle": cards.subtitle(head, place, period),
        "period": period,
        "unit": measures.unit(_HELP),
        "unit_thousand": "",
        "note": _thirds(within),
    }


def _finding(found: pd.DataFrame) -> str:
    silent = need.without_help(found)
    return t(
        "province_map.need_finding",
        n=cards.number((found["cell"] == need.GREAT_NEED_LITTLE_HELP).sum()),
        silent=cards.number(len(silent)),
        unassigned=cards.number((silent["state"] == commune_states.NOT_ASSIGNED).sum()),
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


def _order(within: pd.DataFrame) -> pd.Index:
    """Those with much need and little help first, the neediest of them first; then the states."""
    without = (within["state"] != "value").astype("int64")
    corner = (within["cell"] != need.GREAT_NEED_LITTLE_HELP).astype("int64")
    keys = pd.DataFrame({"without": without, "corner": corner, "need": -within["need"]})
    return keys.sort_index().sort_values(["without", "corner", "need"], kind="stable").index


def _read(found: pd.DataFrame, words: dict[str, str], code: str) -> tuple[str, str]:
    row: Any = found.loc[code]
    poor = formats.share(row["need"], language.current())
    if row["state"] != "value":
        return words[row["state"]], t("map_need.poor", poor=poor)
    said = t("commune_map.need_reading", poor=poor, help=measures.text(_HELP, row["help"]))
    return words[str(row["cell"])], said


def _table(
    found: pd.DataFrame, words: dict[str, str], year: int | None, codes: pd.Index
) -> pd.DataFrame:
    rows = found.loc[codes]
    looks = rows["cell"].astype("str").where(rows["state"] == "value", rows["state"])
    return pd.DataFrame(
        {
            "district_code": gazetteer.communes()["district_code"].reindex(codes),
            t("map_need.column_poor", year=year): rows["need"] * 100,
            t("map_need.column_help", unit=measures.unit(_HELP)): rows["help"],
            t("map_legend.column"): [words[look] for look in looks],
        },
        index=codes,
    )
