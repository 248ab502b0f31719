"""How much a page moves while it is loaded: cumulative layout shift, by the browser's observer.

As the web-vitals define it: shifts that follow each other within a second form a window of at most
five; the worst window counts. What a person caused within half a second does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

# Good, by the same definition.
GOOD = 0.1
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}
# A slow line: 1.6 Mbit/s and 150 ms.
_SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_OBSERVER = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    const moved = entry.sources.map(({ node, previousRect: was, currentRect: is }) => {
      const element = node?.nodeType === 1 ? node : node?.parentElement;
      const named = element?.closest("[class*=st-key-]")?.className.match(/st-key-\\S+/)?.[0];
      const where = `${named ?? ""} ${element?.dataset?.testid ?? element?.tagName ?? "gone"}`;
      return `${where} ${Math.round(was.top)}+${Math.round(was.height)} → ` +
        `${Math.round(is.top)}+${Math.round(is.height)}`;
    });
    window.shifts.push({ at: entry.startTime, value: entry.value, moved });
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Shift:
    """One movement: when, in ms since the page was asked for; how much; what moved where."""

    at: float
    value: float
    moved: tuple[str, ...]


def watch(page: Page, slow: bool = False) -> None:
    """Listen from the next page on; call before it is opened."""
    page.add_init_script(_OBSERVER)
    if slow:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _SLOW)


def of(page: Page) -> list[Shift]:
    """What has moved so far."""
    found = page.evaluate("window.shifts")
    return [Shift(one["at"], one["value"], tuple(one["moved"])) for one in found]


def cumulative(shifts: list[Shift]) -> float:
    """The sum of the worst window of shifts."""
    worst = total = 0.0
    begun = last = float("-inf")
    for one in shifts:
        if one.at - last > 1000 or one.at - begun > 5000:
            begun, total = one.at, 0.0
        last, total = one.at, total + one.value
        worst = max(worst, total)
    return worst
