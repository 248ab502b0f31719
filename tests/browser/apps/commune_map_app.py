"""A page with nothing but the commune map, for its tests.

The test copies this file to a folder of its own: Streamlit serves the folder `static` beside the
script it runs, so the layers are put there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from data.words import Lang
from geo import drawing, gazetteer
from geo import layers as places
from pages.parts import served
from pages.parts.commune_map import commune_map, texts, wire

MARKUP = '<img src=x onerror="window.ran = true"> **<b>x</b>** <script>window.ran = true</script>'
STATES = ["value", "value", "value", "zero", "nothing_reported", "not_assigned", "no_data"]
MEASURES = {
    "vi": {"value_million_vnd": "Giá trị", "acts": "Số hoạt động"},
    "en": {"value_million_vnd": "Value", "acts": "Acts"},
}


@dataclass(frozen=True)
class Squares:
    """Boundaries by stand-in: a square on the middle of each commune."""

    view: str = "boundaries"
    file_name: str = ""
    source: str = "squares"
    licence: str = "none"

    def project(self, longitude: Any, latitude: Any) -> tuple[Any, Any]:
        return (longitude - 103) * 400, (22.2 - latitude) * 400


def squares() -> Squares:
    there, districts = gazetteer.communes(), gazetteer.districts()
    x, y = Squares().project(there["longitude"], there["latitude"])
    shapes = {code: (f"M{x[code]},{y[code]}h6v6h-6Z", x[code], y[code]) for code in there.index}
    middles = x.groupby(there["district_code"]).mean(), y.groupby(there["district_code"]).mean()
    of_districts = {code: ("", middles[0][code], middles[1][code]) for code in districts.index}
    drawn = drawing.compose("boundaries", 700, shapes, of_districts, "M0,600L600,690", 0.26)
    return Squares(file_name=served.publish(wire.compact(drawn), "squares", ".json"))


def hexagons() -> places.Layer:
    layer = places.hexagons()
    content = (drawing.STATIC_FOLDER / layer.file_name).read_bytes()
    return replace(layer, file_name=served.publish(content, "hexagons", ".json"))


def values(times: int, district: str) -> pd.DataFrame:
    """Every state and every class, always the same: the n-th value is n million times `times`."""
    there = gazetteer.communes()
    states = [STATES[n % len(STATES)] for n in range(len(there))]
    table = pd.DataFrame({"state": states}, index=there.index)
    table["value"] = [
        times * 12.34 * n if state == "value" else float("nan") for n, state in enumerate(states)
    ]
    ranks = table["value"].rank(pct=True)
    table["class"] = (ranks * 4.999).fillna(-1).astype(int) + 1
    if district:
        table["faded"] = there["district_code"] != district
    return table


def ranges(table: pd.DataFrame) -> list[tuple[float, float]]:
    grouped = table[table["state"] == "value"].groupby("class")["value"]
    return [(low, high) for low, high in zip(grouped.min(), grouped.max(), strict=True)]


def works() -> pd.DataFrame:
    there = gazetteer.communes().iloc[[0, 50, 100, 150]]
    return pd.DataFrame(
        {
            "work_id": ["w1", "w2", "w3", "w4"],
            "label": [MARKUP, "Đường bản Áng", "Trạm y tế", "Nhà văn hóa"],
            "precision": ["exact", "exact", "village", "commune"],
            "commune_code": there.index,
            "longitude": [*there["longitude"].iloc[:3], None],
            "latitude": [*there["latitude"].iloc[:3], None],
            "shown": [True, False, True, True],
        }
    )


def crowd() -> pd.DataFrame:
    """Thirty works of whose place no more is known than the commune, and one far away."""
    there = gazetteer.communes().iloc[[0] * 30 + [150]]
    return pd.DataFrame(
        {
            "work_id": [f"w{number}" for number in range(31)],
            "label": [f"Công trình {number}" for number in range(31)],
            "precision": ["commune"] * 30 + ["exact"],
            "commune_code": there.index,
            "longitude": [None] * 30 + [there["longitude"].iloc[-1]],
            "latitude": [None] * 30 + [there["latitude"].iloc[-1]],
            "shown": True,
        }
    )


def points() -> pd.DataFrame | None:
    made = {"works": works, "crowd": crowd}
    return next((made[name]() for name in made if name in st.query_params), None)


def remember(name: str) -> Any:
    return lambda said: st.session_state.update({name: said})


def main() -> None:
    lang: Lang = "en" if st.query_params.get("lang") == "en" else "vi"
    state = st.session_state
    state.setdefault("chosen", ())
    state.setdefault("picked", ())
    state.setdefault("measure", "value_million_vnd")
    state.setdefault("view", st.query_params.get("view", "boundaries"))
    if st.button("Choose elsewhere"):
        state["chosen"] = ("04246",)
    times = 100 if st.checkbox("Other values") else 1
    district = "119" if st.checkbox("One district") else ""
    table = values(times, district)
    without_boundaries = "bare" in st.query_params
    result = commune_map(
        table,
        layers=[hexagons()] if without_boundaries else [squares(), hexagons()],
        view=state["view"],
        measures=MEASURES[lang],
        measure=state["measure"],
        unit="triệu đồng",
        unit_thousand="tỷ đồng",
        period="2013–2016",
        title=MARKUP if "markup" in st.query_params else "Giá trị theo xã",
        subtitle="Tỉnh Sơn La, 2013–2016. Minh họa / Illustrative",
        words=texts(lang),
        lang=lang,
        ranges=ranges(table),
        key="map",
        chosen=state["chosen"],
        picked=state["picked"],
        points=points(),
        signs={"Giúp ngoài phân công": ["03649", "04246"]} if "signs" in st.query_params else None,
        mark="Minh họa / Illustrative",
        on_choose=remember("chosen"),
        on_pick=remember("picked"),
        on_measure=remember("measure"),
        on_view=remember("view"),
    )
    st.text(f"chosen: {' '.join(state['chosen'])}.")
    st.text(f"picked: {' '.join(state['picked'])}.")
    st.text(f"measure: {state['measure']}. view: {state['view']}.")
    st.text(f"just now: {result.chosen} {result.measure} {result.view}.")


if __name__ == "__main__":
    assert Path(served.folder()).parent == Path(__file__).parent
    main()
