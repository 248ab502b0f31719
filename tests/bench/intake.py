"""From drop to report: seconds and peak memory for an office's workbook of 5,000 and 100,000 acts.

Beside it pandas with openpyxl, which reads the same file and checks nothing. Each is measured in
a process of its own that has loaded its libraries before, the child that parses counted in.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from tests.bench import records
from tests.bench.report import Row, percentile

ACTS = (5_000, 100_000)
TIMES = {5_000: 5, 100_000: 1}
AIM_SECONDS = 2.0
WAYS = ("ours", "pandas")


def measure() -> Iterator[Row]:
    """Rows for each size, and the ratio of the two ways."""
    for acts in ACTS:
        file = _workbook(acts)
        turns = [[_run(way, file) for way in WAYS] for _ in range(TIMES[acts])]
        found = dict(zip(WAYS, zip(*turns, strict=True), strict=True))
        for way in WAYS:
            yield _row(acts, way, list(found[way]))
        ours, theirs = (percentile([each["seconds"] for each in found[way]], 0.5) for way in WAYS)
        ratio = ours / theirs
        yield Row(f"intake, {acts:,} acts, ours / pandas", f"{ratio:.2f} x", "<= 1 x", ratio <= 1)


def _row(acts: int, way: str, runs: list[dict[str, float]]) -> Row:
    seconds = percentile([run["seconds"] for run in runs], 0.5)
    found = f"{seconds:.2f} s, peak {max(run['peak_mb'] for run in runs):.0f} MB"
    if way == "ours" and acts == ACTS[0]:
        return Row(
            f"intake, {acts:,} acts, from drop to report",
            found,
            f"<= {AIM_SECONDS:.0f} s",
            seconds <= AIM_SECONDS,
        )
    what = "from drop to report" if way == "ours" else "pandas and openpyxl, nothing checked"
    return Row(f"intake, {acts:,} acts, {what}", found)


def _workbook(acts: int) -> Path:
    """The template filled with a record that could be real; made once."""
    file = records.OUT / f"office-{acts}.xlsx"
    if not file.exists():
        from data import sample
        from data.exchange.template import write_template

        made = sample.generate(activities=acts)
        records.OUT.mkdir(exist_ok=True)
        file.write_bytes(write_template({name: _renamed(made[name]) for name in made}))
    return file


def _renamed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with bodies of their own: those of the illustrative record would be refused."""
    if "agency_code" in rows:
        rows = rows.assign(agency_code="T" + rows["agency_code"])
    if "agency_name" in rows:
        rows = rows.assign(agency_name="Đơn vị thử " + rows["agency_code"], agency_name_en=None)
    if "confidence" in rows:
        rows = rows.assign(confidence="medium")
    return rows


def _run(way: str, file: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.intake", way, str(file)]
    done = subprocess.run(
        command, cwd=records.REPOSITORY, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _ours(file: Path) -> float:
    from data.exchange import problem_list
    from data.intake.check import check

    start = time.perf_counter()
    checked = check(file)
    problem_list.summary(checked.problems, "vi")
    seconds = time.perf_counter() - start
    assert not checked.errors, checked.errors[:3]
    return seconds


def _pandas(file: Path) -> float:
    import openpyxl  # noqa: F401

    start = time.perf_counter()
    pd.read_excel(file, sheet_name=None)
    return time.perf_counter() - start


def _say(way: str, file: Path) -> None:
    seconds = _ours(file) if way == "ours" else _pandas(file)
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = sum(resource.getrusage(who).ru_maxrss for who in whose) / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    _say(sys.argv[1], Path(sys.argv[2]))
