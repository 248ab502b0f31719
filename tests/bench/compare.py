"""The same screen in this dashboard, the tutorial way, Dash, Shiny and Panel: `make bench-peers`.

Map of the communes, bars, table and one filter, the district; the apps are measured in turn, change
by change, in one Chromium. A peer that cannot run is named with the reason, and the others go on.
`CHANGES=40` asks for more changes than 20. Nothing is asserted: compare the ratios of one run.
"""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.bench import chromium, painted, records, server
from tests.bench.report import Row, p50_p95, percentile, print_table

CHANGES = 20
OPENINGS = 3
DISTRICTS = 8  # as many of the options are taken in turn
FILTER = "Huyện"
PYTHON = records.REPOSITORY / ".venv-peers/bin/python"
PEERS = {"Dash": "dash_app", "Shiny": "shiny_app", "Panel": "panel_app"}
START_SECONDS = 60
OURS, TUTORIAL = "this dashboard", "the tutorial way"
AIMS = {"first": 0.6, "peer": 0.8, "tutorial": 0.2}


@dataclass
class App:
    """One of the apps that show the screen, and what was measured of it."""

    name: str
    url: str
    target: Callable[[Page, int], Locator]
    page: Page | None = None
    opened: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    cannot: str = ""

    def open(self, browser: Browser) -> None:
        """Show the map in a browser that remembers nothing, and keep that window."""
        if self.page:
            self.page.context.close()
        self.page, seconds = painted._first_map(browser, self.url)
        self.opened.append(seconds)

    def change(self, number: int) -> None:
        """Choose a district, then none: the time from the click to the painted map."""
        assert self.page
        self.page.wait_for_timeout(painted.PAUSE_MS)
        target = self.target(self.page, number)
        self.page.evaluate("window.bench.watch()")
        target.click()
        self.changed.append(self.page.evaluate("window.bench.painted") / 1000)


def measure(changes: int = CHANGES) -> Iterator[Row]:
    """Rows for every app, then the ratios of their medians."""
    store = records.store(records.SMALL)
    files = painted._files_for_the_tutorial(store)
    os.environ["TUTORIAL_FILTER"] = "district"
    with ExitStack() as stack:
        ours = stack.enter_context(server.dashboard(store))
        tutorial = stack.enter_context(server.tutorial(files))
        apps = [
            App(OURS, f"{ours.url}/map", _multiselect),
            App(TUTORIAL, tutorial.url, _multiselect),
        ]
        for name, folder in PEERS.items():
            port = server.free_port()
            app = App(name, f"http://localhost:{port}", _radio)
            apps.append(app)
            with _named(app):
                stack.enter_context(_peer(folder, files, port))
        _run(stack.enter_context(chromium.browser()), apps, changes)
    yield from _rows(apps)


def _run(browser: Browser, apps: list[App], changes: int) -> None:
    if not _draws_webgl(browser):
        for app in apps[1:]:
            app.cannot = app.cannot or "its map needs WebGL, which this browser has not"
    turns: list[Callable[[App], None]] = [lambda app: app.open(browser)] * (1 + OPENINGS)
    turns += [lambda app, number=number: app.change(number) for number in range(2 + changes)]
    for turn in turns:
        for app in apps:
            if not app.cannot:
                with _named(app):
                    turn(app)
    for app in apps:  # the server's own first start and the first change and back warm up
        app.opened, app.changed = app.opened[1:], app.changed[2:]


def _draws_webgl(browser: Browser) -> bool:
    page = chromium.new_page(browser)
    drawn = page.evaluate("document.createElement('canvas').getContext('webgl2') !== null")
    page.context.close()
    return drawn


@contextmanager
def _named(app: App) -> Iterator[None]:
    """A failure is the app's own, in one line, and stops no other."""
    try:
        yield
    except Exception as problem:
        app.cannot = str(problem).strip().splitlines()[0]


def _multiselect(page: Page, number: int) -> Locator:
    if number % 2:
        return chromium.cross(page, FILTER)
    return chromium.option(page, number // 2 % DISTRICTS, FILTER)


def _radio(page: Page, number: int) -> Locator:
    """The first choice is all districts."""
    return page.get_by_role("radio").nth(0 if number % 2 else 1 + number // 2 % DISTRICTS)


@contextmanager
def _peer(folder: str, files: Path, port: int) -> Iterator[None]:
    if not PYTHON.exists():
        raise RuntimeError("its environment is not there (make bench-peers)")
    script = Path(__file__).parent / "peers" / folder / "app.py"
    environment = os.environ | {"PEER_FILES": str(files), "PORT": str(port)}
    said = records.OUT / f"{folder}.log"
    with said.open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, script], cwd=script.parent, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_until_it_answers(port, process, said)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_it_answers(port: int, process: subprocess.Popen, said: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    last = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    raise RuntimeError(f"no server: {' '.join(last)}")


def _rows(apps: list[App]) -> Iterator[Row]:
    for what, times in (("first map, cold browser", "opened"), ("painted, a district", "changed")):
        for app in apps:
            found = f"cannot run: {app.cannot}" if app.cannot else p50_p95(getattr(app, times))
            yield Row(f"{what}: {app.name}", found)
    ours, tutorial, *peers = apps
    best = min((app for app in peers if not app.cannot), key=_painted, default=None)
    yield _ratio("first map, ours / the tutorial way", ours, tutorial, "opened", AIMS["first"])
    yield _ratio(
        "painted p50, ours / the tutorial way", ours, tutorial, "changed", AIMS["tutorial"]
    )
    name = best.name if best else "none ran"
    yield _ratio(f"painted p50, ours / the best peer ({name})", ours, best, "changed", AIMS["peer"])


def _painted(app: App) -> float:
    return percentile(app.changed, 0.5)


def _ratio(what: str, ours: App, other: App | None, times: str, aim: float) -> Row:
    if other is None or ours.cannot or other.cannot:
        return Row(what, "not measured", f"<= {aim} x")
    ratio = percentile(getattr(ours, times), 0.5) / percentile(getattr(other, times), 0.5)
    return Row(what, f"{ratio:.2f} x", f"<= {aim} x", ratio <= aim)


if __name__ == "__main__":
    print_table(list(measure(int(os.environ.get("CHANGES", CHANGES)))))
