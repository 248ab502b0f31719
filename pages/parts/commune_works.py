"""What was built in one commune: each work once, with status, cost, funding, and who watched."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import work_funding, works
from data.schema import FUNDINGS
from data.words import formats
from pages.parts import bars, cards, language, names, tables, works_facts, works_not_done
from pages.parts.commune_facts import Commune
from pages.parts.language import t, word

_LISTED = 6
_COLUMNS = [
    *("work_id", "work_name", "work_type", "work_status", "year", "quantity", "unit"),
    *("cost_million_vnd", "households_served", "community_supervised", "location_precision"),
]


def draw(commune: Commune) -> None:
    """Draw the register of the commune's works: what stands, what is under way, what is planned."""
    st.header(t("commune.built"))
    found = commune.works
    if found is None:
        cards.no_data("works")
        return
    if not works.apply_to(commune.selection):
        st.markdown(f":gray[{t('infrastructure.other_sectors')}]")
        return
    if found.empty:
        st.markdown(f":gray[{t('commune.nothing_built')}]")
        return
    found = works.finished_first(found)
    st.markdown(" ".join(filter(None, (_sums(found), works_facts.whose_money(commune.selection)))))
    rows = [
        bars.Bar("", works_facts.name(row), None, works_facts.status(row), _details(row))
        for row in found.to_dict("records")
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle("", names.commune(commune.code)),
        key="commune_built",
        on_screen=_LISTED,
    )
    if len(found) > _LISTED:
        with st.container(key="on_screen_commune_works"):
            st.markdown(f":gray[{cards.counted('commune.more_works', len(found) - _LISTED)}]")
    table = tables.of_record(found.reset_index(), _COLUMNS)
    tables.twin(table, name="commune_works", title=t("commune.works_twin"))
    st.subheader(t("not_done.title"))
    works_not_done.draw(found, commune.selection, "commune_works_not_done")


def _sums(found: pd.DataFrame) -> str:
    lang = language.current()
    standing = works.summary(found[found["built"]])
    coming = works.summary(found[~found["built"]])
    stages = [
        t(
            "commune.stage_built",
            built=cards.number(standing["works"]),
            all=cards.number(len(found)),
            cost=formats.money(standing["cost_million_vnd"], lang),
        )
    ]
    if coming["works"]:
        cost = formats.money(coming["cost_million_vnd"], lang)
        n = cards.number(coming["works"])
        stages.append(t("infrastructure.stage_unbuilt", n=n, cost=cost))
    return t(
        "commune.works_sum",
        stages="; ".join(stages),
        supervised=cards.number(standing["supervised"]),
        said=cards.number(standing["supervised"] + standing["not_supervised"]),
    )


def _details(row: dict) -> str:
    lang = language.current()
    parts = [word(f"work_type.{row['work_type']}")]
    if not formats.is_missing(row["quantity"]):
        unit = works_facts.unit(row["work_type"], row["unit"], row["quantity"])
        parts.append(f"{formats.quantity(row['quantity'], lang)} {unit}".rstrip())
    if not formats.is_missing(row["households_served"]):
        parts.append(cards.counted("commune.served", row["households_served"]))
    return " · ".join([*parts, _cost(row), _supervised(row["community_supervised"])])


def _cost(row: dict) -> str:
    """The cost with who paid; a work without a recorded cost, or with a part of it, says so."""
    if formats.is_missing(row["cost_million_vnd"]):
        return t("commune.no_cost")
    paid = [
        word(f"funding.{funding}")
        for funding in FUNDINGS
        if not formats.is_missing(row[work_funding.cost_column(funding)])
    ]
    cost = formats.money(row["cost_million_vnd"], language.current())
    said = t("commune.cost", cost=cost, paid=", ".join(paid))
    incomplete = works_facts.incomplete(row)
    return f"{said} · {incomplete}" if incomplete else said


def _supervised(answer: object) -> str:
    if formats.is_missing(answer):
        return t("commune.supervision_not_said")
    return t("commune.supervised") if answer else t("commune.not_supervised")
