"""What the page of all agencies reads, computed once for a choice of filters."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from data.metrics import agency_groups, assignments, contributions, fit
from data.selection import Selection
from pages.parts import cached


@dataclass(frozen=True)
class Agencies:
    """All agencies within the filters.

    `each` is `contributions.by_agency` of those that delivered something; `total` its sums;
    `by_sector`, `by_year` are its matrices; `pairs` as `assignments.pairs`; `groups`, `spread`,
    `forms`, `group_sectors` are the tables of `agency_groups` for the groups that delivered
    something. Whether help fits the giver's field looks at every sector: one alone cannot tell.
    """

    selection: Selection
    each: pd.DataFrame
    total: pd.Series
    by_sector: pd.DataFrame
    by_year: pd.DataFrame
    pairs: pd.DataFrame
    groups: pd.DataFrame
    spread: pd.DataFrame
    forms: pd.DataFrame
    group_sectors: pd.DataFrame
    fit: fit.Fit
    field_by_sector: pd.DataFrame
    own_field: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        """True when nothing was promised or delivered, and nobody is assigned."""
        return self.total[["acts", "promises"]].sum() == 0 and self.pairs.empty


@cached.kept
def read(selection: Selection) -> Agencies:
    """Everything the page shows, within the filters."""
    record = cached.record()
    cube = cached.contributions(selection)
    delivered = cube[cube["acts"] > 0]
    every_sector = cached.contributions(replace(selection, sectors=()))
    each = contributions.by_agency(cube)
    groups = agency_groups.by_group(cube, record.agencies)
    shown = groups.index[groups["acts"] > 0]
    bodies = record.agencies
    return Agencies(
        selection=selection,
        each=each[each["acts"] > 0],
        total=contributions.totals(cube),
        by_sector=contributions.agency_by_sector(delivered),
        by_year=contributions.agency_by_year(delivered, years=selection.years),
        pairs=assignments.pairs(
            record.assignments, record.contributions, selection, cached.communes(selection)
        ),
        groups=groups.loc[shown],
        spread=agency_groups.spread(cube, bodies).loc[shown],
        forms=agency_groups.forms_by_group(cube, bodies).loc[shown],
        group_sectors=agency_groups.group_by_sector(cube, bodies).loc[shown],
        fit=fit.overall(every_sector, bodies),
        field_by_sector=fit.field_by_sector(every_sector, bodies),
        own_field=fit.by_agency(every_sector, bodies),
    )
