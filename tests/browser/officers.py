"""What tests of the page of records need: a record that could be real, officers, a login."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from playwright.sync_api import Page, expect

from data import sample
from data.exchange.template import write_template
from tests.browser.pages import FOOT, settled

AN, BINH, STRANGER = "an@sonla.example", "binh@sonla.example", "la@example.org"
OFFICERS = f"""
[[officer]]
email = "{AN}"
name = "Nguyễn Văn An"

[[officer]]
email = "{BINH}"
name = "Trần Thị Bình"
"""


def record(activities: int = 60) -> dict[str, pd.DataFrame]:
    """A small record with bodies of its own; the generator's would be refused as illustrative."""
    made = sample.generate(activities=activities)
    tables = {name: made[name] for name in ("agencies", "assignments", "activities")}
    for name, rows in tables.items():
        tables[name] = rows.assign(agency_code="T" + rows["agency_code"])
    named = "Đơn vị thử " + tables["agencies"]["agency_code"]
    tables["agencies"] = tables["agencies"].assign(agency_name=named, agency_name_en=None)
    amounts = ("planned_quantity", "delivered_quantity", "confirmed_quantity")
    money = ("planned_value_million_vnd", "cash_million_vnd")
    unknown = dict.fromkeys((*amounts, *money), float("nan"))
    tables["activities"] = tables["activities"].assign(
        work_id=None, in_kind_million_vnd=1.0, **unknown
    )
    return tables


def workbook(path: Path, tables: dict[str, pd.DataFrame]) -> Path:
    """The template, filled in."""
    path.write_bytes(write_template(tables))
    return path


@contextmanager
def provider(port: int, log: Path) -> Iterator[str]:
    """A provider of logins of the tests' own; its address."""
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for email in (AN, BINH, STRANGER):
        claims = {"sub": email, "email": email, "email_verified": True}
        command += ["--user-claims", json.dumps(claims)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait(f"http://localhost:{port}/.well-known/openid-configuration", process, log)
        yield f"localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text(errors="replace")[-2000:])


def settings(folder: Path, port: int, provider_host: str) -> Path:
    """Streamlit's secrets with a provider of logins, for a server on this port.

    Returns:
        The home of the server: Streamlit finds the file there.
    """
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit/secrets.toml").write_text(
        f"""
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a secret of the tests, long enough for one"
client_id = "tests"
client_secret = "tests"
server_metadata_url = "http://{provider_host}/.well-known/openid-configuration"
"""
    )
    (folder / "officers.toml").write_text(OFFICERS, encoding="utf-8")
    return folder


def hand_in(page: Page, file: Path) -> None:
    """Drop a file on the page of records, and wait for its report."""
    still(page)
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_url("**draft=**")
    at_rest(page)


def still(page: Page) -> None:
    """Wait until a page is whole; a narrow window says so after its first run, and is then drawn
    once more with its menu behind a button."""
    settled(page)
    if page.evaluate("matchMedia('(max-width: 640px)').matches"):
        expect(page.get_by_test_id("stPopover").first).to_be_visible()
        settled(page)


def at_rest(page: Page) -> None:
    """Wait until a draft is drawn; it may well say that there are errors."""
    # The first: while a narrow window is drawn a second time, its first drawing still stands.
    expect(page.get_by_role("button", name="Nộp tệp khác").first).to_be_visible()
    expect(page.get_by_test_id("stMain")).to_contain_text(FOOT)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()


def log_in(page: Page, email: str, path: str) -> None:
    """Log in as somebody, and come back to a page."""
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile("oauth2/authorize"))
    page.locator("input[name=sub]").fill(email)
    page.locator("form button").first.click()
    page.wait_for_url(re.compile(r"localhost:[0-9]+/(?!oauth2)"))
    expect(page.get_by_test_id("stApp")).to_be_visible()
    # The provider's own page asks for a style sheet from elsewhere; ours never do.
    page.seen.violations.clear()  # type: ignore[attr-defined]
    page.seen.console_errors.clear()  # type: ignore[attr-defined]
    page.goto(re.sub(r"(?<=[0-9])/.*", "", page.url) + path)
