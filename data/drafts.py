"""A file on its way to a version: found again by its id when the session drops.

Kept until it is published or thrown away, and at most thirty days. An officer's stands in the
store; a page may keep those of others in a place of their session's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol

from data import kept
from data.intake.answers import Answers
from data.scope import EVERYTHING, Scope, as_data, from_data

LONGEST_DAYS = 30
# Of one person: nobody's drafts are pushed out by another's.
MOST_BYTES = 200_000_000


class Place(Protocol):
    """Where drafts are kept: the store, or a folder of a session's own."""

    @property
    def root(self) -> Path:
        """The folder."""


@dataclass(frozen=True)
class Draft:
    """One file that was handed in and is not published yet.

    `answers` and `mapping` are what the person said of the file; `reasons` are typed
    for warnings and falls, by their code; `expected` is the version that the person saw.
    """

    id: str
    name: str
    by: str
    saved_at: datetime
    sha256: str
    scope: Scope = EVERYTHING
    answers: Answers = field(default_factory=Answers)
    mapping: Mapping[str, Any] | None = None
    reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    expected: str = ""


def keep(
    store: Place, upload: Path, *, name: str, by: str = "", scope: Scope = EVERYTHING
) -> Draft:
    """Keep a file that somebody handed in, under a new id that nobody can guess.

    Args:
        upload: the file, or a folder of tables.
        name: how the person's file is called; only shown, never a path.

    Raises:
        OSError: disk full or not writable.
    """
    prune(store)
    now = datetime.now(UTC).replace(microsecond=0)
    draft = Draft(token_hex(16), kept.shown_name(name), by, now, kept.sha256_of(upload), scope)
    _drafts(store).keep(draft.id, upload, _said(draft))
    _drafts(store).bound(MOST_BYTES, [each.id for each in drafts(store, by)])
    return draft


def save(store: Place, draft: Draft, **changes: Any) -> Draft:
    """Keep what the person has said since: `save(store, draft, reason="…", scope=…)`.

    Raises:
        LookupError: the draft is gone: published, thrown away, or too old.
        OSError: disk full or not writable.
    """
    if find(store, draft.id) is None:
        raise LookupError(draft.id)
    changed = replace(draft, **changes)
    _drafts(store).say(draft.id, _said(changed))
    return changed


def find(store: Place, draft_id: str) -> Draft | None:
    """The draft of an id; None when there is none, or it is damaged."""
    said = _drafts(store).about(draft_id)
    try:
        return _draft(said) if said and said.get("id") == draft_id else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def original(store: Place, draft: Draft) -> Path:
    """The file, or folder of tables, as it was handed in; only ever read."""
    return _drafts(store).original(draft.id)


def drafts(store: Place, by: str) -> list[Draft]:
    """The drafts of one person, newest first."""
    found = [find(store, each) for each in _drafts(store).ids()]
    return [each for each in reversed(found) if each is not None and each.by == by]


def discard(store: Place, draft_id: str) -> None:
    """Throw a draft away, or forget it because it was published."""
    _drafts(store).forget(draft_id)


def prune(store: Place, now: datetime | None = None) -> list[str]:
    """Forget drafts older than thirty days; their ids."""
    oldest = (now or datetime.now(UTC)) - timedelta(days=LONGEST_DAYS)
    found = [find(store, each) for each in _drafts(store).ids()]
    old = [each.id for each in found if each is not None and each.saved_at < oldest]
    for draft_id in old:
        discard(store, draft_id)
    return old


def _drafts(store: Place) -> kept.Kept:
    return kept.Kept(store.root, kept.DRAFTS)


def _said(draft: Draft) -> dict[str, Any]:
    return {
        **vars(draft),
        "scope": as_data(draft.scope),
        "answers": draft.answers.to_json(),
        "saved_at": draft.saved_at.isoformat(),
    }


def _draft(said: dict[str, Any]) -> Draft:
    scope = from_data(said["scope"])
    saved_at = datetime.fromisoformat(said["saved_at"])
    answers = Answers.from_json(said["answers"])
    return Draft(**{**said, "scope": scope, "answers": answers, "saved_at": saved_at})
