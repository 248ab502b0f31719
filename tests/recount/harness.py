"""Compare what a page shows with what plain SQL counts in the exported files.

A file of SQL holds statements, each under a comment that names where its figures stand on the page:
`text` or the key of a bar list, a grid or a map. A statement gives one row of figures, or a row
a `key` (the code of a bar or the row of a grid).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from pages.parts import drawn
from tests.app.reading import words

HERE = Path(__file__).parent
# A number as a page writes it, with the unit that sets its size; a dash where nothing is known.
N = r"((?<![\d.,])−?[\d,]+(?:\.\d+)?(?: (?:billion|million) VND(?! per)|%)?|–)"
LISTS = ("communes", "districts", "sectors", "agencies", "kinds", "types")
# These show the first rows; the table below has all of them.
CUT = ("infrastructure_not_done_by_district_code", "infrastructure_not_done_by_agency_code")
STATES = {
    "z": "zero",
    "f": "few",
    "n": "nothing_reported",
    "d": "no_data",
    "a": "not_assigned",
}
SIZES = {"billion": 1000.0, "million": 1.0, "%": 0.01}

Value = float | str | None


@dataclass
class Tally:
    """How many figures were compared, which differ, and which texts were found at all."""

    compared: int = 0
    differ: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)

    def compare(self, where: str, shown: Mapping[str, str], counted: Mapping[str, Value]) -> None:
        """Compare all figures of a page; what is not shown must be nothing."""
        for name in sorted(shown.keys() | counted.keys()):
            if name not in counted and _is_nothing(shown[name]):
                continue
            if name not in shown and counted[name] in (None, 0):
                continue
            self.compared += 1
            if not same(shown.get(name), counted.get(name)):
                self.differ.append(
                    f"{where}: {name}: shown {shown.get(name)!r}, counted {counted.get(name)!r}"
                )


def same(shown: str | None, counted: Value) -> bool:
    """True when the shown text is the counted value, as exact as it is shown."""
    if shown is None or counted is None:
        return shown is counted or (shown is not None and shown == "–")
    if isinstance(counted, str):
        return shown == counted
    if shown == "–":
        return False
    if shown.startswith("<"):
        # A number that would round to nothing is said to be less than the last digit.
        return 0 < counted < _read(shown[1:])[0]
    number, step = _read(shown)
    return math.isclose(number, counted, rel_tol=1e-9, abs_tol=step * 0.500001)


def of_shown(page: AppTest, counted: Mapping[str, Value]) -> dict[str, Value]:
    """The counted figures without rows that a page leaves out: of no list, or of a cut one."""
    given = messages(page)
    rows = {key: given[key].get("bars") or given[key].get("rows") or [] for key in given}
    cut = {
        key
        for key in rows
        if key in CUT
        or given[key].get("title", "").startswith(("The first ", "The lowest "))
        or any(row[1].startswith("and ") for row in rows[key])
    }
    there = {f"{key}/{row[0] or row[1]}" for key in rows for row in rows[key]}
    return {
        name: value
        for name, value in counted.items()
        if name.startswith("text/")
        or name.rpartition("/")[0] in there
        or (name.partition("/")[0] in rows.keys() - cut)
    }


def _is_nothing(shown: str) -> bool:
    return shown == "–" or (shown[0] in "0" and _read(shown)[0] == 0)


def _read(shown: str) -> tuple[float, float]:
    """The number and the size of its last digit, money in million."""
    digits = re.match(r"−?[\d,.]+", shown)
    assert digits, shown
    plain = digits[0].replace(",", "").replace("−", "-")
    size = next((by for unit, by in SIZES.items() if unit in shown[digits.end() :]), 1.0)
    places = len(plain.partition(".")[2])
    return float(plain) * size, size * 10.0**-places


def text(page: AppTest) -> str:
    """The words of a page without marks, in one line."""
    plain = re.sub(r"\*\*|:gray\[|\]|:small\[|^## ", "", words(page), flags=re.M)
    return plain.replace("\n", " | ")


def in_text(page: AppTest, patterns: Mapping[str, str], tally: Tally) -> dict[str, str]:
    """Figures that stand in sentences; `N` stands for a number."""
    whole = text(page)
    found: dict[str, str] = {}
    for names, pattern in patterns.items():
        match = re.search(pattern.replace("N", N), whole)
        if match:
            tally.found.add(pattern)
            found |= dict(
                zip((f"text/{name}" for name in names.split()), match.groups(), strict=True)
            )
    return found


def messages(page: AppTest) -> dict[str, dict]:
    """What each light component of a page was given, by its key."""
    return {
        element.proto.id.split("-", 2)[-1]: drawn.unpack(element.proto.bytes)
        for element in page.get("bidi_component")
        if not element.proto.id.endswith("-window")
    }


def in_bars(page: AppTest, wanted: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Figures of bar lists: what the patterns find in a bar's texts, `place` in its label."""
    found: dict[str, str] = {}
    given = messages(page)
    for key, patterns in wanted.items():
        for code, label, _, *texts in given.get(key, {}).get("bars", []):
            for name, pattern in patterns.items():
                line = label if name == "place" else " | ".join(texts)
                match = re.search(pattern.replace("N", N), line)
                if code and match:
                    found[f"{key}/{code}/{name}"] = match[1]
    return found


