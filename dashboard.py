"""The entry of the dashboard: Streamlit's server, with what it answers before Streamlit does."""

from __future__ import annotations

import streamlit as st

from pages.frame import routes
from pages.parts import served

app = st.App(served.SCRIPT, routes=routes.before_streamlit())
