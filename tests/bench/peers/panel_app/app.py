"""The same screen in Panel, tuned: the places by address, and the panes stay while values change.

The files are made by `tests/bench/painted.py`; the page is served on PORT.
"""

import json
import os
from pathlib import Path

import pandas as pd
import panel as pn

FOLDER = Path(os.environ["PEER_FILES"])
ALL = "Tất cả"

acts = pd.read_csv(FOLDER / "activities.csv", dtype={"commune_code": str})
places = json.loads((FOLDER / "communes.geojson").read_text(encoding="utf-8"))["features"]
codes = [place["properties"]["commune_code"] for place in places]
names = acts.groupby("commune_code")["commune_name"].first().reindex(codes)
districts = sorted(acts["district_name"].unique())

pn.extension("plotly", "tabulator")


def grouped(district):
    """Value of each commune and each district, in an order that never changes."""
    rows = acts if district == ALL else acts[acts["district_name"] == district]
    by_commune = rows.groupby("commune_code")["value_million_vnd"].sum().reindex(codes)
    by_district = rows.groupby("district_name")["value_million_vnd"].sum().reindex(districts)
    return by_commune, by_district


def listed(by_commune):
    rows = pd.DataFrame({"commune": names.to_numpy(), "value": by_commune.to_numpy()})
    return rows.dropna().sort_values("value", ascending=False, ignore_index=True)


def screen():
    by_commune, by_district = grouped(ALL)
    area = {
        "type": "choroplethmap",
        "geojson": "/files/communes.geojson",
        "featureidkey": "properties.commune_code",
        "locations": codes,
        "z": by_commune.to_numpy(),
        "text": list(names),
        "colorscale": "Blues",
    }
    seen = {"style": "white-bg", "center": {"lat": 21.2, "lon": 104.1}, "zoom": 7.5}
    layout = {"map": seen, "height": 520, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}}
    bars = {"type": "bar", "orientation": "h", "x": by_district.to_numpy(), "y": districts}
    left = pn.pane.Plotly({"data": [area], "layout": layout}, width=780, height=520)
    right = pn.pane.Plotly({"data": [bars], "layout": {}}, width=500, height=450)
    table = pn.widgets.Tabulator(listed(by_commune), show_index=False, pagination="local")
    district = pn.widgets.RadioBoxGroup(options=[ALL, *districts], value=ALL, inline=True)

    def change(event):
        by_commune, by_district = grouped(event.new)
        left.object = {"data": [area | {"z": by_commune.to_numpy()}], "layout": layout}
        right.object = {"data": [bars | {"x": by_district.to_numpy()}], "layout": {}}
        table.value = listed(by_commune)

    district.param.watch(change, "value")
    title = "# Giúp đỡ các xã, tỉnh Sơn La 2013–2016"
    return pn.Column(title, district, pn.Row(left, right), table)


if __name__ == "__main__":
    pn.serve(
        {"/": screen},
        port=int(os.environ["PORT"]),
        address="localhost",
        static_dirs={"files": str(FOLDER)},
        show=False,
    )
