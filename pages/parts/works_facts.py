"""The register of works as pages read it: built once a version, narrowed by the filters."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from data.metrics import duplicates as comparing
from data.metrics import works
from data.schema import support_types
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import cached, language
from pages.parts.language import word


@cached.kept
def _register() -> pd.DataFrame:
    record = cached.record()
    return works.register(record.works, record.work_contributions, gazetteer.communes())


@cached.kept
def _duplicates() -> pd.DataFrame:
    return comparing.possible_duplicates(_register())


@cached.kept
def register(selection: Selection) -> pd.DataFrame:
    """The works that pass the filters, as `works.register` describes them; each counts once."""
    record = cached.record()
    narrowed = bool(selection.districts or selection.kinds)
    places = cached.communes(selection) if narrowed else None
    chosen = works.chosen(record.works, record.work_contributions, selection, places)
    full = _register()
    return full[full.index.isin(chosen["work_id"])]


def duplicates(work_ids: Collection[str]) -> pd.DataFrame:
    """Pairs of works that may be one, of which at least one is among `work_ids`.

    The other one may lie outside the filters: the same road claimed by another agency, or in
    another year, is just what the comparison looks for.
    """
    found = _duplicates()
    return found[found["work_id"].isin(work_ids) | found["other_work_id"].isin(work_ids)]


def name(row: dict) -> str:
    """The work's name, or its type where it has none."""
    named = not formats.is_missing(row["work_name"])
    return str(row["work_name"]) if named else word(f"work_type.{row['work_type']}")


def status(row: dict) -> str:
    """Status and year: completed in, or planned for."""
    said = word(f"work_status.{row['work_status']}")
    return said if formats.is_missing(row["year"]) else f"{said} {int(row['year'])}"


def unit(work_type: str, written: object) -> str:
    """The unit in the language of the page where it is one of the type's own, else as written."""
    if formats.is_missing(written):
        return ""
    if language.current() == "vi":
        return str(written)
    types = support_types()
    for code in works.SUPPORT_TYPES_OF.get(work_type, ()):
        if types.at[code, "unit_vi"] == written:
            return str(types.at[code, "unit_en"])
    return str(written)


def supervision(answer: object) -> str:
    """The code of what is recorded of the commune's own board: yes, no, not_said."""
    if formats.is_missing(answer):
        return "not_said"
    return "yes" if answer else "no"
