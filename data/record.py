"""What the store hands out: values that nobody changes in place."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.manifest import Version


@dataclass(frozen=True)
class Published:
    """The version that is current now, and whether publishing changed anything."""

    version: Version
    changed: bool


@dataclass(frozen=True)
class Acts:
    """Some activities, newest first, and how many there are in all.

    `rows` has the schema's columns, and `source_ref` at its end.
    """

    rows: pd.DataFrame
    total: int


@dataclass(frozen=True)
class Record:
    """The small frames of one version, shared by all sessions and never changed in place.

    Each table has the schema's columns and types, at its end `source_ref` (where the row stood
    in a file, missing where that is not known: see `data.lineage`), and no row when the version
    lacks it (its name is then in `absent`). `contributions` is the cube that `Store.record`
    describes.
    """

    version: Version
    agencies: pd.DataFrame
    assignments: pd.DataFrame
    works: pd.DataFrame
    work_contributions: pd.DataFrame
    indicators: pd.DataFrame
    commune_kinds: pd.DataFrame
    contributions: pd.DataFrame
    absent: frozenset[str]
