"""What is missing: itemised signals to clarify, each with its count; never one score.

A signal is a reason to ask, not a verdict: an act without a quantity may be well done, and a
pair without a record may only have an unsent report.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.metrics import assignments as pairing
from data.metrics import cube, promises
from data.schema import SECTORS
from data.selection import Selection

# Signals of an assigned pair (a pair counts once), then of acts and promises (each counts).
PAIR_SIGNALS = ("never_reported", "none_in_years", "none_last_year", "meetings_only")
ACT_SIGNALS = ("acts_without_quantity", "figures_differ", "not_confirmed")
PROMISE_SIGNALS = ("promises_not_delivered", "promises_short", "promises_unknown")
SIGNALS = (
    *PAIR_SIGNALS,
    *ACT_SIGNALS,
    *PROMISE_SIGNALS,
    "possibly_same_work",
    "sectors_never_helped",
    "own_field_unused",
)
# What a signal counts, so that its number can be said with a unit.
COUNTED = {
    **dict.fromkeys(PAIR_SIGNALS, "pairs"),
    "none_last_year": "pairs_last_year",
    "meetings_only": "pairs_with_acts",
    **dict.fromkeys(ACT_SIGNALS, "acts"),
    **dict.fromkeys(PROMISE_SIGNALS, "promises_known"),
    "promises_unknown": "promises",
    "possibly_same_work": "works",
    "sectors_never_helped": "sectors",
    "own_field_unused": "sectors",
}
# What a signal is told out of: columns of `by_pair`.
WHOLES = ("pairs", "pairs_last_year", "pairs_with_acts", "acts", "promises", "promises_known")
# Columns of the cube that are signals as they stand.
TOLD = {
    "acts_without_quantity": "acts_without_quantity",
    "acts_figures_differ": "figures_differ",
    "confirmed_no": "not_confirmed",
}
COLUMNS = ["signal", "count", "of", "counted", "codes"]


def by_pair(
    contributions: pd.DataFrame,
    assignments: pd.DataFrame,
    selection: Selection,
    communes: frozenset[str] | None = None,
) -> pd.DataFrame:
    """Every signal of every pair of agency and commune.

    Args:
        contributions: the whole cube, not narrowed.
        assignments: one row per assignment.
        selection: the chosen agencies, sectors and years.
        communes: codes that pass district and kind; every commune when None.

    Returns:
        The rows and columns of `assignments.pairs`, and:

        - `never_reported`, `none_in_years`, `none_last_year`, `meetings_only`: 1 or 0; the first
          three exclude each other and look at assigned pairs; the last is a pair whose acts in
          the chosen years, of any sector, were all gatherings
        - `acts_without_quantity`: delivered acts without a quantity, count
        - `figures_differ`: acts where the commune confirmed another quantity, count
        - `not_confirmed`: acts that the commune says it did not receive, count
        - `promises_not_delivered`, `promises_short`, `promises_unknown`: promises of the chosen
          years by what came of them, counts, as `metrics.promises`
        - what these are told out of: `pairs` 1 where assigned, `pairs_last_year` where assigned
          in the last chosen year, `pairs_with_acts` where it has acts in the chosen years, else
          0; `promises`: promises of the chosen years with a quantity, count; `promises_known`:
          those of which it is known what came of them

    Source: method note "Signals to clarify".
    """
    found = pairing.pairs(assignments, contributions, selection, communes)
    rows = contributions[contributions["year"].between(*selection.years)]
    counted = rows[["meeting_acts", *TOLD, "promises", *promises.COLUMNS.values()]]
    if selection.sectors:
        within = rows["sector"].isin(selection.sectors)
        counted = counted.where(within, 0).assign(meeting_acts=rows["meeting_acts"])
    told = promises.with_known(cube.at(found, rows, pairing.PAIR, counted))
    assigned, acts = found["assigned"], found["acts_any_sector"]
    signals = {
        "never_reported": assigned & (found["state"] == pairing.NEVER),
        "none_in_years": assigned & (found["state"] == pairing.NONE_IN_YEARS),
        "none_last_year": assigned & (found["state"] == pairing.NONE_LAST_YEAR),
        "meetings_only": (acts > 0) & (acts == told["meeting_acts"]),
        **{signal: told[column] for column, signal in TOLD.items()},
        **{name: told[name] for name in (*PROMISE_SIGNALS, "promises", "promises_known")},
        "pairs": assigned,
        "pairs_last_year": found["assigned_last_year"],
        "pairs_with_acts": acts > 0,
    }
    return found.assign(**{name: values.astype("int64") for name, values in signals.items()})


def of_commune(
    commune_code: str,
    contributions: pd.DataFrame,
    assignments: pd.DataFrame,
    selection: Selection,
    duplicates: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What is to be clarified in one commune.

    Args:
        commune_code: the commune.
        contributions: the whole cube, not narrowed.
        assignments: one row per assignment.
        selection: the chosen agencies, sectors and years.
        duplicates: from `possible_duplicates`; left out when None.

    Returns:
        One row per signal that has a count, in the order of `SIGNALS`; empty when there is none:

        - `signal`: a code of `SIGNALS`
        - `count`: how many; `of`: of how many; missing where it has none
        - `counted`: what these are: one of `WHOLES`, works or sectors
        - `codes`: the agencies it concerns; works or sectors where these are counted

    Source: method note "Signals to clarify".
    """
    helped = contributions[contributions["commune_code"] == commune_code]
    assigned = assignments[assignments["commune_code"] == commune_code]
    found = by_pair(helped, assigned, selection)
    rows = _itemised(found, "agency_code")
    if duplicates is not None:
        rows += _same_works(duplicates[duplicates["commune_code"] == commune_code])
    if found["assigned"].any():
        rows += _never_helped(helped, selection)
    return _table(rows)


