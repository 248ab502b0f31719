"""From the click to the painted map, in Chromium, beside the same screen as tutorials write it.

Both apps show the same records in the same shapes: the boundaries if they are installed, else the
hexagons. They are measured in turn, change by change. Painted is the end of the first frame in
which the map has the values of the new filter and nothing left to draw.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, Page

from tests.bench import chromium, records, server
from tests.bench.report import Row, p50_p95, percentile

CHANGES = 20
AIM = 0.25
PAUSE_MS = 1000  # plotly draws its map once more after it is there; nobody clicks that fast

WATCH = """() => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap(
    (node) => node.shadowRoot ? [node.shadowRoot, ...all(node.shadowRoot)] : []);
  let root = null;
  const communes = () => {
    if (!root?.host?.isConnected || !root.querySelector("[data-commune]"))
      root = all(document).find((each) => each.querySelector("[data-commune]"));
    return root ? [...root.querySelectorAll("[data-commune]")] : [];
  };
  const ours = () => communes().map((node) => node.getAttribute("aria-label")).join();
  let graph = null;
  const plotly = () => {
    if (!graph?.isConnected) graph = [document, ...all(document)]
      .flatMap((each) => [...each.querySelectorAll(".js-plotly-plot")])
      .find((each) => each.data?.[0]?.type === "choroplethmap");
    const map = graph?._fullLayout?.map?._subplot?.map;
    return map?.loaded() ? Array.from(graph.calcdata[0], (each) => each.z).join() : "";
  };
  const look = () => graph ? plotly() : ours() || plotly();
  const frame = () => new Promise(requestAnimationFrame);
  const endOfFrame = () => new Promise((tell) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); tell(); };
    channel.port2.postMessage(null);
  });
  const settled = async (differs) => {
    const until = performance.now() + 30000;
    while (performance.now() < until) {
      await frame();
      const now = look();
      if (now && differs(now)) { await endOfFrame(); return performance.now(); }
    }
    throw new Error("not painted in 30 s");
  };
  window.bench = {
    drawn: () => settled(() => true),
    watch: async () => {
      await settled(() => true);
      const before = look();
      window.bench.painted = new Promise((tell) => document.addEventListener("click", (click) =>
        tell(settled((now) => now !== before).then((end) => end - click.timeStamp)),
        { once: true, capture: true }));
    },
  };
}"""


def measure(changes: int = CHANGES) -> Iterator[Row]:
    """Rows for the first map, for a change of filter, and their ratios to the tutorial way."""
    store = records.store(records.SMALL)
    files = _files_for_the_tutorial(store)
    with (
        server.dashboard(store) as ours,
        server.tutorial(files) as theirs,
        chromium.browser() as it,
    ):
        for each, path in ((ours, "/map"), (theirs, "/")):
            _first_map(it, f"{each.url}{path}")  # the server's own first start is not the question
        first = [_first_map(it, f"{ours.url}/map"), _first_map(it, f"{theirs.url}/")]
        pages = [page for page, _ in first]
        yield from _beside("first map, cold browser", *([seconds] for _, seconds in first))
        times = _changes(pages, changes)
        yield from _beside("painted, a change of filter", *times, aim=AIM)


def _first_map(opened: Browser, url: str) -> tuple[Page, float]:
    page = chromium.new_page(opened)
    page.goto(url)
    page.evaluate(WATCH)
    return page, page.evaluate("window.bench.drawn()") / 1000


def _changes(pages: list[Page], changes: int) -> list[list[float]]:
    """Seconds of each change, one list a page: an option more, then none, in turn."""
    times: list[list[float]] = [[] for _ in pages]
    for change in range(-2, changes):  # the first two warm up
        for page, seconds in zip(pages, times, strict=True):
            page.wait_for_timeout(PAUSE_MS)
            target = chromium.cross(page) if change % 2 else chromium.option(page, change // 2 % 8)
            page.evaluate("window.bench.watch()")
            target.click()
            seconds.append(page.evaluate("window.bench.painted") / 1000)
    return [seconds[2:] for seconds in times]


def _beside(
    what: str, ours: list[float], theirs: list[float], aim: float | None = None
) -> Iterator[Row]:
    yield Row(f"{what}: this dashboard", p50_p95(ours))
    yield Row(f"{what}: the tutorial way", p50_p95(theirs))
    ratio = percentile(ours, 0.5) / percentile(theirs, 0.5)
    goal = ("", None) if aim is None else (f"<= {aim} x", ratio <= aim)
    yield Row(f"{what}: p50, ratio", f"{ratio:.2f} x", *goal)


def _files_for_the_tutorial(store: Path) -> Path:
    """The record as one CSV and the places as GeoJSON, as a tutorial would have them."""
    from data.store import Store
    from geo import gazetteer

    folder = records.OUT / "tutorial"
    folder.mkdir(exist_ok=True)
    opened = Store(store)
    acts = pd.read_parquet(opened.folder(opened.current()) / "activities.parquet")
    acts["value_million_vnd"] = acts["cash_million_vnd"].fillna(0) + acts[
        "in_kind_million_vnd"
    ].fillna(0)
    places = gazetteer.communes()[["commune_name", "district_name"]]
    delivered = acts[acts["activity_date"].notna()].join(places, on="commune_code")
    delivered.to_csv(folder / "activities.csv", index=False)
    (folder / "communes.geojson").write_text(_geojson(), encoding="utf-8")
    return folder


def _geojson() -> str:
    from geo import hexagon_drawing, hexagons

    boundaries = records.places() / "communes.parquet"
    if boundaries.exists():
        import geopandas as gpd

        shapes = gpd.read_parquet(boundaries).reset_index()
        return str(shapes[["commune_code", "geometry"]].to_json())
    features = []
    for code, *cell in hexagons.positions().itertuples():
        ring = [(104.1 + x * 0.025, 21.2 - y * 0.014) for x, y in hexagon_drawing.corners(cell)]
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        properties = {"commune_code": code}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features})
