"""A walk through a page by Tab and by Shift+Tab, from one end to the other.

`walk(page)` gives the stops in order and fails where one holds the focus. A walk is long: give it
one page, whole and with its details open (`open_details`).
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import settled

# More stops than any page has: who needs more is going round in a circle.
MOST_STOPS = 900

# What has the focus, through every shadow root: its number in this walk, and how it looks.
_STOP = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  window.walked ??= new Map();
  if (!walked.has(one)) walked.set(one, walked.size);
  // Named at first sight: the sign on a fold is a word to the browser, and turns under the pointer.
  window.named ??= new WeakMap();
  const words = one.getAttribute("aria-label") || one.innerText || one.name || "";
  if (!named.has(one)) named.set(one, words.replace(/\\s+/g, " ").trim().slice(0, 60));
  return [walked.get(one), `${one.localName} ${named.get(one)}`];
}"""

# The first key leads on from where the last click was, unless the body itself had the focus since.
_BEGIN = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.walked = new Map();
}"""


def open_details(page: Page) -> None:
    """Open what is folded on a page: tables, and what a component folds in its own tree."""
    folded = page.locator("[data-testid=stMain] details")
    nth = 0
    while nth < folded.count():  # what is opened may hold more, behind it
        detail = folded.nth(nth)
        if detail.get_attribute("open") is None:
            detail.locator("summary").first.click()
            expect(detail).to_have_attribute("open", "")
            settled(page)
        nth += 1


def walk(page: Page, key: str = "Tab") -> list[str]:
    """Press a key from outside of the page until the focus has left it again.

    Args:
        page: a page that is whole.
        key: "Tab" or "Shift+Tab".

    Returns:
        What each stop is, tag and words, in the order of the walk.

    Raises:
        AssertionError: a stop kept the focus, was met twice, or the walk never left the page.
    """
    page.evaluate(_BEGIN)
    stops: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None and stops:
            return stops
        if stop is None:
            continue
        number, words = stop
        assert number == len(stops), f"{key} after {stops[-3:]}: {words!r} is met a second time"
        stops.append(words)
    raise AssertionError(f"{key} never left the page; the last stops: {stops[-5:]}")
