"""What the check said of the file that a version came from; kept with the version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.intake.layout import Layout
from data.problem_json import as_data, from_data
from data.problems import Problem

NAME = "check.json"


@dataclass(frozen=True)
class HandedIn:
    """Where each table stood in the file, and the warnings that did not stop it."""

    layouts: Mapping[str, Layout] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()


NOTHING_SAID = HandedIn()


def to_bytes(handed_in: HandedIn) -> bytes:
    """What is kept beside the tables of a version."""
    said = {
        "layouts": {name: vars(layout) for name, layout in handed_in.layouts.items()},
        "warnings": [as_data(each) for each in handed_in.warnings],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True, default=dict)
    return (text + "\n").encode("utf-8")


def from_bytes(content: bytes) -> HandedIn:
    """Read what `to_bytes` wrote.

    Raises:
        ValueError: it is not that.
    """
    try:
        said = json.loads(content)
        layouts = {name: _layout(layout) for name, layout in said["layouts"].items()}
        return HandedIn(layouts, tuple(from_data(each) for each in said["warnings"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not what the check said: {error}") from error


def _layout(said: Mapping[str, Any]) -> Layout:
    columns = {name: (int(number), str(head)) for name, (number, head) in said["columns"].items()}
    return Layout(str(said["table"]), str(said["sheet"]), int(said["head_row"]), columns)
