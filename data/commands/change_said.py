"""A change as text for a person at a terminal: by table, cells side by side, then what falls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.change import Change, TableChange
from data.problems import printable
from data.schema import TABLES
from data.words import LANGUAGES, translate

# Of each table so many cells or rows are told; the page shows them all.
_TOLD = 10


def lines(change: Change) -> Iterator[str]:
    """What changes in each table, and falls that need a reason; nothing when nothing changes."""
    for table in change.tables.values():
        if not table.is_nothing:
            yield from _table(table)
    for fall in change.falls:
        yield from _both(
            "fall",
            table=fall.table,
            measure={lang: translate(lang, f"change.{fall.measure}") for lang in LANGUAGES},
            before=f"{fall.before:,.0f}",
            after=f"{fall.after:,.0f}",
            percent=f"{fall.share:.0%}",
        )


def _table(change: TableChange) -> Iterator[str]:
    yield from _both(
        "table",
        table=change.table,
        before=change.before.rows,
        after=change.after.rows,
        added=len(change.added),
        changed=change.changed_rows,
        removed=len(change.removed),
    )
    if not change.before.rows:
        return
    key = list(TABLES[change.table].key)
    for cell in change.changed.head(_TOLD).to_dict("records"):
        named = " · ".join(_shown(cell[name]) for name in key)
        yield f"    ~ {named}  {cell['column']}: {_shown(cell['before'])} → {_shown(cell['after'])}"
    for sign, rows in (("+", change.added), ("-", change.removed)):
        for row in rows[key].head(_TOLD).to_dict("records"):
            yield f"    {sign} " + " · ".join(_shown(value) for value in row.values())


def _shown(value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return printable(f"{value:.15g}" if isinstance(value, float) else str(value))


def _both(key: str, **values: object) -> Iterator[str]:
    for lang in LANGUAGES:
        said: dict[str, Any] = {
            name: value[lang] if isinstance(value, dict) else value
            for name, value in values.items()
        }
        yield "  " + translate(lang, f"change.{key}", **said)
