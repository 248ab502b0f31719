"""Files that were refused: the bytes as they came and the report, for the history page.

The same bytes from the same person are one entry, counted. All of them together take at most
`MOST_BYTES`; the oldest go first, and their lines stay in the audit log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data import kept
from data.audit import Event
from data.problem_json import as_data, from_data
from data.problems import Problem

if TYPE_CHECKING:
    from data.store import Store

MOST_BYTES = 200_000_000

# A file in which everything is wrong says the same thing a hundred thousand times.
MOST_PROBLEMS = 5_000


@dataclass(frozen=True)
class Refused:
    """One file that was refused: whose, how often, when first and last, and its report.

    `problems` holds at most `MOST_PROBLEMS`; `problem_count` counts them all.
    """

    id: str
    name: str
    by: str
    first_at: datetime
    last_at: datetime
    times: int
    sha256: str
    problem_count: int
    problems: tuple[Problem, ...]


def keep(
    store: Store,
    upload: Path,
    found: Sequence[Problem],
    *,
    name: str,
    by: str = "",
    login: str = "",
) -> Refused:
    """Keep a refused file with its report, and write the line of the audit log.

    Raises:
        filelock.Timeout, OSError: as for `Store.publish`.
    """
    sha256 = kept.sha256_of(upload)
    refused_id = _id(by, sha256)
    now = datetime.now(UTC).replace(microsecond=0)
    with store.lock():
        before = find(store, refused_id)
        refused = Refused(
            refused_id,
            kept.shown_name(name),
            by,
            before.first_at if before else now,
            now,
            before.times + 1 if before else 1,
            sha256,
            len(found),
            tuple(found[:MOST_PROBLEMS]),
        )
        _kept(store).keep(refused_id, upload, _said(refused))
        _kept(store).bound(MOST_BYTES)
        said = Event("refused", by, file=refused.name, file_sha256=sha256, problems=len(found))
        store.note(replace(said, login=login))
    return refused


def find(store: Store, refused_id: str) -> Refused | None:
    """The refused file of an id; None when there is none, or it is damaged."""
    said = _kept(store).about(refused_id)
    try:
        return _refused(said) if said and said.get("id") == refused_id else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def refusals(store: Store, newest: int | None = None) -> list[Refused]:
    """Every refused file that is still kept, newest first.

    Args:
        newest: so many of them; the reports of the others are not read. All when not given.
    """
    told = {
        _id(each.event.by, each.event.file_sha256): each.number
        for each in store.audit()
        if each.event.action == "refused"
    }
    ids = sorted(reversed(_kept(store).ids()), key=lambda each: -told.get(each, 0))
    found = (find(store, each) for each in ids)
    return list(islice((each for each in found if each is not None), newest))


def count(store: Store) -> int:
    """How many refused files are still kept."""
    return len(_kept(store).ids())


def original(store: Store, refused: Refused) -> Path:
    """The file, or folder of tables, as it was handed in; only ever read."""
    return _kept(store).original(refused.id)


def _id(by: str, sha256: str) -> str:
    return hashlib.sha256(f"{by}\n{sha256}".encode()).hexdigest()[:32]


def _kept(store: Store) -> kept.Kept:
    return kept.Kept(store.root, kept.REFUSED)


def _said(refused: Refused) -> dict[str, Any]:
    return {
        **vars(refused),
        "first_at": refused.first_at.isoformat(),
        "last_at": refused.last_at.isoformat(),
        "problems": [as_data(each) for each in refused.problems],
    }


def _refused(said: dict[str, Any]) -> Refused:
    times = {name: datetime.fromisoformat(said[name]) for name in ("first_at", "last_at")}
    found = tuple(from_data(each) for each in said["problems"])
    return Refused(**{**said, **times, "problems": found})
