"""What stands beside what: districts, communes or agencies, each with its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from data.metrics import assignments, contributions, works
from data.selection import Selection, apply
from geo import gazetteer
from pages.parts import cached, names, works_facts

DISTRICT, COMMUNE, AGENCY = "district", "commune", "agency"


@dataclass(frozen=True)
class Side:
    """One of the things compared, within the chosen sectors and years.

    `code` is as the address has it. `selection` has the district or the agency itself in place of
    those filters; a commune, for which there is no filter, narrows by `communes`.
    """

    code: str
    kind: str
    selection: Selection

    @property
    def name(self) -> str:
        """In the language of the page."""
        return names.compared(self.code)

    @property
    def communes(self) -> frozenset[str]:
        """The communes it is made of; of an agency, all that there are."""
        if self.kind == COMMUNE:
            return frozenset({self.code})
        return cached.communes(self.selection)

    @cached_property
    def cube(self) -> pd.DataFrame:
        """Its rows of the cube."""
        return apply(cached.contributions(self.selection), _placed(self), self.communes)

    @cached_property
    def totals(self) -> pd.Series:
        """As `contributions.totals`."""
        return contributions.totals(self.cube)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """As `assignments.pairs`."""
        record = cached.record()
        return assignments.pairs(
            record.assignments, record.contributions, self.selection, self.communes
        )

    @cached_property
    def standing(self) -> pd.Series | None:
        """As `works.summary`, of its works that stand; None where works are not known of."""
        if "works" in cached.record().absent or not works.apply_to(self.selection):
            return None
        found = works_facts.register(self.selection)
        own = found["commune_code"].isin(self.communes)
        return works.summary(found[found["built"] & own])

    @property
    def households_2019(self) -> float:
        """Households of its communes, census of 2019."""
        rows = gazetteer.communes().loc[sorted(self.communes), "households_2019"]
        return float(rows.sum())


def _placed(side: Side) -> Selection:
    """A commune narrows through its district: the filter then looks at `communes`."""
    if side.kind != COMMUNE:
        return side.selection
    district = str(gazetteer.communes().at[side.code, "district_code"])
    return replace(side.selection, districts=(district,))


@cached.kept
def read(code: str, selection: Selection) -> Side:
    """One side within the chosen sectors and years; kept for all sessions."""
    kind = names.kind_of(code)
    own = {
        DISTRICT: {"districts": (code,)},
        AGENCY: {"agencies": (names.agency_of(code),)},
        COMMUNE: {},
    }[kind]
    open_choice = selection.without_places().without_agencies()
    return Side(code, kind, replace(open_choice, **own))  # type: ignore[arg-type]
