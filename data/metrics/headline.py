"""The numbers of the sentence that a leader could read aloud."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.metrics import assignments as pairing
from data.metrics import contributions as giving
from data.metrics import works as building
from data.selection import Selection, apply, overlapping


@dataclass(frozen=True)
class Parts:
    """What happened in the chosen places, years and sectors; a page makes it a sentence.

    Money is million đồng. Shares are 0 to 1. A number that nobody recorded is None, never 0.
    `top_*` is the sector or district with the largest recorded value and its share of it all.
    """

    first_year: int
    last_year: int
    communes_chosen: int
    communes_assigned: int
    communes_helped: int
    communes_assigned_and_helped: int
    agencies: int
    acts: int
    value_million_vnd: float | None
    promised_value_million_vnd: float | None
    delivered_of_promised_share: float | None
    promises: int
    promises_kept: int
    promises_kept_share: float | None
    households_reached: float | None
    households_2019: int
    works: int | None
    works_completed: int | None
    pairs_assigned: int
    pairs_nothing_reported: int
    top_sector: str | None
    top_sector_share: float | None
    top_district_code: str | None
    top_district_share: float | None


def sentence_parts(
    contributions: pd.DataFrame,
    assignments: pd.DataFrame,
    communes: pd.DataFrame,
    selection: Selection,
    chosen: frozenset[str],
    works: pd.DataFrame | None = None,
) -> Parts:
    """Count what the headline of a page says.

    Args:
        contributions: the whole cube, not narrowed.
        assignments: one row per assignment.
        communes: the gazetteer, indexed by `commune_code`.
        selection: what was chosen.
        chosen: codes that pass district and kind, from `selection.chosen_communes`.
        works: the works that pass the filters, from `works.chosen`; None when there is no table.

    Returns:
        The parts. `households_2019` is the households of the communes that were helped, the
        number to set beside the household-times reached.

    Source: method note "Counting contributions".
    """
    rows = apply(contributions, selection, chosen)
    total = giving.totals(rows)
    helped = set(rows.loc[rows["acts"] > 0, "commune_code"])
    assigned = apply(overlapping(assignments, selection), selection, chosen)
    assigned_communes = set(assigned["commune_code"])
    pair_counts = pairing.counts(pairing.pairs(assignments, contributions, selection, chosen))
    top_sector, top_sector_share = _top(_value_by(rows, "sector"))
    by_commune = _value_by(rows, "commune_code")
    districts = communes["district_code"].reindex(by_commune.index.astype("str")).to_numpy()
    top_district, top_district_share = _top(by_commune.groupby(districts).sum())
    return Parts(
        first_year=selection.years[0],
        last_year=selection.years[1],
        communes_chosen=len(chosen),
        communes_assigned=len(assigned_communes),
        communes_helped=len(helped),
        communes_assigned_and_helped=len(helped & assigned_communes),
        agencies=int(total["agencies"]),
        acts=int(total["acts"]),
        value_million_vnd=_known(total["value_million_vnd"]),
        promised_value_million_vnd=_known(total["promised_value_million_vnd"]),
        delivered_of_promised_share=_known(total["delivered_of_promised_share"]),
        promises=int(total["promises"]),
        promises_kept=int(total["promises_kept"]),
        promises_kept_share=_known(total["promises_kept_share"]),
        households_reached=_known(total["households_reached"]),
        households_2019=int(communes.loc[sorted(helped), "households_2019"].sum()),
        works=None if works is None else len(works),
        works_completed=None if works is None else int(building.is_built(works).sum()),
        pairs_assigned=int(pair_counts["assigned"]),
        pairs_nothing_reported=int(pair_counts["nothing_reported"]),
        top_sector=top_sector,
        top_sector_share=top_sector_share,
        top_district_code=top_district,
        top_district_share=top_district_share,
    )


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _value_by(rows: pd.DataFrame, column: str) -> pd.Series:
    return rows.groupby(column, observed=True)["value_million_vnd"].sum()


def _top(values: pd.Series) -> tuple[str | None, float | None]:
    """The code of the largest value and its share of them all; None without any value."""
    total = values.sum()
    if total <= 0:
        return None, None
    return str(values.idxmax()), float(values.max() / total)
