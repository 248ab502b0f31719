"""The entry of the dashboard: Streamlit's server, with what it answers before Streamlit does."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from pages.frame import login_routes, routes
from pages.parts import process, served

# Before anybody comes: a session's names are made when it begins.
process.say_less()
app = st.App(
    served.SCRIPT,
    routes=routes.before_streamlit(),
    middleware=[Middleware(login_routes.AroundLogins)],
)
