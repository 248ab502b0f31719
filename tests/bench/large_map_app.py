"""A map of as many areas as the address asks for (`?areas=3000`), in hexagons, with all its years.

Copied to a folder of its own and started there: the layers are put into `static` beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data.metrics import classes
from geo import drawing, hexagon_drawing
from geo.hexagons import Cell
from pages.parts import served
from pages.parts.commune_map import commune_map, rest, texts, wire

YEARS = (2013, 2016)
PERIODS = [*((year, year) for year in range(YEARS[0], YEARS[1] + 1)), YEARS]
MEASURES = {"one": "Chỉ tiêu một", "two": "Chỉ tiêu hai"}
STATES = ["value"] * 7 + ["zero", "nothing_reported", "no_data"]
SIDE = 4  # a district is a block of 4 by 4 hexagons
UNIT = 10.0  # of the drawing: half a hexagon's width


@dataclass(frozen=True)
class Hexagons:
    """A layer of the component's contract."""

    file_name: str
    view: str = "hexagons"
    source: str = "made"
    licence: str = "none"

    def project(self, longitude: Any, latitude: Any) -> tuple[Any, Any]:
        return longitude, latitude


def place(corner: tuple[int, int]) -> tuple[float, float]:
    return corner[0] * UNIT, corner[1] * UNIT / 3**0.5


def path(lines: list[list[tuple[int, int]]]) -> str:
    return drawing.svg_path([[place(corner) for corner in line] for line in lines])


def cells(areas: int) -> dict[str, Cell]:
    """Hexagons in rows that together are about as wide as high: code -> column and row."""
    across = round(areas**0.5)
    found = (divmod(number, across) for number in range(areas))
    return {f"{n:05d}": (column - row // 2, row) for n, (row, column) in enumerate(found)}


def district(cell: Cell) -> str:
    column, row = cell
    return f"{row // SIDE:02d}{(column + row // 2) // SIDE:02d}"


def shape(outline: str, middle: tuple[float, float]) -> dict[str, Any]:
    return {"d": outline, "x": round(middle[0], 1), "y": round(middle[1], 1)}


@cache
def layer(areas: int) -> Hexagons:
    there = cells(areas)
    members: dict[str, list[Cell]] = {}
    for cell in there.values():
        members.setdefault(district(cell), []).append(cell)
    communes = [
        {"code": code, "name": f"Xã {code}", "type": "xa", "district": district(cell)}
        | shape(
            path(hexagon_drawing.chained(hexagon_drawing.outer_edges([cell]))),
            place(hexagon_drawing.middle(cell)),
        )
        for code, cell in there.items()
    ]
    districts = [
        {"code": code, "name": f"Huyện {code}"}
        | shape(
            path(hexagon_drawing.chained(hexagon_drawing.outer_edges(group))),
            place(hexagon_drawing.middle(group[len(group) // 2])),
        )
        for code, group in members.items()
    ]
    x, y = max(one["x"] for one in communes), max(one["y"] for one in communes)
    content = {
        "view": "hexagons",
        "viewBox": [-2 * UNIT, -2 * UNIT, x + 4 * UNIT, y + 4 * UNIT],
        "km_per_unit": None,
        "communes": communes,
        "districts": districts,
        "border": None,
        "neighbours": {},
    }
    return Hexagons(served.publish(wire.compact(content), "large", ".json"))


@cache
def picture(areas: int, measure: str, years: tuple[int, int]) -> Mapping[str, Any]:
    """What of the map changes with measure and years; every year has other values."""
    draw = np.random.default_rng([areas, len(measure), ord(measure[0]), *years])
    table = pd.DataFrame({"state": draw.choice(STATES, areas)}, index=list(cells(areas)))
    valued = table["state"] == "value"
    table["value"] = pd.Series(draw.lognormal(5, 1, areas), table.index).where(valued)
    ranges = classes.breaks(table["value"].dropna(), classes.MOST_CLASSES)
    table["class"] = classes.assign(table["value"], ranges)
    period = "–".join(map(str, dict.fromkeys(years)))
    words = {"unit": "triệu đồng", "unit_thousand": "tỷ đồng", "period": period}
    return {"values": table, "ranges": ranges, **words, "title": f"{areas}", "subtitle": period}


def everything(areas: int) -> bytes:
    pictures = {
        "{}-{}".format(*years): {
            measure: wire.picture(**picture(areas, measure, years)) for measure in MEASURES
        }
        for years in PERIODS
    }
    return wire.rest(pictures, {}, {})


def main() -> None:
    areas = int(st.query_params.get("areas", 204))
    state = st.session_state
    measure, years = state.get("measure", "one"), state.get("years", YEARS)
    token = f"all{areas}"
    commune_map(
        layers=[layer(areas)],
        view="hexagons",
        measures=MEASURES,
        measure=measure,
        words=texts("vi"),
        lang="vi",
        key="map",
        years=years,
        year_limits=YEARS,
        rest=token,
        on_measure=lambda said: state.update(measure=said),
        on_years=lambda said: state.update(years=said),
        **picture(areas, measure, years),
    )
    rest.follow(partial(everything, areas), of="map", token=token)


main()