def in_heads(page: AppTest, heads: Mapping[str, str]) -> dict[str, str]:
    """Figures of the list of promises not done: of each head how many, and the longest overdue."""
    bars = messages(page).get("promises_not_done", {}).get("bars", [])
    found: dict[str, str] = {}
    for name, head in heads.items():
        for place, (_, label, _, said, *_) in enumerate(bars):
            if label == head and (match := re.match(N, said)):
                found[f"text/list_{name}"] = match[1]
                if match := re.match(N + " days", bars[place + 1][3]):
                    found[f"text/days_{name}"] = match[1]
    return found


def in_lines(page: AppTest, charts: Sequence[str]) -> dict[str, str]:
    """Figures of the lines of indicators: of each chart, line and year, as they are written."""
    drawn_charts = messages(page)["commune_indicators"]["charts"]
    return {
        f"indicators/{name}/{line['name']}/{point['x']}/value": point["text"]
        for name, chart in zip(charts, drawn_charts, strict=True)
        for line in chart["lines"]
        for part in line["parts"]
        for point in part
    }


def in_looks(page: AppTest, codes: Sequence[str], within: Mapping[str, Value]) -> dict[str, str]:
    """The state of each commune of `within` on the map, from its letter; a class is a value."""
    letters = messages(page)["map"]["looks"]
    states = {
        f"states/{code}/state": STATES.get(letter, "value")
        for code, letter in zip(codes, letters, strict=True)
    }
    return {name: state for name, state in states.items() if name in within}


def in_grids(page: AppTest, wanted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Cells of grids by row (its code, else its label) and column; one without a name is left."""
    found: dict[str, str] = {}
    given = messages(page)
    for key, columns in wanted.items():
        grid = given.get(key, {"rows": [], "columns": []})
        for code, label, _, _, *cells in grid["rows"]:
            if label.startswith("and "):
                continue
            for name, cell in zip(columns or grid["columns"], cells, strict=True):
                if name:
                    found[f"{key}/{code or label}/{name}"] = cell
    return found


def in_side(grid: Mapping, place: int, patterns: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Figures of one side of a comparison: names in the cell of the row with this label."""
    cells = {row[1]: row[4 + place] for row in grid["rows"]}
    found: dict[str, str] = {}
    for names, (label, pattern) in patterns.items():
        match = re.match(pattern.replace("N", N), cells.get(label, ""))
        if match:
            found |= dict(
                zip((f"text/{name}" for name in names.split()), match.groups(), strict=True)
            )
    return found


class Record:
    """The exported files in DuckDB, with the rows that pass one choice of filters."""

    def __init__(self, folder: Path, communes: Path) -> None:
        self.base = duckdb.connect()
        for file in [*folder.glob("*.csv"), communes]:
            self.base.sql(
                f"CREATE TABLE {file.stem} AS FROM read_csv('{file}', types={_codes(file)})"
            )

    def choose(self, years: tuple[int, int] = (2013, 2016), **lists: str | Sequence[str]) -> None:
        """Keep the rows behind the figures for these filters."""
        for name in LISTS:
            codes = lists.get(name, ())
            codes = [codes] if isinstance(codes, str) else list(codes)
            self.base.execute(f"SET VARIABLE {name} = CAST({codes} AS VARCHAR[])")
        self.base.execute(f"SET VARIABLE y0 = {years[0]}; SET VARIABLE y1 = {years[1]}")
        self.base.execute((HERE / "rows.sql").read_text(encoding="utf-8"))

    def codes(self) -> list[str]:
        """The codes of all communes, in their order."""
        rows = self.base.sql("SELECT commune_code FROM communes ORDER BY ALL").fetchall()
        return [str(code) for (code,) in rows]

    def measure(self, name: str) -> None:
        """Count a measure of the map in each commune, within the filters chosen before."""
        self.base.execute(f"SET VARIABLE measure = '{name}'")
        self.base.execute((HERE / "measures.sql").read_text(encoding="utf-8"))

    def count(self, file: str) -> dict[str, Value]:
        """The figures of one file of SQL, by where they stand and their name."""
        found: dict[str, Value] = {}
        for part in re.split(r"^-- ", (HERE / file).read_text(encoding="utf-8"), flags=re.M)[1:]:
            prefix, _, query = part.partition("\n")
            answer = self.base.sql(query.strip().rstrip(";"))
            for row in answer.fetchall():
                cells = dict(zip(answer.columns, row, strict=True))
                key = f"{cells.pop('key')}/" if "key" in cells else ""
                found |= {f"{prefix}/{key}{name}": _plain(cell) for name, cell in cells.items()}
        return found


def _plain(cell: object) -> Value:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return f"{cell.day} {cell:%b %Y}"
    return float(cell)  # type: ignore[arg-type]


def _codes(file: Path) -> dict[str, str]:
    heads = file.read_text(encoding="utf-8").partition("\n")[0].strip().split(",")
    text_columns = {head: "VARCHAR" for head in heads if head.endswith(("_code", "_id"))}
    text_columns |= {"community_supervised": "VARCHAR", "commune_confirmed": "VARCHAR"}
    days = {head: "DATE" for head in heads if head.endswith("_date") or head.startswith("valid_")}
    numbers = ("_vnd", "quantity", "_days", "_reached", "_served", "numerator", "denominator")
    wanted = text_columns | days | {head: "DOUBLE" for head in heads if head.endswith(numbers)}
    return {head: kind for head, kind in wanted.items() if head in heads}
