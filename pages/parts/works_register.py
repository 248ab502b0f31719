"""The register of works: unit costs beside an assumed range, the largest works, all of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.schema import FUNDINGS
from data.words import formats
from pages.parts import bars, cards, grid, language, names, opening, tables, works_facts
from pages.parts.language import plain, t, word
from pages.parts.works_facts import Built

_LISTED = 8
_COLUMNS = [
    *("work_id", "work_name", "work_type", "build_kind", "commune_code", "district_code", "year"),
    *("work_status", "quantity", "unit", "cost_million_vnd", "unit_cost_million_vnd"),
    *("assumed_low_million_vnd", "assumed_high_million_vnd", "unit_cost_beside_range"),
    *("households_served", "community_supervised", "payers", "unrecorded_costs"),
    *(f"cost_{funding}_million_vnd" for funding in FUNDINGS),
    *("agency_codes", "agency_names", "location_precision", "longitude", "latitude"),
]


def draw(built: Built) -> None:
    """Draw unit costs beside the assumption, the largest works, and the closed register."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(t("infrastructure.unit_costs"))
        _unit_costs(built)
    with right:
        st.header(t("infrastructure.largest"))
        _largest(built)
    st.header(t("infrastructure.register"))
    title = cards.counted("infrastructure.register_of", len(built.register))
    tables.twin(lambda: _table(built.register), name="infrastructure", title=title)


def _table(register: pd.DataFrame) -> pd.DataFrame:
    payers = [works_facts.payers(codes) for codes in register["agency_codes"]]
    return tables.of_record(register.reset_index().assign(agency_names=payers), _COLUMNS)


def _unit_costs(built: Built) -> None:
    found = built.unit_costs
    if found.empty:
        st.markdown(f":gray[{t('infrastructure.no_unit_costs')}]")
        return
    rows = [grid.Row("", _kind(row), _cells(row)) for row in found.reset_index().to_dict("records")]
    heads = ("known", "middle_half", "median", "assumed", "below", "within", "above")
    grid.draw(
        rows,
        columns=[t(f"infrastructure.{name}") for name in heads],
        corner=t("infrastructure.type_and_unit"),
        title=_outside(found),
        subtitle=cards.subtitle(t("infrastructure.unit_cost"), names.place(built.selection)),
        key="infrastructure_unit_costs",
        even=False,
    )
    if cannot := [_kind(row) for row in found[~found["can_flag"]].reset_index().to_dict("records")]:
        st.markdown(f":gray[{t('infrastructure.cannot_flag', kinds=plain('; '.join(cannot)))}]")
    tables.twin(found, name="infrastructure_unit_costs", title=t("infrastructure.unit_cost"))


def _kind(row: dict) -> str:
    unit = works_facts.unit(row["work_type"], row["unit"])
    kind, build = word(f"work_type.{row['work_type']}"), row["build_kind"]
    if build:
        kind = f"{kind} – {word(f'build_kind.{build}')}"
    return f"{kind}, {unit}"


def _cells(row: dict) -> list[str]:
    return [
        cards.number(row["works"]),
        _range(row["lower_quartile"], row["upper_quartile"]),
        _short(row["median"]),
        _range(row["assumed_low_million_vnd"], row["assumed_high_million_vnd"]),
        *(cards.number(row[place]) for place in ("below", "within", "above")),
    ]


def _range(low: float, high: float) -> str:
    if formats.is_missing(low) or formats.is_missing(high):
        return "–"
    first, last = _short(low), _short(high)
    return first if first == last else f"{first}–{last}"


def _short(value: float) -> str:
    """A unit cost with as much precision as it deserves."""
    return cards.number(value, 0 if formats.is_missing(value) or value >= 20 else 1)


def _outside(found: pd.DataFrame) -> str:
    compared = found[["below", "within", "above"]].sum()
    return t(
        "infrastructure.outside",
        n=cards.number(compared["below"] + compared["above"]),
        of=cards.number(compared.sum()),
    )


def _largest(built: Built) -> None:
    lang = language.current()
    listed = built.register.nlargest(_LISTED, "cost_million_vnd")
    lengths = bars.lengths(bars.known(listed["cost_million_vnd"]))
    rows = [
        bars.Bar(
            str(row["commune_code"]),
            works_facts.name(row),
            length,
            formats.money(row["cost_million_vnd"], lang),
            _note(row),
        )
        for row, length in zip(listed.to_dict("records"), lengths, strict=True)
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t("infrastructure.by_cost"), names.place(built.selection)),
        key="infrastructure_largest",
        on_choose=opening.commune,
    )


def _note(row: dict) -> str:
    parts = [names.commune_in_district(row["commune_code"]), works_facts.status(row)]
    if incomplete := works_facts.incomplete(row):
        parts.append(incomplete)
    if not formats.is_missing(row["unit_cost_beside_range"]):
        parts.append(t(f"infrastructure.cost_{row['unit_cost_beside_range']}"))
    return " · ".join(parts)
