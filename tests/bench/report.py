"""What the bench found, as one table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, what was found, and the aim where there is one."""

    measure: str
    found: str
    aim: str = ""
    met: bool | None = None


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie: nearest rank, no interpolation."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def p50_p95(seconds: Sequence[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    middle, high = percentile(seconds, 0.5), percentile(seconds, 0.95)
    return f"p50 {middle * 1000:.0f} ms, p95 {high * 1000:.0f} ms"


def kb(size: float) -> str:
    return f"{size / 1000:.1f} kB"


def print_table(rows: Sequence[Row]) -> None:
    """Print all rows under each other, the aims beside them."""
    head = Row("measure", "found", "aim")
    wide = [max(len(getattr(row, name)) for row in [head, *rows]) for name in ("measure", "found")]
    print()
    for row in [head, *rows]:
        verdict = {None: "", True: "met", False: "MISSED"}[row.met]
        line = f"{row.measure:<{wide[0]}}  {row.found:<{wide[1]}}  {row.aim}"
        print(f"{line}  {verdict}".rstrip())
