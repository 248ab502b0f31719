"""The single years beside each other as the page says them: small maps, one scale, one table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from data.selection import Selection
from data.words import formats
from data.words import years as written
from geo import gazetteer
from pages.parts import cards, filters, language, map_pictures, measures
from pages.parts.language import t, word
from pages.parts.map_compared import Compared

Tables = dict[int, pd.DataFrame]


def compared(selection: Selection, measure: str, place: str) -> Compared:
    """Each year of the record in the same classes; the list goes by the last."""
    shown = {
        span[0]: map_pictures.shown_in(replace(selection, years=span), measure)
        for span in map_pictures.single_years()
    }
    tables = {year: one.table for year, one in shown.items()}
    last = max(shown)
    period = filters.period((min(shown), last))
    return Compared(
        compare="years",
        name=t("map_years.name", measure=measures.head(measure), period=period),
        file=measure,
        found=tables[last],
        order=shown[last].in_order.index,
        words=map_pictures.legend(shown[last]),
        told={
            "title": t("commune_map.side_by_side"),
            "subtitle": cards.subtitle(measures.head(measure), place, period),
            "period": period,
            "unit": measures.unit(measure),
            "note": written.note(shown, language.current()),
        },
        read=partial(_read, tables, measure),
        table=partial(_table, tables, measure),
        length="value",
        panels=[(_head(year, one), one.table) for year, one in shown.items()],
    )


def _head(year: int, shown: map_pictures.Shown) -> str:
    """A year, and in how many communes the measure has a value above zero."""
    n = int((shown.within["state"] == "value").sum())
    said = cards.counted("commune_map.with_value", n)
    return f"{written.with_days(year, language.current())}: {said}"


def _read(tables: Tables, measure: str, code: str) -> tuple[str, str]:
    said = []
    for year, table in tables.items():
        value: Any = table.at[code, "value"]
        state: Any = table.at[code, "state"]
        words = word(f"state.{state}") if pd.isna(value) else measures.text(measure, value)
        said.append(f"{written.starred(year)}: {words}")
    return said[-1], " · ".join(said[:-1])


def _table(tables: Tables, measure: str, codes: pd.Index) -> pd.DataFrame:
    scale, unit = measures.scale(measure), measures.unit(measure)
    columns: dict[str, object] = {
        "district_code": gazetteer.communes()["district_code"].reindex(codes)
    }
    for year, table in tables.items():
        days = written.with_days(year, language.current())
        columns[f"{days} ({unit})"] = table["value"].reindex(codes) * scale
    columns[t("map_years.column")] = [_without(tables, code) for code in codes]
    return pd.DataFrame(columns, index=codes)


def _without(tables: Tables, code: str) -> str:
    """The years without a number, each with its reason."""
    missing = {
        year: str(table.at[code, "state"])
        for year, table in tables.items()
        if formats.is_missing(table.at[code, "value"])
    }
    return "; ".join(f"{year}: {word(f'state.{state}')}" for year, state in missing.items())
