"""The same screen in Dash, tuned: the places by address, and a change sends values alone (Patch).

The files are made by `tests/bench/painted.py`; the page is served on PORT.
"""

import json
import os
from pathlib import Path

import pandas as pd
from dash import Dash, Input, Output, Patch, dcc, html

FOLDER = Path(os.environ["PEER_FILES"])
ALL = "Tất cả"

acts = pd.read_csv(FOLDER / "activities.csv", dtype={"commune_code": str})
places = json.loads((FOLDER / "communes.geojson").read_text(encoding="utf-8"))["features"]
codes = [place["properties"]["commune_code"] for place in places]
names = acts.groupby("commune_code")["commune_name"].first().reindex(codes)
districts = sorted(acts["district_name"].unique())


def grouped(district):
    """Value of each commune and each district, in an order that never changes; None: nothing."""
    rows = acts if district == ALL else acts[acts["district_name"] == district]
    by_commune = rows.groupby("commune_code")["value_million_vnd"].sum().reindex(codes)
    by_district = rows.groupby("district_name")["value_million_vnd"].sum().reindex(districts)
    return [by.astype(object).where(by.notna(), None) for by in (by_commune, by_district)]


def table(by_commune):
    rows = zip(names, by_commune, strict=True)
    found = sorted((row for row in rows if row[1] is not None), key=lambda row: -row[1])
    return [html.Tr([html.Td(name), html.Td(f"{value:.1f}")]) for name, value in found]


by_commune, by_district = grouped(ALL)
area = {
    "type": "choroplethmap",
    "geojson": "/assets/communes.geojson",
    "featureidkey": "properties.commune_code",
    "locations": codes,
    "z": list(by_commune),
    "text": list(names),
    "colorscale": "Blues",
}
seen = {"style": "white-bg", "center": {"lat": 21.2, "lon": 104.1}, "zoom": 7.5}
layout = {"map": seen, "height": 520, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}}
bars = {"type": "bar", "orientation": "h", "x": list(by_district), "y": districts}

app = Dash(__name__, assets_folder=str(FOLDER), title="Sơn La")
app.layout = html.Div([
    html.H1("Giúp đỡ các xã, tỉnh Sơn La 2013–2016"),
    dcc.RadioItems([ALL, *districts], ALL, id="district", inline=True),
    html.Div(
        [
            dcc.Graph(id="map", figure={"data": [area], "layout": layout}, style={"width": "60%"}),
            dcc.Graph(id="bars", figure={"data": [bars]}, style={"width": "40%"}),
        ],
        style={"display": "flex"},
    ),
    html.Table([html.Tbody(table(by_commune), id="table")]),
])


@app.callback(
    Output("map", "figure"),
    Output("bars", "figure"),
    Output("table", "children"),
    Input("district", "value"),
    prevent_initial_call=True,
)
def change(district):
    by_commune, by_district = grouped(district)
    areas, lengths = Patch(), Patch()
    areas["data"][0]["z"] = list(by_commune)
    lengths["data"][0]["x"] = list(by_district)
    return areas, lengths, table(by_commune)


if __name__ == "__main__":
    app.run(host="localhost", port=int(os.environ["PORT"]), debug=False)
