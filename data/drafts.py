"""A file on its way to a version: found again by its id when the session drops.

Kept until it is published or thrown away, and at most thirty days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from data import kept
from data.intake.answers import Answers
from data.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from data.store import Store

LONGEST_DAYS = 30
MOST_BYTES = 500_000_000


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
    store: Store, upload: Path, *, name: str, by: str = "", scope: Scope = EVERYTHING
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
    _drafts(store).bound(MOST_BYTES)
    return draft


def save(store: Store, draft: Draft, **changes: Any) -> Draft:
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


def find(store: Store, draft_id: str) -> Draft | None:
    """The draft of an id; None when there is none, or it is damaged."""
    said = _drafts(store).about(draft_id)
    try:
        return _draft(said) if said and said.get("id") == draft_id else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def original(store: Store, draft: Draft) -> Path:
    """The file, or folder of tables, as it was handed in; only ever read."""
    return _drafts(store).original(draft.id)


def drafts(store: Store, by: str) -> list[Draft]:
    """The drafts of one person, newest first."""
    found = [find(store, each) for each in _drafts(store).ids()]
    return [each for each in reversed(found) if each is not None and each.by == by]


def discard(store: Store, draft_id: str) -> None:
    """Throw a draft away, or forget it because it was published."""
    _drafts(store).forget(draft_id)


def prune(store: Store, now: datetime | None = None) -> list[str]:
    """Forget drafts older than thirty days; their ids."""
    oldest = (now or datetime.now(UTC)) - timedelta(days=LONGEST_DAYS)
    found = [find(store, each) for each in _drafts(store).ids()]
    old = [each.id for each in found if each is not None and each.saved_at < oldest]
    for draft_id in old:
        discard(store, draft_id)
    return old


def _drafts(store: Store) -> kept.Kept:
    return kept.Kept(store.root, kept.DRAFTS)


def _said(draft: Draft) -> dict[str, Any]:
    scope = {"tables": list(draft.scope.tables), "agency_code": draft.scope.agency_code}
    return {
        **vars(draft),
        "scope": scope,
        "answers": draft.answers.to_json(),
        "saved_at": draft.saved_at.isoformat(),
    }


def _draft(said: dict[str, Any]) -> Draft:
    scope = Scope(tuple(said["scope"]["tables"]), said["scope"]["agency_code"])
    saved_at = datetime.fromisoformat(said["saved_at"])
    answers = Answers.from_json(said["answers"])
    return Draft(**{**said, "scope": scope, "answers": answers, "saved_at": saved_at})
