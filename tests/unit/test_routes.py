"""What the server answers before Streamlit does, asked as a browser asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit import config, file_util

from pages.frame import routes
from pages.parts import served, site, window
from tests.coroutines import finished


def browser() -> Callable[[str], tuple[int, dict[str, str], bytes]]:
    """Ask for a path: status, headers and body of the answer."""
    app = Starlette(routes=routes.before_streamlit())

    def get(path: str) -> tuple[int, dict[str, str], bytes]:
        sent: list[dict[str, Any]] = []
        asked = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}

        async def receive() -> dict[str, Any]:
            return await asyncio.Future()  # a GET has no more to say

        async def send(message: Any) -> None:
            sent.append(message)

        finished(app(asked, receive, send))  # type: ignore[arg-type]
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        body = b"".join(message["body"] for message in sent[1:])
        return sent[0]["status"], headers, body

    return get


@pytest.mark.parametrize("entry", site.ENTRIES, ids=lambda entry: entry.name)
def test_every_page_is_streamlits_own_with_our_words_first_in_its_head(entry) -> None:  # type: ignore[no-untyped-def]
    _, headers, body = browser()(f"/{entry.path}")
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    assert "document.cookie" in window.head()
    assert body.decode() == page.replace("<head>", f"<head>{window.head()}")
    assert headers["cache-control"] == "no-cache"


def test_a_page_of_streamlit_without_a_head_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<html></html>")
    monkeypatch.setattr(file_util, "get_static_dir", lambda: str(tmp_path))
    with pytest.raises(ValueError, match="no <head>"):
        routes._html()


def test_files_for_the_browser_are_served_from_the_root_and_no_others() -> None:
    name = served.publish(b"one", "test", ".js")
    try:
        status, headers, body = browser()(f"/app/static/{name}")
        assert (status, body) == (200, b"one")
        assert headers["content-type"].startswith("text/javascript")
        assert browser()("/app/static/../dashboard.py")[0] in (400, 404)
    finally:
        (served.folder() / name).unlink()


def test_under_a_base_path_all_stands_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "get_option", {"server.baseUrlPath": "/under/here/"}.get)
    under = browser()
    assert under("/under/here/map")[0] == 200
    assert under("/under/here/app/static/.gitkeep")[0] == 200
    assert under("/map")[0] == 404
