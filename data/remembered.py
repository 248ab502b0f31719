"""What the store remembers between files: answers about names, and how foreign layouts are read.

Each is one JSON file that is replaced in one step. A damaged one is as if nothing was remembered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data import durable
from data.intake.answers import Answers

_ANSWERS, _MAPPINGS = "answers.json", "mappings.json"


def answers(root: Path) -> Answers:
    """The answers of all people so far."""
    try:
        return Answers.from_json((root / _ANSWERS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Answers()


def keep_answers(root: Path, known: Answers) -> None:
    """Replace the answers. Call it inside `Store.lock`.

    Raises:
        OSError: disk full or not writable; what was remembered stays.
    """
    _replace(root / _ANSWERS, known.to_json())


def mappings(root: Path) -> dict[str, Any]:
    """How each foreign layout is read, by the name that a person gave it."""
    try:
        said = json.loads((root / _MAPPINGS).read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def keep_mappings(root: Path, known: Mapping[str, Any]) -> None:
    """Replace the mappings. Call it inside `Store.lock`.

    Raises:
        OSError: disk full or not writable; what was remembered stays.
    """
    _replace(root / _MAPPINGS, json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True))


def _replace(path: Path, text: str) -> None:
    spare = path.with_suffix(".new")
    spare.unlink(missing_ok=True)
    durable.replace_text(path, text + "\n", spare)
