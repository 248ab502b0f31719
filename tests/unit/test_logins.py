"""A login leads back to where it was asked for, and a logout ends it in every window."""

import json
from http.cookies import SimpleCookie
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from pages.frame.login_routes import AroundLogins, MediaOfOfficers
from pages.parts import logins
from tests.coroutines import finished

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

        finished(ask())
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

    finished(AroundLogins(app)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]


# ---------------------------------------------------------------- files of officers

SECRET = "a secret of the tests, long enough for one"
CONTENT = b"PK an original"


@pytest.fixture
def media(monkeypatch, tmp_path):
    """Asks for the address of a file that an officer downloaded: status and body."""
    listed = '[[officer]]\nemail = "an@x.vn"\nname = "An"\n'
    (tmp_path / "officers.toml").write_text(listed, encoding="utf-8")
    monkeypatch.setenv("OFFICERS_FILE", str(tmp_path / "officers.toml"))
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)
    (tmp_path / "goc.xlsx").write_bytes(CONTENT)
    storage = MemoryMediaFileStorage("/media")

    def add(content: bytes) -> str:
        kind = MediaFileKind.DOWNLOADABLE
        file_id = storage.load_and_get_id(content, "application/zip", kind, "goc.xlsx")
        return storage.get_url(file_id)

    urls = {
        "for officers": add(logins.for_officers((tmp_path / "goc.xlsx").read_bytes)()),
        "own": add(b"own"),
    }
    app = MediaOfOfficers(Starlette(routes=create_media_routes(storage, None)))

    def get(which: str, cookie: str = "", **headers: str) -> tuple[int, bytes]:
        said = {"cookie": cookie} | headers
        listed = [(name.encode(), value.encode()) for name, value in said.items() if value]
        scope = {"type": "http", "method": "GET", "path": urls[which], "headers": listed}
        return answer(app, scope)

    yield get
    logins._for_officers.clear()
    logins._ended.clear()


def answer(app, scope) -> tuple[int, bytes]:
    sent = []

    async def ask() -> None:
        async def send(message):
            sent.append(message)

        await app(scope | {"query_string": b"", "root_path": ""}, None, send)

    finished(ask())
    return sent[0]["status"], b"".join(each.get("body", b"") for each in sent)


def cookie_of(email: str, secret: str = SECRET) -> str:
    said = {"is_logged_in": True, "email": email, "email_verified": True}
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(said))
    return f"_streamlit_user={signed.decode()}"


def test_a_file_that_officers_download_is_served_to_them_alone_at_its_address_too(media):
    assert media("for officers", cookie_of("an@x.vn")) == (200, CONTENT)
    for cookie in ("", "_streamlit_user=x", cookie_of("la@x.vn"), cookie_of("an@x.vn", "khac")):
        status, body = media("for officers", cookie)
        assert (status, body) == (404, b""), cookie


def test_no_part_of_such_a_file_is_served_either(media):
    assert media("for officers", range="bytes=3-5")[0] == 404
    status, part = media("for officers", cookie_of("an@x.vn"), range="bytes=3-5")
    assert (status, part) == (206, b"an ")


def test_who_logged_out_or_was_taken_off_the_list_is_served_no_more(media, tmp_path):
    cookie = cookie_of("an@x.vn")
    logins.end({"_streamlit_user": cookie.partition("=")[2]})
    assert media("for officers", cookie)[0] == 404
    (tmp_path / "officers.toml").write_text("officer = []\n", encoding="utf-8")
    assert media("for officers", cookie_of("an@x.vn"))[0] == 404


def test_what_a_visitor_downloads_is_served_as_before(media):
    assert media("own") == (200, b"own")
