"""What the server answers before Streamlit does: the pages' own HTML, and the folder `static`.

Streamlit's page is one file for all addresses. Ours is the same file with a few lines at the top of
its head: how wide the window is, said before the first run asks for it, and what space is reserved.
"""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Route
from streamlit import config, file_util
from streamlit.web.server.starlette.starlette_routes import create_app_static_serving_routes

from pages.frame import login_routes
from pages.parts import served, site, window

_HEAD = "<head>"


def before_streamlit() -> list[BaseRoute]:
    """The routes for `st.App`, under the base path of the settings.

    `static/` is served as Streamlit serves it beside a script that is the entry; here the script
    stands in a folder of its own.
    """
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    beside = str(served.REPOSITORY / "dashboard.py")
    under = f"/{base}" if base else ""
    pages = [Route(f"{under}/{entry.path}", _page) for entry in site.ENTRIES]
    return [*create_app_static_serving_routes(beside, base), *pages]


def around_streamlit() -> list[Middleware]:
    """What stands around every answer, for `st.App`."""
    around = (login_routes.AroundLogins, login_routes.MediaOfOfficers)
    return [Middleware(each) for each in around]


async def _page(_request: Request) -> HTMLResponse:
    # Its scripts change name with Streamlit's version, so a browser asks for it each time.
    return HTMLResponse(_HTML, headers={"Cache-Control": "no-cache"})


def _html() -> str:
    """Streamlit's page with our lines in its head.

    Raises:
        ValueError: the page has no head where they could stand.
    """
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    before, head, after = page.partition(_HEAD)
    if not head:
        raise ValueError("Streamlit's page has no <head>: see pages/frame/routes.py")
    return f"{before}{head}{window.head()}{after}"


_HTML = _html()
