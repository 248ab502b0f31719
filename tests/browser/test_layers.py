"""The map of the dashboard in both layers: hexagons always, boundaries where they are installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data import sample
from data.metrics import commune_states
from data.selection import Selection
from data.store import Store
from geo import gazetteer
from tests.browser.pages import DASHBOARD, settled

ACTIVITIES = 1500


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = Store(tmp_path_factory.mktemp("layers"))
    opened.publish_sample(sample.generate(activities=ACTIVITIES), by="data.sample")
    return opened


@pytest.fixture(scope="module")
def server(serve: Callable, store: Store, installed_places: Path):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD, DATA_STORE=str(store.root), GEO_INSTALLED=str(installed_places))


@pytest.mark.parametrize("view", ["hexagons", "boundaries"])
def test_every_commune_is_drawn_once_and_the_states_are_those_of_the_tables(
    view: str,
    server: object,
    store: Store,
    visit: Callable[..., Page],
) -> None:
    page = visit(server, f"/map?lang=en&view={view}")
    settled(page)
    drawn = page.locator("[data-commune]")
    expect(drawn).to_have_count(len(gazetteer.communes()))
    shown = drawn.evaluate_all(
        "all => all.map(one => [one.dataset.commune, one.dataset.state, one.ariaLabel])"
    )
    assert {code for code, _, _ in shown} == set(gazetteer.communes().index)

    record = store.record(store.current())
    expected = commune_states.states(
        record.contributions,
        record.assignments,
        gazetteer.communes(),
        Selection(),
        "value_million_vnd",
    )["state"]
    assert {code: state for code, state, _ in shown} == expected.to_dict()
    assert all(re.search(r"\w", label or "") for _, _, label in shown)


def test_the_layer_can_be_changed_and_stands_in_the_address(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/map?lang=en")
    settled(page)
    layer = page.get_by_role("combobox", name="Layer")
    expect(layer).to_have_value("boundaries")
    layer.select_option(label="Hexagons")
    page.wait_for_url(re.compile("view=hexagons"))
    expect(page.locator("[data-commune]")).to_have_count(len(gazetteer.communes()))
