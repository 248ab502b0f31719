"""The same screen as tutorials write it: map, bars, table, one filter.

Read a CSV and a GeoJSON (cached, as the tutorials say), group, make the figures anew at every
rerun. Streamlit's own settings. The files are made by `tests/bench/painted.py`.
"""

import json
import os

import pandas as pd
import plotly.express as px
import streamlit as st

FOLDER = os.environ["TUTORIAL_FILES"]
# The one filter: the sector, or the district when it stands beside the other peers.
LABEL, COLUMN = {"sector": ("Lĩnh vực", "sector"), "district": ("Huyện", "district_name")}[
    os.environ.get("TUTORIAL_FILTER", "sector")
]

st.set_page_config(page_title="Sơn La", layout="wide")


@st.cache_data
def load_activities():
    return pd.read_csv(f"{FOLDER}/activities.csv", dtype={"commune_code": str})


@st.cache_data
def load_communes():
    with open(f"{FOLDER}/communes.geojson", encoding="utf-8") as file:
        return json.load(file)


activities = load_activities()
communes = load_communes()

st.title("Giúp đỡ các xã, tỉnh Sơn La 2013–2016")

chosen = st.multiselect(LABEL, sorted(activities[COLUMN].unique()))
if chosen:
    activities = activities[activities[COLUMN].isin(chosen)]

by_commune = (
    activities.groupby(["commune_code", "commune_name"], as_index=False)
    .agg(value=("value_million_vnd", "sum"), acts=("activity_id", "count"))
    .sort_values("value", ascending=False)
)
by_district = activities.groupby("district_name", as_index=False)["value_million_vnd"].sum()

left, right = st.columns([3, 2])
with left:
    figure = px.choropleth_map(
        by_commune,
        geojson=communes,
        locations="commune_code",
        featureidkey="properties.commune_code",
        color="value",
        hover_name="commune_name",
        color_continuous_scale="Teal",
        # Tutorials show a street map; without internet its tiles would never come.
        map_style="white-bg",
        center={"lat": 21.2, "lon": 104.1},
        zoom=8,
        height=520,
    )
    figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    st.plotly_chart(figure)
with right:
    st.plotly_chart(px.bar(by_district, x="value_million_vnd", y="district_name"))

st.dataframe(by_commune, hide_index=True)
