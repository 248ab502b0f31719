"""The map in motion, and maps larger than the province: 204, 580 and 3,000 areas in Chromium.

The province is the dashboard's own map; the larger ones are made of hexagons and go through the
same component. A change is counted from the event to the end of the frame that shows it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench import chromium, painted, records, server
from tests.bench.report import Row, p50_p95

AREAS = (580, 3000)
CHANGES = 20
HOVERED = 30
AIM_FRAMES_A_SECOND = 50
PAUSE_MS = 400  # the server is told after each change, and its answer is not what is measured
APP = Path(__file__).with_name("large_map_app.py")

TOOLS = """map => {
  const frame = () => new Promise(requestAnimationFrame);
  const endOfFrame = () => frame().then(() => new Promise((tell) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); tell(performance.now()); };
    channel.port2.postMessage(null);
  }));
  const field = (name) => map.querySelector(name);
  const change = async (name, value, how) => {
    const began = performance.now();
    field(name).value = value;
    field(name).dispatchEvent(new Event(how));
    return await endOfFrame() - began;
  };
  // Every frame until `over`: how many a second, and the longest wait for one.
  const frames = async (over) => {
    const times = [await frame()];
    while (!over(times.length)) times.push(await frame());
    const gaps = times.slice(1).map((time, place) => time - times[place]);
    const seconds = (times.at(-1) - times[0]) / 1000;
    return { rate: gaps.length / seconds, longest: Math.max(...gaps) };
  };
  const film = async () => {
    const shown = new Set();
    field(".play").click();
    return frames(() => {
      const year = field(".years [aria-pressed=true]").textContent;
      shown.add(year);
      return shown.size >= 4 && year === field(".years [data-year]:nth-last-child(2)").textContent;
    });
  };
  const scrub = () => frames((count) => {
    field(`.years :nth-child(${1 + count % 4})`).click();
    return count >= 60;
  });
  const hovers = [];
  field("svg[data-zoom]").addEventListener("pointermove", async (event) => {
    const name = event.target.getAttribute("aria-label")?.split(",")[0];
    if (!name) return;
    let count = 0;
    do { await frame(); count += 1; }
    while (count < 60 && !field(".tooltip").textContent.startsWith(name));
    hovers.push({ count, ms: await endOfFrame() - event.timeStamp });
  }, { capture: true });
  window.bench.map = { change, film, scrub, hovers };
}"""


def measure() -> Iterator[Row]:
    """Rows for the province and for each larger map."""
    with server.dashboard(records.store(records.SMALL)) as running, chromium.browser() as opened:
        yield from _rows(opened, f"{running.url}/map", "the province", "acts value_million_vnd")
    with server.app(_copied()) as running, chromium.browser() as opened:
        for areas in AREAS:
            url = f"{running.url}/?areas={areas}"
            yield from _rows(opened, url, f"{areas:,} areas", "two one")


def _copied() -> Path:
    folder = records.OUT / "large"
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(APP, folder))


def _rows(opened: Browser, url: str, which: str, measures: str) -> Iterator[Row]:
    warm, _ = painted._first_map(opened, url)  # the server's own first start is not the question
    warm.context.close()
    page, seconds = painted._first_map(opened, url)
    yield Row(f"map, {which}, first, cold browser", f"{seconds * 1000:.0f} ms")
    page.locator(".play:enabled").wait_for()
    page.locator(".commune-map").evaluate(TOOLS)
    yield Row(f"map, {which}, a change of measure", p50_p95(_changes(page, measures.split())))
    yield _motion(page, which, "the film of the years", "film")
    yield _motion(page, which, "a year each frame, as a dragged slider", "scrub")
    hovers = _hovers(page)
    most = max(one["count"] for one in hovers)
    said = f"{p50_p95([one['ms'] / 1000 for one in hovers])}, {most} frame at most"
    yield Row(f"map, {which}, hover to tooltip", said, "within 1 frame", most <= 1)
    page.context.close()


def _changes(page: Page, measures: list[str]) -> list[float]:
    """Seconds from the choice of another measure to the end of the frame that shows it."""
    found = []
    for number in range(CHANGES):
        code = measures[number % len(measures)]
        told = ["select[name=measure]", code, "change"]
        found.append(page.evaluate("told => bench.map.change(...told)", told) / 1000)
        page.wait_for_timeout(PAUSE_MS)
    return found


def _motion(page: Page, which: str, what: str, tool: str) -> Row:
    seen: dict[str, Any] = page.evaluate(f"bench.map.{tool}()")
    page.wait_for_timeout(PAUSE_MS)
    rate = seen["rate"]
    found = f"{rate:.0f} frames a second, longest wait {seen['longest']:.0f} ms"
    aim = AIM_FRAMES_A_SECOND if which == "the province" and tool == "film" else 0
    goal = (f">= {aim}", rate >= aim) if aim else ("", None)
    return Row(f"map, {which}, {what}", found, *goal)


def _hovers(page: Page) -> list[dict[str, float]]:
    """For each commune that the pointer came to: frames and milliseconds to its tooltip."""
    box = page.locator("svg[data-zoom]").bounding_box() or {}
    for number in range(HOVERED):
        part = 0.3 + 0.4 * number / HOVERED
        page.mouse.move(box["x"] + part * box["width"], box["y"] + part * box["height"])
        page.wait_for_timeout(60)
    found: list[dict[str, float]] = page.evaluate("bench.map.hovers")
    return found
