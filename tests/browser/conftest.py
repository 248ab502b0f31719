"""A real Chromium, servers of one's own, and visits that forbid every other host.

- `serve(script, **env)` starts Streamlit on a free port in a clean environment; the server lives
  until the module's tests are done, or until `.stop()`.
- `visit(server, path, **context)` opens a page in a fresh context. At the end of the test it
  fails when the page asked another host for anything or wrote an error to the console. A
  provider of logins is another host that a visit may name.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    expect,
    sync_playwright,
)

REPOSITORY = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
# How long an expectation may take to come true: two busy cores are slower than one person's.
expect.set_options(timeout=30_000)
# Addresses without a host of their own: what a page makes inside the browser.
INSIDE = ("data", "blob", "about")
# On a deep link Streamlit's script asks under the page's own path first, to learn under which
# base path it is served; the browser writes these answers of 404 to the console.
BASE_PROBES = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that drives a browser is tried once more before it is red.

    On a busy machine a browser now and then answers later than any wait; a fault fails twice. What
    was run twice is listed at the end of the run.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; every visit has a context of its own in it."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(f"no browser: install one of {', '.join(NAMES)}, or name it in CHROMIUM=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Server:
    """A running Streamlit server."""

    process: subprocess.Popen
    port: int
    log: Path
    base: str = ""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}{self.base}"

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start a server: `serve(script, base="/under", NAME="added to the environment")`."""
    running: list[Server] = []

    def start(script: Path, base: str = "", port: int = 0, **env: str) -> Server:
        home = tmp_path_factory.mktemp("server")
        server = _start(Path(script), home, env, base, port or free_port())
        running.append(server)
        _wait_until_healthy(server)
        return server

    yield start
    for server in running:
        server.stop()


def _start(script: Path, home: Path, env: dict[str, str], base: str, port: int) -> Server:
    log = home / "server.log"
    options = {"server.port": port, "server.headless": "true", "server.enableStaticServing": "true"}
    options |= {"server.baseUrlPath": base} if base else {}
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--{name}={value}" for name, value in options.items()]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env=_clean(home) | env, stdout=output, stderr=output
        )
    return Server(process, port, log, base)


def _clean(home: Path) -> dict[str, str]:
    """Nothing of the developer's own: no settings, no store, no installed places, no download."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(REPOSITORY),
        "DATA_STORE": str(home / "store"),
        "GEO_INSTALLED": str(home / "installed"),
        "GEO_AUTO_INSTALL": "0",
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: Server) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{server.log.read_text(errors='replace')[-2000:]}")


@dataclass
class Visit:
    """What one visit saw. A test that expects an entry empties the list itself."""

    host: str
    provider: str = ""
    violations: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    # The messages that the server sent over its websocket, in order.
    received: list[bytes] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.route("**/*", self._judge)
        context.on("page", self._listen)

    def _judge(self, route: Route) -> None:
        if self._is_own(route.request.url):
            route.continue_()
        else:
            self.violations.append(route.request.url)
            route.abort()

    def _is_own(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in INSIDE or parts.netloc in (self.host, self.provider or self.host)

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        page.on("console", self._note)
        page.on("websocket", self._hear)

    def _note(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not said.location["url"].endswith(BASE_PROBES):
            self.console_errors.append(said.text)

    def _hear(self, socket: Any) -> None:
        if not self._is_own(socket.url):
            self.violations.append(socket.url)
        socket.on("framereceived", self._keep)

    def _keep(self, payload: bytes | str) -> None:
        self.received.append(payload.encode() if isinstance(payload, str) else payload)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page: `visit(server, "/map?lang=en", color_scheme="dark")`.

    The page carries what was seen as `page.seen`, a `Visit`.
    """
    contexts: list[tuple[BrowserContext, Visit]] = []

    def go(server: Server, path: str = "/", provider: str = "", **options: Any) -> Page:
        options = {"viewport": {"width": 1366, "height": 900}, "locale": "vi-VN"} | options
        context = chromium.new_context(**options)
        seen = Visit(f"localhost:{server.port}", provider)
        contexts.append((context, seen))
        seen.watch(context)
        page = context.new_page()
        page.seen = seen  # type: ignore[attr-defined]
        page.goto(server.url + path)
        return page

    yield go
    for context, _ in contexts:
        context.close()
    assert [url for _, seen in contexts for url in seen.violations] == [], "asked another host"
    assert [words for _, seen in contexts for words in seen.console_errors] == []
