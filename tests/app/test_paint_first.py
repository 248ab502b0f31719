"""The map of a new filter is sent ahead of the page around it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import map_ranked, paint_first, province_map
from tests.app.reading import labelled

Open = Callable[..., AppTest]


def test_a_new_filter_lets_the_browser_paint_the_map_before_the_rest_of_the_page(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def noted(name: str, draw: Callable) -> Callable:
        return lambda *told, **also: (order.append(name), draw(*told, **also))[1]

    for name, part in (("map", province_map), ("list", map_ranked)):
        monkeypatch.setattr(part, "draw", noted(name, part.draw))
    clock = SimpleNamespace(sleep=lambda seconds: order.append("stop"))
    monkeypatch.setattr(paint_first, "time", clock)
    page = open_page("map")
    assert order == ["map", "list"]
    order.clear()
    labelled(page.multiselect, "Huyện").set_value(["127"]).run()
    assert order == ["map", "stop", "list"]
    order.clear()
    page.run()
    assert order == ["map", "list"]
