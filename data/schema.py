"""Every column of the record once: name, type, unit, allowed values; every table as a list.

A column's name carries its unit (`_million_vnd`, `_km`, `_households`, `_share` from 0 to 1).
`_code` is a short value from a list, `_name` is for people. Empty means missing, never zero.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd

Kind = Literal["text", "code", "count", "number", "date", "year", "boolean"]

AGENCY_GROUPS = (
    "department",
    "party_body",
    "front_and_mass_organisation",
    "armed_forces",
    "enterprise",
    "public_service_unit",
)
COMMUNE_KINDS = ("especially_difficult", "border", "meritorious")
SECTORS = (
    "information",
    "local_government",
    "economy",
    "infrastructure",
    "welfare",
    "new_rural",
    "culture_health_education",
    "security",
)
WORK_TYPES = (
    "construction",
    "road",
    "irrigation",
    "domestic_water",
    "culture_house",
    "health_station",
    "school",
    "electricity",
)
# Surface or kind of build, by type of work; a type that is not here is not told apart further.
BUILD_KINDS = {
    "road": ("concrete", "asphalt", "gravel", "earth", "bridge_culvert"),
    "irrigation": ("lined_canal", "earth_canal", "weir"),
    "domestic_water": ("piped_scheme", "water_tank", "well"),
    "culture_house": ("commune_house", "village_house"),
}
# The type of help whose assumed unit cost is that of a build; others have no range of their own.
SUPPORT_TYPE_OF_BUILD = {
    "concrete": "HA01",
    "earth": "HA02",
    "bridge_culvert": "HA03",
    "piped_scheme": "HA05",
    "water_tank": "HA06",
    "commune_house": "HA07",
    "village_house": "HA08",
}
WORK_STATUSES = ("planned", "under_way", "completed", "in_use", "out_of_use")
FUNDINGS = ("agency", "programme_135", "programme_30a", "new_rural", "people", "other")
INDICATORS = ("poor_households", "clean_water_households", "new_rural_criteria_met")
CONFIRMATIONS = ("yes", "no", "partly")
LOCATION_PRECISIONS = ("exact", "village", "commune")
CONFIDENCES = ("confirmed", "high", "medium-high", "medium", "low-medium", "low", "illustrative")
STATUSES = ("illustrative", "provisional", "confirmed")

# Help that is a gathering and leaves nothing behind: information, campaigns, exchanges.
# A pair with nothing else is one of the signals to clarify.
MEETING_SUPPORT_TYPES = ("TT01", "TT02", "TT03", "VH02")

# Decision 2523/QĐ-UBND came late in its year: 2013 holds 65 days of it.
FIRST_DAY = pd.Timestamp(2013, 10, 28)
FIRST_YEAR, LAST_YEAR = FIRST_DAY.year, 2016

SUPPORT_TYPES_FILE = Path(__file__).parent / "support_types.csv"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `kind` says how a cell is read; `unit` is a key of the data's dictionary (`units.<unit>`) or
    empty; `allowed` lists the codes of a `code` column; `refers_to` names `table.column`, or
    `gazetteer` for a commune code; `at_least` is the smallest number that makes sense.
    `added_later`: versions, packages and templates from before it was there lack the column, and
    all of it is then missing.
    """

    name: str
    kind: Kind
    required: bool = False
    unit: str = ""
    allowed: tuple[str, ...] = ()
    refers_to: str = ""
    at_least: float | None = None
    at_most: float | None = None
    added_later: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its columns in order, what makes a row unique, and if it must be there."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False

    @property
    def column_names(self) -> list[str]:
        """Names of the columns in the order of the schema."""
        return [column.name for column in self.columns]


@cache
def support_types() -> pd.DataFrame:
    """The vocabulary of help: one row per `support_type`, with sector, unit and assumed unit cost.

    Returns:
        Indexed by `support_type`: `sector`, `name_vi`, `name_en`, `unit_vi`, `unit_en`,
        `unit_en_plural`, `unit_cost_low_million_vnd`, `unit_cost_high_million_vnd` (million đồng a
        unit, an assumption unless `cost_basis` says *sourced*), `cost_basis`,
        `named_by_the_conference`.

    Source: `data/support_types.csv`; see `data/sources.toml`.
    """
    return pd.read_csv(SUPPORT_TYPES_FILE, dtype={"support_type": str}).set_index("support_type")


def _support_type_codes() -> tuple[str, ...]:
    with SUPPORT_TYPES_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(row["support_type"] for row in csv.DictReader(file))


_agency = Column("agency_code", "text", required=True, refers_to="agencies.agency_code")
_commune = Column("commune_code", "text", required=True, refers_to="gazetteer")


def _million(name: str) -> Column:
    return Column(name, "number", unit="million_vnd", at_least=0.0)


