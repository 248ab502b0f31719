"""What pages read of works, computed once for a choice of filters, and how a work is called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from data.metrics import duplicates as comparing
from data.metrics import unit_costs, unplaced, work_funding, works
from data.selection import ALL_YEARS, Selection
from data.words import formats, units
from geo import gazetteer
from pages.parts import cached, cards, language, names
from pages.parts.language import t, word

# What may be recorded of the community's supervision -> the column of its count.
SUPERVISION = {
    "yes": "supervised",
    "no": "not_supervised",
    "not_said": "supervision_not_said",
}


@cached.kept
def _register(agencies: tuple[str, ...]) -> pd.DataFrame:
    record = cached.record()
    return works.register(record.works, record.work_contributions, gazetteer.communes(), agencies)


@cached.kept
def _duplicates() -> pd.DataFrame:
    return comparing.possible_duplicates(_register(()))


@cached.kept
def register(selection: Selection) -> pd.DataFrame:
    """The works that pass the filters, as `works.register` describes them; each counts once.

    Under a choice of agencies the money is their part.
    """
    full = _register(selection.agencies)
    return full[full.index.isin(cached.works(selection)["work_id"])]


def whose_money(selection: Selection) -> str:
    """Says whose part the money of works is under a choice of agencies; empty without one."""
    return t("infrastructure.their_part") if selection.agencies else ""


def duplicates(work_ids: Collection[str]) -> pd.DataFrame:
    """Pairs of works that may be one, of which at least one is among `work_ids`.

    The other one may lie outside the filters: the same road claimed by another agency, or in
    another year, is just what the comparison looks for.
    """
    found = _duplicates()
    return found[found["work_id"].isin(work_ids) | found["other_work_id"].isin(work_ids)]


@dataclass(frozen=True)
class Built:
    """The works that pass the filters: each counts once, whoever paid."""

    selection: Selection

    @property
    def register(self) -> pd.DataFrame:
        """As `works.register`, indexed by `work_id`."""
        return register(self.selection)

    @cached_property
    def summary(self) -> pd.Series:
        """As `works.summary`."""
        return works.summary(self.register)

    @cached_property
    def standing(self) -> pd.Series:
        """As `works.summary`, of the works that stand."""
        return works.summary(self.register[self.register["built"]])

    @cached_property
    def coming(self) -> pd.Series:
        """As `works.summary`, of works under way or planned: never added to what stands."""
        return works.summary(self.register[~self.register["built"]])

    @cached_property
    def by_type(self) -> pd.DataFrame:
        """As `works.by_type`, the types that there are."""
        found = works.by_type(self.register)
        return found[found["works"] > 0]

    @cached_property
    def quantities(self) -> dict[str, list[tuple[float, str, int]]]:
        """What stands of each type, as (quantity, unit, works), the most works first."""
        found = works.quantities(self.register).dropna(subset="quantity")
        found = found.sort_values("works", ascending=False, kind="stable").reset_index()
        amounts: dict[str, list[tuple[float, str, int]]] = {}
        for row in found.to_dict("records"):
            amount = (row["quantity"], row["unit"], row["works"])
            amounts.setdefault(row["work_type"], []).append(amount)
        return amounts

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """As `works.completed_by_year`."""
        return works.completed_by_year(self.register, self.selection.years)

    @cached_property
    def of_any_year(self) -> pd.DataFrame:
        """As `works.of_any_year`."""
        record, any_year = cached.record(), replace(self.selection, years=ALL_YEARS)
        narrowed = bool(any_year.districts or any_year.kinds)
        places = cached.communes(self.selection) if narrowed else None
        return works.of_any_year(record.works, record.work_contributions, any_year, places)

    @property
    def planned_by_year(self) -> pd.Series:
        """Works by planned year, of all types together: also those completed in another year."""
        return works.planned_by_year(self.of_any_year, self.selection.years).sum()

    @cached_property
    def by_status(self) -> pd.DataFrame:
        """As `works.by_status`."""
        return works.by_status(self.register)

    @cached_property
    def by_funding(self) -> pd.DataFrame:
        """As `work_funding.by_funding`."""
        return work_funding.by_funding(self.register)

    @cached_property
    def funding_by_type(self) -> pd.DataFrame:
        """As `work_funding.by_type`."""
        return work_funding.by_type(self.register)

    @cached_property
    def by_supervision(self) -> pd.DataFrame:
        """Works that stand, by type and by what is recorded of the supervision, counts."""
        built = self.register[self.register["built"]]
        found = pd.crosstab(built["work_type"], built["community_supervised"].map(supervision))
        return found.reindex(columns=list(SUPERVISION), fill_value=0)

    @cached_property
    def unit_costs(self) -> pd.DataFrame:
        """As `unit_costs.by_type_and_build`."""
        return unit_costs.by_type_and_build(self.register)

    @cached_property
    def duplicates(self) -> pd.DataFrame:
        """Pairs that may be one work, at least one of them among these."""
        return duplicates(self.register.index)

    @cached_property
    def unplaced(self) -> pd.DataFrame:
        """As `unplaced.works`."""
        return unplaced.works(self.register.reset_index(), gazetteer.communes())


@cached.kept
def read(selection: Selection) -> Built:
    """The works within the filters, each number of them computed once."""
    return Built(selection)


def name(row: dict) -> str:
    """The work's name, or its type where it has none."""
    named = not formats.is_missing(row["work_name"])
    return str(row["work_name"]) if named else word(f"work_type.{row['work_type']}")


def status(row: dict) -> str:
    """Status and year, which is said to be that of the completion or of the plan."""
    said = word(f"work_status.{row['work_status']}")
    if formats.is_missing(row["year"]):
        return said
    year = int(row["year"])
    if not formats.is_missing(row["completion_date"]):
        return t("infrastructure.status_done", status=said, year=year)
    if row["work_status"] == "planned":
        return t("infrastructure.planned_for", year=year)
    return t("infrastructure.status_planned", status=said, year=year)


def payers(agency_codes: str) -> str:
    """The agencies that paid for a work, by name, from their codes with commas."""
    return ", ".join(names.agency(code) for code in agency_codes.split(", ") if code)


def unbuilt(amount: str) -> str:
    """An amount of works under way or planned, said beside that of works that stand."""
    return t("infrastructure.unbuilt", amount=amount)


def incomplete(row: dict) -> str:
    """How many sources of a work have no amount, or an empty text: its cost is not whole."""
    if not row["unrecorded_costs"]:
        return ""
    return cards.counted("infrastructure.partial", row["unrecorded_costs"])


def unit(work_type: str, written: object, quantity: float = 1) -> str:
    """The unit in the language of the page where it is one of the type's own, else as written."""
    if formats.is_missing(written):
        return ""
    types = unit_costs.SUPPORT_TYPES_OF.get(work_type, ())
    return units.of(str(written), quantity, types, language.current())


def supervision(answer: object) -> str:
    """The code of what is recorded of the commune's own board: yes, no, not_said."""
    if formats.is_missing(answer):
        return "not_said"
    return "yes" if answer else "no"
