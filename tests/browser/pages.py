"""What the browser tests open: every page of the dashboard, and how to know that it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.parts import drawn

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"

# Every page with a subject where it needs one. Codes of the illustrative record and of real places.
PATHS = {
    "overview": "/",
    "map": "/map",
    "commune": "/commune?commune=04246",
    "agencies": "/agencies",
    "agency": "/agency?agency=MCQ01",
    "infrastructure": "/infrastructure",
    "methods": "/methods",
    "records": "/records",
}
# The last line of every page, in both languages: when it stands, the script has run to its end.
FOOT = "2523/QĐ-UBND"
ERROR = "[data-testid='stException'], [data-testid='stAlertContentError']"


def in_language(path: str, lang: str) -> str:
    """The address of a page in a language; Vietnamese is the one that needs no saying."""
    if lang == "vi":
        return path
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def settled(page: Page) -> None:
    """Wait until a page is whole and no error stands on it."""
    expect(page.get_by_test_id("stMarkdown").filter(has_text=FOOT).last).to_be_visible(
        timeout=60_000
    )
    expect(
        page.locator("[data-testid='stApp'][data-test-script-state='notRunning']")
    ).to_be_visible(timeout=60_000)
    assert page.locator(ERROR).count() == 0, page.locator(ERROR).first.inner_text()


def words(page: Page) -> str:
    """The text of a page without its menu and frame."""
    return page.get_by_test_id("stMain").inner_text()


def of_the_map(message: bytes) -> dict[str, Any]:
    """What a message says to the map; nothing where it is another's."""
    mount = ForwardMsg.FromString(message).delta.new_element.bidi_component
    return drawn.unpack(mount.bytes) if mount.component_name == "commune_map" else {}
