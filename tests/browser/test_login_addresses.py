"""The addresses of logging in and out on a real server, asked as a browser asks, without one."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest
from streamlit import auth_util

from tests.browser import officers
from tests.browser.conftest import Server, free_port
from tests.browser.pages import DASHBOARD

PAGE = "/records?part=hand_in&lang=en"


@pytest.fixture(scope="module")
def login(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with officers.provider(free_port(), tmp_path_factory.mktemp("provider") / "log") as host:
        yield host


@pytest.fixture(scope="module")
def server(
    serve: Callable[..., Server], login: str, tmp_path_factory: pytest.TempPathFactory
) -> Server:
    port = free_port()
    home = officers.settings(tmp_path_factory.mktemp("home"), port, login)
    return serve(DASHBOARD, port=port, HOME=str(home))


def ask(url: str, cookies: dict[str, str], referer: str = "", **form: str) -> str:
    """The address that the answer leads to; its cookies are kept."""
    where = urlsplit(url)
    headers = {"referer": referer, "cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
    body = urlencode(form) if form else None
    if form:
        headers["content-type"] = "application/x-www-form-urlencoded"
    said = {name: value for name, value in headers.items() if value}
    with closing(http.client.HTTPConnection(where.netloc, timeout=60)) as asked:
        asked.request("POST" if form else "GET", f"{where.path}?{where.query}", body, said)
        with asked.getresponse() as answer:
            answered = answer.headers
    for line in answered.get_all("set-cookie") or []:
        for name, cookie in SimpleCookie(line).items():
            cookies.pop(name, None)
            if cookie["max-age"] != "0":
                cookies[name] = cookie.value
    return answered["location"] or ""


def test_a_login_on_a_real_server_leads_back_and_a_logout_takes_it_away(
    server: Server, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "a secret of the tests, long enough for one"
    monkeypatch.setattr(auth_util, "get_signing_secret", lambda: secret)
    base, cookies = f"http://localhost:{server.port}", dict[str, str]()
    asked = f"{base}/auth/login?provider={auth_util.encode_provider_token('default')}"
    provider = ask(asked, cookies, base + PAGE)
    assert urlsplit(provider).netloc == login
    callback = ask(provider, {}, sub=officers.AN)
    assert re.match(rf"{base}/oauth2callback\?code=", callback)
    assert ask(callback, cookies) == PAGE
    assert "_streamlit_user" in cookies
    ask(f"{base}/auth/logout", cookies)
    assert "_streamlit_user" not in cookies
