"""What the browser tests open: every page of the dashboard, and how to know that it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
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
    "compare": "/compare?place=119&place=120",
    "infrastructure": "/infrastructure",
    "methods": "/methods",
    "records": "/records",
}
# The last line of every page, in both languages: when it stands, the script has run to its end.
FOOT = "2523/QĐ-UBND"
# Kept until the page has neither moved nor grown, nor waits for a script, for ten frames.
UNMOVED = """() => new Promise((done) => {
    const main = document.querySelector("[data-testid=stMain]");
    let before = "", frames = 0;
    const look = () => {
        const waiting = main.querySelectorAll("[data-testid=stSkeleton]").length;
        const now = [main.scrollTop, main.scrollHeight, waiting].join();
        frames = now === before && !waiting ? frames + 1 : 0;
        before = now;
        if (frames < 10) requestAnimationFrame(look);
        else done();
    };
    look();
})"""
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


def go_to(field: Locator) -> None:
    """Focus a field and wait until the page stands still there.

    A list closes when its page moves, and the field hears of the movement a frame later: under
    load that is after a test's next key or click, never after a person's.
    """
    field.focus()
    field.page.evaluate(UNMOVED)


def words(page: Page) -> str:
    """The text of a page without its menu and frame."""
    return page.get_by_test_id("stMain").inner_text()


def of_the_map(message: bytes) -> dict[str, Any]:
    """What a message says to the map; nothing where it is another's."""
    mount = ForwardMsg.FromString(message).delta.new_element.bidi_component
    return drawn.unpack(mount.bytes) if mount.component_name == "commune_map" else {}
