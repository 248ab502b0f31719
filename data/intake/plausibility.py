"""What can be true and should be asked about: a warning, which a person answers with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import pandas as pd

from data import content, problems
from data.intake.magnitudes import (
    cells,
    other_than_their_share,
    out_of_proportion,
    too_many_households,
    too_much_money,
)
from data.intake.office.body_names import body_key
from data.intake.office.personal import personal_data
from data.intake.raw import RawTable
from data.intake.rules import Filled, Rows
from data.manifest import Version
from data.problems import Problem, problem
from data.schema import REQUIRED_TABLES, TABLES
from geo.distance import km_outside

# From the decision to the end of the period that the conference reviewed.
PROGRAMME_START, PROGRAMME_END = pd.Timestamp("2013-10-28"), pd.Timestamp("2016-12-31")
_DAYS = ("planned_date", "activity_date")
_DAYS_OF_THE_PROGRAMME = {
    "activities": _DAYS,
    "assignments": ("valid_from",),
}

_FEWER_ROWS_SHARE = 0.8

_FIGURES = re.compile(r"\d{3}")

# Degrees in and around the province: numbers from one of them are never of the other.
_LONGITUDES, _LATITUDES = (102.0, 106.0), (20.0, 23.0)

_WARNING: Literal["warning"] = "warning"


def swapped_coordinates(raw: RawTable) -> Iterator[Problem]:
    """Rows whose longitude is a latitude of the province, and the other way round."""
    if "longitude" not in raw.rows:
        return
    longitude = pd.to_numeric(raw.rows["longitude"], errors="coerce")
    latitude = pd.to_numeric(raw.rows["latitude"], errors="coerce")
    swapped = longitude.between(*_LATITUDES) & latitude.between(*_LONGITUDES)
    written = raw.rows["latitude"] + "; " + raw.rows["longitude"]
    for line, value in cells(written[swapped]):
        yield problem(
            problems.COORDINATES_SWAPPED,
            table=raw.table.name,
            row=line,
            column="latitude",
            value=value,
        )


def of_rows(raw: RawTable, values: pd.DataFrame, found: Sequence[Problem]) -> Iterator[Problem]:
    """Everything about the rows of one table that should be asked about.

    Args:
        raw: the table as it stood in the file.
        values: its values by line.
        found: what is known to be wrong: nothing is asked about a day that cannot be read.
    """
    yield from _outside_the_programme(raw.table.name, values)
    yield from _personal(raw)
    if raw.table.name == "activities":
        unread = {each.row for each in found if each.table == "activities" and each.column in _DAYS}
        if None not in unread:  # a day that is the same in all rows, and wrong, is told once
            yield from _without_a_day(raw, unread)
        yield from out_of_proportion(values)
        yield from too_much_money(raw.table.name, values)
        yield from too_many_households(raw.table.name, values)
    if raw.table.name == "works":
        yield from _far_from_commune(values)
        yield from too_many_households(raw.table.name, values)
    if raw.table.name == "indicators":
        yield from other_than_their_share(values)
    if raw.table.name == "agencies":
        yield from _bodies_twice(values)
    if raw.table.name == "work_contributions":
        yield from too_much_money(raw.table.name, values)


def _outside_the_programme(table: str, values: pd.DataFrame) -> Iterator[Problem]:
    for column in _DAYS_OF_THE_PROGRAMME.get(table, ()):
        days = values[column].dropna()
        outside = days[(days < PROGRAMME_START) | (days > PROGRAMME_END)]
        for line, day in cells(outside):
            yield problem(
                problems.OUTSIDE_PROGRAMME,
                severity=_WARNING,
                table=table,
                row=line,
                column=column,
                value=_day(day),
                start=_day(PROGRAMME_START),
                end=_day(PROGRAMME_END),
            )


def _without_a_day(raw: RawTable, unread: set[int | None]) -> Iterator[Problem]:
    """An act without a day is in no year, so no page would count it."""
    nothing = (raw.rows[list(_DAYS)] == "").all(axis="columns")
    for line, _ in cells(nothing[nothing]):
        if line not in unread:
            yield problem(
                problems.NO_DAY,
                severity=_WARNING,
                table=raw.table.name,
                row=line,
                column="activity_date",
            )


def _bodies_twice(values: pd.DataFrame) -> Iterator[Problem]:
    """One body under two codes, however its name is written: its acts would be counted apart."""
    first: dict[str, tuple[int, str]] = {}
    rows = values.dropna(subset=["agency_code", "agency_name"])
    for line, code, name in zip(
        rows.index.tolist(), rows["agency_code"], rows["agency_name"], strict=True
    ):
        first_line, first_code = first.setdefault(body_key(name), (line, code))
        if code != first_code:
            yield problem(
                problems.SAME_BODY,
                severity=_WARNING,
                table="agencies",
                row=line,
                column="agency_name",
                value=name,
                of_row=code,
                first_code=first_code,
                first_row=first_line,
            )


def _far_from_commune(values: pd.DataFrame) -> Iterator[Problem]:
    known = values.dropna(subset=["longitude", "latitude", "commune_code"])
    if known.empty:
        return
    km = km_outside(known["commune_code"], known["longitude"], known["latitude"]).dropna()
    written = known["latitude"].astype(str) + "; " + known["longitude"].astype(str)
    for line, distance in cells(km):
        yield problem(
            problems.FAR_FROM_COMMUNE,
            severity=_WARNING,
            table="works",
            row=line,
            column="latitude",
            value=written.at[line],
            commune=known.at[line, "commune_code"],
            km=round(distance),
        )


def _personal(raw: RawTable) -> Iterator[Problem]:
    """Citizen numbers and telephones in text that everybody can see; shown with their ends."""
    for column in raw.table.columns:
        if column.kind != "text" or column.name.endswith(("_code", "_id")):
            continue
        texts = raw.rows[column.name]
        told = {
            text: found.details["masked"]
            for text in texts.unique().tolist()
            if _FIGURES.search(text) and (found := personal_data(text))
        }
        for line, text in cells(texts[texts.isin(list(told))]) if told else ():
            yield problem(
                problems.PERSONAL_DATA,
                severity=_WARNING,
                table=raw.table.name,
                row=line,
                column=column.name,
                value=told[text],
            )


def fewer_rows(
    filled: Mapping[str, Filled], current: Version | None, beside: Rows
) -> Iterator[Problem]:
    """Tables that would lose more than a fifth of their rows; the sample is replaced freely."""
    if current is None or current.status == "illustrative":
        return
    for name, (_, values) in filled.items():
        before = current.rows.get(name, 0)
        after = len(values) + len(beside.get(name, ()))
        if after < before * _FEWER_ROWS_SHARE:
            yield problem(
                problems.FEWER_ROWS, severity=_WARNING, table=name, before=before, after=after
            )


def not_reported(tables: Rows) -> Iterator[Problem]:
    """Whose acts a first hand-in lacks: a later one is held against the version before.

    One warning an agency, with the communes that it answers for and reports nothing of, be it
    done or promised.

    Args:
        tables: of a file without errors; nothing is said of one that lacks acts or assignments.
    """
    if not {"assignments", "activities"} <= set(tables):
        return
    pair = ["agency_code", "commune_code"]
    assigned, acts = (tables[name][pair].dropna() for name in ("assignments", "activities"))
    beside = assigned.drop_duplicates().merge(acts.drop_duplicates(), how="left", indicator=True)
    silent = beside.loc[beside["_merge"] == "left_only", pair]
    reporting = set(acts["agency_code"])
    assigned_to = assigned.drop_duplicates()["agency_code"].value_counts()
    for agency, communes in silent.groupby("agency_code")["commune_code"]:
        yield problem(
            problems.NOTHING_REPORTED_OF if agency in reporting else problems.NEVER_REPORTED,
            severity=_WARNING,
            table="activities",
            value=agency,
            silent=len(communes),
            assigned=assigned_to[agency],
            communes=", ".join(sorted(communes)),
        )


def nothing_changes(tables: Rows, current: Version | None, beside: Rows) -> bool:
    """True when the rows, with those that stay, are the rows of the current version."""
    if current is None:
        return False
    names = [name for name in TABLES if name in tables or name in beside]
    whole = {
        name: pd.concat([rows[name] for rows in (tables, beside) if name in rows]) for name in names
    }
    if not all(len(whole.get(name, ())) for name in REQUIRED_TABLES):
        return False
    said = content.fingerprint(content.canonical_tables(whole))
    return said == current.content_sha256


def _day(day: pd.Timestamp) -> str:
    return f"{day:%d/%m/%Y}"
