"""The pages that are measured, each at an address that shows much."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

# A filter and its label; works are of one sector, so there it is the district that narrows.
SECTOR, DISTRICT = ("sector", "Lĩnh vực"), ("district", "Huyện")
FILTER = SECTOR[0]
# What may be chosen in it, by place in the list: one, or two.
CHOICES = [*([one] for one in range(8)), *map(list, combinations(range(8), 2))]


def filter_of(page: str) -> tuple[str, str]:
    """The filter that is changed on a page: its name and its label."""
    return DISTRICT if page == "infrastructure" else SECTOR


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


def filtered_paths(store: Path) -> dict[str, str]:
    """Page -> address, of every page that has filters: two districts are set beside each other."""
    return paths(store) | {"compare": "/compare?place=120&place=121"}


def all_paths(store: Path) -> dict[str, str]:
    """Page -> address, of every page."""
    return filtered_paths(store) | {"methods": "/methods", "records": "/records"}
