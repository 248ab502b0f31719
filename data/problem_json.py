"""Problems as plain data, for reports that are kept: fields, and texts in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from data.problems import Problem
from data.words import LANGUAGES


def as_data(each: Problem) -> dict[str, Any]:
    """A problem as plain data: its fields, `message_vi`, `fix_vi`, `message_en`, `fix_en`."""
    texts = {}
    for lang in LANGUAGES:
        texts[f"message_{lang}"] = each.message(lang)
        texts[f"fix_{lang}"] = each.fix(lang)
    return {**vars(each), "details": dict(each.details), **texts}


def from_data(said: Mapping[str, Any]) -> Problem:
    """The problem that `as_data` wrote; its texts come from today's catalogue.

    Raises:
        TypeError: a field is missing.
    """
    names = {field.name for field in fields(Problem)}
    return Problem(**{name: value for name, value in said.items() if name in names})
