"""What the server does around Streamlit's own addresses of logging in and out.

Streamlit sends everybody who has logged in to the first page; here a login leads back to where it
was asked for. And a logout is remembered, for the other windows of the same browser. What was
downloaded as an officer has an address too: others find nothing there.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts import logins

_LOG_IN, _CALLBACK, _LOG_OUT = "/auth/login", "/oauth2callback", "/auth/logout"
_MEDIA = "/media/"
_COOKIE = "back_to"
_SECONDS = 600
_LONGEST = 2_000


class AroundLogins:
    """Middleware of `st.App`: where a login leads back to, and which logins ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with what belongs to a login before and after it."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not path.endswith((_LOG_IN, _CALLBACK, _LOG_OUT)):
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        if path.endswith(_LOG_OUT):
            logins.end(request.cookies)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=_as_headers(message))
                if path.endswith(_LOG_IN):
                    _remember(request, headers)
                elif path.endswith(_CALLBACK):
                    _lead_back(request, headers)
            await send(message)

        await self._app(scope, receive, answer)


def _as_headers(message: Message) -> MutableMapping[str, Any]:
    message["headers"] = list(message["headers"])
    return message


def _remember(request: HTTPConnection, headers: MutableHeaders) -> None:
    """Keep the page on which the login was asked for, if it is one of ours."""
    asked = urlsplit(request.headers.get("referer", ""))
    page = f"{asked.path}?{asked.query}" if asked.query else asked.path
    if asked.netloc == request.headers.get("host") and _is_page(page):
        how = f"Path=/; Max-Age={_SECONDS}; HttpOnly; SameSite=Lax"
        headers.append("set-cookie", f"{_COOKIE}={quote(page, safe='')}; {how}")


def _lead_back(request: HTTPConnection, headers: MutableHeaders) -> None:
    page = unquote(request.cookies.get(_COOKIE, ""))
    if _is_page(page) and "location" in headers:
        headers["location"] = quote(page, safe="/?&=%:!+,;@~")
        headers.append("set-cookie", f"{_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")


def _is_page(page: str) -> bool:
    """A path of this server: nothing that a browser takes for another one, or for two headers."""
    is_path = page.startswith("/") and not page.startswith("//") and "\\" not in page
    return is_path and page.isprintable() and len(page) <= _LONGEST


class MediaOfOfficers:
    """Middleware of `st.App`: files that officers download are served to officers alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of a file, look at its bytes before any of them leaves."""
        path = str(scope.get("path", ""))
        is_file = scope["type"] == "http" and _MEDIA in path and "/static/" not in path
        if not is_file or logins.is_officer(HTTPConnection(scope).cookies):
            await self._app(scope, receive, send)
            return
        # A part of a file could not be told by its hash, so all of it is asked for.
        whole = [(name, value) for name, value in scope["headers"] if name.lower() != b"range"]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._app({**scope, "headers": whole}, receive, hold)
        content = b"".join(message.get("body", b"") for message in held)
        if logins.is_for_officers(content):
            await PlainTextResponse("", status_code=404)(scope, receive, send)
            return
        for message in held:
            await send(message)
