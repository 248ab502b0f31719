"""Works that were planned and never begun, or begun and never finished: as lists to ask from."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.metrics import works_not_done
from data.selection import Selection
from data.words import formats
from pages.parts import bars, cards, downloads, grid, language, names, tables, works_facts
from pages.parts.language import t, word

_LISTED = 8
_COLUMNS = [
    *("work_id", "work_name", "work_type", "build_kind", "commune_code", "district_code"),
    *("work_status", "planned_year", "days_overdue", "cost_million_vnd", "unrecorded_costs"),
    *("agency_codes", "agency_names"),
]
_PLACES: dict[str, Callable[[str], str]] = {
    "district_code": names.district,
    "agency_code": names.agency,
}


def draw(
    register: pd.DataFrame,
    selection: Selection,
    key: str,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """Draw the sentence, the longest overdue and, closed, all of them with their downloads.

    Args:
        register: the works that the page counts, as `works.register`.
        selection: to its last chosen year days are counted.
        key: unique in the page, and the name of the download.
        on_choose: called with the commune of a row.
    """
    found = works_not_done.listed(register, selection)
    if found.empty:
        st.markdown(f":gray[{t('not_done.none')}]")
        return
    st.markdown(_sentence(found, selection))
    rows = [
        bars.Bar(str(row["commune_code"]), works_facts.name(row), None, _overdue(row), _note(row))
        for row in found.head(_LISTED).reset_index().to_dict("records")
    ]
    if len(found) > _LISTED:
        rows.append(bars.Bar("", cards.counted("not_done.more", len(found) - _LISTED), None, ""))
    subtitle = cards.subtitle(t("not_done.longest"), downloads.place())
    bars.draw(rows, title="", subtitle=subtitle, key=key, on_choose=on_choose)
    title = cards.counted("not_done.all", len(found))
    tables.twin(lambda: _table(found), name=key, title=title)


def _table(found: pd.DataFrame) -> pd.DataFrame:
    payers = [works_facts.payers(codes) for codes in found["agency_codes"]]
    return tables.of_record(found.reset_index().assign(agency_names=payers), _COLUMNS)


def by_place_and_agency(register: pd.DataFrame, selection: Selection, key: str) -> None:
    """Draw the same works by district and by agency, and hand them out by commune."""
    found = works_not_done.listed(register, selection)
    if found.empty:
        return
    for column, name_of in _PLACES.items():
        table = works_not_done.by(found, column)
        grid.draw(
            [grid.Row("", name_of(str(code)), _cells(row)) for code, row in _first(table)],
            columns=[word(f"columns.{name}") for name in (*works_not_done.STAGES, "days_overdue")],
            corner=word(f"columns.{column.replace('_code', '_name')}"),
            title="",
            subtitle=cards.subtitle(t(f"not_done.by_{column}"), downloads.place()),
            key=f"{key}_{column}",
            even=False,
        )
        tables.twin(table, name=f"{key}_{column}", title=t(f"not_done.by_{column}"))
    by_commune = works_not_done.by(found, "commune_code")
    tables.twin(by_commune, name=f"{key}_commune_code", title=t("not_done.by_commune_code"))


def _first(table: pd.DataFrame) -> list[tuple[object, pd.Series]]:
    return list(table.head(_LISTED).iterrows())


def _cells(row: pd.Series) -> list[str]:
    return [cards.number(row[name]) for name in (*works_not_done.STAGES, "days_overdue")]


def _sentence(found: pd.DataFrame, selection: Selection) -> str:
    counts = found["not_done"].value_counts()
    said = t(
        "not_done.sentence",
        begun=cards.counted("infrastructure.n_works", counts.get(works_not_done.NEVER_BEGUN, 0)),
        finished=cards.counted(
            "infrastructure.n_works", counts.get(works_not_done.NEVER_FINISHED, 0)
        ),
    )
    first, last = selection.years
    if first == last:
        return said  # of what was planned for one year nothing is past it: 0 would say nothing
    overdue = cards.number((found["days_overdue"] > 0).sum())
    date = formats.date(selection.last_day, language.current())
    return f"{said} {t('not_done.overdue', overdue=overdue, date=date)}"


def _overdue(row: dict) -> str:
    days = row["days_overdue"]
    if formats.is_missing(days):
        return t("not_done.no_year")
    return cards.counted("not_done.days", days) if days else t("not_done.due_now")


def _note(row: dict) -> str:
    parts = [names.commune_in_district(row["commune_code"]), t(f"not_done.{row['not_done']}")]
    if not formats.is_missing(row["planned_year"]):
        parts.append(t("not_done.planned_for", year=int(row["planned_year"])))
    payers = works_facts.payers(row["agency_codes"])
    return " · ".join([*parts, payers] if payers else parts)
