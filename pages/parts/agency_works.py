"""The works that an agency paid for: its part beside what each work cost in all."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import works
from data.words import formats
from pages.parts import bars, cached, cards, language, names, tables, works_facts, works_not_done
from pages.parts.agency_facts import Agency
from pages.parts.language import t

_LISTED = 8
_COLUMNS = [
    *("work_id", "work_name", "work_type", "commune_code", "work_status", "year"),
    *("own_cost_million_vnd", "whole_cost_million_vnd", "own_cost_share", "payers"),
    *("whole_unrecorded_costs", "quantity"),
    *("unit", "households_served", "community_supervised"),
]


def draw(agency: Agency) -> None:
    """Draw the works with the largest part of the agency first."""
    found = agency.works
    st.header(t("agency.works"))
    if "works" in cached.record().absent:
        cards.no_data("works")
        return
    if found.empty:
        st.markdown(f":gray[{t('agency.no_works')}]")
        return
    st.markdown(_sums(found))
    rows = [
        bars.Bar("", works_facts.name(row), _share(row), _cost(row), _note(row))
        for row in found.head(_LISTED).to_dict("records")
    ]
    if len(found) > _LISTED:
        more = cards.counted("agency.more_works", len(found) - _LISTED)
        rows.append(bars.Bar("", more, None, ""))
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t("agency.works_part"), names.agency(agency.code)),
        key="agency_works",
    )
    table = tables.of_record(found.reset_index(), _COLUMNS)
    tables.twin(table, name="agency_works", title=t("agency.works_part"))
    st.subheader(t("not_done.title"))
    works_not_done.draw(found, agency.selection, "agency_works_not_done")


def _share(row: dict) -> float | None:
    """The length of a work's bar: the agency's part of its cost."""
    share = row["own_cost_share"]
    return None if formats.is_missing(share) else round(float(share), 3)


def _sums(found: pd.DataFrame) -> str:
    built = works.is_built(found)
    stages = [
        _stage(name, rows)
        for name, rows in (("built", found[built]), ("unbuilt", found[~built]))
        if len(rows)
    ]
    partial = (found["whole_unrecorded_costs"] > 0).sum()
    said = t(
        "agency.works_sum",
        stages="; ".join(stages),
        together=cards.counted("infrastructure.n_works", (found["payers"] > 1).sum()),
        partial=t("agency.partial_works", n=cards.number(partial)) if partial else "",
    )
    return said[:1].upper() + said[1:]


def _stage(name: str, rows: pd.DataFrame) -> str:
    """What it put into works that stand, or that do not yet: the two are never added."""
    lang = language.current()
    return t(
        f"agency.stage_{name}",
        works=cards.counted("infrastructure.n_works", len(rows)),
        own=formats.money(rows["own_cost_million_vnd"].sum(min_count=1), lang),
        cost=formats.money(rows["whole_cost_million_vnd"].sum(min_count=1), lang),
    )


def _cost(row: dict) -> str:
    lang = language.current()
    if formats.is_missing(row["own_cost_million_vnd"]):
        return t("agency.no_cost")
    own = formats.money(row["own_cost_million_vnd"], lang)
    if row["whole_unrecorded_costs"]:
        return t("agency.part_alone", own=own)
    return t("agency.part_of", own=own, cost=formats.money(row["whole_cost_million_vnd"], lang))


def _note(row: dict) -> str:
    return f"{names.commune_in_district(row['commune_code'])} · {works_facts.status(row)}"