AGENCIES = Table(
    "agencies",
    (
        Column("agency_code", "text", required=True),
        Column("agency_name", "text", required=True),
        Column("agency_name_en", "text"),
        Column("agency_group", "code", required=True, allowed=AGENCY_GROUPS),
        Column("field", "code", allowed=SECTORS),
    ),
    key=("agency_code",),
    required=True,
)
ASSIGNMENTS = Table(
    "assignments",
    (
        Column("assignment_id", "text", required=True),
        _agency,
        _commune,
        Column("decision", "text"),
        Column("valid_from", "date", required=True),
        Column("valid_to", "date"),
    ),
    key=("assignment_id",),
    required=True,
)
ACTIVITIES = Table(
    "activities",
    (
        Column("activity_id", "text", required=True),
        _agency,
        _commune,
        Column("sector", "code", required=True, allowed=SECTORS),
        Column("support_type", "code", allowed=_support_type_codes()),
        Column("description", "text"),
        Column("planned_date", "date"),
        Column("planned_quantity", "number", unit="by_support_type", at_least=0.0),
        _million("planned_value_million_vnd"),
        Column("activity_date", "date"),
        Column("delivered_quantity", "number", unit="by_support_type", at_least=0.0),
        Column("unit", "text"),
        _million("cash_million_vnd"),
        _million("in_kind_million_vnd"),
        Column("labour_days", "number", unit="days", at_least=0.0),
        Column("households_reached", "count", unit="household_times", at_least=0.0),
        Column("commune_confirmed", "code", allowed=CONFIRMATIONS),
        Column("confirmed_quantity", "number", unit="by_support_type", at_least=0.0),
        Column("work_id", "text", refers_to="works.work_id"),
    ),
    key=("activity_id",),
    required=True,
)
WORKS = Table(
    "works",
    (
        Column("work_id", "text", required=True),
        Column("work_type", "code", required=True, allowed=WORK_TYPES),
        Column(
            "build_kind",
            "code",
            allowed=tuple(build for builds in BUILD_KINDS.values() for build in builds),
            added_later=True,
        ),
        Column("work_name", "text"),
        _commune,
        Column("planned_year", "year", at_least=1990, at_most=2100),
        Column("completion_date", "date"),
        Column("work_status", "code", required=True, allowed=WORK_STATUSES),
        Column("quantity", "number", unit="by_row", at_least=0.0),
        Column("unit", "text"),
        Column("households_served", "count", unit="households", at_least=0.0),
        Column("community_supervised", "boolean"),
        Column("longitude", "number", unit="degrees", at_least=-180.0, at_most=180.0),
        Column("latitude", "number", unit="degrees", at_least=-90.0, at_most=90.0),
        Column("location_precision", "code", allowed=LOCATION_PRECISIONS),
    ),
    key=("work_id",),
)
WORK_CONTRIBUTIONS = Table(
    "work_contributions",
    (
        Column("work_id", "text", required=True, refers_to="works.work_id"),
        Column("agency_code", "text", refers_to="agencies.agency_code"),
        Column("funding", "code", required=True, allowed=FUNDINGS),
        _million("cost_million_vnd"),
    ),
    key=("work_id", "agency_code", "funding"),
)
INDICATORS_TABLE = Table(
    "indicators",
    (
        _commune,
        Column("year", "year", required=True, at_least=1990, at_most=2100),
        Column("indicator", "code", required=True, allowed=INDICATORS),
        Column("numerator", "number", at_least=0.0),
        Column("denominator", "number", at_least=0.0),
        Column("value", "number", unit="by_indicator", at_least=0.0),
        Column("unit", "text"),
        Column("definition", "text"),
    ),
    key=("commune_code", "year", "indicator"),
)
COMMUNE_KINDS_TABLE = Table(
    "commune_kinds",
    (
        _commune,
        Column("kind", "code", required=True, allowed=COMMUNE_KINDS),
        Column("valid_from", "date", required=True),
        Column("valid_to", "date"),
        Column("decision", "text"),
        Column("confidence", "code", allowed=CONFIDENCES),
    ),
    key=("commune_code", "kind", "valid_from"),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        AGENCIES,
        ASSIGNMENTS,
        ACTIVITIES,
        WORKS,
        WORK_CONTRIBUTIONS,
        INDICATORS_TABLE,
        COMMUNE_KINDS_TABLE,
    )
}
REQUIRED_TABLES = tuple(table.name for table in TABLES.values() if table.required)

# How a column is held in memory: missing text is NA, missing numbers are NaN, dates are days.
DTYPES: dict[Kind, str] = {
    "text": "str",
    "code": "str",
    "count": "float64",
    "number": "float64",
    "date": "datetime64[s]",
    "year": "Int16",
    "boolean": "boolean",
}


def empty(table: Table) -> pd.DataFrame:
    """A table without rows, with the schema's columns and types."""
    return typed(table, pd.DataFrame({name: [] for name in table.column_names}))


def typed(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """The table's columns in the schema's order and types.

    Raises:
        KeyError: a column of the schema is absent.
    """
    types = {column.name: DTYPES[column.kind] for column in table.columns}
    return rows[table.column_names].astype(types)
