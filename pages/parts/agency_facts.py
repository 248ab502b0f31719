"""What a page about one agency reads: its rows, those of everybody, its pairs and its peers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from data.metrics import agency_groups, assignments, contributions, peers
from data.selection import Selection, overlapping
from pages.parts import cached, filters


@dataclass(frozen=True)
class Agency:
    """One body within the chosen sectors and years.

    `row` is its row of the table of agencies; `selection` names it alone; `cube` are its rows,
    `everybody` those of all bodies in the same sectors and years; `pairs` as `assignments.pairs`.
    """

    code: str
    row: pd.Series
    selection: Selection
    cube: pd.DataFrame
    everybody: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def field(self) -> str | None:
        """Its own field, a sector; None when it is not known."""
        return None if pd.isna(self.row["field"]) else str(self.row["field"])

    @property
    def every_sector(self) -> pd.DataFrame:
        """The rows of all bodies in every sector of the chosen years."""
        everywhere = replace(self.selection.without_agencies(), sectors=())
        return cached.filtered(cached.record().contributions, everywhere)

    def totals(self) -> pd.Series:
        """Its sums, as `contributions.totals`."""
        return contributions.totals(self.cube)

    def beside(self, values: pd.Series) -> peers.Standing | None:
        """Where it stands among the other bodies of its group; None without any to compare.

        Args:
            values: a measure by `agency_code`, missing where it is not recorded.
        """
        others = agency_groups.peers(self.code, cached.record().agencies)
        return peers.standing(values, self.code, others)


def read(code: str) -> Agency:
    """The agency of the address, within the filters that apply on its page."""
    record = cached.record()
    selection = replace(filters.current("agency"), agencies=(code,))
    everybody = cached.filtered(record.contributions, selection.without_agencies())
    return Agency(
        code=code,
        row=record.agencies.set_index("agency_code").T[code],
        selection=selection,
        cube=everybody[everybody["agency_code"] == code],
        everybody=everybody,
        pairs=assignments.pairs(record.assignments, record.contributions, selection),
    )


def assigned(agency: Agency) -> pd.DataFrame:
    """Its assignments that overlap the chosen years, one row a commune with the first day."""
    rows = overlapping(cached.record().assignments, agency.selection)
    rows = rows[rows["agency_code"] == agency.code]
    return rows.groupby("commune_code")[["valid_from", "valid_to"]].min()
