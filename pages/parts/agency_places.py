"""The communes of an agency: on the map, and each with since when, how much and how lately."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import assignments
from data.words import formats
from pages.parts import (
    agency_help,
    bars,
    cards,
    language,
    names,
    opening,
    province_map,
    tables,
    worth,
)
from pages.parts.agency_facts import Agency
from pages.parts.language import t

# What a map of one agency can say; works and households are questions about a commune.
_MEASURES = ("value_million_vnd", "acts", "promises_kept_share", "months_since_last_record")


def draw(agency: Agency) -> None:
    """Draw the map with the agency's communes alone, and beside it the list and the promises."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        province_map.draw(
            agency.selection,
            key="agency_map",
            on_choose=opening.commune,
            height=400,
            offered=_MEASURES,
            place=names.agency(agency.code),
        )
    with right:
        _list(agency)
        agency_help.promised_beside_delivered(agency)


def _list(agency: Agency) -> None:
    order = ["assigned", "value_million_vnd"]
    found = agency.pairs.sort_values(order, ascending=False, kind="stable", na_position="last")
    since = agency.since
    rows = [
        bars.Bar(
            str(row["commune_code"]),
            names.commune_in_district(row["commune_code"]),
            length,
            _worth(row),
            worth.beside(_note(row, since), row),
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
        subtitle=cards.subtitle(t("agency.communes"), names.agency(agency.code)),
        key="agency_communes",
        on_choose=opening.commune,
    )
    table = found.drop(columns="agency_code").join(since, on="commune_code")
    columns = ["commune_code", "assigned", "valid_from", "valid_to", "acts", "acts_outside"]
    tables.twin(
        table[[*columns, "acts_without_value", "value_million_vnd", "last_date", "state"]],
        name="agency_communes",
        title=t("agency.communes"),
    )


def _worth(row: dict) -> str:
    if row["state"] in assignments.NOTHING_REPORTED and not row["acts_outside"]:
        return t("agency.nothing_reported")
    return worth.text(row)


def _note(row: dict, since: pd.DataFrame) -> str:
    lang = language.current()
    parts = [t("agency.without_assignment")]
    if row["assigned"]:
        day = since.at[row["commune_code"], "valid_from"]
        parts = [t("agency.since", date=formats.date(day, lang))]
    if row["acts"]:
        parts.append(cards.counted("agency.acts", row["acts"]))
    if not formats.is_missing(row["last_date"]):
        parts.append(t("agency.last", date=formats.date(row["last_date"], lang)))
    return " · ".join(parts)
