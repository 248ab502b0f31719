"""The same screen in Shiny for Python, tuned: the map is a FigureWidget that stays and gets values alone.

The files are made by `tests/bench/painted.py`; the page is served on PORT.
"""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import shiny
from shiny import App, reactive, render, ui
from shinywidgets import output_widget, render_widget

FOLDER = Path(os.environ["PEER_FILES"])
ALL = "Tất cả"

acts = pd.read_csv(FOLDER / "activities.csv", dtype={"commune_code": str})
places = json.loads((FOLDER / "communes.geojson").read_text(encoding="utf-8"))["features"]
codes = [place["properties"]["commune_code"] for place in places]
names = acts.groupby("commune_code")["commune_name"].first().reindex(codes)
districts = sorted(acts["district_name"].unique())


def grouped(district):
    """Value of each commune and each district, in an order that never changes."""
    rows = acts if district == ALL else acts[acts["district_name"] == district]
    by_commune = rows.groupby("commune_code")["value_million_vnd"].sum().reindex(codes)
    by_district = rows.groupby("district_name")["value_million_vnd"].sum().reindex(districts)
    return by_commune, by_district


page = ui.page_fluid(
    ui.h1("Giúp đỡ các xã, tỉnh Sơn La 2013–2016"),
    ui.input_radio_buttons("district", "Huyện", [ALL, *districts], inline=True),
    ui.layout_columns(output_widget("areas"), output_widget("bars"), col_widths=(7, 5)),
    ui.output_data_frame("table"),
)


def server(input, output, session):
    @render_widget
    def areas():
        area = go.Choroplethmap(
            geojson="/files/communes.geojson",
            featureidkey="properties.commune_code",
            locations=codes,
            z=grouped(ALL)[0].to_numpy(),
            text=list(names),
            colorscale="Blues",
        )
        seen = {"style": "white-bg", "center": {"lat": 21.2, "lon": 104.1}, "zoom": 7.5}
        margin = {"l": 0, "r": 0, "t": 0, "b": 0}
        return go.FigureWidget([area], {"map": seen, "height": 520, "margin": margin})

    @render_widget
    def bars():
        # Drawn anew: values alone did not reach a second FigureWidget of the page.
        lengths = grouped(input.district())[1].to_numpy()
        return go.FigureWidget([go.Bar(x=lengths, y=districts, orientation="h")])

    @render.data_frame
    def table():
        values = grouped(input.district())[0].to_numpy()
        rows = pd.DataFrame({"commune_name": names.to_numpy(), "value_million_vnd": values})
        return render.DataGrid(rows.dropna().sort_values("value_million_vnd", ascending=False))

    @reactive.effect
    @reactive.event(input.district, ignore_init=True)
    def change():
        areas.widget.data[0].z = grouped(input.district())[0].to_numpy()


app = App(page, server, static_assets={"/files": FOLDER})

if __name__ == "__main__":
    shiny.run_app(app, host="localhost", port=int(os.environ["PORT"]))
