"""A login leads back to where it was asked for, and a logout ends it in every window."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route

from pages.frame.login_routes import AroundLogins
from pages.parts import logins

PAGE = "/records?part=hand_in&lang=en"


def redirect(_request):
    return RedirectResponse("/", status_code=302)


class Browser:
    """Asks the server with the cookies that it has, and keeps those that it gets."""

    def __init__(self) -> None:
        paths = ("/auth/login", "/oauth2callback", "/auth/logout", "/other")
        self._app = AroundLogins(Starlette(routes=[Route(path, redirect) for path in paths]))
        self.cookies: dict[str, str] = {}

    def get(self, path: str, referer: str = "") -> str:
        """The address that the answer leads to."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said = {"host": "so.example", "referer": referer, "cookie": cookies}
        headers = [(name.encode(), value.encode()) for name, value in said.items() if value]
        scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
        sent = []

        async def ask() -> None:
            async def send(message):
                sent.append(message)

            await self._app(scope | {"query_string": b""}, None, send)

        # A thread of its own: a browser driven beside this test leaves its loop running here.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(ask())).result()
        answered = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        for name, value in answered:
            if name == "set-cookie":
                self._take(SimpleCookie(value))
        return dict(answered)["location"]

    def _take(self, cookies: SimpleCookie) -> None:
        for name, cookie in cookies.items():
            assert cookie["httponly"]
            self.cookies.pop(name, None)
            if cookie["max-age"] != "0":
                self.cookies[name] = cookie.value


@pytest.fixture
def browser():
    yield Browser()
    logins._ended.clear()


def came_back(browser: Browser, referer: str) -> str:
    browser.get("/auth/login", referer)
    return browser.get("/oauth2callback")


def test_a_login_leads_back_to_the_page_on_which_it_was_asked_for(browser):
    assert came_back(browser, f"http://so.example{PAGE}") == PAGE
    # Only once: the next login is asked for elsewhere.
    assert browser.get("/oauth2callback") == "/"


def test_letters_in_an_address_come_back_as_they_were(browser):
    page = "/records?part=source&ref=v0004%3ABi%E1%BB%83u%2017%26b!17"
    back = came_back(browser, f"http://so.example{page}")
    assert unquote(back) == unquote(page)
    assert (back.count("&"), back.count("%26")) == (1, 1)


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "http://evil.example/records",
        "http://so.example//evil.example",
        "http://so.example/\\evil.example",
        "http://so.example/" + "a" * 3000,
        "javascript:alert(1)",
    ],
)
def test_a_login_never_leads_to_another_server(browser, referer):
    assert came_back(browser, referer) == "/"


@pytest.mark.parametrize("cookie", ["//evil.example", "https://evil.example", "%2F%2Fevil", "x"])
def test_a_cookie_that_somebody_else_wrote_leads_nowhere(browser, cookie):
    browser.cookies["back_to"] = cookie
    assert browser.get("/oauth2callback") == "/"


def test_a_logout_ends_the_login_in_every_window_and_no_other_login(browser):
    an = {"_streamlit_user": "an-1", "_streamlit_user_1": "rest", "window": "narrow"}
    again = {"_streamlit_user": "an-2"}
    browser.cookies |= an
    browser.get("/other")
    assert not logins.is_ended(an)
    browser.get("/auth/logout")
    assert logins.is_ended(an | {"window": "wide"})
    assert not logins.is_ended(again)
    assert not logins.is_ended({})


def test_a_logout_without_a_login_ends_nothing(browser):
    browser.get("/auth/logout")
    assert not logins.is_ended({})


def test_other_messages_pass_as_they_are():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(AroundLogins(app)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]
