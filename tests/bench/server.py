"""A server to measure: started like any other, watched from outside, stopped at the end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.records import OUT, REPOSITORY, places

START_SECONDS = 60
OPTIONS = {
    "server.address": "localhost",
    "server.headless": "true",
    "browser.gatherUsageStats": "false",
}


@dataclass(frozen=True)
class Server:
    """A running Streamlit server."""

    port: int
    process: psutil.Process

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def memory_mb(self) -> float:
        """Resident memory of the server's process."""
        return self.process.memory_info().rss / 1e6

    def cpu_seconds(self) -> float:
        """Processor time spent since it started: says the same on a busy machine."""
        spent = self.process.cpu_times()
        return spent.user + spent.system


@contextmanager
def dashboard(store: Path) -> Iterator[Server]:
    """The dashboard on a store, as `make run` starts it."""
    with _running(REPOSITORY / "dashboard.py", REPOSITORY, {"DATA_STORE": str(store)}) as it:
        yield it


@contextmanager
def tutorial(folder: Path) -> Iterator[Server]:
    """The tutorial app with Streamlit's own settings, on the files in `folder`."""
    script = Path(__file__).parent / "peers/tutorial/app.py"
    with _running(script, script.parent, {"TUTORIAL_FILES": str(folder)}) as it:
        yield it


@contextmanager
def app(script: Path) -> Iterator[Server]:
    """An app of the bench in a folder of its own, with what it publishes in `static` beside it."""
    extra = {"PYTHONPATH": str(REPOSITORY), "STREAMLIT_SERVER_ENABLE_STATIC_SERVING": "true"}
    with _running(script, script.parent, extra) as it:
        yield it


@contextmanager
def _running(script: Path, folder: Path, extra: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--{name}={value}" for name, value in {"server.port": port, **OPTIONS}.items()]
    environment = os.environ | {"GEO_AUTO_INSTALL": "0", "GEO_INSTALLED": str(places())} | extra
    OUT.mkdir(exist_ok=True)
    with (OUT / f"{script.stem}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        server = Server(port, psutil.Process(process.pid))
        _wait_until_it_answers(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(server: Server, process: subprocess.Popen) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: see the logs in {OUT}")
