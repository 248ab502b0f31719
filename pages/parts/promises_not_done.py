"""Promises not done: which, whose, since when; each outcome by itself, as the counts have it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from data.metrics import promises
from data.selection import Selection
from data.words import formats
from pages.parts import acts, bars, cached, cards, language, names, opening, tables
from pages.parts.language import t, word

# Of each outcome; all are in the table.
_SHOWN = 3
_COLUMNS = [
    *("agency_code", "commune_code", "outcome", "days_overdue", "sector", "support_type"),
    *("description", "planned_date", "planned_quantity", "activity_date", "delivered_quantity"),
    *("unit", "planned_value_million_vnd"),
]

# Whom a promise is told with: how it is named, and what a click opens.
_OTHERS: dict[str, tuple[Callable[[str], str], Callable[[str], None]]] = {
    "commune_code": (names.commune_in_district, opening.commune),
    "agency_code": (names.agency, opening.agency),
}


def of_agency(selection: Selection) -> None:
    """Draw the promises of the one agency of `selection`, each with its commune."""
    agency = names.agency(selection.agencies[0])
    _draw(selection, (), agency, "commune_code")


def of_communes(selection: Selection, communes: tuple[str, ...]) -> None:
    """Draw the promises to these communes, each with its agency.

    Args:
        selection: the chosen agencies, sectors and years.
        communes: codes, at least one.
    """
    place = names.commune(communes[0]) if len(communes) == 1 else ""
    _draw(selection, communes, place, "agency_code")


def _draw(selection: Selection, communes: tuple[str, ...], subject: str, other: str) -> None:
    name_of, on_choose = _OTHERS[other]
    st.subheader(
        t("promises_not_done.title"), anchor=False, help=t("methods.notes.promises_not_done")
    )
    found = read(selection, communes)
    if found.empty:
        st.markdown(f":gray[{t('not_done.none')}]")
        return
    rows: list[bars.Bar] = []
    for outcome in promises.LISTED:
        of_outcome = found[found["outcome"] == outcome]
        if len(of_outcome):
            rows.append(_head(outcome, len(of_outcome)))
            rows += [
                bars.Bar(str(row[other]), name_of(row[other]), None, _overdue(row), _said(row))
                for row in of_outcome.head(_SHOWN).to_dict("records")
            ]
    until = formats.date(selection.last_day, language.current())
    subtitle = cards.subtitle(t("promises_not_done.measure", date=until), subject)
    bars.draw(rows, title="", subtitle=subtitle, key="promises_not_done", on_choose=on_choose)
    tables.twin(
        partial(_table, found), name="promises_not_done", title=t("promises_not_done.title")
    )


@cached.kept
def read(selection: Selection, communes: tuple[str, ...]) -> pd.DataFrame:
    """The promises not done, as `promises.not_done`; of every commune when none is given."""
    rows = cached.store().promises(
        cached.record().version,
        agency_codes=selection.agencies,
        commune_codes=communes,
        sectors=selection.sectors,
        years=selection.years,
    )
    return promises.not_done(rows, selection.last_day)


def _table(found: pd.DataFrame) -> pd.DataFrame:
    return tables.of_record(found, _COLUMNS)


def _head(outcome: str, count: int) -> bars.Bar:
    """One outcome with its count; the first few promises stand under it."""
    text = cards.counted("promises_not_done.promises", count)
    if count > _SHOWN:
        text = t("promises_not_done.first", n=cards.number(count), shown=_SHOWN)
    return bars.Bar("", word(f"outcome.{outcome}").upper(), None, text)


def _overdue(row: dict) -> str:
    if formats.is_missing(row["days_overdue"]):
        return t("promises_not_done.no_day")
    said = "late" if row["outcome"] == promises.KEPT_LATE else "overdue"
    return cards.counted(f"promises_not_done.{said}", row["days_overdue"])


def _said(row: dict) -> str:
    """What was promised, for when, and what came."""
    parts = [acts.promised(row)]
    lang = language.current()
    if not formats.is_missing(row["planned_date"]):
        parts.append(t("acts.promised_for", date=formats.date(row["planned_date"], lang)))
    if not formats.is_missing(row["activity_date"]):
        came = acts.quantity(row, "delivered_quantity")
        key = "came" if came else "came_unknown"
        date = formats.date(row["activity_date"], lang)
        parts.append(t(f"promises_not_done.{key}", quantity=came, date=date))
    return " · ".join(parts)
