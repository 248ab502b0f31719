"""Who answers for a commune, and what was done in it: by year, by sector, the newest acts."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.metrics import assignments, contributions
from data.store import Acts, Version
from data.words import formats
from pages.parts import (
    acts,
    bars,
    cached,
    cards,
    forms,
    language,
    measures,
    names,
    opening,
    tables,
    worth,
)
from pages.parts.commune_facts import Commune
from pages.parts.language import t, word

_NEWEST = 5


def assigned(commune: Commune) -> None:
    """Draw who is assigned: since when, what they did, when they last reported."""
    st.header(t("commune.assigned"))
    found = commune.pairs
    if found.empty:
        st.markdown(f":gray[{t('commune.nobody')}]")
        return
    since = _since(commune.code)
    rows = [
        bars.Bar(
            row["agency_code"],
            names.agency(row["agency_code"]),
            length,
            _worth(row),
            worth.beside(_note(row, since.get(row["agency_code"])), row),
        )
        for row, length in zip(
            found.to_dict("records"),
            bars.lengths(bars.known(found["value_million_vnd"])),
            strict=True,
        )
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(measures.name("value_million_vnd"), names.commune(commune.code)),
        key="commune_assigned",
        on_choose=opening.agency,
    )


def _since(code: str) -> pd.Series:
    rows = cached.record().assignments
    rows = rows[rows["commune_code"] == code]
    return rows.groupby("agency_code")["valid_from"].min()


def _worth(row: dict) -> str:
    if row["state"] in assignments.NOTHING_REPORTED and not row["acts_outside"]:
        return t("commune.nothing_reported")
    return worth.text(row)


def _note(row: dict, since: object) -> str:
    """Since when, how many acts, and the last of them."""
    lang = language.current()
    begun = t("commune.since", date=formats.date(since, lang))
    parts = [begun if row["assigned"] else t("commune.without_assignment")]
    if row["acts"]:
        parts.append(cards.counted("commune.acts", row["acts"]))
    if not formats.is_missing(row["last_date"]):
        parts.append(t("commune.last", date=formats.date(row["last_date"], lang)))
    return " · ".join(parts)


def done(commune: Commune) -> None:
    """Draw what was done: value by year and by sector, the forms it took, the newest acts."""
    st.header(t("commune.done"))
    cube, code = commune.cube, commune.code
    if cube.empty:
        st.markdown(f":gray[{t('commune.nothing_done')}]")
        return
    left, right = st.columns(2, gap="medium")
    by_year = contributions.by_year(cube, commune.selection.years)
    by_sector = contributions.by_sector(cube).query("acts > 0")
    by_sector = by_sector.sort_values("value_million_vnd", ascending=False, kind="stable")
    with left:
        _bars(by_year, "year", names.year, code)
    with right:
        _bars(by_sector, "sector", lambda sector: word(f"sector.{sector}"), code)
    st.markdown(forms.sentence(cube))
    tables.twin(
        contributions.by_year_and_sector(cube)[
            [
                *("acts", "acts_without_value", "value_million_vnd"),
                *("labour_days", "households_reached", "agencies"),
            ]
        ],
        name="commune_year_sector",
        title=t("commune.by_year_and_sector"),
    )
    _newest(commune)


def _bars(table: pd.DataFrame, name: str, label_of: Callable[[str], str], code: str) -> None:
    lengths = bars.lengths(bars.known(table["value_million_vnd"]))
    rows = [
        bars.Bar(str(key), label_of(str(key)), length, _value_and_acts(sums), worth.unvalued(sums))
        for (key, sums), length in zip(table.to_dict("index").items(), lengths, strict=True)
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t(f"commune.by_{name}"), names.commune(code)),
        key=f"commune_by_{name}",
    )


def _value_and_acts(sums: worth.Sums) -> str:
    if formats.is_missing(sums["value_million_vnd"]):
        return worth.text(sums)
    return cards.counted("commune.value_and_acts", sums["acts"], value=worth.text(sums))


def _newest(commune: Commune) -> None:
    code, selection = commune.code, commune.selection
    version = cached.record().version
    found = _acts(version.id, code, selection.sectors, selection.agencies, selection.years, version)
    st.subheader(t("commune.newest"))
    rows = [
        bars.Bar("", acts.what(row), None, acts.when(row), _details(row))
        for row in found.rows.head(_NEWEST).to_dict("records")
    ]
    bars.draw(
        rows, title="", subtitle=cards.subtitle("", names.commune(code)), key="commune_newest"
    )
    shown = acts.records("commune.acts_twin", len(found.rows), found.total, commune.totals())
    tables.twin(
        found.rows.drop(columns=["commune_code"]).dropna(axis="columns", how="all"),
        name="commune_acts",
        title=shown,
    )


@st.cache_resource(show_spinner=False, max_entries=100)
def _acts(
    version_id: str,
    code: str,
    sectors: tuple[str, ...],
    agencies: tuple[str, ...],
    years: tuple[int, int],
    _version: Version,
) -> Acts:
    return cached.store().acts(
        _version, commune_codes=(code,), sectors=sectors, agency_codes=agencies, years=years
    )


def _details(row: dict) -> str:
    return " · ".join([names.agency(row["agency_code"]), *acts.details(row), acts.worth(row)])
