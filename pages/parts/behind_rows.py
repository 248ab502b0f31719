"""Which rows stand behind a page's numbers, how many, and how each is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.record import Acts
from data.scope import SOURCE_REF
from data.words import formats
from pages.parts import acts, cached, filters, language, links, names, works_facts
from pages.parts.language import word

ACTS, PROMISES, WORKS, CONTRIBUTIONS = "acts", "promises", "works", "contributions"

_OF_ACTS = (
    # First, where a phone shows it without moving the table sideways.
    *(SOURCE_REF, "activity_id", "agency_code", "commune_code", "sector", "description"),
    *("activity_date", "delivered_quantity", "unit", "cash_million_vnd", "in_kind_million_vnd"),
)
_OF_PROMISES = (
    *(SOURCE_REF, "activity_id", "agency_code", "commune_code", "sector", "description"),
    *("planned_date", "planned_quantity", "unit", "planned_value_million_vnd"),
    *("activity_date", "delivered_quantity"),
)
_OF_WORKS = (
    *(SOURCE_REF, "work_id", "work_name", "work_type", "commune_code", "work_status"),
    *("planned_year", "completion_date", "quantity", "unit", "households_served"),
)
_OF_CONTRIBUTIONS = (SOURCE_REF, "work_id", "agency_code", "funding", "cost_million_vnd")
COLUMNS = {
    ACTS: _OF_ACTS,
    PROMISES: _OF_PROMISES,
    WORKS: _OF_WORKS,
    CONTRIBUTIONS: _OF_CONTRIBUTIONS,
}

_PAGES = {
    "overview": (ACTS, PROMISES, WORKS),
    "commune": (ACTS, PROMISES, WORKS, CONTRIBUTIONS),
    "agencies": (ACTS, PROMISES),
    "agency": (ACTS, PROMISES, WORKS, CONTRIBUTIONS),
    "compare": (ACTS, PROMISES, WORKS, CONTRIBUTIONS),
    "infrastructure": (WORKS, CONTRIBUTIONS),
}
# One alone is compared with nothing.
_FEWEST = {"place": 2}
_MAPS = {"works": (WORKS,), "promises_kept_share": (ACTS, PROMISES)}


@dataclass(frozen=True)
class Part:
    """One kind of rows behind a page: how many there are, and the newest of them."""

    kind: str
    total: int
    newest: Callable[[int], pd.DataFrame]


def parts(subject: str) -> list[Part]:
    """The kinds of rows that the page counts, those that have any; none where it counts nothing.

    Acts and promises are counted by the cube, as the page's own numbers are.
    """
    of = getattr(links.current(), subject) if subject else ()
    if subject and len(of) < _FEWEST.get(subject, 1):
        return []
    makers = {ACTS: _acts, PROMISES: _promises, WORKS: _works, CONTRIBUTIONS: _contributions}
    found = [makers[kind](subject) for kind in _kinds()]
    return [part for part in found if part.total]


def in_a_line(kind: str, row: dict) -> str:
    """One row as a person reads it, to choose it by."""
    if kind in (ACTS, PROMISES):
        return " · ".join([acts.when(row), names.commune(row["commune_code"]), acts.what(row)])
    if kind == WORKS:
        return " · ".join([works_facts.name(row), names.commune(row["commune_code"])])
    payer = row["agency_code"]
    paid = [] if formats.is_missing(payer) else [names.agency(payer)]
    cost = formats.money(row["cost_million_vnd"], language.current())
    return " · ".join([str(row["work_id"]), word(f"funding.{row['funding']}"), *paid, cost])


def _kinds() -> tuple[str, ...]:
    page = st.session_state.get("page", "")
    return _MAPS.get(links.current().measure, (ACTS,)) if page == "map" else _PAGES.get(page, ())


def _acts(subject: str) -> Part:
    total = filters.rows(subject)["acts"].sum()
    return Part(ACTS, int(total), lambda limit: _activities(subject, limit, "delivered").rows)


def _promises(subject: str) -> Part:
    total = filters.rows(subject)[["promises", "promises_no_quantity"]].to_numpy().sum()
    return Part(PROMISES, int(total), lambda limit: _activities(subject, limit, "promised").rows)


def _works(subject: str) -> Part:
    found = _works_within(subject)
    return Part(WORKS, len(found), found.head)


def _contributions(subject: str) -> Part:
    """What was paid for the works; under a choice of agencies, by these: money is their part."""
    paid, agencies = cached.record().work_contributions, filters.current(subject).agencies
    paid = paid[paid["work_id"].isin(_works_within(subject)["work_id"])]
    if agencies and subject != "agency":
        paid = paid[paid["agency_code"].isin(agencies)]
    return Part(CONTRIBUTIONS, len(paid), paid.head)


def _works_within(subject: str) -> pd.DataFrame:
    found = cached.works(filters.current(subject))
    if filters.communes_of(subject):
        found = found[found["commune_code"].isin(filters.communes_of(subject))]
    return found.sort_values(
        ["completion_date", "planned_year"], ascending=False, kind="stable", na_position="last"
    )


def _activities(subject: str, limit: int, rows: str) -> Acts:
    """Acts or promises within the page's filters, newest first."""
    selection = filters.current(subject)
    communes = _communes(subject)
    return cached.store().acts(
        cached.record().version,
        agency_codes=selection.agencies,
        commune_codes=communes,
        sectors=selection.sectors,
        years=selection.years,
        limit=limit,
        rows=rows,  # type: ignore[arg-type]
    )


def _communes(subject: str) -> tuple[str, ...]:
    """The communes that the page is narrowed to; empty for all: then some row passes anyway."""
    selection = filters.current(subject)
    if filters.communes_of(subject):
        return filters.communes_of(subject)
    if selection.districts or selection.kinds:
        return tuple(sorted(cached.communes(selection)))
    return ()
