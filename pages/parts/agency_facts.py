"""What a page about one agency reads, computed once for a choice of sectors and years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from data.metrics import agency_groups, agency_works, assignments, contributions, fit, gaps
from data.metrics.peers import Standing, standing
from data.selection import Selection, overlapping
from pages.parts import cached, filters, works_facts


@dataclass(frozen=True)
class Agency:
    """One body within the chosen sectors and years; `selection` names it alone."""

    code: str
    selection: Selection

    @cached_property
    def row(self) -> pd.Series:
        """Its row of the table of agencies."""
        return cached.record().agencies.set_index("agency_code").T[self.code]

    @property
    def field(self) -> str | None:
        """Its own field, a sector; None when it is not known."""
        return None if pd.isna(self.row["field"]) else str(self.row["field"])

    @cached_property
    def cube(self) -> pd.DataFrame:
        """Its rows of the cube."""
        return cached.contributions(self.selection)

    @cached_property
    def totals(self) -> pd.Series:
        """Its sums, as `contributions.totals`."""
        return contributions.totals(self.cube)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Its communes, assigned or helped, as `assignments.pairs`."""
        record = cached.record()
        return assignments.pairs(record.assignments, record.contributions, self.selection)

    @cached_property
    def since(self) -> pd.DataFrame:
        """First and last day of its assignments that overlap the chosen years, by commune."""
        rows = overlapping(cached.record().assignments, self.selection)
        rows = rows[rows["agency_code"] == self.code]
        return rows.groupby("commune_code")[["valid_from", "valid_to"]].min()

    @cached_property
    def signals(self) -> pd.DataFrame:
        """What is to be clarified about it, as `gaps.of_agency`."""
        record = cached.record()
        return gaps.of_agency(
            self.code,
            record.contributions,
            record.assignments,
            self.selection,
            self.field,
            works_facts.duplicates(set(self.works.index)),
        )

    @cached_property
    def peers(self) -> pd.DataFrame:
        """The other bodies of its group, as `agency_groups.peers`."""
        return agency_groups.peers(self.code, cached.record().agencies)

    @cached_property
    def works(self) -> pd.DataFrame:
        """The works that it paid for, as `agency_works.parts`."""
        register = works_facts.register(self.selection)
        return agency_works.parts(register, cached.record().work_contributions, self.code)

    def beside(self, values: pd.Series) -> Standing | None:
        """Where it stands among the other bodies of its group; None without any to compare.

        Args:
            values: a measure by `agency_code`, missing where it is not recorded.
        """
        return standing(values, self.code, self.peers)


def read(code: str) -> Agency:
    """The agency of the address, within the filters that apply on its page."""
    return _read(code, replace(filters.current("agency"), agencies=(code,)))


@cached.kept
def _read(code: str, selection: Selection) -> Agency:
    return Agency(code, selection)


@cached.kept
def everybody(selection: Selection) -> pd.DataFrame:
    """What every body delivered in these sectors and years, as `contributions.by_agency`."""
    return contributions.by_agency(cached.contributions(selection.without_agencies()))


@cached.kept
def own_field(selection: Selection) -> pd.DataFrame:
    """What every body did in its own field, as `fit.by_agency`; sectors do not apply."""
    every_sector = replace(selection.without_agencies(), sectors=())
    cube = cached.contributions(every_sector)
    return fit.by_agency(cube, cached.record().agencies)
