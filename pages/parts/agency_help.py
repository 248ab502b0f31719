"""What an agency promised and delivered: by year, by sector, in which forms, act by act."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import contributions
from data.selection import Selection
from data.store import Acts
from data.words import formats
from pages.charts import look, promised
from pages.parts import (
    acts,
    bars,
    cached,
    cards,
    forms,
    language,
    names,
    plot,
    promises,
    tables,
    worth,
)
from pages.parts.agency_facts import Agency
from pages.parts.language import t, word

_NEWEST, _MOST = 6, 200


def promised_beside_delivered(agency: Agency) -> None:
    """Draw the value promised each year and what was delivered of it."""
    if formats.is_missing(agency.totals["promised_value_known_million_vnd"]):
        st.markdown(f":gray[{t('agency.no_promises')}]")
        return
    by_year = contributions.by_year(agency.cube, agency.selection.years)
    columns = {
        "promised_value_known_million_vnd": "promised",
        "delivered_of_promised_million_vnd": "delivered",
    }
    table = by_year.rename(columns=columns)[list(columns.values())]
    years = [names.year(year) for year in table.index]
    measure = cards.subtitle(t("agency.promised"), names.agency(agency.code))
    plot.draw(
        promised.beside_delivered(
            table,
            years,
            look.Titles(measure, _finding(agency)),
            lang=language.current(),
            unit=word("units.million_vnd"),
            names=(t("agency.promised_name"), t("agency.delivered_name")),
        ),
        key="agency_promised",
        alt=_in_words(table, measure),
    )
    values = ["promised_value_million_vnd", *columns, "value_million_vnd", "acts"]
    tables.twin(
        by_year[[*promises.COLUMNS, *values, "acts_without_value"]],
        name="agency_years",
        title=t("agency.by_year"),
    )


def _finding(agency: Agency) -> str:
    share = agency.totals["delivered_of_promised_share"]
    if formats.is_missing(share):
        return ""
    return t("agency.promised_finding", share=formats.share(share, language.current()))


def _in_words(table: pd.DataFrame, measure: str) -> str:
    rows = "; ".join(
        t(
            "agency.promised_year",
            year=names.year(year),
            promised=cards.number(row["promised"]),
            delivered=cards.number(row["delivered"]),
        )
        for year, row in table.iterrows()
    )
    return f"{measure}. {rows}."


def sectors(agency: Agency) -> None:
    """Draw the value by sector, and the forms that help took."""
    st.header(t("agency.sectors"))
    found = contributions.by_sector(agency.cube).query("acts > 0")
    if found.empty:
        st.markdown(f":gray[{t('agency.no_acts')}]")
        return
    found = found.sort_values("value_million_vnd", ascending=False, kind="stable")
    rows = [
        bars.Bar(
            str(code),
            word(f"sector.{code}"),
            length,
            worth.text(row),
            worth.beside(_sector_note(agency, str(code), row["acts"]), row),
        )
        for (code, row), length in zip(
            found.iterrows(), bars.lengths(bars.known(found["value_million_vnd"])), strict=True
        )
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t("agency.by_sector"), names.agency(agency.code)),
        key="agency_sectors",
    )
    st.markdown(forms.sentence(agency.cube))
    columns = ["acts", "acts_without_value", "value_million_vnd", "cash_million_vnd"]
    tables.twin(
        found[[*columns, "in_kind_million_vnd", "labour_days", "households_reached", "communes"]],
        name="agency_sectors",
        title=t("agency.by_sector"),
    )


def _sector_note(agency: Agency, sector: str, acted: float) -> str:
    parts = [cards.counted("agency.acts", acted)]
    if sector == agency.field:
        parts.append(t("agency.own_sector"))
    return " · ".join(parts)


# ------------------------------------------------------------------ act by act


def newest(agency: Agency) -> None:
    """Draw the newest acts and promises."""
    st.header(t("agency.newest"))
    found = _acts(agency.selection, _NEWEST)
    rows = [
        bars.Bar(
            str(row["commune_code"]),
            acts.what(row),
            None,
            acts.worth(row),
            " · ".join([acts.when(row), names.commune(row["commune_code"]), *acts.details(row)]),
        )
        for row in found.rows.to_dict("records")
    ]
    if not rows:
        st.markdown(f":gray[{t('agency.no_acts')}]")
        return
    subtitle = cards.subtitle(t("agency.newest_of"), names.agency(agency.code))
    bars.draw(rows, title="", subtitle=subtitle, key="agency_acts")
    tables.twin(
        lambda: _read(agency.selection, _MOST).rows.drop(columns="agency_code"),
        name="agency_acts",
        title=acts.records("agency.acts_twin", min(found.total, _MOST), found.total, agency.totals),
    )


@cached.kept
def _acts(selection: Selection, limit: int) -> Acts:
    """The few newest acts, which everybody who opens the page sees."""
    return _read(selection, limit)


def _read(selection: Selection, limit: int) -> Acts:
    return cached.store().acts(
        cached.record().version,
        agency_codes=selection.agencies,
        sectors=selection.sectors,
        years=selection.years,
        limit=limit,
    )
