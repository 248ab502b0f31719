"""The pages that are measured, each at an address that shows much."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

# A filter that every page with filters has, and what may be chosen in it: one sector, or two.
FILTER = "sector"
CHOICES = [*([one] for one in range(8)), *map(list, combinations(range(8), 2))]


def paths(store: Path) -> dict[str, str]:
    """Page -> address. The subjects are the commune and the agency with the most acts."""
    from data.store import Store

    opened = Store(store)
    acts = opened.record(opened.current()).contributions
    commune = acts.groupby("commune_code")["acts"].sum().idxmax()
    agency = acts.groupby("agency_code")["acts"].sum().idxmax()
    return {
        "overview": "/",
        "map": "/map",
        "commune": f"/commune?commune={commune}",
        "agencies": "/agencies",
        "agency": f"/agency?agency={agency}",
        "infrastructure": "/infrastructure",
    }