def of_agency(
    agency_code: str,
    contributions: pd.DataFrame,
    assignments: pd.DataFrame,
    selection: Selection,
    field: str | None = None,
    duplicates: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What is to be clarified about one agency.

    Args:
        agency_code: the agency.
        contributions: the whole cube, not narrowed.
        assignments: one row per assignment.
        selection: the chosen sectors and years; its places and agencies do not apply.
        field: the agency's own field, a sector; None when not known.
        duplicates: from `possible_duplicates` of the works that it paid for.

    Returns:
        As `of_commune`; `codes` are communes. `own_field_unused` is there when the agency
        delivered something in the chosen years, and nothing in its own field.

    Source: method note "Signals to clarify".
    """
    own = contributions[contributions["agency_code"] == agency_code]
    assigned = assignments[assignments["agency_code"] == agency_code]
    rows = _itemised(by_pair(own, assigned, selection.without_agencies()), "commune_code")
    if duplicates is not None:
        rows += _same_works(duplicates)
    acted = own[own["year"].between(*selection.years) & (own["acts"] > 0)]
    if isinstance(field, str) and not acted.empty and field not in set(acted["sector"]):
        rows.append(("own_field_unused", 1, np.nan, (field,)))
    return _table(rows)


def by_district(
    contributions: pd.DataFrame,
    assignments: pd.DataFrame,
    communes: pd.DataFrame,
    selection: Selection,
    duplicates: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The signals of each district, side by side.

    Args:
        contributions: the whole cube, not narrowed.
        assignments: one row per assignment.
        communes: the gazetteer, indexed by `commune_code`.
        selection: the chosen agencies, sectors and years; districts and kinds do not apply.
        duplicates: from `possible_duplicates`; the column is missing when None.

    Returns:
        One row per district of the gazetteer, indexed by `district_code`: `district_name`,
        `assigned_pairs` and the other columns of `WHOLES`, every signal of `PAIR_SIGNALS`,
        `ACT_SIGNALS` and `PROMISE_SIGNALS`, and `possibly_same_work` (pairs of works), counts.

    Source: method note "Signals to clarify".
    """
    found = by_pair(contributions, assignments, selection)
    places = found["commune_code"].map(communes["district_code"])
    columns = [*WHOLES, *PAIR_SIGNALS, *ACT_SIGNALS, *PROMISE_SIGNALS]
    names = communes.groupby("district_code")[["district_name"]].first()
    sums = found.groupby(places)[columns].sum().rename(columns={"pairs": "assigned_pairs"})
    sums = sums.reindex(names.index).fillna(0).astype("int64")
    if duplicates is None:
        return names.join(sums).assign(possibly_same_work=np.nan)
    places = duplicates["commune_code"].map(communes["district_code"])
    same = places.value_counts().reindex(names.index, fill_value=0)
    return names.join(sums).assign(possibly_same_work=same)


Row = tuple[str, int, float, tuple[str, ...]]


def _itemised(found: pd.DataFrame, other: str) -> list[Row]:
    """One row per signal of pairs and acts: how many, of how many, and whom it concerns."""
    return [
        (
            signal,
            int(found[signal].sum()),
            int(found[COUNTED[signal]].sum()),
            _codes(found.loc[found[signal] > 0, other]),
        )
        for signal in (*PAIR_SIGNALS, *ACT_SIGNALS, *PROMISE_SIGNALS)
    ]


def _same_works(duplicates: pd.DataFrame) -> list[Row]:
    works = _codes([*duplicates["work_id"], *duplicates["other_work_id"]])
    return [("possibly_same_work", len(works), np.nan, works)]


def _never_helped(helped: pd.DataFrame, selection: Selection) -> list[Row]:
    """Sectors without any act up to the last chosen year."""
    acted = helped[(helped["acts"] > 0) & (helped["year"] <= selection.years[1])]
    never = tuple(sector for sector in SECTORS if sector not in set(acted["sector"]))
    return [("sectors_never_helped", len(never), len(SECTORS), never)]


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _table(rows: list[Row]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["signal", "count", "of", "codes"])
    found = found[found["count"] > 0].reset_index(drop=True)
    return found.assign(counted=found["signal"].map(COUNTED))[COLUMNS]
