"""The change between two years as the page says it: classes, states, signs, title, order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from data.metrics import change, commune_states
from data.selection import ALL_YEARS, Selection
from data.words import years as written
from geo import gazetteer
from pages.parts import cached, cards, language, links, measures
from pages.parts.commune_map import wire
from pages.parts.language import t, word
from pages.parts.map_compared import Compared

# Down by a step or more, down, the same, up, up by a step or more: signs that need no colour.
SIGNS = {"1": "↓↓", "2": "↓", "3": "○", "4": "↑", "5": "↑↑"}
_WORDS = ("down_far", "down", "same", "up", "up_far")
_MINUS = "−"

Years = tuple[int, int]


def ends() -> Years:
    """The two years that the address compares.

    The first and the last chosen year; where it names none, or one, whole years alone: the year
    in which the decision came has to be asked for.
    """
    address = links.current()
    first, last = address.years
    usual = address.years == ALL_YEARS and not address.all_years_named
    return written.COMPARED_YEARS if usual or first == last else (first, last)


def pairs() -> list[Years]:
    """Every earlier and later year that may be compared."""
    first, last = ALL_YEARS
    return [(one, other) for one in range(first, last) for other in range(one + 1, last + 1)]


def compared(selection: Selection, measure: str, years: Years, place: str) -> Compared:
    """The change of a measure between two years.

    Args:
        selection: the filters; its years do not matter here.
        measure: one of `measures`.
        years: the earlier and the later.
        place: where, in words.
    """
    found = _found(selection, measure, years)
    within = found[~found["faded"]]
    words = _legend(measure, years)
    return Compared(
        compare="change",
        name=t("map_change.name", measure=measures.head(measure), period=period(years)),
        file=measure,
        found=found,
        order=_order(within),
        words=words,
        told=_told(within, measure, years, place),
        read=partial(_read, found, words, measure, years),
        table=partial(_table, found, words, measure, years),
        length="change",
        full=1.0 if measures.is_share(measure) else None,
        signs=SIGNS,
    )


def period(years: Years) -> str:
    """The two years as the map writes them."""
    return f"{years[0]} → {years[1]}"


@cached.kept
def _found(selection: Selection, measure: str, years: Years) -> pd.DataFrame:
    before, after = (
        measures.by_commune(replace(selection, years=(year, year)), measure) for year in years
    )
    found = change.between(before, after, measures.CHANGE_STEPS[measure])
    inside = cached.communes(replace(selection, years=years))
    behind = {
        f"{when}_{name}": table[name]
        for when, table in (("earlier", before), ("later", after))
        for name in ("part", "whole")
    }
    return found.assign(faded=~found.index.isin(list(inside)), **behind)


def picture(seen: Compared, measure: str) -> dict[str, Any]:
    """The part of a message that shows it: `values` are changes, `others` the earlier numbers."""
    scale = measures.scale(measure)
    valued = seen.found.sort_index()
    valued = valued[valued["state"] == "value"]
    drawn = wire.table(seen.found.assign(value=seen.found["change"] * scale))
    others = [wire.short(value * scale) for value in valued["earlier"]]
    legend = {look: seen.in_words(look) for look in seen.words}
    return {**seen.told, **drawn, "others": others, "legend": legend}


def _told(within: pd.DataFrame, measure: str, years: Years, place: str) -> dict[str, Any]:
    count = within["class"].value_counts()
    up = int(count.reindex([change.RISE, change.RISE_FAR], fill_value=0).sum())
    down = int(count.reindex([change.FALL, change.FALL_FAR], fill_value=0).sum())
    billions = measure == "value_million_vnd"
    return {
        "title": t("map_change.title", up=up, down=down, same=int(count.get(change.SAME, 0))),
        "subtitle": cards.subtitle(measures.head(measure), place, period(years)),
        "period": period(years),
        "unit": measures.difference_unit(measure),
        "unit_of_each": measures.unit(measure),
        "unit_thousand": word("units.billion_vnd") if billions else "",
        "note": written.note(years, language.current()),
    }


def _order(within: pd.DataFrame) -> pd.Index:
    """From the largest rise to the largest fall; then the states."""
    state = within["state"].map({name: place for place, name in enumerate(change.STATES)})
    keys = pd.DataFrame({"state": state, "change": -within["change"]})
    return keys.sort_index().sort_values(["state", "change"], kind="stable").index


def _legend(measure: str, years: Years) -> dict[str, str]:
    step = measures.difference(measure, measures.CHANGE_STEPS[measure])
    found = {str(n): t(f"map_change.{key}", step=step) for n, key in enumerate(_WORDS, 1)}
    for state in change.STATES[1:]:
        if state == commune_states.FEW and not measures.is_share(measure):
            continue
        found[state] = t(f"map_change.{state}", earlier=years[0], later=years[1])
    return found


def _read(
    found: pd.DataFrame, words: dict[str, str], measure: str, years: Years, code: str
) -> tuple[str, str]:
    row: Any = found.loc[code]
    said = zip(years, (_of_year(row, measure, when) for when in ("earlier", "later")), strict=True)
    beside = " → ".join(f"{written.starred(year)}: {number}" for year, number in said if number)
    if row["state"] != "value":
        return words[row["state"]], beside
    return f"{SIGNS[str(row['class'])]} {_signed(measure, row['change'])}", beside


def _of_year(row: Any, measure: str, when: str) -> str:
    """The number of one year and what is behind it: of a share of few that alone; empty if none."""
    number = measures.text(measure, row[when]) if pd.notna(row[when]) else ""
    behind = measures.of_whole(row[f"{when}_part"], row[f"{when}_whole"])
    return f"{number} ({behind})" if number and behind else number or behind


def _signed(measure: str, value: float) -> str:
    sign = "+" if value > 0 else _MINUS if value < 0 else ""
    return sign + measures.difference(measure, abs(value))


def _table(
    found: pd.DataFrame, words: dict[str, str], measure: str, years: Years, codes: pd.Index
) -> pd.DataFrame:
    rows = found.loc[codes]
    scale, unit = measures.scale(measure), measures.unit(measure)
    looks = rows["class"].astype("str").where(rows["state"] == "value", rows["state"])
    by = measures.difference_unit(measure)
    behind = {
        t("map_change.column_behind", year=year): [
            measures.of_whole(part, whole)
            for part, whole in zip(rows[f"{when}_part"], rows[f"{when}_whole"], strict=True)
        ]
        for year, when in zip(years, ("earlier", "later"), strict=True)
        if measures.is_share(measure)
    }
    return pd.DataFrame(
        {
            "district_code": gazetteer.communes()["district_code"].reindex(codes),
            f"{years[0]} ({unit})": rows["earlier"] * scale,
            f"{years[1]} ({unit})": rows["later"] * scale,
            **behind,
            t("map_change.column", unit=by): rows["change"] * scale,
            t("map_legend.column"): [
                f"{SIGNS.get(look, '')} {words[look]}".strip() for look in looks
            ],
        },
        index=codes,
    )
