"""Small things that the store remembers between files, as JSON replaced in one step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data import durable


def read(path: Path) -> dict[str, Any]:
    """What is remembered; nothing when the file is not there or is damaged."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def keep(path: Path, said: Mapping[str, Any]) -> None:
    """Replace what is remembered. Call it inside `Store.lock`.

    Raises:
        OSError: disk full or not writable; what was remembered stays.
    """
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    spare = path.with_suffix(".new")
    spare.unlink(missing_ok=True)
    durable.replace_text(path, text, spare)
