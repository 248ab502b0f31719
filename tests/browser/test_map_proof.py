"""The map says what the tables say, and the four states that are no values are drawn apart:
on the screen and in the picture that is taken along. (The map for paper: unit/test_print_map.py.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from data.metrics import commune_states
from data.selection import Selection, chosen_communes
from data.store import Store
from geo import gazetteer
from tests.browser.pages import DASHBOARD, settled

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
REASONS = ("zero", "nothing_reported", "no_data", "not_assigned")
# A sector in one year: all five classes and all four states are on the map.
FOUR_STATES = "/map?sector=economy&measure=value_million_vnd&years=2014&years=2014"


@pytest.fixture(scope="module")
def server(serve: Callable, installed_places: Path) -> Any:
    return serve(DASHBOARD, GEO_INSTALLED=str(installed_places))


@pytest.fixture
def opened(server: Any, visit: Callable[..., Page]) -> Callable[..., Page]:
    def go(path: str, **options: object) -> Page:
        page = visit(server, path, **options)
        settled(page)
        expect(page.locator("[data-commune]")).to_have_count(204)
        return page

    return go


# ---------------------------------------------------------------- the same numbers as the tables

FILTERS = {
    "/map": (Selection(), "value_million_vnd"),
    "/map?view=hexagons&measure=acts&sector=economy": (Selection(sectors=("economy",)), "acts"),
    "/map?district=119&district=127&measure=works": (Selection(districts=("119", "127")), "works"),
    "/map?agency=MCQ01&years=2014&years=2015": (
        Selection(agencies=("MCQ01",), years=(2014, 2015)),
        "value_million_vnd",
    ),
    "/map?kind=border&measure=promises_kept_share": (
        Selection(kinds=("border",)),
        "promises_kept_share",
    ),
    "/map?years=2013&years=2013&measure=months_since_last_record": (
        Selection(years=(2013, 2013)),
        "months_since_last_record",
    ),
    "/map?measure=value_per_household&kind=meritorious&sector=welfare": (
        Selection(kinds=("meritorious",), sectors=("welfare",)),
        "value_per_household",
    ),
}


@pytest.mark.parametrize("path", FILTERS)
def test_the_legend_counts_what_the_tables_say(
    opened: Callable[..., Page], server: Any, path: str
) -> None:
    page = opened(path)
    store = Store(server.log.parent / "store")  # made by the server at its first start
    record = store.record(store.current())
    selection, measure = FILTERS[path]
    within = chosen_communes(selection, gazetteer.communes(), record.commune_kinds)
    expected = commune_states.states(
        record.contributions,
        record.assignments,
        gazetteer.communes(),
        selection.without_places(),
        measure,
        record.works,
        record.work_contributions,
    )
    counted: Counter[str] = Counter()
    for row in page.locator(".legend li[data-state]").all():
        counted[row.get_attribute("data-state") or ""] += int(row.locator(".count").inner_text())
    assert counted.pop("faded", 0) == 204 - len(within)
    states = commune_states.counts(expected.loc[sorted(within)]).to_dict()
    if measure != "promises_kept_share":
        # No share, so none of few: its legend does not speak of them.
        assert states.pop(commune_states.FEW) == 0
    assert counted == states


# ---------------------------------------------------------------- the states, the hatch, the legend

# How an area is drawn, whatever names it: fill and outline, and of a pattern what is in it.
LOOK = """area => {
  const style = getComputedStyle(area);
  const named = area.getAttribute("fill")?.match(/^url\\(#(.+)\\)$/)?.[1];
  const pattern = named && area.getRootNode().getElementById(named);
  const drawn = pattern && [...pattern.children].map((one) => {
    const { fill, stroke } = getComputedStyle(one);
    return [one.tagName, one.getAttribute("d"), fill, stroke];
  });
  const fill = named ? drawn ?? "a pattern that is not there" : style.fill;
  return JSON.stringify([fill, style.strokeDasharray, style.stroke, style.fillOpacity]);
}"""
LOOKS = f"""map => [...map.querySelectorAll(".legend li[data-state]")].map((row) => {{
  const look = {LOOK};
  const {{ state, class: level }} = row.dataset;
  const areas = map.querySelectorAll(
    `.communes [data-state="${{state}}"][data-class="${{level}}"]`);
  return [state, level, look(row.querySelector("rect")), [...areas].map(look)];
}})"""


@pytest.mark.parametrize("view", ["hexagons", "boundaries"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_and_class_has_a_look_of_its_own_that_its_legend_row_shows(
    opened: Callable[..., Page], scheme: str, view: str
) -> None:
    page = opened(f"{FOUR_STATES}&view={view}", color_scheme=scheme)
    # All at once: what the map fetches when it is idle draws the legend anew.
    looks: dict[str, str] = {}
    for state, level, swatch, areas in page.locator(".commune-map").evaluate(LOOKS):
        assert "not there" not in swatch
        assert set(areas) == {swatch}, (state, level)
        looks[f"{state} {level}"] = swatch
    assert set(REASONS) <= {look.split()[0] for look in looks}
    assert len(set(looks.values())) == len(looks)


def attributes(area: ElementTree.Element, patterns: dict[str, str]) -> tuple[str, ...]:
    """How an area of the picture is drawn; a pattern is what is in it, not its name."""
    fill = area.get("fill", "")
    named = re.fullmatch(r"url\(#(.+)\)", fill)
    dashed = "dashed" if area.get("stroke-dasharray") else "whole"
    return (patterns[named[1]] if named else fill, area.get("stroke", ""), dashed)


def test_the_picture_taken_along_draws_each_state_as_its_legend_does(
    opened: Callable[..., Page],
) -> None:
    page = opened(f"{FOUR_STATES}&view=hexagons")
    page.get_by_text("Tải hình").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Khổ A4, SVG").click()
    sheet = ElementTree.fromstring(saved.value.path().read_bytes())
    patterns = {
        one.get("id", ""): "".join(ElementTree.tostring(part, "unicode") for part in one)
        for one in sheet.iter(f"{SVG}pattern")
    }
    areas: dict[tuple[str, ...], Counter[str]] = {}
    for area in sheet.iter(f"{SVG}path"):
        if state := area.get("data-state"):
            areas.setdefault(attributes(area, patterns), Counter())[state] += 1
    swatches = [
        attributes(box, patterns)
        for box in sheet.iter(f"{SVG}rect")
        if (box.get("width"), box.get("height")) == ("22", "14")
    ]
    rows = [
        {row.get_attribute("data-state"): int(row.get_attribute("data-count") or 0)}
        for row in page.locator(".legend li[data-state]").all()
    ]
    assert len(set(swatches)) == len(swatches) == len(areas)
    assert [areas[look] for look in swatches] == rows
