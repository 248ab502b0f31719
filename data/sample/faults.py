"""The faults of the record by name, and which rows each was planted in.

A review that looks for a fault by its rule must find these and no others; a test does so. How many
there are with the default arguments stands in the README of this folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.draw import EMPTY, Bools, Rng
from data.sample.pairs import Pairs, years_of
from geo.gazetteer import communes

Rows = frozenset[str]


@dataclass(frozen=True)
class Drawn:
    """A record, and its planted faults: the codes of rows, pairs or bodies by the fault's name.

    A pair is "agency commune"; things that look like one another are one text of their codes, with
    spaces between them.
    """

    tables: dict[str, pd.DataFrame]
    planted: Mapping[str, Rows]


def report_again(rng: Rng, acts: pd.DataFrame) -> pd.DataFrame:
    """Let some acts stand twice, word for word, in place of others that were drawn freely.

    Returns:
        The acts in the order of their days, with `twin`: a number that an act and its double
        share, `EMPTY` for the others.
    """
    plain = acts["free"] & acts["came"] & acts["description"].notna()
    plain &= ~acts[["outside", "silent", "differs", "denied"]].any(axis="columns")
    able = rng.permutation(np.flatnonzero(plain))
    count = min(round(rates.EXACT_DOUBLE_SHARE * len(acts)), len(able) // 2)
    originals, given_up = able[:count], able[count : 2 * count]
    twin, source = np.full(len(acts), EMPTY), np.arange(len(acts))
    twin[originals] = np.arange(count)
    source[given_up] = originals
    found = acts.assign(twin=twin).iloc[source]
    return found.sort_values("day", kind="stable", ignore_index=True)


def copy_texts(rng: Rng, acts: pd.DataFrame) -> pd.DataFrame:
    """Give the acts of one kind of help in many communes one and the same text.

    Returns:
        The acts, with `copied`: the number of the text, `EMPTY` for the others.
    """
    able = acts[acts["free"] & acts["came"] & acts["description"].notna() & (acts["twin"] == EMPTY)]
    able = able.iloc[rng.permutation(len(able))].drop_duplicates(["support", "commune_code"])
    there = able["support"].value_counts()
    enough = np.sort(there.index[there >= rates.COPIED_COMMUNES].to_numpy())
    acts = acts.assign(copied=EMPTY)
    for number, support in enumerate(rng.permutation(enough)[: rates.COPIED_TEXTS]):
        rows = able.index[able["support"] == support][: rates.COPIED_COMMUNES]
        acts.loc[rows, "description"] = str(acts.at[rows[0], "description"])
        acts.loc[rows, "copied"] = number
    return acts


def planted(
    acts: pd.DataFrame,
    works: pd.DataFrame,
    parts: pd.DataFrame,
    pairs: Pairs,
    tables: Mapping[str, pd.DataFrame],
) -> dict[str, Rows]:
    """Where each fault was planted.

    Args:
        acts: as `report_again` and `copy_texts` leave them, with their codes.
        works, parts: as `doubles` leaves them, with their codes.
        pairs: all pairs, with what is amiss with each.
        tables: `agencies` and `assignments` of the record.
    """
    twice = parts.loc[parts["again"], "work"]
    return {
        **_of_pairs(pairs, tables),
        "without_quantity": _ids(acts, acts["silent"]),
        "figures_differ": _ids(acts, acts["differs"]),
        "commune_says_no": _ids(acts, acts["denied"]),
        "not_delivered": _ids(acts, ~acts["came"]),
        "without_assignment": _ids(acts, ~pairs.assigned[acts["pair"]]),
        "outside_period": _ids(acts, acts["outside"]),
        "exact_double": _together(acts["activity_id"], acts["twin"]),
        "copied_text": _together(acts["activity_id"], acts["copied"]),
        "work_claimed_twice": _together(works["work_id"], works["claim"]),
        "contribution_claimed_twice": frozenset(works["work_id"].iloc[twice]),
    }


def _of_pairs(pairs: Pairs, tables: Mapping[str, pd.DataFrame]) -> dict[str, Rows]:
    agency = tables["agencies"]["agency_code"].to_numpy()[pairs.agency]
    names = pd.Series(agency + " " + communes().index.to_numpy()[pairs.commune])
    assigned = years_of(tables["assignments"])
    active = pairs.active[: len(assigned)]
    never: Bools = ~np.logical_or.reduce(active, axis=1)
    lacks: Bools = np.logical_or.reduce(assigned & ~active, axis=1) & ~never
    return {
        "never_reported": frozenset(names[: len(assigned)][never]),
        "year_without_record": frozenset(names[: len(assigned)][lacks]),
        "meetings_only": frozenset(names[pairs.meetings_only]),
        "bunched_before_reports": frozenset(agency[pairs.bunched]),
    }


def _ids(acts: pd.DataFrame, where: pd.Series | np.ndarray) -> Rows:
    return frozenset(acts.loc[where, "activity_id"])


def _together(ids: pd.Series, number: pd.Series) -> Rows:
    """The codes that share a number, in order, as one text."""
    shared = number != EMPTY
    return frozenset(ids[shared].groupby(number[shared]).agg(lambda some: " ".join(sorted(some))))
