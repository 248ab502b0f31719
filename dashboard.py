"""The entry of the dashboard: Streamlit's server, with what it answers before Streamlit does."""

from __future__ import annotations

import streamlit as st

from pages.frame import routes
from pages.parts import process, served

# Before anybody comes: a session's names are made when it begins.
process.say_less()
app = st.App(
    served.SCRIPT,
    routes=routes.before_streamlit(),
    middleware=routes.around_streamlit(),
)
