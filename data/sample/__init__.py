"""The illustrative record: invented by this seeded generator, and marked so wherever it is shown.

What is drawn from what, and at which rates, stands in the README of this folder.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import doubles, faults, rates
from data.sample.activities import activities as draw_activities
from data.sample.agencies import agencies as draw_agencies
from data.sample.assignments import assignments as draw_assignments
from data.sample.days import dates
from data.sample.draw import EMPTY, Rng, blank, codes, happens, rounded, text
from data.sample.faults import Drawn
from data.sample.funding import contributions
from data.sample.indicators import indicators
from data.sample.occasions import occasions
from data.sample.pairs import Pairs, pairs
from data.sample.places import commune_kinds
from data.sample.works import works as draw_works
from data.schema import TABLES, typed
from geo.gazetteer import communes


def generate(activities: int = 5000, seed: int = 2523) -> dict[str, pd.DataFrame]:
    """Invent a record. The same arguments give the same bytes.

    Args:
        activities: rows of the table of that name; everything else keeps its size. The rates
            of the README hold from about two thousand on.
        seed: another seed, another record.

    Returns:
        Every table of the schema by name, with the schema's columns and types.
    """
    return drawn(activities, seed).tables


def drawn(activities: int = 5000, seed: int = 2523) -> Drawn:
    """The record of `generate`, and which faults were planted in it."""
    # Each part draws from a stream of its own, so that a change in one leaves the others alone.
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(7)]
    bodies = draw_agencies(streams[0])
    assigned = draw_assignments(streams[1], bodies)
    helping = pairs(streams[2], bodies, assigned)
    works, parts = _built(streams[3], helping)
    happened = occasions(streams[4], activities, helping, works, parts)
    acts = draw_activities(streams[4], happened, helping, bodies, works, parts)
    acts = faults.copy_texts(streams[6], faults.report_again(streams[6], acts))
    acts["activity_id"] = codes("HD", len(acts), 7)
    tables = {
        "agencies": bodies,
        "assignments": assigned,
        "activities": acts,
        "works": works.assign(completion_date=dates(works["completion_day"].to_numpy())),
        "work_contributions": _paid(streams[3], works, parts, helping, bodies),
        "indicators": indicators(streams[5]),
        "commune_kinds": commune_kinds(),
    }
    planted = faults.planted(acts, works, parts, helping, tables)
    return Drawn({name: typed(table, tables[name]) for name, table in TABLES.items()}, planted)


def _built(rng: Rng, helping: Pairs) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Works with their codes, and who paid which part of each, some claimed twice."""
    works = draw_works(rng, helping)
    parts = contributions(rng, works, helping)
    parts = doubles.claim_parts_again(rng, works, parts, helping)
    works, parts = doubles.claim_works_again(rng, works, parts, helping)
    # A second claim must not stand at the end, where one would look for it.
    order = np.lexsort([rng.random(len(works)), works["start_day"].to_numpy()])
    works = works.iloc[order].reset_index(drop=True)
    parts = parts.assign(work=np.argsort(order)[parts["work"]])
    parts = parts.sort_values("work", kind="stable", ignore_index=True)
    works["work_id"] = codes("CT", len(works), 4)
    works["commune_code"] = communes().index.to_numpy()[works["commune"]]
    return works, parts.assign(cost=rounded(parts["cost"].to_numpy(), 1))


def _paid(
    rng: Rng, works: pd.DataFrame, parts: pd.DataFrame, helping: Pairs, bodies: pd.DataFrame
) -> pd.DataFrame:
    pair = parts["pair"].to_numpy()
    agency = np.where(pair == EMPTY, EMPTY, helping.agency[pair])
    missing = happens(rng, rates.COST_MISSING_SHARE, len(parts))
    missing &= ~parts["work"].isin(parts.loc[parts["again"], "work"]).to_numpy()
    return pd.DataFrame(
        {
            "work_id": works["work_id"].to_numpy()[parts["work"]],
            "agency_code": text(bodies["agency_code"], agency),
            "funding": parts["funding"].to_numpy(),
            "cost_million_vnd": blank(parts["cost"].to_numpy(), missing),
        }
    )
