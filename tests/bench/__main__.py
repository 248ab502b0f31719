"""Measure speed and memory, and print one table: `python -m tests.bench [PART …]`.

Parts: bytes, shift, painted, large, script, intake, sessions, soak; all of them when none is named.
Nothing is asserted here: a figure of time depends on the machine, so ratios inside one run are
what to compare.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from tests.bench import (
    bytes_sent,
    intake,
    large_map,
    layout_shift,
    memory,
    painted,
    script_time,
    sessions,
)
from tests.bench.report import Row, print_table

PARTS = ("bytes", "shift", "painted", "large", "script", "intake", "sessions", "soak")


def main() -> None:
    options = _options()
    measures: dict[str, Callable[[], Iterator[Row]]] = {
        "bytes": lambda: bytes_sent.measure(options.verbose),
        "shift": lambda: layout_shift.measure(options.verbose),
        "painted": painted.measure,
        "large": large_map.measure,
        "script": script_time.measure,
        "intake": intake.measure,
        "sessions": sessions.measure,
        "soak": lambda: memory.measure(options.soak),
    }
    rows: list[Row] = []
    try:
        for part in options.parts or PARTS:
            print(f"{part} …", flush=True)
            for row in measures[part]():
                print(f"  {row.measure}: {row.found}", flush=True)
                rows.append(row)
    finally:  # what was measured is not lost when somebody stops a long run
        print_table(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--soak", type=float, default=memory.MINUTES, metavar="MINUTES")
    parser.add_argument("--verbose", action="store_true", help="say what bytes and shifts are of")
    return parser.parse_args()


if __name__ == "__main__":
    main()
