"""A walk through a page by Tab and by Shift+Tab, from one end to the other.

`walk(page)` gives the stops in order and fails where one holds the focus. A walk is long: give it
one page, whole and with its details open (`open_details`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from playwright.sync_api import Page

from tests.browser.pages import UNMOVED, settled

# More keys than any page needs: who needs more is going round in a circle.
MOST_KEYS = 900

# A table may keep Tab for a walk through one row of cells; what it is told while it draws is lost.
KEYS_A_CELL = 2
KEYS_AT_ONCE = 20

# What had the focus as each Tab was pressed, through every shadow root: its number in this walk,
# and how it looks. A table is one stop, whichever of its cells has the focus: it is a canvas, and
# its cells are elements for who cannot see it.
_LISTEN = """() => {
  const stop = () => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    one = one.closest("canvas") ?? one;
    if (!walked.has(one)) walked.set(one, walked.size);
    // Named at first sight: the sign on a fold is a word to the browser, and turns when pointed at.
    const words = one.getAttribute("aria-label") || one.innerText || one.name || "";
    if (!named.has(one)) named.set(one, words.replace(/\\s+/g, " ").trim().slice(0, 60));
    const grid = one.querySelector(":scope > [role=grid]");
    return [walked.get(one), `${one.localName} ${named.get(one)}`, Number(grid?.ariaColCount ?? 0)];
  };
  const press = (event) => event.key === "Tab" && stops.push(stop());
  if (!window.stops) addEventListener("keydown", press, true);
  window.named ??= new WeakMap();
  window.stops = [];
  window.walked = new Map();
}"""

# The first key leads on from where the last click was, unless the body itself had the focus since.
_BEGIN = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""

# Every fold that is closed and seen, through every shadow root: how many were opened.
_OPEN = """() => {
  const closed = (part) => [...part.querySelectorAll("*")].flatMap((one) => [
    ...(one.matches("details:not([open]) > summary") && one.offsetParent ? [one] : []),
    ...(one.shadowRoot ? closed(one.shadowRoot) : []),
  ]);
  const found = closed(document.querySelector("[data-testid=stMain]"));
  found.forEach((one) => one.click());
  return found.length;
}"""


class Stop(NamedTuple):
    """Where a key has led: its number in the walk, tag and words, columns if it is a table."""

    number: int
    words: str
    columns: int


def open_details(page: Page) -> None:
    """Open what is folded on a page: tables, and what a component folds in its own tree."""
    while page.evaluate(_OPEN):  # what is opened may hold more, behind it
        page.evaluate(UNMOVED)
        settled(page)
        page.evaluate(UNMOVED)


def walk(page: Page, key: str = "Tab") -> list[str]:
    """Press a key from outside of the page until the focus has left it again.

    Args:
        page: a page that is whole.
        key: "Tab" or "Shift+Tab".

    Returns:
        What each stop is, tag and words, in the order of the walk; a table is one stop.

    Raises:
        AssertionError: a stop kept the focus, was met twice, or the walk never left the page.
    """
    walked: list[str] = []
    stayed = 0
    for stop in _stops(page, key):
        if walked and (stop is None or stop.number == 0 < len(walked) - 1):
            return walked  # out of the page, or round to its first stop by way of the window
        if stop is None:
            continue
        after = f"{key} after {walked[-3:]}: {stop.words!r}"
        if stop.number == len(walked) - 1:
            stayed += 1
            assert stayed <= KEYS_A_CELL * stop.columns, f"{after} keeps the focus"
            continue
        assert stop.number == len(walked), f"{after} is met a second time"
        stayed = 0
        walked.append(stop.words)
    raise AssertionError(f"{key} never left the page; the last stops: {walked[-5:]}")


def _stops(page: Page, key: str) -> Iterator[Stop | None]:
    """Where each key has led, None outside of the page.

    The page writes it down by itself and is asked once for many keys.
    """
    page.evaluate(_BEGIN)
    page.evaluate(_LISTEN)
    for _ in range(MOST_KEYS // KEYS_AT_ONCE):
        for _ in range(KEYS_AT_ONCE):
            page.keyboard.press(key)
        for stop in page.evaluate("stops.splice(0)"):
            yield None if stop is None else Stop(*stop)
